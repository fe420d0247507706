"""A quarrel over a drain, from the first question to the last promise; and who never reads of it."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import Actor
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import disputes
from youlin.domains.cases.models import Case, Dispute, DisputeParty, DisputeStep, Mediator
from youlin.domains.cases.queries import disputes as queries
from youlin.domains.cases.rules.disputes import Stage
from youlin.domains.chiefs.models import Appointment
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry, Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import disputes as letters
from youlin.jobs.tick import tick

DAY = clock.day_of(START)
HOUR = timedelta(hours=1)


def quarrel(street: Street) -> Case:
    said = cases.NewCase(text="两家为排水沟吵架", kind="dispute", territory=street.lin1.pk)
    return cases.report(actor=street.actor("李邻长"), case=said, now=START)


def opened(street: Street, deadline: date | None = None) -> Dispute:
    new = disputes.NewDispute(
        kind="neighbour", title="排水沟纠纷", facts="沟被堵", case=quarrel(street).pk, deadline=deadline
    )
    return disputes.open_dispute(actor=street.actor("李邻长"), dispute=new, now=START)


def party(street: Street, row: Dispute, side: str, name: str, resident: UUID | None = None) -> DisputeParty:
    new = disputes.NewParty(side, "resident" if resident else "outsider", name, resident=resident)
    made = disputes.add_party(actor=street.actor("李邻长"), dispute=row.pk, party=new, now=START)
    assert made is not None
    return made


def term_of(street: Street, name: str) -> UUID:
    return Appointment.objects.get(user=street.users[name]).pk


def ready(street: Street, mediator: str = "田组长") -> tuple[Dispute, DisputeParty, DisputeParty]:
    """Two willing parties, and a mediator whom both accept."""
    row, li = opened(street), street.actor("李邻长")
    a, b = party(street, row, "a", "王桂英", street.wang.pk), party(street, row, "b", "外来的覃老板")
    for one in (a, b):
        disputes.record_will(actor=li, dispute=row.pk, party=one.pk, will="willing", asked_on=DAY, now=START)
    disputes.propose(
        actor=li, dispute=row.pk, appointment=term_of(street, mediator), way="chosen", related=False, now=START
    )
    disputes.accept(actor=li, dispute=row.pk, mediator=Mediator.objects.get(dispute=row).pk, now=START)
    row.refresh_from_db()
    return row, a, b


def agreed(street: Street, *days: int) -> tuple[Dispute, Actor]:
    """They sat down and agreed on a promise for each of `days` from today."""
    row, a, b = ready(street)
    tian = street.actor("田组长")
    session = disputes.NewSession(START, "村部", [a.pk, b.pk], "各让一步")
    disputes.hold_session(actor=tian, dispute=row.pk, session=session, now=START)
    terms = [disputes.NewTerm(a.pk, f"第{days}天前清沟", DAY + timedelta(days=ahead)) for ahead in days]
    new = disputes.NewAgreement("written", "沟由甲方堵上", DAY, terms)
    disputes.agree(actor=tian, dispute=row.pk, agreement=new, now=START)
    row.refresh_from_db()
    return row, tian


def at(days: int) -> datetime:
    return START + timedelta(days=days)


@pytest.mark.django_db
class TestBeginning:
    def test_the_case_waits_for_the_mediation_and_is_seen_by_fewer(self, street: Street) -> None:
        row = opened(street, deadline=DAY + timedelta(days=20))
        case = Case.objects.get(pk=row.case_id)
        assert case.restricted and case.due_at == clock.end_of(DAY + timedelta(days=20))
        assert not Case.objects.visible_to(street.actor("社区小覃")).filter(pk=case.pk).exists()
        assert Case.objects.visible_to(street.actor("街道老彭")).filter(pk=case.pk).exists()
        cases.escalate_overdue(now=at(21))
        case.refresh_from_db()
        assert case.holder == street.post_of(street.group)  # late, so it climbs by itself

    def test_twice_is_once_and_only_who_holds_a_dispute_begins(self, street: Street) -> None:
        case, client = quarrel(street), uuid4()
        new = disputes.NewDispute(kind="neighbour", title="排水沟纠纷", case=case.pk)
        first = disputes.open_dispute(actor=street.actor("李邻长"), dispute=new, now=START, client_id=client)
        again = disputes.open_dispute(actor=street.actor("李邻长"), dispute=new, now=START, client_id=client)
        assert first == again and DisputeStep.objects.count() == 1
        with pytest.raises(Refusal, match="已经在调解"):
            disputes.open_dispute(actor=street.actor("李邻长"), dispute=new, now=START)
        with pytest.raises(NotAllowed):
            other = disputes.NewDispute(kind="land", title="地界", case=quarrel(street).pk)
            disputes.open_dispute(actor=street.actor("田组长"), dispute=other, now=START)
        lamp = cases.report(actor=street.actor("李邻长"), case=cases.NewCase(text="灯坏了"), now=START)
        with pytest.raises(Refusal, match="不是矛盾纠纷"):
            disputes.open_dispute(
                actor=street.actor("李邻长"), dispute=disputes.NewDispute("other", "灯", case=lamp.pk), now=START
            )

    def test_one_that_comes_to_a_desk_passes_no_chief(self, street: Street) -> None:
        new = disputes.NewDispute(kind="wage", title="拖欠工钱", territory=street.xibu.pk)
        client = uuid4()
        row = disputes.open_dispute(actor=street.actor("社区小覃"), dispute=new, now=START, client_id=client)
        assert row.keeper == street.post_of(street.xibu)
        assert row == disputes.open_dispute(actor=street.actor("社区小覃"), dispute=new, now=START, client_id=client)
        assert not Case.objects.visible_to(street.actor("向片长")).exists()
        with pytest.raises(NotThere):
            disputes.open_dispute(actor=street.actor("岩门小吴"), dispute=new, now=START)

    @pytest.mark.parametrize(
        "wrong", [{"title": " "}, {"title": "长" * 101}, {"kind": "war"}, {"deadline": DAY - timedelta(days=1)}]
    )
    def test_what_cannot_be_is_refused(self, street: Street, wrong: dict[str, object]) -> None:
        said = {"kind": "neighbour", "title": "排水沟纠纷", "case": quarrel(street).pk} | wrong
        with pytest.raises(Invalid):
            disputes.open_dispute(actor=street.actor("李邻长"), dispute=disputes.NewDispute(**said), now=START)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestWillingness:
    def test_one_refusal_ends_it_and_the_case_says_so_without_a_name(self, street: Street) -> None:
        row, a, _b = ready(street)
        tian = street.actor("田组长")
        disputes.record_will(
            actor=tian, dispute=row.pk, party=a.pk, will="refused", asked_on=DAY, text="不想再见他", now=START
        )
        row.refresh_from_db()
        case = Case.objects.get(pk=row.case_id)
        said = case.events.get(kind="answer").text
        assert row.stage == Stage.REFUSED and row.ended_at == START
        assert case.status == "told" and "不愿调解" in said and "王桂英" not in said
        step = DisputeStep.objects.get(dispute=row, move="refuse")
        assert (step.party_id, step.actor_name, step.day) == (a.pk, "田组长", DAY)
        with pytest.raises(Refusal, match="不愿调解"):
            disputes.record_will(actor=tian, dispute=row.pk, party=a.pk, will="willing", asked_on=DAY, now=START)
        disputes.tell_routes(actor=tian, dispute=row.pk, party=a.pk, told_on=DAY, now=START)
        assert queries.record(tian, row.pk).told == {a.pk: DAY}

    def test_nobody_sits_down_before_everybody_is_willing(self, street: Street) -> None:
        row, li = opened(street), street.actor("李邻长")
        a, b = party(street, row, "a", "甲"), party(street, row, "b", "乙")
        session = disputes.NewSession(START, "村部", [a.pk, b.pk], "谈")
        disputes.record_will(actor=li, dispute=row.pk, party=a.pk, will="willing", asked_on=DAY, now=START)
        disputes.record_will(actor=li, dispute=row.pk, party=b.pk, will="unsure", asked_on=DAY, now=START)
        with pytest.raises(Refusal) as refused:
            disputes.hold_session(actor=li, dispute=row.pk, session=session, now=START)
        assert refused.value.code == "not_willing"
        with pytest.raises(Invalid, match="还没有到"):
            tomorrow = DAY + timedelta(days=1)
            disputes.record_will(actor=li, dispute=row.pk, party=b.pk, will="willing", asked_on=tomorrow, now=START)


@pytest.mark.django_db
class TestMediators:
    def test_no_party_and_nobody_of_their_home_mediates(self, street: Street) -> None:
        row, li = opened(street), street.actor("李邻长")
        party(street, row, "a", "王桂英", street.wang.pk)
        housemate = cast.resident(street.wang_home, "周婶", born=date(1970, 1, 1))
        Appointment.objects.filter(user=street.users["周邻长"]).update(resident=housemate)
        with pytest.raises(Refusal, match="一家人"):
            disputes.propose(
                actor=li, dispute=row.pk, appointment=term_of(street, "周邻长"), way="chosen", related=False, now=START
            )
        with pytest.raises(Refusal, match="近亲属"):
            disputes.propose(
                actor=li, dispute=row.pk, appointment=term_of(street, "田组长"), way="chosen", related=True, now=START
            )

    def test_a_chief_who_is_a_party_never_sees_it(self, street: Street) -> None:
        own = cast.resident(street.wang_home, "田大勇", born=date(1970, 1, 1))
        Appointment.objects.filter(user=street.users["田组长"]).update(resident=own)
        row = opened(street)
        cases.escalate_overdue(now=at(40))  # even where the ladder brings it to that chief's own post
        tian = street.actor("田组长")
        assert Case.objects.visible_to(tian).filter(pk=row.case_id).exists()
        party(street, row, "a", "田大勇", own.pk)
        assert not Case.objects.visible_to(tian).filter(pk=row.case_id).exists()
        assert not Dispute.objects.visible_to(tian).exists()
        with pytest.raises(NotThere):
            disputes.look(actor=tian, dispute=row.pk, now=START, reason="想看")
        assert own.pk not in {one.resident_id for one in queries.candidates(row, now=START)}

    def test_who_mediates_is_made_a_party_only_after_stepping_back(self, street: Street) -> None:
        row, _a, _b = ready(street)
        own = cast.resident(street.wang_home, "田大勇", born=date(1970, 1, 1))
        Appointment.objects.filter(user=street.users["田组长"]).update(resident=own)
        with pytest.raises(Refusal, match="先请回避"):
            party(street, row, "third", "田大勇", own.pk)

    def test_recused_is_out_of_sight_and_another_is_needed(self, street: Street) -> None:
        row, a, b = ready(street)
        li, tian = street.actor("李邻长"), street.actor("田组长")
        assert Dispute.objects.visible_to(tian).exists()
        mediator = Mediator.objects.get(dispute=row)
        disputes.recuse(actor=li, dispute=row.pk, mediator=mediator.pk, reason="乙方提出，两人做过生意", now=START)
        assert not Dispute.objects.visible_to(tian).exists()
        with pytest.raises(Refusal) as refused:
            session = disputes.NewSession(START, "村部", [a.pk, b.pk], "谈")
            disputes.hold_session(actor=li, dispute=row.pk, session=session, now=START)
        assert refused.value.code == "no_mediator"

    def test_whoever_is_asked_hears_of_it_and_reads_nothing_before_all_accept(self, street: Street) -> None:
        row, li, tian = opened(street), street.actor("李邻长"), street.actor("田组长")
        party(street, row, "a", "王桂英", street.wang.pk)
        disputes.propose(
            actor=li, dispute=row.pk, appointment=term_of(street, "田组长"), way="appointed", related=False, now=START
        )
        mediator = Mediator.objects.get(dispute=row)
        disputes.tell_of_mediator(mediator=mediator.pk, link=letters.dispute_page, now=START)
        letter = Notice.objects.get(template="cases.dispute.mediate")
        assert (letter.user_id, letter.url) == (tian.user_id, f"/me/disputes/{row.pk}/")
        assert not queries.record(tian, row.pk).open
        with pytest.raises(NotAllowed):
            disputes.accept(actor=tian, dispute=row.pk, mediator=mediator.pk, now=START)


@pytest.mark.django_db
class TestAgreement:
    def test_promises_kept_settle_it(self, street: Street) -> None:
        row, tian = agreed(street, 0, 10)
        case = Case.objects.get(pk=row.case_id)
        assert row.stage == Stage.PERFORMING and row.confirm_until == DAY + timedelta(days=30)
        assert case.status == "told" and "协议" in case.events.get(kind="answer").text
        first, second = row.terms.order_by("number")
        disputes.keep_term(actor=tian, dispute=row.pk, term=first.pk, done_on=DAY, now=START)
        with pytest.raises(Refusal, match="已经记过"):
            disputes.keep_term(actor=tian, dispute=row.pk, term=first.pk, done_on=DAY, now=START)
        disputes.keep_term(actor=tian, dispute=row.pk, term=second.pk, done_on=clock.day_of(at(9)), now=at(9))
        row.refresh_from_db()
        assert row.stage == Stage.SETTLED and row.ended_at == at(9)

    def test_what_was_said_is_ciphertext(self, street: Street) -> None:
        from django.db import connection

        agreed(street, 5)
        with connection.cursor() as cursor:
            for table in (
                "dispute",
                "disputeparty",
                "disputesession",
                "disputeagreement",
                "disputeterm",
                "disputestep",
            ):
                cursor.execute(f"SELECT * FROM cases_{table}")
                stored = repr(cursor.fetchall())
                assert not [word for word in ("沟被堵", "王桂英", "各让一步", "甲方堵上", "清沟") if word in stored], (
                    table
                )

    @pytest.mark.parametrize("wrong", ["nothing", "stranger", "early"])
    def test_a_promise_names_who_what_and_when(self, street: Street, wrong: str) -> None:
        row, a, b = ready(street)
        tian = street.actor("田组长")
        disputes.hold_session(
            actor=tian, dispute=row.pk, session=disputes.NewSession(START, "村部", [a.pk, b.pk], "谈"), now=START
        )
        terms = {
            "nothing": [],
            "stranger": [disputes.NewTerm(uuid4(), "清沟", DAY)],
            "early": [disputes.NewTerm(a.pk, "清沟", DAY - timedelta(days=1))],
        }[wrong]
        with pytest.raises(Invalid):
            new = disputes.NewAgreement("oral", "沟", DAY, terms)
            disputes.agree(actor=tian, dispute=row.pk, agreement=new, now=START)
        assert not Dispute.objects.get(pk=row.pk).terms.exists()

    def test_a_broken_promise_rises_by_itself_and_leads_to_the_court(self, street: Street) -> None:
        row, tian = agreed(street, 2)
        late = row.terms.get()
        seen: list[int] = []
        for day in (2, 3, 3, 10, 17, 30):
            tick(now=at(day))
            disputes.tell_risen(
                terms=[late.pk], confirmations=(), link=letters.dispute_page, now=at(day)
            ) if late.risen else None
            late.refresh_from_db()
            seen.append(late.risen)
        assert seen == [0, 1, 1, 2, 3, 3]
        assert AuditEntry.objects.filter(verb="dispute.risen").count() == 3
        disputes.tell_risen(terms=[late.pk], confirmations=(), link=letters.dispute_page, now=at(30))
        told = {letter.user_id for letter in Notice.objects.filter(dedupe=f"dispute.term:{late.pk}:3")}
        assert told == {street.users[name].pk for name in ("田组长", "李邻长", "社区小覃", "街道老彭")}
        disputes.break_agreement(actor=tian, dispute=row.pk, term=late.pk, reason="催了三次", now=at(30))
        row.refresh_from_db()
        assert row.stage == Stage.BROKEN and queries.record(tian, row.pk).can >= {"routes"}


@pytest.mark.django_db
class TestTheCourt:
    def test_only_all_together_and_within_thirty_days(self, street: Street) -> None:
        row, tian = agreed(street, 20)
        a, b = row.parties.order_by("side")
        disputes.record_wish(actor=tian, dispute=row.pk, party=a.pk, wishes=True, now=START)
        with pytest.raises(Refusal) as refused:
            disputes.apply_to_court(actor=tian, dispute=row.pk, applied_on=DAY, now=START)
        assert refused.value.code == "not_all"
        disputes.record_wish(actor=tian, dispute=row.pk, party=b.pk, wishes=True, now=START)
        with pytest.raises(Refusal) as refused:
            disputes.apply_to_court(actor=tian, dispute=row.pk, applied_on=clock.day_of(at(31)), now=at(31))
        assert refused.value.code == "too_late"
        disputes.apply_to_court(actor=tian, dispute=row.pk, applied_on=clock.day_of(at(30)), now=at(30))
        disputes.record_ruling(actor=tian, dispute=row.pk, confirmed=True, ruled_on=clock.day_of(at(32)), now=at(32))
        row.refresh_from_db()
        assert row.ruling == "confirmed"

    def test_the_last_days_are_not_forgotten(self, street: Street) -> None:
        row, tian = agreed(street, 40)
        for day in (19, 20, 20, 27, 29):
            tick(now=at(day))
        row.refresh_from_db()
        assert row.reminded == 2
        disputes.tell_risen(terms=(), confirmations=[row.pk], link=letters.dispute_page, now=at(29))
        assert {letter.user_id for letter in Notice.objects.filter(template="cases.dispute.confirm")} == {
            tian.user_id,
            street.users["李邻长"].pk,
        }


@pytest.mark.django_db
class TestSecrecy:
    def test_a_desk_sees_that_there_is_one_and_reads_it_only_for_a_reason(self, street: Street) -> None:
        row, _a, _b = ready(street)
        qin = street.actor("社区小覃")
        assert not queries.record(qin, row.pk).open
        with pytest.raises(Invalid):
            disputes.look(actor=qin, dispute=row.pk, now=START)
        disputes.look(actor=qin, dispute=row.pk, reason="当事人来访", now=START)
        look = Look.objects.get(target=row.pk)
        assert (look.actor_name, look.field, look.reason) == ("社区小覃", "sealed", "当事人来访")
        for name in ("周邻长", "向片长", "岩门小吴", "县里老胡"):
            assert not Dispute.objects.visible_to(street.actor(name)).exists(), name

    def test_the_named_ledger_leaves_one_look_a_dispute(self, street: Street) -> None:
        row, _a, _b = ready(street)
        with pytest.raises(NotAllowed):
            disputes.look_many(actor=street.actor("李邻长"), disputes=[row.pk], reason="看看", now=START)
        disputes.look_many(actor=street.actor("社区小覃"), disputes=[row.pk], reason="上级调阅", now=START)
        assert Look.objects.filter(target=row.pk, field="ledger").count() == 1

    def test_danger_is_told_above_at_once(self, street: Street) -> None:
        row, _a, _b = ready(street)
        disputes.warn(actor=street.actor("田组长"), dispute=row.pk, text="放话要打人", now=START)
        row.refresh_from_db()
        disputes.tell_of_warning(dispute=row.pk, by=None, link=letters.dispute_page, now=START)
        told = {letter.user_id for letter in Notice.objects.filter(template="cases.dispute.warn")}
        assert row.tense and told == {street.users["社区小覃"].pk, street.users["街道老彭"].pk}


@pytest.mark.django_db
class TestOtherEnds:
    @pytest.mark.parametrize(("end", "stage"), [(disputes.fail, "failed"), (disputes.reconcile, "reconciled")])
    def test_it_ends_with_a_reason_and_the_case_has_its_answer(self, street: Street, end: object, stage: str) -> None:
        row, a, b = ready(street)
        tian = street.actor("田组长")
        disputes.hold_session(
            actor=tian, dispute=row.pk, session=disputes.NewSession(START, "村部", [a.pk, b.pk], "谈"), now=START
        )
        with pytest.raises(Invalid):
            end(actor=tian, dispute=row.pk, reason=" ", now=START)  # type: ignore[operator]
        end(actor=tian, dispute=row.pk, reason="差两千块谈不拢", now=START)  # type: ignore[operator]
        row.refresh_from_db()
        assert row.stage == stage and Case.objects.get(pk=row.case_id).status == "told"

    def test_another_day_needs_a_reason_and_moves_the_ladder(self, street: Street) -> None:
        row, _a, _b = ready(street)
        later, tian = DAY + timedelta(days=50), street.actor("田组长")
        disputes.put_off(actor=tian, dispute=row.pk, deadline=later, reason="乙方下月才回", now=START)
        assert Case.objects.get(pk=row.case_id).due_at == clock.end_of(later)

    def test_an_unsettled_dispute_is_no_settled_dispute(self, street: Street) -> None:
        from youlin.domains.insight import queries as insight
        from youlin.domains.insight.rules import Key

        row, a, _b = ready(street)
        disputes.record_will(
            actor=street.actor("田组长"), dispute=row.pk, party=a.pk, will="refused", asked_on=DAY, now=START
        )
        tick(now=at(20))  # the case is closed by silence
        assert Case.objects.get(pk=row.case_id).status == "closed"
        peng = street.actor("街道老彭")
        span = insight.period_of(DAY, DAY + timedelta(days=30))
        assert insight.figures(peng, street.subdistrict, span)[Key.DISPUTES_SETTLED] == 0
