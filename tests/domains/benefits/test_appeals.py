"""Somebody does not agree with a decision: written down, handed in, answered by the authority."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from tests.domains.benefits.test_figures import figure, second_pair
from tests.domains.benefits.test_registers import ZHAO, enrol, numbered, receipt, stop
from tests.factories import cast
from youlin.domains.benefits import actions, papers
from youlin.domains.benefits.models import Appeal, AppealStep, Application, EnrolmentEvent
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = date(2026, 11, 2)


@pytest.fixture
def refused(street: cast.Street) -> Application:
    """The authority did not agree to 赵大伯's application."""
    new = actions.NewApplication(uuid.uuid4(), street.zhao.pk, "disabled_care")
    row = actions.open_application(actor=street.actor("周邻长"), application=new, now=NOW)
    Application.objects.filter(pk=row.pk).update(stage="refused", document="武民救2026年7号")
    row.refresh_from_db()
    return row


def appealed(street: cast.Street, row: Application | None, who: str = "社区小覃", **changes: Any) -> Appeal:
    said: dict[str, Any] = {
        "client_id": uuid.uuid4(),
        "way": "review",
        "told_of_on": TODAY,
        "grounds": "残疾等级写错了",
        "application": row.pk if row else None,
    }
    return actions.open_appeal(actor=street.actor(who), new=actions.NewAppeal(**{**said, **changes}), now=NOW)


def step(street: cast.Street, row: Appeal, stage: str, **more: Any) -> Appeal:
    move = actions.AppealMove(stage, more.pop("on", TODAY), **more)
    return actions.take_appeal_step(actor=street.actor("社区小覃"), appeal=row.pk, move=move, now=NOW)


def test_an_appeal_has_its_days_from_the_law_and_from_the_place(street: cast.Street, refused: Application) -> None:
    row = appealed(street, refused)
    assert (row.against, row.ask_by, row.due_on, row.late) == ("refusal", date(2027, 1, 1), date(2027, 1, 1), False)
    sent = step(street, row, "sent")
    assert sent.due_on == date(2027, 1, 1)
    recheck = appealed(street, refused, way="recheck")
    assert (recheck.ask_by, recheck.due_on) == (None, None)  # 未配置
    said = actions.propose_figure(
        actor=street.actor("街道老彭"),
        figure=figure(street, parameter="appeal.recheck.answer_days", value="30"),
        now=NOW,
    )
    actions.decide_figure(actor=second_pair(street), figure=said.pk, adopt=True, now=NOW)
    assert step(street, recheck, "sent").due_on == date(2026, 12, 2)


def test_one_that_comes_too_late_is_kept_and_says_so(street: cast.Street, refused: Application) -> None:
    row = appealed(street, refused, told_of_on=TODAY - timedelta(days=61))
    assert (row.late, row.stage) == (True, "told")
    assert appealed(street, refused, told_of_on=TODAY - timedelta(days=60)).late is False


def test_the_answer_is_the_authoritys_and_turns_a_refusal_where_it_says_so(
    street: cast.Street, refused: Application
) -> None:
    row = appealed(street, refused)
    with pytest.raises(Refusal):
        step(street, row, "answered")
    step(street, row, "sent")
    answer = {"outcome": "changed", "document": "武复2026年1号", "answer": "重新核定为二级，予以批准。"}
    for missing, code in (
        ("outcome", "outcome_missing"),
        ("document", "document_missing"),
        ("answer", "answer_missing"),
    ):
        with pytest.raises(Invalid) as wrong:
            step(street, row, "answered", **{**answer, missing: ""})
        assert wrong.value.code == code
    done = step(street, row, "answered", **answer)
    assert (done.stage, done.outcome, done.due_on) == ("answered", "changed", None)
    refused.refresh_from_db()
    assert (refused.stage, refused.document) == ("granted", "武复2026年1号")
    last = refused.steps.order_by("recorded_at", "id").last()
    assert last is not None and last.note == "申请行政复议：改了原来的决定。重新核定为二级，予以批准。"
    letter = str(papers.appeal_letter(done, programme="重度残疾人护理补贴", today=TODAY))
    for words in ("答复告知书", "赵大伯", "改了原来的决定", "武复2026年1号", "重新核定为二级，予以批准。"):
        assert words in letter


def test_an_upheld_refusal_stays_one(street: cast.Street, refused: Application) -> None:
    row = appealed(street, refused)
    step(street, row, "sent")
    step(street, row, "answered", outcome="upheld", document="武复2026年2号", answer="等级无误。")
    refused.refresh_from_db()
    assert (refused.stage, refused.document) == ("refused", "武民救2026年7号")


def test_a_stop_is_appealed_against_and_its_history_says_so(street: cast.Street) -> None:
    [held] = enrol(street, [receipt("赵大伯", numbered(street.zhao, ZHAO))], programme="dibao")
    assert appealed(street, None, enrolment=held.pk).against == "amount"
    stop(street, held)
    row = appealed(street, None, enrolment=held.pk)
    assert row.against == "stop"
    step(street, row, "sent")
    step(street, row, "answered", outcome="again", document="武复2026年3号", answer="重新核对收入。")
    held.refresh_from_db()
    assert held.until == TODAY  # what is paid follows the authority's next list, not this answer
    assert "重新办理" in EnrolmentEvent.objects.get(what="appealed").note


def test_the_same_appeal_and_the_same_step_twice_are_one(street: cast.Street, refused: Application) -> None:
    key, letter = uuid.uuid4(), uuid.uuid4()
    row, again = (appealed(street, refused, client_id=key) for _ in range(2))
    assert row == again
    for _ in range(2):
        step(street, row, "sent", client_id=letter)
    assert [one.stage for one in AppealStep.objects.order_by("recorded_at", "id")] == ["told", "sent"]


def test_only_a_decision_can_be_appealed_against_and_only_staff_of_the_place_write_it_down(
    street: cast.Street, refused: Application
) -> None:
    with pytest.raises(NotAllowed):
        appealed(street, refused, who="周邻长")
    with pytest.raises(NotThere):
        appealed(street, refused, who="岩门小吴")
    with pytest.raises(Invalid):
        appealed(street, refused, grounds=" ")
    with pytest.raises(Invalid):
        appealed(street, refused, told_of_on=TODAY + timedelta(days=1))
    Application.objects.filter(pk=refused.pk).update(stage="reviewed")
    with pytest.raises(Refusal) as early:
        appealed(street, refused)
    assert early.value.code == "nothing_decided"
