"""Letters: nobody is written to without consent; what cannot wait goes at once, the rest in one letter; none twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import cast
from youlin.channels.registry import CHANNELS
from youlin.channels.ways import Capability, Channel, Inbound, Message, NotSentError, Receipt, UnreadableError
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.models import ConsoleLetter, Letter, LetterStep, LetterText, Notice
from youlin.domains.messaging.rules.letters import WAITS, Hours, Pace, State
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.jobs import letters

DAY = date(2026, 11, 3)
NIGHT = clock.at(date(2026, 11, 2), 23)
MORNING = clock.at(DAY, 7, 5)


@dataclass
class Wire:
    """A channel of somebody else's: it leads outside, and does as it is told."""

    fails: int = 0
    final: bool = False
    dies: bool = False
    carried: list[Message] = field(default_factory=list)
    code: str = "wire"
    name: str = "外面的渠道"
    explanation: str = "发到外面的一个服务。"
    capability: Capability = field(default_factory=lambda: Capability(outside=True, inbound=False))

    def send(self, message: Message, *, now: datetime) -> Receipt:
        """Carry, fail, or die with the letter in hand."""
        if self.fails:
            self.fails -= 1
            raise NotSentError("对方没有应答", final=self.final)
        self.carried.append(message)
        if self.dies:
            raise SystemExit("kill -9")
        return Receipt(f"wire-{message.id}")

    def receive(self, payload: Mapping[str, str], *, now: datetime) -> list[Inbound]:
        """Nothing ever comes in."""
        raise UnreadableError("one way only")


def tell(
    street: cast.Street, who: str, *, now: datetime, pace: Pace = Pace.DIGEST, name: str = "王桂英", times: int = 1
) -> None:
    actions.tell(
        notices=[
            actions.NewNotice(
                subdistrict=street.subdistrict.pk,
                user=street.users[who].pk,
                template="care.silence.visit",
                dedupe=f"test:{uuid4()}",
                params={"name": name, "days": 3 + number},
                url="/me/",
                pace=pace,
            )
            for number in range(times)
        ],
        now=now,
    )


def agree(street: cast.Street, who: str, channel: str = "console", *, now: datetime = cast.START) -> None:
    actions.agree(actor=street.actor(who), channel=channel, now=now)


def sweep(now: datetime, *more: Channel) -> dict[str, int]:
    return letters.sweep(now=now, channels={**CHANNELS, **{one.code: one for one in more}})


def test_without_consent_there_is_only_the_list(street: cast.Street) -> None:
    tell(street, "李邻长", now=NIGHT, pace=Pace.NOW)
    assert sweep(NIGHT) == {"written": 0, "sent": 0, "failed": 0}
    assert sweep(MORNING)["written"] == 0
    assert queries.unread_count(street.actor("李邻长")) == 1


def test_what_was_told_before_somebody_agreed_is_not_sent_at_once(street: cast.Street) -> None:
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    agree(street, "李邻长", now=cast.START + timedelta(minutes=1))
    assert sweep(cast.START + timedelta(minutes=2))["written"] == 0


def test_danger_goes_by_night_and_what_is_soon_waits_for_the_morning(street: cast.Street) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=NIGHT, pace=Pace.NOW, name="王桂英")
    tell(street, "李邻长", now=NIGHT, pace=Pace.SOON, name="刘大爷")

    assert sweep(NIGHT) == {"written": 2, "sent": 1, "failed": 0}
    assert "王桂英" in ConsoleLetter.objects.get().text
    held = Letter.objects.get(state=State.QUEUED)
    assert held.due_at == clock.at(DAY, 7)
    assert [step.kind for step in held.steps.all()] == ["held"]
    assert "11-03 07:00" in held.steps.get().note

    assert sweep(clock.at(DAY, 7)) == {"written": 0, "sent": 1, "failed": 0}


def test_the_rest_comes_in_one_letter_in_the_morning(street: cast.Street) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=cast.START + timedelta(hours=2), times=3)
    assert sweep(cast.START + timedelta(hours=3))["written"] == 0

    assert sweep(MORNING) == {"written": 1, "sent": 1, "failed": 0}
    sheet = ConsoleLetter.objects.get()
    assert sheet.title == "有 3 件事请您看一看"
    assert sheet.text.count("王桂英的上门走访晚了") == 3
    assert sweep(MORNING + timedelta(minutes=1)) == {"written": 0, "sent": 0, "failed": 0}
    assert sweep(MORNING + timedelta(days=1))["written"] == 0  # told once is told


def test_where_there_is_nothing_to_say_nothing_is_said(street: cast.Street) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=cast.START + timedelta(hours=2))
    actions.mark_read(actor=street.actor("李邻长"), now=cast.START + timedelta(hours=4))
    assert sweep(MORNING)["written"] == 0


def test_a_morning_that_was_missed_is_told_the_next_one(street: cast.Street) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=cast.START + timedelta(hours=2))
    assert sweep(clock.at(DAY, 22))["written"] == 0  # the house was down all day
    assert sweep(MORNING + timedelta(days=1))["sent"] == 1


def test_everybody_chooses_the_hour(street: cast.Street) -> None:
    agree(street, "李邻长")
    actions.wish(actor=street.actor("李邻长"), hour=19, now=cast.START)
    tell(street, "李邻长", now=cast.START + timedelta(minutes=1))
    assert sweep(clock.at(date(2026, 11, 2), 18, 59))["written"] == 0
    assert sweep(clock.at(date(2026, 11, 2), 19))["sent"] == 1
    with pytest.raises(Invalid):
        actions.wish(actor=street.actor("李邻长"), hour=2, now=cast.START)


def test_consent_withdrawn_stops_what_waits(street: cast.Street) -> None:
    li = street.actor("李邻长")
    agree(street, "李邻长")
    tell(street, "李邻长", now=NIGHT, pace=Pace.SOON)
    sweep(NIGHT)
    assert actions.stop(actor=li, channel="console", now=NIGHT)
    assert not actions.stop(actor=li, channel="console", now=NIGHT)
    assert sweep(MORNING)["sent"] == 0
    assert Letter.objects.get().state == State.DROPPED
    verbs = list(AuditEntry.objects.filter(verb__startswith="consent").order_by("id").values_list("verb", flat=True))
    assert verbs == ["consent.give", "consent.withdraw"]


def test_agreeing_twice_is_agreeing_once(street: cast.Street) -> None:
    li = street.actor("李邻长")
    first = actions.agree(actor=li, channel="console", now=cast.START)
    assert actions.agree(actor=li, channel="console", now=NIGHT) == first
    assert list(queries.own(li).agreed.items()) == [("console", cast.START)]


@pytest.mark.parametrize("over", [actions.mark_read, None])
def test_what_was_read_or_taken_back_meanwhile_is_not_sent(
    street: cast.Street, over: Callable[..., object] | None
) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=NIGHT, pace=Pace.SOON)
    sweep(NIGHT)
    if over is not None:
        over(actor=street.actor("李邻长"), now=NIGHT)
    else:
        actions.withdraw(dedupes=[Notice.objects.get().dedupe], now=NIGHT)
    assert sweep(MORNING)["sent"] == 0
    assert Letter.objects.get().state == State.DROPPED


def test_a_failure_is_tried_again_later_and_later_and_then_shown_to_the_desk(street: cast.Street) -> None:
    wire = Wire(fails=99)
    agree(street, "李邻长", "wire")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    now = cast.START
    for wait in WAITS:
        assert sweep(now, wire)["failed"] == 1
        assert sweep(now + wait - timedelta(seconds=1), wire)["failed"] == 0
        now += wait
    assert sweep(now, wire)["failed"] == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.problem, letter.attempts) == (State.GIVEN_UP, "对方没有应答", len(WAITS) + 1)
    assert queries.given_up(street.actor("街道老彭")) == 1
    assert sweep(now + timedelta(days=1), wire)["failed"] == 0

    wire.fails = 0
    actions.try_again(actor=street.actor("街道老彭"), letter=letter.pk, now=now)
    assert sweep(now, wire)["sent"] == 1
    with pytest.raises(Refusal, match="不用再发"):
        actions.try_again(actor=street.actor("街道老彭"), letter=letter.pk, now=now)


def test_what_can_never_go_is_given_up_at_once(street: cast.Street) -> None:
    agree(street, "李邻长", "wire")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    assert sweep(cast.START, Wire(fails=1, final=True))["failed"] == 1
    assert [step.kind for step in LetterStep.objects.order_by("id")] == ["queued", "failed", "given_up"]


def test_killed_with_a_letter_in_hand_it_goes_again_under_the_same_name(street: cast.Street) -> None:
    """Between handing over and writing down a process may die: at least once, and always the same identity."""
    wire = Wire(dies=True)
    agree(street, "李邻长", "wire")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    with pytest.raises(SystemExit):
        sweep(cast.START, wire)
    assert Letter.objects.get().state == State.QUEUED

    wire.dies = False
    assert sweep(cast.START + timedelta(minutes=4), wire)["sent"] == 0  # somebody else may still have it in hand
    assert sweep(cast.START + timedelta(minutes=5), wire)["sent"] == 1
    assert len({message.id for message in wire.carried}) == 1 and len(wire.carried) == 2


def test_of_two_sweeps_one_has_the_letter(street: cast.Street) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    say = letters._say(cast.START)
    actions.write_urgent(ways=[actions.Way("console", outside=False)], say=say, now=cast.START)
    [mine] = actions.claim(channels=["console"], now=cast.START)
    assert actions.claim(channels=["console"], now=cast.START) == []
    [theirs] = actions.claim(
        channels=["console"], now=cast.START + timedelta(minutes=6)
    )  # the first was killed, or slow
    assert theirs.id == mine.id
    assert actions.record_sent(letter=theirs, receipt="a", now=cast.START)
    assert not actions.record_sent(letter=mine, receipt="b", now=cast.START)
    assert actions.record_failed(letter=mine, reason="slow", final=False, now=cast.START) == State.SENT
    assert Letter.objects.get().receipt == "a"


def test_what_leaves_the_house_names_nobody_in_full(street: cast.Street) -> None:
    wire = Wire()
    for channel in ("wire", "console"):
        agree(street, "李邻长", channel)
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    assert sweep(cast.START, wire)["sent"] == 2
    assert "王**" in wire.carried[0].text and "桂英" not in wire.carried[0].text
    assert "王桂英" in ConsoleLetter.objects.get().text


def test_a_channel_that_breaks_in_its_own_way_is_written_down_too(street: cast.Street) -> None:
    class Broken(Wire):
        def send(self, message: Message, *, now: datetime) -> Receipt:
            raise ConnectionResetError

    agree(street, "李邻长", "wire")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    assert sweep(cast.START, Broken())["failed"] == 1
    assert "ConnectionResetError" in Letter.objects.get().problem


def test_a_reply_is_kept_once_and_one_that_says_stop_stops(street: cast.Street) -> None:
    peng = street.actor("街道老彭")
    agree(street, "李邻长")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    sweep(cast.START)
    letter = Letter.objects.get()

    def say(text: str, external: str) -> None:
        actions.take_in(
            channel="console", external=external, letter=letter.pk, text=text, at=NIGHT, actor=peng, now=NIGHT
        )

    say("收到，下午去", "a")
    say("收到，下午去", "a")
    assert letter.replies.count() == 1 and "console" in queries.own(street.actor("李邻长")).agreed
    say("退订", "b")
    assert queries.own(street.actor("李邻长")).agreed == {}
    with pytest.raises(NotThere):
        actions.take_in(
            channel="console", external="c", letter=letter.pk, text="好", at=NIGHT,
            actor=street.actor("社区小覃"), now=NIGHT,
        )  # fmt: skip


def test_the_street_says_it_in_its_own_words_and_takes_them_back(street: cast.Street) -> None:
    peng, street_key = street.actor("街道老彭"), street.subdistrict.pk
    default = "%(name)s的上门走访晚了 %(days)s 天，请问一问邻长，或者自己去看看。"

    def put(text: str, default: str = default) -> LetterText:
        return actions.set_text(
            actor=peng, subdistrict=street_key, template="care.silence.visit", default=default, text=text, now=NIGHT
        )

    first = put("{姓名}有 {天数} 天没人去看了。")
    assert put("{姓名}有 {天数} 天没人去看了。") == first  # the same again is no version
    with pytest.raises(Invalid, match=r"可以用的是：\{姓名\}、\{天数\}"):
        put("{编号}晚了。")
    agree(street, "李邻长")
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    sweep(cast.START)
    assert ConsoleLetter.objects.get().text == "王桂英有 3 天没人去看了。"
    put("")
    assert queries.texts([street_key]) == {}
    assert [one.version for one in queries.versions(street_key, "care.silence.visit")] == [2, 1]
    with pytest.raises(NotThere):
        actions.set_text(
            actor=street.actor("社区小覃"), subdistrict=street_key, template="x", default=default, text="好", now=NIGHT
        )


def test_hours_are_the_streets_own_and_the_summary_never_falls_into_the_night(street: cast.Street) -> None:
    peng, key = street.actor("街道老彭"), street.subdistrict.pk
    actions.set_hours(actor=peng, subdistrict=key, hours=Hours(20, 9, 9), now=cast.START)
    assert queries.own(street.actor("李邻长")).hour == 9
    with pytest.raises(Invalid, match="不打扰"):
        actions.set_hours(actor=peng, subdistrict=key, hours=Hours(20, 9, 8), now=cast.START)
    with pytest.raises(NotThere):
        actions.set_hours(actor=street.actor("社区小覃"), subdistrict=key, hours=Hours(), now=cast.START)


def test_the_log_is_for_the_street_and_counts_what_waits(street: cast.Street) -> None:
    agree(street, "李邻长")
    tell(street, "李邻长", now=NIGHT, pace=Pace.SOON)
    sweep(NIGHT)
    peng = street.actor("街道老彭")
    assert queries.standing(peng, now=NIGHT) == {"queued": 1, "held": 1}
    for nobody in ("社区小覃", "李邻长", "岩门小吴", "民政老杜"):
        assert not queries.letters(street.actor(nobody)).exists()
        with pytest.raises(NotThere):
            queries.letter(street.actor(nobody), Letter.objects.get().pk)


def test_the_burden_is_counted_in_sums_and_names_nobody(street: cast.Street) -> None:
    tell(street, "李邻长", now=cast.START, times=3)
    tell(street, "田组长", now=cast.START)
    tell(street, "社区小覃", now=cast.START, times=5)  # a desk is no chief
    today, before = queries.burden(street.actor("街道老彭"), last=clock.day_of(cast.START), days=2)
    assert (today.told, today.notices, today.most) == (2, 4, 3)
    assert today.each == round(4 / today.chiefs, 1)
    assert before.notices == 0


def test_writing_and_claiming_ask_as_often_for_many_as_for_few(street: cast.Street) -> None:
    def asked(many: int, now: datetime) -> int:
        for who in ("李邻长", "周邻长", "田组长")[:many]:
            agree(street, who, now=now)
            tell(street, who, now=now, pace=Pace.NOW, times=many * 4)
        say = letters._say(now)
        say("care.silence.visit", {"name": "王", "days": 1}, street.subdistrict.pk, False)
        with CaptureQueriesContext(connection) as counted:
            written = actions.write_urgent(ways=[actions.Way("console", outside=False)], say=say, now=now)
            claimed = actions.claim(channels=["console"], now=now)
        assert written == many * many * 4 == len(claimed)
        return len(counted)

    few = asked(1, cast.START)
    assert asked(3, cast.START + timedelta(minutes=1)) <= few


def test_the_same_notice_is_written_once_for_each_channel(street: cast.Street) -> None:
    for channel in ("wire", "console"):
        agree(street, "李邻长", channel)
    tell(street, "李邻长", now=cast.START, pace=Pace.NOW)
    sweep(cast.START, Wire())
    keys: set[UUID] = set(Letter.objects.values_list("pk", flat=True))
    sweep(cast.START + timedelta(minutes=1), Wire())
    assert set(Letter.objects.values_list("pk", flat=True)) == keys and len(keys) == 2
