"""Forms speak plainly, keep what was typed, and know when they came twice."""

import uuid
from datetime import date, datetime

import pytest
from django import forms
from django.utils import translation

from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.web.shared.forms import PageForm, run


class ReportForm(PageForm):
    text = forms.CharField(label="什么事", max_length=5)
    day = forms.DateField(label="哪一天", required=False, help_text="大概也行")
    kind = forms.ChoiceField(label="哪一类", choices=[("a", "诉求")], widget=forms.RadioSelect)
    phone = forms.CharField(label="电话", error_messages={"required": "留个电话好回话。"})
    agree = forms.BooleanField(label="同意")


def filled(**change: str) -> ReportForm:
    return ReportForm({"text": "路灯", "kind": "a", "phone": "14000001234", "agree": "on"} | change)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_day_that_a_form_begins_with_is_written_as_a_browsers_picker_reads_it(language: str) -> None:
    class DayForm(PageForm):
        day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
        at = forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    with translation.override(language):
        drawn = DayForm(initial={"day": date(2026, 11, 2), "at": datetime(2026, 11, 2, 9, 30)}).as_p()  # noqa: DTZ001
    assert 'value="2026-11-02"' in drawn
    assert 'value="2026-11-02T09:30"' in drawn


def test_each_mistake_is_a_sentence_that_names_its_field() -> None:
    form = ReportForm({"day": "上周"})
    assert form.errors == {
        "text": ["请填写“什么事”。"],
        "day": ["“哪一天”没有读懂，请写成 2026-11-22 这样。"],
        "kind": ["请选一下“哪一类”。"],
        "phone": ["留个电话好回话。"],
        "agree": ["请勾选“同意”。"],
    }


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    assert filled(text="巷口的路灯").is_valid()
    assert filled(text="巷口的路灯不亮").errors == {"text": ["“什么事”最多写 5 个字，现在有 7 个。"]}


def test_a_field_is_wired_to_its_hint_and_its_error() -> None:
    html = str(filled(day="上周"))
    assert 'id="id_day_helptext"' in html
    assert 'id="id_day_error"' in html
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_day"' in html
    assert 'value="上周"' in html


def test_a_form_that_comes_back_keeps_its_identity() -> None:
    fresh, other = ReportForm(), ReportForm()
    assert fresh["client_id"].value() != other["client_id"].value()
    assert fresh["client_id"].value() == fresh["client_id"].value()
    mine = uuid.uuid4()
    sent = filled(client_id=str(mine))
    assert sent.is_valid()
    assert sent.identity() == mine
    assert str(mine) in str(sent)


def test_what_a_script_left_unreadable_is_nobodys_mistake() -> None:
    form = filled(client_id="x", happened_at="just now")
    assert form.is_valid()
    assert form.identity() != form.identity()


def test_the_phones_own_moment_is_kept_with_its_offset() -> None:
    from youlin.foundation import clock

    form = filled(happened_at="2026-11-22T09:05:00+08:00")
    assert form.is_valid()
    assert form.moment(clock.now()).isoformat() == "2026-11-22T09:05:00+08:00"


def refuse(refusal: Refusal) -> None:
    raise refusal


def test_a_refusal_stands_by_the_field_it_names() -> None:
    form = filled()
    assert form.is_valid()
    assert run(form, lambda: refuse(Invalid("late", "这一天还没到。", field="day"))) is None
    assert form.errors == {"day": ["这一天还没到。"]}
    assert form.errors.as_data()["day"][0].code == "late"


def test_a_refusal_about_nothing_on_the_form_stands_above_it() -> None:
    form = filled()
    assert form.is_valid()
    run(form, lambda: refuse(Refusal("taken", "有人已经办好了。", field="holder")))
    run(form, lambda: refuse(Refusal("again", "记过了。", field="client_id")))
    assert form.non_field_errors() == ["有人已经办好了。", "记过了。"]
    assert 'role="alert"' in str(form)


@pytest.mark.parametrize("kind", [NotThere, NotAllowed])
def test_what_is_not_there_is_no_matter_of_typing(kind: type[Refusal]) -> None:
    form = filled()
    assert form.is_valid()
    with pytest.raises(kind):
        run(form, lambda: refuse(kind("no", "没有。")))


def test_an_action_that_works_gives_its_result() -> None:
    form = filled()
    assert form.is_valid()
    assert run(form, lambda: 7) == 7
