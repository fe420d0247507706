"""Who may be known to have said it: anonymous, confidential, and a complaint that its chief never meets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.factories.cast import Street
from youlin.domains.access import actions as access
from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases import actions, codes, queries
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, Complained, SealedReporter
from youlin.domains.cases.queries import Wanted
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.ways import Way
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.insight import queries as insight
from youlin.domains.insight.rules import Key
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock
from youlin.foundation.models import Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.foundation.values import Period
from youlin.jobs import follow

NINE = clock.at(date(2026, 11, 2), 9)
DAY = timedelta(days=1)


def said(**more: Any) -> NewCase:
    known: dict[str, Any] = {"text": "下水道堵了", "reporter_name": "赵大伯", "reporter_phone": "14000000009"}
    return NewCase(**(known | more))


class TestAnonymous:
    def test_no_name_is_kept_at_all(self, street: Street) -> None:
        case = actions.report_public(case=said(secrecy="anonymous", territory=street.lin1.pk), now=NINE)
        with connection.cursor() as cursor:
            for table in (Case._meta.db_table, "cases_caseevent", SealedReporter._meta.db_table):
                cursor.execute(f"SELECT * FROM {table}")
                assert "赵大伯" not in str(cursor.fetchall())
        case.refresh_from_db()
        assert (case.reporter_name, case.reporter_phone, case.phone_index, case.reported_by) == ("", "", "", None)
        assert not SealedReporter.objects.exists()

    def test_a_code_follows_it_and_the_answer_is_told_by_the_code_alone(self, street: Street) -> None:
        case = actions.report_public(case=said(secrecy="anonymous", territory=street.lin1.pk), now=NINE)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="通了", now=NINE)
        with pytest.raises(Invalid, match="查询码"):
            actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, way=Way.PHONE, now=NINE)
        actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, way=Way.CODE, now=NINE)
        assert queries.view(case.number, codes.code_for(case.client_id)).answer == "通了"

    def test_nobodys_silence_keeps_the_answer_from_them(self, street: Street) -> None:
        case = actions.report(
            actor=street.actor("社区小覃"),
            case=said(secrecy="anonymous", territory=street.lin1.pk, source="call"),
            now=NINE,
        )
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="通了", now=NINE)
        actions.escalate_overdue(now=NINE + 30 * DAY)
        assert queries.view(case.number, codes.code_for(case.client_id)).answer == "通了"


class TestConfidential:
    def test_the_name_is_sealed_and_no_search_finds_it(self, street: Street) -> None:
        case = actions.report_public(case=said(secrecy="confidential", territory=street.lin1.pk), now=NINE)
        case.refresh_from_db()
        assert (case.reporter_name, case.reporter_phone, case.phone_index) == ("", "", "")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT name, phone FROM {SealedReporter._meta.db_table}")
            assert not {"赵大伯", "14000000009"} & set(cursor.fetchone())
        for words in ("赵大伯", "14000000009"):
            assert not queries.cases(street.actor("街道老彭"), Wanted(text=words), now=NINE).exists()

    def test_only_the_subdistricts_post_looks_and_each_look_is_on_record_with_its_reason(self, street: Street) -> None:
        case = actions.report_public(case=said(secrecy="confidential", territory=street.lin1.pk), now=NINE)
        for name in ("李邻长", "社区小覃"):
            with pytest.raises(NotAllowed, match="只有街道能看"):
                actions.look_at_reporter(actor=street.actor(name), case=case.pk, reason="想知道", now=NINE)
        with pytest.raises(Invalid, match="为什么要看"):
            actions.look_at_reporter(actor=street.actor("街道老彭"), case=case.pk, reason=" ", now=NINE)
        assert not Look.objects.exists()

        seen = actions.look_at_reporter(actor=street.actor("街道老彭"), case=case.pk, reason="要核实时间", now=NINE)
        assert (seen.name, seen.phone) == ("赵大伯", "14000000009")
        look = Look.objects.get()
        assert (look.actor_name, look.target, look.field, look.reason) == (
            "街道老彭",
            case.pk,
            "reporter",
            "要核实时间",
        )

    def test_without_anything_to_seal_it_asks(self, street: Street) -> None:
        with pytest.raises(Invalid) as refused:
            actions.report_public(case=NewCase(text="堵了", secrecy="confidential", territory=street.lin1.pk), now=NINE)
        assert refused.value.field == "secrecy"


def complaint(street: Street, **more: Any) -> Case:
    new = said(text="邻长收了东西", territory=street.lin1.pk, about_rung=Rung.NEIGHBOURHOOD, kind="appeal", **more)
    return actions.report_public(case=new, now=NINE)


class TestAComplaint:
    """By every door: record, lists, search, duplicates, badges, figures, notices, merging."""

    def test_no_door_shows_it_to_the_chief_it_is_about(self, street: Street) -> None:
        case, li = complaint(street), street.actor("李邻长")
        with pytest.raises(NotThere):
            queries.record(li, case.pk, now=NINE)
        for wanted in (Wanted(), Wanted(text="收了东西"), Wanted(text=case.number), Wanted(text="14000000009")):
            assert not queries.cases(li, wanted, now=NINE).exists()
        assert queries.likely(li, text="邻长收了东西", territory=street.lin1.pk, now=NINE) == []
        assert queries.counts(li, now=NINE).open == 0
        for act in (
            lambda: actions.look_at_phone(actor=li, case=case.pk, now=NINE),
            lambda: actions.note(actor=li, case=case.pk, text="没有", now=NINE),
            lambda: actions.answer(actor=li, case=case.pk, text="没有", now=NINE),
        ):
            with pytest.raises(NotThere):
                act()

    def test_no_later_office_shows_it_either(self, street: Street) -> None:
        case = complaint(street)
        for post, name in ((street.post_of(street.group), "田组长"), (street.post_of(street.lin1), "李邻长")):
            Appointment.objects.filter(post=post, user=street.users[name]).update(ends_on=date(2026, 11, 3))
        term = chiefs.NewTerm(street.post_of(street.group).pk, street.users["李邻长"].pk, "sitting", date(2026, 11, 3))
        chiefs.appoint_many(actor=SYSTEM, terms=[term], now=NINE + DAY)
        risen = street.actor("李邻长", on=date(2026, 11, 4))
        assert case.holder_id in risen.posts()
        assert not Case.objects.visible_to(risen).exists()
        assert queries.counts(risen, now=NINE + 2 * DAY).mine == 0
        key, period = Key.APPEALS_HANDLED, Period(date(2026, 11, 1), date(2026, 11, 30))
        drilled = insight.records(risen, key, street.group, period)
        assert (drilled.seen, list(drilled.rows)) == (0, [])

    def test_a_chief_who_holds_the_next_rung_too_is_passed_over(self, street: Street) -> None:
        Appointment.objects.filter(post=street.post_of(street.group)).update(ends_on=date(2026, 11, 1))
        term = chiefs.NewTerm(
            street.post_of(street.group).pk, street.users["李邻长"].pk, "acting", date(2026, 11, 1), date(2026, 12, 1)
        )
        chiefs.appoint_many(actor=SYSTEM, terms=[term], now=NINE - DAY)
        case = complaint(street)
        assert case.holder == street.post_of(street.area)
        assert not Case.objects.visible_to(street.actor("李邻长")).exists()

    def test_no_letter_speaks_of_it_to_them(self, street: Street) -> None:
        case = complaint(street)
        actions.invite(actor=street.actor("田组长"), case=case.pk, post=street.post_of(street.lin2).pk, now=NINE)
        # Whoever is complained of came to sit on the post that was asked to help.
        Complained.objects.filter(case=case).update(user=street.users["周邻长"].pk)
        keys = tuple(case.events.values_list("pk", flat=True))
        actions.tell_holders(steps=keys, link=follow.case_page, now=NINE)
        assert set(Notice.objects.values_list("user", flat=True)) == {street.users["田组长"].pk}

    def test_it_is_not_merged_with_what_everybody_sees(self, street: Street) -> None:
        open_case = actions.report(actor=street.actor("田组长"), case=said(territory=street.lin1.pk), now=NINE)
        case = complaint(street)
        with pytest.raises(Refusal, match="不能并在一起"):
            actions.merge(actor=street.actor("田组长"), case=case.pk, into=open_case.pk, now=NINE)

    def test_a_chief_takes_down_no_complaint_about_themselves(self, street: Street) -> None:
        with pytest.raises(Invalid, match="居民自己"):
            actions.report(actor=street.actor("李邻长"), case=said(about_rung=Rung.NEIGHBOURHOOD), now=NINE)
        assert not Case.objects.exists()

    def test_the_new_chief_of_that_post_does_not_see_it(self, street: Street) -> None:
        complaint(street)
        made = access.open_accounts(
            actor=SYSTEM, accounts=[access.NewAccount("xin", "新邻长", "xing-fu-li-2026")], now=NINE
        )
        post = street.post_of(street.lin1)
        Appointment.objects.filter(post=post).update(ends_on=date(2026, 11, 3))
        chiefs.appoint_many(
            actor=SYSTEM, terms=[chiefs.NewTerm(post.pk, made[0].pk, "sitting", date(2026, 11, 3))], now=NINE + DAY
        )
        street.users["新邻长"] = made[0]
        assert not Case.objects.visible_to(street.actor("新邻长", on=date(2026, 11, 4))).exists()


class TestHowItCame:
    def test_a_call_keeps_whom_to_ring_back_and_offers_the_telephone_first(self, street: Street) -> None:
        case = actions.report(
            actor=street.actor("社区小覃"),
            case=said(source="call", call_back=True, territory=street.lin1.pk),
            now=NINE,
        )
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="通了", now=NINE)
        actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, now=NINE)
        assert case.events.get(kind="tell").way == "phone"

    def test_to_be_rung_back_one_needs_a_number(self, street: Street) -> None:
        new = NewCase(text="堵了", source="call", call_back=True, territory=street.lin1.pk)
        with pytest.raises(Invalid) as refused:
            actions.report(actor=street.actor("社区小覃"), case=new, now=NINE)
        assert refused.value.field == "phone"

    def test_the_list_narrows_to_one_way_in(self, street: Street) -> None:
        qin = street.actor("社区小覃")
        for source in ("desk", "call", "meeting", "chat"):
            actions.report(
                actor=qin, case=said(source=source, source_ref=f"{source} 11-02", territory=street.lin1.pk), now=NINE
            )
        found = queries.cases(qin, Wanted(source="meeting"), now=NINE)
        assert [(case.source, case.source_ref) for case in found] == [("meeting", "meeting 11-02")]

    @pytest.mark.parametrize("way", [Way.IN_PERSON, Way.PHONE, Way.MESSAGE])
    def test_how_the_chief_told_it_stays_and_the_chain_holds(self, street: Street, way: Way) -> None:
        case = actions.report(actor=street.actor("李邻长"), case=said(), now=NINE)
        actions.answer(actor=street.actor("李邻长"), case=case.pk, text="通了", now=NINE)
        actions.tell_resident(actor=street.actor("李邻长"), case=case.pk, way=way, now=NINE)
        from youlin.domains.cases import chain

        assert list(chain.broken()) == []
        told = case.events.filter(kind="tell")
        assert told.get().way == way
        told.update(way="code")
        assert list(chain.broken()) == [case.number]
