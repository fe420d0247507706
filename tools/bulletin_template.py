"""Make the Word template of the bulletin again: `.venv/bin/python -m tools.bulletin_template`.

The result is kept in the repository, because offices may replace it by one of their own; this is how ours came about.
"""

from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).resolve().parent.parent / "src" / "youlin" / "domains" / "insight" / "papers" / "bulletin.docx"
LINTEL, QUIET = RGBColor(0x8F, 0x3D, 0x25), RGBColor(0x6A, 0x5F, 0x57)
LATIN, HAN = "Times New Roman", "SimSun"


def main() -> None:
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), HAN)

    words(document.add_paragraph(), "{{ sheet.title }}", size=24, colour=LINTEL, align=WD_ALIGN_PARAGRAPH.CENTER)
    words(
        document.add_paragraph(), "{{ sheet.place }}  {{ sheet.span }}", colour=QUIET, align=WD_ALIGN_PARAGRAPH.CENTER
    )
    lead = words(document.add_paragraph(), "{{ sheet.sentence }}", size=14)
    lead.paragraph_format.first_line_indent = Pt(28)
    lead.paragraph_format.line_spacing = 1.6

    figures = grid(document.add_table(rows=4, cols=5), (30, 20, 16, 26, 74))
    fill(
        figures,
        0,
        [f"{{{{ sheet.labels.{name} }}}}" for name in ("figure", "value", "before", "change", "meaning")],
        bold=True,
    )
    fill(figures, 1, ["{%tr for line in sheet.lines %}"])
    fill(figures, 2, [f"{{{{ line.{name} }}}}" for name in ("name", "value", "before", "change", "definition")])
    figures.rows[2].cells[1].paragraphs[0].add_run(" {{ line.unit }}").font.size = Pt(10)
    fill(figures, 3, ["{%tr endfor %}"])

    words(document.add_paragraph(), "{{ sheet.labels.by_part }}", size=13, colour=LINTEL)
    parts = grid(document.add_table(rows=5, cols=4), (34, 22, 22, 22))  # a column for each figure, however many
    fill(parts, 0, ["{{ sheet.labels.part }}", *column("head", "sheet.heads")], bold=True)
    fill(parts, 1, ["{%tr for part in sheet.parts %}"])
    fill(parts, 2, ["{{ part.name }}", *column("count", "part.counts")])
    fill(parts, 3, ["{%tr endfor %}"])
    fill(parts, 4, ["{{ sheet.labels.total }}", *column("count", "sheet.totals")], bold=True)

    words(document.add_paragraph(), "{%p if sheet.stories %}", size=14)
    words(document.add_paragraph(), "{{ sheet.labels.stories }}", size=13, colour=LINTEL)
    for text in ("{%p for story in sheet.stories %}", "{{ story.title }}", "{{ story.text }}", "{%p endfor %}"):
        words(document.add_paragraph(), text, size=14, bold="title" in text)
    words(document.add_paragraph(), "{%p endif %}", size=14)

    for text in ("{%p if sheet.note %}", "{{ sheet.note }}", "{%p endif %}"):
        words(document.add_paragraph(), text, size=9, colour=QUIET)
    words(document.add_paragraph(), "{{ sheet.made_on }}", colour=QUIET, align=WD_ALIGN_PARAGRAPH.RIGHT)
    document.core_properties.author = "Youlin"
    document.save(str(TARGET))


def column(name: str, values: str) -> list[str]:
    """A cell for each of the values, set side by side."""
    return [f"{{%tc for {name} in {values} %}}", f"{{{{ {name} }}}}", "{%tc endfor %}"]


def words(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 11,
    colour: RGBColor | None = None,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    """Text in a paragraph; each run names its Chinese font, which Word asks for apart."""
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HAN)
    if colour is not None:
        run.font.color.rgb = colour
    if align is not None:
        paragraph.alignment = align
    return paragraph


def grid(table: Table, widths: tuple[int, ...]) -> Table:
    """A table with lines and widths in millimetres."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def fill(table: Table, line: int, texts: list[str], *, bold: bool = False) -> None:
    """Text into the cells of a row, from the left."""
    cells: tuple[_Cell, ...] = table.rows[line].cells
    for place, text in enumerate(texts):
        words(cells[place].paragraphs[0], text, size=10, bold=bold)


if __name__ == "__main__":
    main()
