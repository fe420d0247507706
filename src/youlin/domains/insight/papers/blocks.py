"""A filled Word document as plain blocks, so that PDF and page say what the office's template says, in its order."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table
from docx.text.paragraph import Paragraph

SIDES = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`text`) or a table (`rows`)."""

    text: str = ""
    side: str = "left"
    large: bool = False
    bold: bool = False
    rows: list[list[str]] = field(default_factory=list)


def blocks(document: bytes) -> list[Block]:
    """What a Word document says, paragraph by paragraph and table by table; empty ones left out."""
    found = []
    for item in Document(BytesIO(document)).iter_inner_content():
        if isinstance(item, Table):
            found.append(Block(rows=[[cell.text for cell in row.cells] for row in item.rows]))
        elif item.text.strip():
            found.append(_paragraph(item))
    return found


def _paragraph(item: Paragraph) -> Block:
    runs = [run for run in item.runs if run.text.strip()]
    sizes = [run.font.size.pt for run in runs if run.font.size is not None]
    style = (item.style.name or "") if item.style is not None else ""
    return Block(
        text=item.text.strip(),
        side=SIDES.get(item.alignment, "left") if item.alignment is not None else "left",
        large=style.startswith(("Title", "Heading")) or max(sizes, default=0) >= 16,
        bold=bool(runs) and all(run.bold for run in runs),
    )
