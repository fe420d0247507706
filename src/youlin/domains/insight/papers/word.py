"""Word by docxtpl, from `bulletin.docx`: an office may open that file, put its own head on it, and keep the places."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate

from youlin.domains.insight.papers.sheet import Sheet

TEMPLATE = Path(__file__).with_name("bulletin.docx")


def render(sheet: Sheet) -> bytes:
    """The bulletin as a Word document."""
    document = DocxTemplate(str(TEMPLATE))
    # autoescape: a name with < in it is a name, not markup.
    document.render({"sheet": sheet.plain()}, autoescape=True)
    made = BytesIO()
    document.save(made)
    return made.getvalue()
