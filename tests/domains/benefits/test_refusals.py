"""What the authority does not agree to: told in writing, in its time; and the days that the law gives each step."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import cast, door
from youlin.domains.benefits import actions
from youlin.domains.benefits.models import Application, ApplicationStep
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NOW = cast.START  # Monday, 2 November 2026
DAY = clock.day_of(NOW)


def stepped(street: cast.Street, row: Application, stage: str, day: date, **more: Any) -> Application:
    step = actions.Step(stage, day, **more)
    return actions.take_step(actor=street.actor("社区小覃"), application=row.pk, step=step, now=at(day))


def at(day: date) -> datetime:
    return NOW + (day - DAY)


@pytest.fixture
def refused(street: cast.Street) -> Application:
    """The authority did not agree, on 2 November."""
    row = door.opened(street.actor("周邻长"), street.zhao.pk, "dibao", now=NOW)
    Application.objects.filter(pk=row.pk).update(stage="reviewed")
    return stepped(street, row, "refused", DAY, document="武民救2026年7号", note="人均收入高于标准。")


def deliver(street: cast.Street, row: Application, who: str = "社区小覃", **changes: Any) -> Application:
    said = {"client_id": uuid.uuid4(), "told_on": DAY, "how": "当面交给本人", **changes}
    now = NOW + timedelta(days=5)
    return actions.deliver_letter(
        actor=street.actor(who), application=row.pk, delivery=actions.Delivery(**said), now=now
    )


def test_the_letter_is_due_within_three_working_days_and_ends_the_clock_when_it_is_there(
    street: cast.Street, refused: Application
) -> None:
    assert refused.due_on == date(2026, 11, 5)
    key = uuid.uuid4()
    for _ in range(2):  # the same letter twice is one
        row = deliver(street, refused, client_id=key, told_on=DAY + timedelta(days=4))
    assert (row.stage, row.told_on, row.due_on) == ("refused", date(2026, 11, 6), None)
    step = ApplicationStep.objects.get(stage=ApplicationStep.TOLD)
    assert (step.happened_on, step.due_on, step.note) == (date(2026, 11, 6), date(2026, 11, 5), "当面交给本人")
    assert AuditEntry.objects.get(verb="application.told").target == refused.pk
    with pytest.raises(Refusal):
        deliver(street, refused)


def test_a_letter_is_delivered_after_the_decision_not_in_the_future_and_by_the_desk_of_its_place(
    street: cast.Street, refused: Application
) -> None:
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=6)):
        with pytest.raises(Invalid) as wrong:
            deliver(street, refused, told_on=day)
        assert wrong.value.field == "told_on"
    with pytest.raises(NotThere):
        deliver(street, refused, who="岩门小吴")
    with pytest.raises(Refusal):
        deliver(street, refused, who="周邻长")
    Application.objects.filter(pk=refused.pk).update(stage="granted")
    with pytest.raises(Refusal) as early:
        deliver(street, refused)
    assert early.value.code == "not_refused"


def test_the_desk_writes_the_delivery_down_and_an_appeal_counts_from_that_day(
    street: cast.Street, refused: Application, logged_in: Any
) -> None:
    desk, one = logged_in("社区小覃"), reverse("office:application", args=[refused.pk])
    told = reverse("office:application_told", args=[refused.pk])
    assert told in desk.get(one).content.decode()
    assert desk.post(told, {"told_on": "", "client_id": str(uuid.uuid4())}).status_code == 422
    said = {"told_on": "2026-11-04", "how": "当面交给本人", "client_id": str(uuid.uuid4())}
    assert desk.post(told, said).status_code == 302
    page = desk.get(one).content.decode()
    assert told not in page
    assert "当面交给本人" in page
    appeal = desk.get(reverse("office:application_appeal", args=[refused.pk])).content.decode()
    assert 'value="2026-11-04"' in appeal
    assert logged_in("岩门小吴").get(told).status_code == 404


def test_each_step_is_due_by_its_own_limit_and_none_after_the_whole_is_due(street: cast.Street) -> None:
    row = door.opened(street.actor("周邻长"), street.zhao.pk, "dibao", now=NOW)
    door.gather(street.actor("周邻长"), row, now=NOW)
    assert stepped(street, row, "filed", DAY).due_on == date(2026, 11, 5)
    door.survey(street.actor("社区小覃"), row, now=NOW)
    assert stepped(street, row, "surveyed", DAY).due_on == date(2026, 11, 5)
    late = date(2026, 12, 10)
    assert stepped(street, row, "checked", late).due_on == date(2026, 12, 14)  # 30 working days from the filing


def test_for_extreme_difficulty_the_streets_fifteen_days_run_from_the_filing(street: cast.Street) -> None:
    row = door.opened(street.actor("周邻长"), street.zhao.pk, "tekun", now=NOW)
    door.gather(street.actor("周邻长"), row, now=NOW)
    assert stepped(street, row, "filed", DAY).due_on == date(2026, 11, 23)
    door.survey(street.actor("社区小覃"), row, now=NOW)
    assert stepped(street, row, "surveyed", date(2026, 11, 5)).due_on == date(2026, 11, 23)


def test_a_programme_of_which_no_limit_is_known_has_no_day(street: cast.Street) -> None:
    row = door.opened(street.actor("周邻长"), street.zhao.pk, "disabled_care", now=NOW)
    door.gather(street.actor("周邻长"), row, now=NOW)
    assert stepped(street, row, "filed", DAY).due_on is None


def test_who_reads_a_time_limit_that_nobody_confirmed_is_told_so(
    street: cast.Street, refused: Application, logged_in: Any
) -> None:
    desk = logged_in("社区小覃")
    said = {"way": "review", "told_of_on": DAY.isoformat(), "grounds": "不同意", "client_id": str(uuid.uuid4())}
    page = desk.post(reverse("office:application_appeal", args=[refused.pk]), said, follow=True).content.decode()
    assert "期限待核" in page
    for words in ("第二十条", "第六十二条", "国家法律", "60 天"):
        assert words in page
    again = {**said, "way": "recheck", "client_id": str(uuid.uuid4())}
    other = desk.post(reverse("office:application_appeal", args=[refused.pk]), again, follow=True).content.decode()
    assert "期限待核" not in other
    assert "未配置" in other
