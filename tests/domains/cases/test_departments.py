"""Departments: what goes to which, each with its own clock; handed on with a reason, twice at most; sight stays."""

from datetime import timedelta

import pytest

from tests.factories import cast
from youlin.domains.access import actions as access
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.queries import actor_of
from youlin.domains.cases import actions, queries
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.queries import departments as desks
from youlin.domains.cases.rules.clocks import Clock, Urgency
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Post
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import follow

NOW = cast.START
HOUR = timedelta(hours=1)


class Desks:
    """Three departments of 锣溪街道: 民政办 with 老杜, 应急办 with 老龙, 派出所 with 小罗."""

    def __init__(self, street: cast.Street) -> None:
        self.street = street
        self.people: dict[str, Actor] = {"民政办": street.actor("民政老杜")}
        for name, who, login in (("应急办", "应急老龙", "long"), ("派出所", "民警小罗", "luo")):
            post = chiefs.open_department(actor=SYSTEM, subdistrict=street.subdistrict, department=name, now=NOW)
            [user] = access.open_accounts(
                actor=SYSTEM, accounts=[access.NewAccount(login, who, cast.PASSWORD)], now=NOW
            )
            chiefs.appoint(actor=SYSTEM, term=chiefs.NewTerm(post.pk, user.pk, "staff", clock.day_of(NOW)), now=NOW)
            self.people[name] = actor_of(user.pk, today=clock.day_of(NOW))

    def post(self, name: str) -> Post:
        return Post.objects.get(department=name)

    def sent(self, name: str | None, *, kind: str = "hazard", urgency: str = "normal") -> Case:
        """A case that the street handed to a department, or to whichever its table says."""
        peng = self.street.actor("街道老彭")
        said = actions.NewCase(text="墙裂了一条缝", territory=self.street.lin1.pk, kind=kind, urgency=urgency)
        case = actions.report(actor=peng, case=said, now=NOW)
        for rung in (Rung.GROUP, Rung.AREA, Rung.COMMUNITY, Rung.SUBDISTRICT):
            if case.rung < rung:
                holder = {
                    Rung.GROUP: "李邻长",
                    Rung.AREA: "田组长",
                    Rung.COMMUNITY: "向片长",
                    Rung.SUBDISTRICT: "社区小覃",
                }
                case = actions.escalate(
                    actor=self.street.actor(holder[rung]), case=case.pk, reason="这里办不了", now=NOW
                )
        department = self.post(name).pk if name else None
        return actions.escalate(actor=peng, case=case.pk, reason="请专业的人看", department=department, now=NOW)


@pytest.fixture
def offices(street: cast.Street) -> Desks:
    return Desks(street)


def test_the_table_says_which_department_and_somebody_may_say_another(offices: Desks) -> None:
    peng = offices.street.actor("街道老彭")
    actions.add_route(actor=peng, department=offices.post("应急办").pk, kind="hazard", now=NOW)
    assert offices.sent(None).holder.department == "应急办"
    assert offices.sent("派出所").holder.department == "派出所"
    with pytest.raises(Invalid, match="请选一个承办的部门"):
        offices.sent(None, kind="appeal")


def test_the_record_offers_the_routed_department_first(offices: Desks) -> None:
    peng = offices.street.actor("街道老彭")
    actions.add_route(actor=peng, department=offices.post("派出所").pk, words="假药", now=NOW)
    said = actions.NewCase(text="有人卖假药", territory=offices.street.lin1.pk, kind="problem", danger="crime")
    case = actions.report(actor=peng, case=said, now=NOW)
    assert queries.record(peng, case.pk, now=NOW).routed == offices.post("派出所").pk


def test_a_line_is_taken_out_and_brought_back_and_the_same_twice_is_refused(offices: Desks) -> None:
    peng, key = offices.street.actor("街道老彭"), offices.street.subdistrict.pk
    row = actions.add_route(actor=peng, department=offices.post("应急办").pk, words="燃气， 停电", now=NOW)
    assert row.words == "燃气、停电"
    with pytest.raises(Refusal, match="一样的"):
        actions.add_route(actor=peng, department=offices.post("派出所").pk, words="燃气 停电", now=NOW)
    actions.drop_route(actor=peng, route=row.pk, now=NOW)
    assert not desks.routes([key]).exists()
    actions.bring_back_route(actor=peng, route=row.pk, now=NOW)
    assert list(desks.routes([key])) == [row]
    with pytest.raises(Invalid, match="至少"):
        actions.add_route(actor=peng, department=offices.post("应急办").pk, now=NOW)
    with pytest.raises(NotThere):
        actions.drop_route(actor=offices.street.actor("社区小覃"), route=row.pk, now=NOW)


def test_each_department_runs_on_its_own_clock(offices: Desks) -> None:
    peng = offices.street.actor("街道老彭")
    actions.set_desk_clock(
        actor=peng, department=offices.post("应急办").pk, urgency=Urgency.NORMAL, clock=Clock(6), now=NOW
    )
    mine, other = offices.sent("应急办"), offices.sent("派出所")
    assert mine.due_at == NOW + 6 * HOUR
    assert other.due_at is not None and other.due_at > NOW + timedelta(days=4)
    why = queries.why_due(queries.get(peng, mine.pk), now=NOW)
    assert why is not None and (why.clock, why.set_by) == (Clock(6), "应急办")

    actions.set_desk_clock(
        actor=peng, department=offices.post("应急办").pk, urgency=Urgency.NORMAL, clock=None, now=NOW
    )
    assert offices.sent("应急办").due_at == other.due_at
    with pytest.raises(Invalid):
        actions.set_desk_clock(
            actor=peng, department=offices.post("应急办").pk, urgency=Urgency.NORMAL, clock=Clock(0), now=NOW
        )
    with pytest.raises(NotThere):
        actions.set_desk_clock(
            actor=offices.street.actor("社区小覃"), department=offices.post("应急办").pk, urgency=Urgency.NORMAL,
            clock=Clock(5), now=NOW,
        )  # fmt: skip


def test_one_department_hands_to_another_with_a_reason_and_a_fresh_clock(offices: Desks) -> None:
    case = offices.sent("应急办")
    long, luo = offices.people["应急办"], offices.people["派出所"]
    later = NOW + 3 * HOUR
    with pytest.raises(Invalid, match="为什么"):
        actions.hand_over(actor=long, case=case.pk, department=offices.post("派出所").pk, reason=" ", now=later)
    moved = actions.hand_over(
        actor=long, case=case.pk, department=offices.post("派出所").pk, reason="是有人砸的，归派出所", now=later
    )
    assert (moved.rung, moved.holder.department, moved.status) == (Rung.DEPARTMENT, "派出所", Status.OPEN)
    assert moved.due_at is not None and case.due_at is not None and moved.due_at > case.due_at
    step = CaseEvent.objects.get(case=case, kind=Step.HAND_OVER)
    assert step.from_post == offices.post("应急办") and step.to_post == offices.post("派出所")

    assert desks.queue(luo, now=later).came[case.pk].text == "是有人砸的，归派出所"
    assert desks.queue(long, now=later).waiting == 0
    with pytest.raises(NotThere):  # whoever handed it on does not see it any more
        queries.get(long, case.pk)
    follow.tell_of_case(type("Said", (), {"steps": (step.pk,)})(), later)
    assert Notice.objects.get(template="cases.hand_over").user_id == luo.user_id


def test_not_ours_goes_round_twice_at_most(offices: Desks) -> None:
    case = offices.sent("应急办")

    def hand(source: str, target: str) -> Case:
        return actions.hand_over(
            actor=offices.people[source], case=case.pk, department=offices.post(target).pk, reason="不归我们", now=NOW
        )

    with pytest.raises(Invalid, match="已经在这个部门"):
        hand("应急办", "应急办")
    hand("应急办", "派出所")
    hand("派出所", "民政办")
    with pytest.raises(Refusal, match="转过 2 次"):
        hand("民政办", "应急办")
    assert Step.HAND_OVER not in queries.record(offices.people["民政办"], case.pk, now=NOW).can
    back = actions.return_down(actor=offices.people["民政办"], case=case.pk, reason="都说不归自己", now=NOW)
    assert back.rung == Rung.SUBDISTRICT


def test_only_the_department_that_has_it_hands_it_on(offices: Desks) -> None:
    case = offices.sent("应急办")
    for name in ("派出所", "民政办"):
        with pytest.raises(NotThere):
            actions.hand_over(
                actor=offices.people[name], case=case.pk, department=offices.post(name).pk, reason="给我", now=NOW
            )
    with pytest.raises(NotAllowed):
        actions.hand_over(
            actor=offices.street.actor("街道老彭"), case=case.pk, department=offices.post("派出所").pk, reason="改派",
            now=NOW,
        )  # fmt: skip


def test_the_answer_goes_back_down_every_rung_to_the_door(offices: Desks) -> None:
    street, case = offices.street, offices.sent("应急办")
    actions.hand_over(
        actor=offices.people["应急办"], case=case.pk, department=offices.post("派出所").pk, reason="归派出所", now=NOW
    )
    now_at = actions.answer(actor=offices.people["派出所"], case=case.pk, text="人找到了，墙修好了", now=NOW)
    assert (now_at.status, now_at.rung) == (Status.ANSWERED, Rung.SUBDISTRICT)
    for who, rung in (
        ("街道老彭", Rung.COMMUNITY),
        ("社区小覃", Rung.AREA),
        ("向片长", Rung.GROUP),
        ("田组长", Rung.NEIGHBOURHOOD),
    ):
        assert actions.pass_down(actor=street.actor(who), case=case.pk, now=NOW).rung == rung
    told = actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, now=NOW)
    assert told.status == Status.TOLD
    assert CaseEvent.objects.get(case=case, kind=Step.ANSWER).text == "人找到了，墙修好了"


def test_what_is_restricted_stays_so_however_it_is_handed(offices: Desks) -> None:
    street, peng = offices.street, offices.street.actor("街道老彭")
    said = actions.NewCase(text="有人打人", territory=street.lin1.pk, kind="dispute", danger="violence")
    case = actions.report(actor=peng, case=said, now=NOW)
    assert case.restricted

    def seers() -> set[str]:
        cast_of = {name: street.actor(name) for name in ("李邻长", "田组长", "社区小覃", "街道老彭")} | offices.people
        return {name for name, actor in cast_of.items() if queries.sees(actor, case.pk)}

    assert seers() == {"街道老彭"}
    actions.escalate(actor=peng, case=case.pk, reason="请出警", department=offices.post("民政办").pk, now=NOW)
    assert seers() == {"街道老彭", "民政办"}
    actions.hand_over(
        actor=offices.people["民政办"], case=case.pk, department=offices.post("派出所").pk, reason="要出警", now=NOW
    )
    assert seers() == {"街道老彭", "派出所"}
    assert {event.kind for event in queries.record(offices.people["派出所"], case.pk, now=NOW).trail} >= {Step.BYPASS}


def test_the_desk_sees_what_is_late_what_is_due_and_what_it_answered(offices: Desks) -> None:
    peng, long = offices.street.actor("街道老彭"), offices.people["应急办"]
    for urgency, hours in ((Urgency.NORMAL, 100), (Urgency.URGENT, 6)):
        actions.set_desk_clock(
            actor=peng, department=offices.post("应急办").pk, urgency=urgency, clock=Clock(hours), now=NOW
        )
    far, near = offices.sent("应急办"), offices.sent("应急办", urgency="urgent")
    done = offices.sent("应急办")
    actions.answer(actor=long, case=done.pk, text="加固好了", now=NOW)

    found = desks.queue(long, now=NOW)
    assert ([case.pk for case in found.today], [case.pk for case in found.later]) == ([near.pk], [far.pk])
    assert [case.pk for case in found.answered] == [done.pk]
    assert (found.answers, found.on_time, found.waiting) == (1, 1, 2)
    found = desks.queue(long, now=NOW + 7 * HOUR)
    assert [case.pk for case in found.late] == [near.pk]
    assert desks.queue(offices.people["派出所"], now=NOW).waiting == 0
