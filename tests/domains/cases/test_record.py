"""What a page offers is what the actions accept; what is due can say why; what is searched is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import transaction
from PIL import Image

from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.rules import Role
from youlin.domains.cases import actions, codes, pictures, queries
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CasePhoto
from youlin.domains.cases.queries import Wanted
from youlin.domains.cases.rules.clocks import Clock, Urgency
from youlin.domains.cases.rules.ladder import Danger, Rung
from youlin.domains.cases.rules.spans import Why
from youlin.domains.cases.rules.states import BY_ITSELF, Step
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Post
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NINE = clock.at(date(2026, 11, 2), 9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYBODY = ("李邻长", "周邻长", "田组长", "向片长", "社区小覃", "街道老彭", "民政老杜", "岩门邻长", "县里老胡")


def reported(street: Street) -> Case:
    return actions.report(actor=street.actor("李邻长"), case=NewCase(text="楼道灯坏了"), now=NINE)


def escalated(street: Street) -> Case:
    case = reported(street)
    return actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="办不了", now=NINE)


def climbed(street: Street) -> Case:
    case = reported(street)
    actions.escalate_overdue(now=NINE + DAY)
    return case


def at_the_street(street: Street) -> Case:
    case = reported(street)
    for name in ("李邻长", "田组长", "向片长", "社区小覃"):
        actions.escalate(actor=street.actor(name), case=case.pk, reason="办不了", now=NINE)
    return case


def at_a_department(street: Street) -> Case:
    case = at_the_street(street)
    civil = Post.objects.get(department="民政办")
    chiefs.open_department(actor=SYSTEM, subdistrict=street.subdistrict, department="应急办", now=NINE)
    return actions.escalate(actor=street.actor("街道老彭"), case=case.pk, reason="请看", department=civil.pk, now=NINE)


def answered_above(street: Street) -> Case:
    case = at_the_street(street)
    return actions.answer(actor=street.actor("街道老彭"), case=case.pk, text="已安排", now=NINE)


def answered_here(street: Street) -> Case:
    case = reported(street)
    return actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", now=NINE)


def told(street: Street) -> Case:
    case = reported(street)
    return actions.answer(actor=street.actor("李邻长"), case=case.pk, text="换好了", told=True, now=NINE)


def closed(street: Street) -> Case:
    case = told(street)
    return actions.confirm(actor=street.actor("李邻长"), case=case.pk, rating=5, now=NINE)


def withdrawn(street: Street) -> Case:
    case = reported(street)
    return actions.withdraw(actor=street.actor("李邻长"), case=case.pk, reason="不用了", now=NINE)


def paused(street: Street) -> Case:
    case = escalated(street)
    until = date(2026, 11, 6)
    return actions.pause(actor=street.actor("田组长"), case=case.pk, why=Why.WEATHER, until=until, now=NINE)


def asked_to_close(street: Street) -> Case:
    case = escalated(street)
    return actions.ask_close(actor=street.actor("田组长"), case=case.pk, reason="找不到人了", now=NINE)


def helped(street: Street) -> Case:
    case = escalated(street)
    civil = Post.objects.get(department="民政办").pk
    return actions.invite(actor=street.actor("田组长"), case=case.pk, post=civil, now=NINE)


def dangerous(street: Street) -> Case:
    case = reported(street)
    return actions.bypass(
        actor=street.actor("李邻长"), case=case.pk, danger=Danger.VIOLENCE, reason="有人被打", now=NINE
    )


def merged(street: Street) -> Case:
    first, second = reported(street), escalated(street)
    return actions.merge(actor=street.actor("田组长"), case=second.pk, into=first.pk, now=NINE)


def seen_by(actor: Actor, case: UUID) -> UUID:
    """A running case beside the one meant, reported in the actor's own name so that they see it."""
    meant = Case.objects.get(pk=case)
    new = NewCase(text="另一件", territory=meant.territory_id)
    other = actions.report(actor=SYSTEM, case=new, now=NINE)
    Case.objects.filter(pk=other.pk).update(
        reported_by=actor.user_id, due_at=NINE + 30 * DAY, restricted=meant.restricted
    )
    return other.pk


def accepted(actor: Actor, case: Case, step: Step) -> bool:
    """Whether the action behind a step goes through; nothing of it stays."""
    now, key = NINE + DAY, case.pk
    civil = Post.objects.get(department="民政办").pk
    others = Post.objects.filter(role=Role.DEPARTMENT_STAFF).exclude(pk=civil).values_list("pk", flat=True)
    other = others.first() or civil
    helping = list(case.helpers.values_list("post", flat=True))
    busy = {*case.holdings.values_list("post", flat=True), *helping}
    idle = Post.objects.filter(subdistrict=case.subdistrict_id).exclude(pk__in=busy).values_list("pk", flat=True)[0]
    mine = [post for post in helping if post in actor.posts()] or helping or [civil]
    tries: dict[Step, Callable[[], object]] = {
        Step.ANSWER: lambda: actions.answer(actor=actor, case=key, text="好了", now=now),
        Step.ESCALATE: lambda: actions.escalate(actor=actor, case=key, reason="办不了", department=civil, now=now),
        Step.RETURN: lambda: actions.return_down(actor=actor, case=key, reason="请再看", now=now),
        Step.PASS_DOWN: lambda: actions.pass_down(actor=actor, case=key, now=now),
        Step.TELL: lambda: actions.tell_resident(actor=actor, case=key, now=now),
        Step.CONFIRM: lambda: actions.confirm(actor=actor, case=key, rating=4, now=now),
        Step.REOPEN: lambda: actions.reopen(actor=actor, case=key, reason="又坏了", now=now),
        Step.WITHDRAW: lambda: actions.withdraw(actor=actor, case=key, reason="不用了", now=now),
        Step.NOTE: lambda: actions.note(actor=actor, case=key, text="补一句", now=now),
        Step.MERGE: lambda: actions.merge(actor=actor, case=key, into=seen_by(actor, key), now=now),
        Step.UNMERGE: lambda: actions.unmerge(actor=actor, case=key, now=now),
        Step.PAUSE: lambda: actions.pause(actor=actor, case=key, why=Why.WEATHER, until=date(2026, 11, 5), now=now),
        Step.RESUME: lambda: actions.resume(actor=actor, case=key, now=now),
        Step.EXTEND: lambda: actions.extend(actor=actor, case=key, hours=1, reason="等材料", now=now),
        Step.HAND_OVER: lambda: actions.hand_over(actor=actor, case=key, department=other, reason="不归我们", now=now),
        Step.TAKE_OVER: lambda: actions.take_over(actor=actor, case=key, reason="我来办", now=now),
        Step.MARK: lambda: actions.mark(actor=actor, case=key, urgency=Urgency.URGENT, now=now),
        Step.INVITE: lambda: actions.invite(actor=actor, case=key, post=idle, now=now),
        Step.LEAVE: lambda: actions.leave(actor=actor, case=key, post=mine[0], now=now),
        Step.ASK_CLOSE: lambda: actions.ask_close(actor=actor, case=key, reason="找不到人", now=now),
        Step.AGREE_CLOSE: lambda: actions.agree_close(actor=actor, case=key, now=now),
        Step.BYPASS: lambda: actions.bypass(actor=actor, case=key, danger=Danger.LIFE, reason="有人落水", now=now),
        Step.REFUSE_CLOSE: lambda: actions.refuse_close(actor=actor, case=key, reason="再找找", now=now),
    }
    try:
        with transaction.atomic():
            tries[step]()
            transaction.set_rollback(True)
    except Refusal:
        return False
    return True


# Two hundred attempts each. Three tell on every database that it is written alike; what is offered and accepted follows
# from rules that know of no database, so the others tell it once.
ON_EACH = [at_the_street, closed, dangerous]
ONCE = [
    reported,
    escalated,
    climbed,
    at_a_department,
    answered_above,
    answered_here,
    told,
    withdrawn,
    paused,
    asked_to_close,
    helped,
    merged,
]
STORIES = [*ON_EACH, *(pytest.param(story, marks=pytest.mark.sqlite_only) for story in ONCE)]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_page_offers_exactly_what_the_actions_accept(street: Street, story: Callable[[Street], Case]) -> None:
    case = story(street)
    # Clocks far away, so that looking and acting see the same rung.
    Case.objects.filter(pk=case.pk, due_at__isnull=False).update(due_at=NINE + 30 * DAY)
    for name in EVERYBODY:
        actor = street.actor(name)
        try:
            offered = queries.record(actor, case.pk, now=NINE + DAY).can
        except NotThere:
            offered = frozenset()
        # Beginnings, what only a whole batch has, and what stands on a dispute's own page.
        elsewhere = {Step.REPORT, Step.UNDO, Step.MEDIATE, Step.TELL_AUTHORITY}
        steps = [step for step in Step if step not in BY_ITSELF | elsewhere]
        assert {step for step in steps if accepted(actor, case, step)} == set(offered), name


class TestWhy:
    def test_the_default_clock(self, street: Street) -> None:
        why = queries.why_due(reported(street), now=NINE)
        assert why is not None
        assert (why.clock, why.started_at, why.due_at, why.set_by) == (Clock(24), NINE, NINE + DAY, "")

    def test_a_configured_clock_says_whose_it_is(self, street: Street) -> None:
        actions.set_clock(
            actor=street.actor("街道老彭"), territory=street.xibu.pk, rung=Rung.NEIGHBOURHOOD,
            urgency=Urgency.NORMAL, clock=Clock(6), now=NINE,
        )  # fmt: skip
        why = queries.why_due(reported(street), now=NINE)
        assert why is not None
        assert (why.clock.hours, why.set_by) == (6, "溪布社区")

    def test_without_a_clock_there_is_nothing_to_say(self, street: Street) -> None:
        assert queries.why_due(told(street), now=NINE) is None


class TestLists:
    def found(self, street: Street, name: str, **wanted: object) -> list[str]:
        rows = queries.cases(street.actor(name), Wanted(**wanted), now=NINE + DAY)  # type: ignore[arg-type]
        return [case.text for case in rows]

    @pytest.fixture
    def three(self, street: Street) -> None:
        li, zhou = street.actor("李邻长"), street.actor("周邻长")
        for actor, new in (
            (li, NewCase(text="灯坏了", kind="problem", resident=street.wang.pk)),
            (li, NewCase(text="电线垂下来", kind="hazard", urgency="urgent", reporter_phone="14000000077")),
            (zhou, NewCase(text="晒场吵架", kind="dispute", place="晒谷场")),
        ):
            actions.report(actor=actor, case=new, now=NINE)

    @pytest.mark.usefixtures("three")
    @pytest.mark.parametrize(
        ("wanted", "texts"),
        [
            ({"kind": "hazard"}, {"电线垂下来"}),
            ({"urgency": "urgent"}, {"电线垂下来"}),
            ({"text": "王桂英"}, {"灯坏了"}),
            ({"text": "谷场"}, {"晒场吵架"}),
            ({"text": "000003"}, {"晒场吵架"}),
            ({"text": "140-0000-0077"}, {"电线垂下来"}),
            ({"overdue": True}, {"电线垂下来"}),
            ({"status": "closed"}, set()),
            ({"rung": 1}, {"灯坏了", "电线垂下来", "晒场吵架"}),
            ({"mine": True}, set()),
        ],
    )
    def test_the_desk_narrows(self, street: Street, wanted: dict[str, object], texts: set[str]) -> None:
        assert set(self.found(street, "社区小覃", **wanted)) == texts

    @pytest.mark.usefixtures("three")
    def test_the_most_pressing_comes_first(self, street: Street) -> None:
        assert self.found(street, "李邻长", mine=True) == ["电线垂下来", "灯坏了"]

    @pytest.mark.usefixtures("three")
    def test_badges_count_what_waits_for_me_and_what_runs_in_sight(self, street: Street) -> None:
        counted = queries.counts(street.actor("李邻长"), now=NINE + 4 * HOUR)
        assert (counted.mine, counted.mine_overdue, counted.open, counted.overdue) == (2, 1, 2, 1)
        assert queries.counts(street.actor("社区小覃"), now=NINE).mine == 0
        assert queries.counts(street.actor("岩门小吴"), now=NINE).open == 0


class TestPictures:
    def noise(self, form: str, mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> bytes:
        out = BytesIO()
        Image.effect_noise(size, 60).convert(mode).save(out, form)
        return out.getvalue()

    @pytest.mark.parametrize(
        ("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("GIF", "L")]
    )
    def test_whatever_a_phone_sends_is_kept_as_jpeg(self, form: str, mode: str) -> None:
        kept = pictures.shrink(self.noise(form, mode))
        assert kept.data[:2] == b"\xff\xd8"
        assert (kept.width, kept.height) == (40, 30)

    @pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"%PDF-1.7", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"0" * 50])
    def test_what_is_no_picture_is_refused_in_a_sentence(self, data: bytes) -> None:
        with pytest.raises(Invalid) as refused:
            pictures.shrink(data)
        assert (refused.value.code, refused.value.field) == ("photo_unreadable", "photo")

    def test_heic_is_refused_with_what_to_do(self) -> None:
        with pytest.raises(Invalid, match="截个屏") as refused:
            pictures.shrink(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50)
        assert refused.value.code == "photo_heic"

    def test_half_a_picture_is_refused(self) -> None:
        whole = self.noise("JPEG", size=(400, 300))
        with pytest.raises(Invalid):
            pictures.shrink(whole[: len(whole) // 2])

    def test_a_picture_that_would_fill_the_memory_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("youlin.foundation.pictures.MOST_PIXELS", 100)
        with pytest.raises(Invalid):
            pictures.shrink(self.noise("PNG"))

    def test_more_bytes_than_a_photograph_has_are_refused(self) -> None:
        with pytest.raises(Invalid) as refused:
            pictures.shrink(b"0" * (pictures.MOST_BYTES + 1))
        assert refused.value.code == "photo_too_big"

    def test_a_phone_held_upright_stays_upright(self) -> None:
        out, exif = BytesIO(), Image.Exif()
        exif[0x0112] = 6  # turned a quarter
        Image.effect_noise((60, 40), 60).convert("RGB").save(out, "JPEG", exif=exif)
        kept = pictures.shrink(out.getvalue())
        assert (kept.width, kept.height) == (40, 60)

    def test_the_same_picture_twice_is_one_and_six_are_enough(self, street: Street) -> None:
        case, li = reported(street), street.actor("李邻长")
        first = self.noise("JPEG")
        for _twice in range(2):
            actions.add_photo(actor=li, case=case.pk, data=first, now=NINE)
        for size in range(41, 46):
            actions.add_photo(actor=li, case=case.pk, data=self.noise("PNG", size=(size, 30)), now=NINE)
        with pytest.raises(Refusal) as refused:
            actions.add_photo(actor=li, case=case.pk, data=self.noise("PNG", size=(50, 30)), now=NINE)
        assert refused.value.code == "photos_enough"
        assert CasePhoto.objects.count() == 6

    def test_nobody_adds_to_a_case_out_of_sight(self, street: Street) -> None:
        with pytest.raises(NotThere):
            actions.add_photo(actor=street.actor("周邻长"), case=reported(street).pk, data=self.noise("PNG"), now=NINE)


def test_codes_are_many_and_none_is_read_two_ways() -> None:
    from uuid import UUID

    made = {codes.code_for(UUID(int=number)) for number in range(2000)}
    assert len(made) == 2000
    assert not set("".join(made)) & set("01IOBSZL")
    assert all(codes.fingerprint(codes.shown(code).lower()) == codes.fingerprint(code) for code in made)
    assert codes.fingerprint("短") == codes.fingerprint("") == ""
