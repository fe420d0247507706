"""One HTML file that stands by itself and prints on A4."""

from __future__ import annotations

import base64
from pathlib import Path

from django.template.loader import render_to_string

from youlin.domains.insight.papers.sheet import Sheet

STYLES = Path(__file__).with_name("bulletin.css")


def render(sheet: Sheet) -> bytes:
    """The page, its styles carried in it."""
    styles = base64.b64encode(STYLES.read_bytes()).decode()
    return render_to_string("insight/bulletin.html", {"sheet": sheet, "styles": styles}).encode()
