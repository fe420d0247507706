"""One HTML file that stands by itself and prints on A4."""

from __future__ import annotations

import base64
from pathlib import Path

from django.template.loader import render_to_string

from youlin.domains.insight.papers import word
from youlin.domains.insight.papers.blocks import blocks
from youlin.domains.insight.papers.sheet import Sheet

STYLES = Path(__file__).with_name("bulletin.css")


def render(sheet: Sheet, template: bytes | None = None) -> bytes:
    """The page, its styles carried in it; with an office's own template, what that one says in its order."""
    styles = base64.b64encode(STYLES.read_bytes()).decode()
    if template is None:
        return render_to_string("insight/bulletin.html", {"sheet": sheet, "styles": styles}).encode()
    told = blocks(word.render(sheet, template))
    return render_to_string("insight/own.html", {"sheet": sheet, "styles": styles, "blocks": told}).encode()
