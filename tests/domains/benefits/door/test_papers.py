"""The papers of an application: to print, and as data."""

from datetime import date
from io import BytesIO
from typing import Any

from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.domains.benefits.door.test_survey import lines_of
from tests.factories import cast, door
from youlin.domains.benefits import actions, catalogue, papers, queries
from youlin.domains.benefits.engine.vocabulary import Kind
from youlin.domains.benefits.models import (
    Application,
)
from youlin.domains.benefits.rules.door import Paper
from youlin.domains.benefits.wording import answer_text, option_text
from youlin.foundation import clock

NOW = cast.START
DAY = clock.day_of(NOW)


def test_the_papers_name_everybody_and_carry_what_was_drawn(street: cast.Street, row: Application) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    door.gather(li, row, now=NOW)
    actions.take_step(actor=li, application=row.pk, step=actions.Step("filed", DAY), now=NOW)
    row.refresh_from_db()
    door.survey(qin, row, now=NOW)
    row = queries.application(qin, row.pk)
    found = queries.dossier(row, DAY)
    drawings = actions.look_at_signatures(actor=qin, found=found, paper=Paper.CONSENT, now=NOW)
    consent = papers.consent(found, drawings, programme="低保", today=DAY)
    assert [(one["name"], one["drawing"][:4]) for one in consent["signers"]] == [("王桂英", "<svg"), ("王建国", "<svg")]
    assert "第六十二条" in str(consent["points"])
    survey = papers.survey(found, lines_of(street, row), {}, programme="低保", today=DAY)
    assert [one["name"] for one in survey["investigators"]] == ["覃调查", "彭调查"]
    assert [one["name"] for one in survey["signers"]] == ["王桂英", "覃调查", "彭调查"]
    assert survey["seen"] == "两间瓦房，屋里整洁。"
    for data in (papers.consent_pdf(consent), papers.survey_pdf(survey)):
        assert data.startswith(b"%PDF")


def test_nothing_and_something_of_money_are_said_as_people_say_them() -> None:
    money = next(one for one in catalogue.rulebook().facts if one.id == "medical_self_paid")
    said = [answer_text(money, value) for value in (0, (1, 10**12), (0, 99_999), (100_000, 10**12), 5_000)]
    assert said == ["一分也没有", "有，不管多少", "不到 1,000.00 元", "1,000.00 元 以上", "50.00 元"]
    assert option_text(money, 0) == "0.00 元", "a form keeps the figure"


def test_a_day_on_the_survey_form_reads_as_a_day(street: cast.Street, row: Application) -> None:
    fact = next(one for one in catalogue.rulebook().facts if one.kind is Kind.DATE)
    assert option_text(fact, 19630427) == "1963-04-27"


def test_every_letter_and_form_has_its_chinese_inside_and_counts_its_pages(
    street: cast.Street, row: Application
) -> None:
    letter = {"title": "不予批准告知书", "number": "X1", "greeting": "赵大伯：", "lines": ["理由：" + "收入。" * 900]}
    made = papers.letter_pdf({**letter, "signed": "锣溪街道", "day": "2026-11-02", "source": "依据"})
    assert made.count(b"/Type /Page\n") + made.count(b"/Type/Page/") + made.count(b"/Type /Page ") >= 2
    assert b"NotoSerif" in made or b"Noto" in made, "the type is inside, and no machine needs it"


def test_an_empty_survey_form_has_lines_for_two_investigators(street: cast.Street, row: Application) -> None:
    survey = papers.survey(queries.dossier(row, DAY), lines_of(street, row), {}, programme="低保", today=DAY)
    assert survey["investigators"] == [{"name": "", "office": ""}] * 2
    assert [one["name"] for one in survey["signers"]] == ["王桂英", "", ""]


def test_what_was_gathered_is_read_in_a_fixed_number_of_queries(
    street: cast.Street, row: Application, django_assert_max_num_queries: Any
) -> None:
    for place in range(8):
        cast.resident(street.wang_home, f"王{place}", born=date(1980, 1, 1))
    door.gather(street.actor("李邻长"), row, now=NOW)
    row = queries.application(street.actor("李邻长"), row.pk)
    with django_assert_max_num_queries(6):
        assert len(queries.dossier(row, DAY).signers[Paper.CONSENT]) == 10


def test_each_paper_is_a_pdf_and_the_form_is_data_too(street: cast.Street, row: Application, logged_in: Any) -> None:
    door.gather(street.actor("李邻长"), row, now=NOW)
    desk = logged_in("社区小覃")
    for paper in ("form", "consent", "survey"):
        answer = desk.get(reverse("office:application_paper", args=[row.pk, paper]))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"%PDF")
    form = reverse("office:application_paper", args=[row.pk, "form"])
    data = desk.get(form, {"as": "json"}).json()
    assert [(one["name"], one["way"], one["drawing"]) for one in data["signers"]] == [("王桂英", "在屏幕上签的", "")]
    assert data["staff_relative"] == "近亲属备案：没有"
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get(form, {"as": "xlsx"}).content))
    assert book.sheet_names == ["申请书", "家庭成员", "了解到的情况", "材料", "签名"]
    assert [line[0] for line in book.get_sheet_by_name("家庭成员").to_python()[1:]] == ["王桂英", "王建国", "王小满"]
    assert desk.get(reverse("office:application_paper", args=[row.pk, "other"])).status_code == 404
    assert logged_in("岩门小吴").get(form).status_code == 404
