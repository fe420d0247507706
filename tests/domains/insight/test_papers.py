"""The bulletin as a file: it opens again and says what the figures say."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import uuid4

import docx
import pytest
from django.utils import translation

from tests.factories import cast
from tests.factories.paper import text_of
from youlin.domains.insight import queries
from youlin.domains.insight.papers import FORMS
from youlin.domains.insight.papers.sheet import Sheet, sheet
from youlin.domains.outreach import actions as outreach
from youlin.foundation import clock
from youlin.foundation.values import Period

NOON = clock.at(date(2026, 11, 5), 12)
NASTY = "#strong[x] <b>{{ 7 * 7 }}</b> & $a$"


@pytest.fixture
def paper(street: cast.Street) -> Sheet:
    """The bulletin of a street whose name could be taken for markup."""
    for number in range(3):
        service = outreach.NewService(uuid4(), street.lin1.pk, f"第{number}次", NOON)
        outreach.log_service(actor=street.actor("李邻长"), service=service, now=NOON)
    street.subdistrict.full_name = f"锣溪街道{NASTY}"
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    return sheet(queries.bulletin(street.actor("街道老彭"), street.subdistrict, period, now=NOON))


def test_the_sentence_is_made_of_the_figures(paper: Sheet) -> None:
    assert paper.sentence.startswith("2026年11月1日至11月30日，锣溪街道")
    assert "名三长共摸排问题0个，受理诉求0件，化解矛盾纠纷0起，消除安全隐患0处，开展微服务3次。" in paper.sentence


def test_word_opens_it_again(paper: Sheet) -> None:
    document = docx.Document(BytesIO(FORMS["docx"](paper)))
    words = [paragraph.text for paragraph in document.paragraphs]

    assert words[0] == "三长制工作简报"
    assert paper.sentence in words
    figures, parts = document.tables
    said = {row.cells[0].text: [cell.text for cell in row.cells][1:3] for row in figures.rows}
    assert said["开展微服务"] == ["3 次", "0"]
    assert [row.cells[0].text for row in parts.rows] == ["辖区", "溪布社区", "岩门社区", "合计"]
    heads = [cell.text for cell in parts.rows[0].cells]
    assert heads == ["辖区", *paper.heads]
    assert parts.rows[1].cells[heads.index("开展微服务")].text == "3"


def test_a_pdf_is_one_and_embeds_its_type(paper: Sheet) -> None:
    made = FORMS["pdf"](paper)
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert b"NotoSerifSC" in made or b"NotoSerifCJKsc" in made
    assert len(made) < 400_000
    said = text_of(made).replace("\n", "")  # lines break where the page ends
    assert paper.sentence in said and "溪布社区" in said


def test_the_span_in_a_title_has_a_line_of_its_own_so_that_no_date_is_broken(paper: Sheet) -> None:
    named = replace(paper, title="锣溪街道三长制工作简报（2026年10月24日至11月22日）")
    lines = text_of(FORMS["pdf"](named)).splitlines()
    assert [line.strip() for line in lines[:2]] == ["锣溪街道三长制工作简报", "（2026年10月24日至11月22日）"]


def test_a_page_stands_by_itself(paper: Sheet) -> None:
    made = FORMS["html"](paper).decode()
    assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt; &amp; $a$" in made
    assert "<b>" not in made
    assert "http" not in made
    assert "<style" not in made


def test_it_speaks_english_too(street: cast.Street) -> None:
    period = Period(date(2026, 11, 1), date(2026, 11, 1))
    with translation.override("en"):
        paper = sheet(queries.bulletin(street.actor("街道老彭"), street.subdistrict, period, now=NOON))
        assert paper.span == "1 November 2026"
        assert "Micro-services" in [line.name for line in paper.lines]
        assert FORMS["pdf"](paper).startswith(b"%PDF-")
