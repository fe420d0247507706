"""A bulletin that somebody makes: stories without names, publication, and the office's own Word template."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.utils import translation

from tests.factories import cast
from tests.factories.paper import text_of
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case
from youlin.domains.insight import actions, queries, wording
from youlin.domains.insight.models import Issue, PaperTemplate, Story, ToldFigure
from youlin.domains.insight.papers import FORMS, word
from youlin.domains.insight.papers.blocks import blocks
from youlin.domains.insight.papers.sheet import example, sheet
from youlin.domains.insight.rules import Key
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import Period

NOW = cast.START
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def closed(street: cast.Street, text: str = "王桂英家门口的灯不亮，住溪布社区第1片老屋场组1号", **more: str) -> Case:
    """A case that 李邻长 settled at the door."""
    li = street.actor("李邻长")
    said = cases.NewCase(text=text, kind="problem", household=street.wang_home.pk, resident=street.wang.pk)
    case = cases.report(actor=li, case=said, now=NOW)
    cases.answer(actor=li, case=case.pk, text="李邻长换了灯，打14000000001说了", now=NOW, told=True)
    cases.confirm(actor=li, case=case.pk, rating=5, text=more.get("thanks", "谢谢"), now=NOW)
    return Case.objects.get(pk=case.pk)


def begun(street: cast.Street, who: str = "街道老彭") -> Issue:
    actor = street.actor(who)
    return actions.make_issue(
        actor=actor, territory_key=street.subdistrict.pk, first=FIRST, last=LAST, now=NOW + timedelta(days=20)
    )


def own_template(*paragraphs: str) -> bytes:
    document, made = docx.Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def test_a_span_is_called_by_its_month_its_quarter_or_its_days(street: cast.Street) -> None:
    def called(first: date, last: date) -> str:
        return wording.issue_title("锣溪街道", Period(first, last))

    assert called(FIRST, LAST) == "锣溪街道三长制工作简报（2026年11月）"
    assert called(date(2026, 12, 1), date(2026, 12, 31)).endswith("（2026年12月）")
    assert called(date(2026, 7, 1), date(2026, 9, 30)).endswith("（2026年第3季度）")
    assert called(date(2026, 11, 2), date(2026, 11, 8)).endswith("（2026年11月2日至11月8日）")
    assert called(date(2026, 12, 28), date(2027, 1, 3)).endswith("（2026年12月28日至2027年1月3日）")
    with translation.override("en"):
        assert wording.span(Period(date(2026, 11, 2), date(2026, 11, 8))) == "2 November to 8 November 2026"


def test_the_same_span_is_the_same_bulletin(street: cast.Street) -> None:
    assert begun(street) == begun(street)
    with pytest.raises(NotThere):
        actions.make_issue(
            actor=street.actor("岩门小吴"), territory_key=street.xibu.pk, first=FIRST, last=LAST, now=NOW
        )


def test_a_draft_names_nobody(street: cast.Street) -> None:
    peng, issue = street.actor("街道老彭"), begun(street)
    draft = queries.draft(peng, issue, closed(street).pk)
    assert "王桂英" in draft.raw
    for hidden in ("王桂英", "李邻长", "14000000001", "1号", "老屋场组"):
        assert hidden not in draft.text
    assert "灯" in draft.text


def test_what_still_names_somebody_is_not_taken_unless_they_agreed(street: cast.Street) -> None:
    peng, issue, case = street.actor("街道老彭"), begun(street), closed(street)

    def pick(text: str, *, agreed: bool = False) -> Story:
        return actions.pick_story(
            actor=peng, issue=issue.pk, case=case.pk, title="灯亮了", text=text, named_by_consent=agreed, now=NOW
        )

    with pytest.raises(Invalid, match="“王桂英”的名字"):
        pick("王桂英家门口的灯亮了。")
    with pytest.raises(Invalid, match="电话"):
        pick("打14000000001。", agreed=True)
    assert pick("王桂英家门口的灯亮了。", agreed=True).named_by_consent
    assert pick("一位老人家门口的灯亮了。").pk == Story.objects.get().pk  # picked again, the words are changed
    assert Story.objects.get().text == "一位老人家门口的灯亮了。"


def test_only_closed_and_open_to_all_may_be_told(street: cast.Street) -> None:
    peng, issue, told = street.actor("街道老彭"), begun(street), closed(street)
    running = cases.report(actor=street.actor("李邻长"), case=cases.NewCase(text="还在办", kind="problem"), now=NOW)
    hidden = closed(street, text="别的事")
    Case.objects.filter(pk=hidden.pk).update(restricted=True)
    assert [case.pk for case in queries.candidates(peng, issue)] == [told.pk]
    for case in (running, hidden):
        with pytest.raises(NotThere):
            queries.draft(peng, issue, case.pk)


def test_publishing_keeps_the_figures_and_withdrawing_takes_it_away(street: cast.Street) -> None:
    peng, issue = street.actor("街道老彭"), begun(street)
    case = closed(street)
    out = actions.publish(actor=peng, issue=issue.pk, title="十一月简报", now=NOW)
    assert out.figures["now"]["totals"]["problems_found"] is None, "what is held back is not kept either"
    assert out.figures["now"]["totals"]["chiefs"] == 5
    assert queries.published_issue(issue.pk).title == "十一月简报"
    with pytest.raises(Refusal, match="先撤下"):
        actions.pick_story(actor=peng, issue=issue.pk, case=case.pk, title="灯", text="灯亮了", now=NOW)
    with pytest.raises(Invalid):
        actions.withdraw_issue(actor=peng, issue=issue.pk, reason=" ", now=NOW)
    actions.withdraw_issue(actor=peng, issue=issue.pk, reason="写错了一处", now=NOW)
    with pytest.raises(NotThere):
        queries.published_issue(issue.pk)
    with pytest.raises(Refusal):
        actions.withdraw_issue(actor=peng, issue=issue.pk, reason="再来", now=NOW)
    for nobody in ("岩门小吴", "李邻长", "民政老杜"):
        with pytest.raises(NotThere):
            actions.publish(actor=street.actor(nobody), issue=issue.pk, title="x", now=NOW)


def test_every_paper_tells_the_stories_and_the_sentence(street: cast.Street) -> None:
    peng, issue, case = street.actor("街道老彭"), begun(street), closed(street)
    actions.pick_story(actor=peng, issue=issue.pk, case=case.pk, title="灯亮了", text="一位老人家的灯亮了。", now=NOW)
    made = sheet(queries.filled(peng, queries.issue(peng, issue.pk), now=NOW))
    assert "共摸排问题1个" in made.sentence
    words = [one.text for one in blocks(FORMS["docx"](made))]
    assert {"身边的故事", "灯亮了", "一位老人家的灯亮了。", made.sentence} <= set(words)
    page = FORMS["html"](made).decode()
    assert "灯亮了" in page and made.sentence in page
    pdf = text_of(FORMS["pdf"](made)).replace("\n", "")
    assert "一位老人家的灯亮了。" in pdf and made.sentence in pdf


def test_an_offices_own_template_sets_word_page_and_pdf(street: cast.Street) -> None:
    peng, issue = street.actor("街道老彭"), begun(street)
    mine = own_template("锣溪街道文件", "{{ sheet.sentence }}", "<b>不是标记</b>")
    actions.set_template(
        actor=peng, subdistrict=street.subdistrict.pk, name="红头.docx", data=mine, check=word.check, now=NOW
    )
    found = queries.filled(peng, queries.issue(peng, issue.pk), now=NOW)
    made = sheet(found)
    assert [one.text for one in blocks(FORMS["docx"](made, found.template))] == [
        "锣溪街道文件", made.sentence, "<b>不是标记</b>",
    ]  # fmt: skip
    page = FORMS["html"](made, found.template).decode()
    assert "锣溪街道文件" in page and "&lt;b&gt;" in page
    pdf = text_of(FORMS["pdf"](made, found.template)).replace("\n", "")
    assert "锣溪街道文件" in pdf and made.sentence in pdf and "<b>不是标记</b>" in pdf

    actions.default_template(actor=peng, subdistrict=street.subdistrict.pk, now=NOW)
    assert queries.template(street.subdistrict.pk) is None
    actions.template_again(actor=peng, subdistrict=street.subdistrict.pk, version=1, now=NOW)
    assert queries.template(street.subdistrict.pk) == mine
    assert PaperTemplate.objects.count() == 3
    with pytest.raises(NotThere):
        actions.default_template(actor=street.actor("社区小覃"), subdistrict=street.subdistrict.pk, now=NOW)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a document", "不是 Word"),
        (own_template("{{ sheet.sentense }}"), "写了“sentense”，简报没有这一项"),
        (own_template("{{ nonsense }}"), "写了“nonsense”"),
        (own_template("{% for x in sheet.lines %}"), "花括号没有写对"),
        (own_template("{{ sheet.__class__.__mro__ }}"), "模板里"),
        (own_template("{{ ''.__class__.__base__.__subclasses__() }}"), "模板里"),
        (b"x" * (word.MOST_BYTES + 1), "太大"),
    ],
)
def test_a_template_that_cannot_be_filled_says_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        word.check(data)


def test_the_default_template_passes_its_own_check() -> None:
    word.check(word.TEMPLATE.read_bytes())
    assert example().stories[0].title in [one.text for one in blocks(FORMS["docx"](example()))]


def test_a_span_that_leaves_a_small_rest_of_a_published_one_does_not_tell_it(street: cast.Street) -> None:
    """Of eight in a fortnight, six in its first days: whoever subtracts would find the two others."""
    peng, li = street.actor("街道老彭"), street.actor("李邻长")

    def happens(many: int, day: date) -> None:
        for number in range(many):
            said = cases.NewCase(text=f"路灯{number}坏了", kind="problem")
            cases.report(actor=li, case=said, now=clock.at(day, 9))

    def told(first: date, last: date) -> int | None:
        span = Period(first, last)
        return queries.outside(peng, street.subdistrict, span).totals[Key.PROBLEMS_FOUND]

    happens(6, date(2026, 11, 3))
    happens(2, date(2026, 11, 12))
    first, last = date(2026, 11, 1), date(2026, 11, 14)
    early = Period(first, date(2026, 11, 7))
    assert told(early.start, date(2026, 11, 7)) == 6, "alone it may be told"
    row = actions.make_issue(actor=peng, territory_key=street.subdistrict.pk, first=first, last=last, now=NOW)
    actions.publish(actor=peng, issue=row.pk, title="半月", now=NOW)
    assert told(first, last) == 8
    assert told(early.start, date(2026, 11, 7)) is None, "8 - 6 would be the two of the second week"
    assert told(date(2026, 11, 2), date(2026, 11, 9)) is None
    actions.withdraw_issue(actor=peng, issue=row.pk, reason="题目写错了", now=NOW)
    assert told(early.start, date(2026, 11, 7)) is None, "it was read"
    happens(3, date(2026, 11, 12))
    assert told(early.start, date(2026, 11, 7)) == 6, "five may be told"


def test_what_was_told_is_kept_once_however_often_it_is_published(street: cast.Street) -> None:
    peng, issue = street.actor("街道老彭"), begun(street)
    actions.publish(actor=peng, issue=issue.pk, title="十一月简报", now=NOW)
    kept = set(ToldFigure.objects.values_list("territory", "key", "first", "last", "value"))
    assert (street.xibu.pk, "problems_found", FIRST, LAST, 0) in kept
    assert {first for _place, _key, first, _last, _value in kept} == {FIRST, date(2026, 10, 1)}, (
        "and of the month before"
    )
    assert "chiefs" not in {key for _place, key, _first, _last, _value in kept}
    actions.withdraw_issue(actor=peng, issue=issue.pk, reason="题目写错了", now=NOW)
    actions.publish(actor=peng, issue=issue.pk, title="十一月", now=NOW)
    assert set(ToldFigure.objects.values_list("territory", "key", "first", "last", "value")) == kept
