"""Activities from the call to the certificate, and what neighbours agreed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.cast import Street
from youlin.domains.access.models import User
from youlin.domains.cases import codes
from youlin.domains.messaging.models import Notice
from youlin.domains.outreach import actions, tokens
from youlin.domains.outreach.actions import NewActivity
from youlin.domains.outreach.models import Activity, Certificate, CovenantVersion, SignUp
from youlin.domains.outreach.papers.certificate import certificate_pdf
from youlin.domains.outreach.queries import covenants, volunteering
from youlin.foundation import calendar, clock, crypto
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import sentences
from youlin.jobs.tick import tick

NINE = clock.at(date(2026, 11, 2), 9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGINS, ENDS = NINE + DAY, NINE + DAY + 2 * HOUR
WANG, ZHAO = "14000000001", "14000000009"


def called(street: Street, by: str = "田组长", **more: Any) -> Activity:
    known: dict[str, Any] = {
        "territory": street.group.pk, "title": "河边捡垃圾", "place": "桥头", "starts_at": BEGINS, "ends_at": ENDS,
        "places": 2,
    }  # fmt: skip
    return actions.call(actor=street.actor(by), activity=NewActivity(**(known | more)), now=NINE)


def signed(activity: Activity, name: str = "王桂英", phone: str = WANG, code: str = "") -> SignUp:
    return actions.sign_up_public(activity=activity.pk, name=name, phone=phone, code=code, client_id=uuid4(), now=NINE)


def index(phone: str) -> str:
    return crypto.blind_index(phone, field="phone")


def shown(one: SignUp) -> str:
    """The code on its receipt."""
    return codes.code_for(one.holder)


def served(street: Street, minutes: int = 90) -> SignUp:
    row = called(street)
    one = signed(row)
    actions.check_off(actor=street.actor("田组长"), activity=row.pk, came={one.pk: minutes}, now=ENDS)
    return one


class TestAnActivity:
    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"title": " "}, "title"),
            ({"place": ""}, "place"),
            ({"ends_at": BEGINS}, "ends_at"),
            ({"ends_at": BEGINS + 2 * DAY}, "ends_at"),
            ({"starts_at": NINE - HOUR, "ends_at": NINE + HOUR}, "starts_at"),
            ({"places": 0}, "places"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(self, street: Street, more: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            called(street, **more)
        assert refused.value.field == field

    def test_nobody_calls_one_for_a_place_that_is_not_theirs(self, street: Street) -> None:
        with pytest.raises(NotThere):
            called(street, "李邻长", territory=street.yanmen.pk)

    def test_the_last_place_is_taken_once_and_given_back(self, street: Street) -> None:
        row = called(street)
        signed(row)
        last = signed(row, "赵大伯", ZHAO)
        with pytest.raises(Refusal, match="人已经够了"):
            signed(row, "过路人", "14000000077")
        actions.cancel(sign_up=last.pk, holder=last.holder, now=NINE)
        assert signed(row, "过路人", "14000000077").name == "过路人"

    def test_one_person_signs_up_once_and_two_of_one_home_may_share_a_telephone(self, street: Street) -> None:
        row = called(street)
        one = signed(row)
        with pytest.raises(Refusal, match="已经报过名"):
            signed(row)
        with pytest.raises(Refusal, match="已经报过名"):
            signed(row, "桂英", code=shown(one))
        assert signed(row, "王老汉", WANG).holder != one.holder

    def test_a_double_press_is_one_sign_up(self, street: Street) -> None:
        row, write = called(street), uuid4()
        for _press in range(2):
            actions.sign_up_public(activity=row.pk, name="王桂英", phone=WANG, client_id=write, now=NINE)
        assert SignUp.objects.count() == 1

    def test_a_chief_signs_up_by_the_accounts_own_telephone(self, street: Street) -> None:
        row = called(street)
        with pytest.raises(Invalid, match="还没有电话"):
            actions.sign_up(actor=street.actor("李邻长"), activity=row.pk, client_id=uuid4(), now=NINE)
        li = User.objects.get(pk=street.users["李邻长"].pk)
        li.phone, li.phone_index = "14000000021", index("14000000021")
        li.save()
        made = actions.sign_up(actor=street.actor("李邻长"), activity=row.pk, client_id=uuid4(), now=NINE)
        assert (made.name, made.user_id) == ("李邻长", li.pk)

    def test_once_it_begins_or_is_called_off_nobody_comes_to_it(self, street: Street) -> None:
        row = called(street)
        with pytest.raises(Refusal, match="已经开始"):
            actions.sign_up_public(activity=row.pk, name="王桂英", phone=WANG, client_id=uuid4(), now=BEGINS)
        actions.call_off(actor=street.actor("田组长"), activity=row.pk, reason="下大雨", now=NINE)
        with pytest.raises(Refusal, match="取消了"):
            signed(row)
        assert list(volunteering.ahead(now=NINE)) == []


class TestWhoCame:
    def test_the_organiser_says_who_came_and_may_put_it_right_for_thirty_days(self, street: Street) -> None:
        row = called(street)
        one, other = signed(row), signed(row, "赵大伯", ZHAO)
        tian = street.actor("田组长")
        assert actions.check_off(actor=tian, activity=row.pk, came={one.pk: 120, other.pk: None}, now=ENDS) == 2
        assert actions.check_off(actor=tian, activity=row.pk, came={one.pk: 120, other.pk: None}, now=ENDS) == 0
        actions.check_off(actor=tian, activity=row.pk, came={other.pk: 60}, now=ENDS + 29 * DAY)
        assert [row.minutes for row in volunteering.served(other.holder)] == [60]
        assert AuditEntry.objects.filter(verb="activity.check_off").count() == 3
        with pytest.raises(Refusal, match="30 天"):
            actions.check_off(actor=tian, activity=row.pk, came={one.pk: 30}, now=ENDS + 31 * DAY)

    def test_nobody_was_there_longer_than_it_lasted_nor_before_it_began(self, street: Street) -> None:
        row = called(street)
        one = signed(row)
        with pytest.raises(Invalid):
            actions.check_off(actor=street.actor("田组长"), activity=row.pk, came={one.pk: 121}, now=ENDS)
        with pytest.raises(Refusal, match="还没有开始"):
            actions.check_off(actor=street.actor("田组长"), activity=row.pk, came={one.pk: 60}, now=NINE)

    def test_only_the_organiser_or_the_desk_says_it(self, street: Street) -> None:
        row = called(street)
        one = signed(row)
        with pytest.raises(NotAllowed, match="田组长"):
            actions.check_off(actor=street.actor("向片长"), activity=row.pk, came={one.pk: 60}, now=ENDS)
        with pytest.raises(NotThere):
            actions.check_off(actor=street.actor("岩门小吴"), activity=row.pk, came={one.pk: 60}, now=ENDS)
        assert actions.check_off(actor=street.actor("社区小覃"), activity=row.pk, came={one.pk: 60}, now=ENDS) == 1


class TestACertificate:
    def test_it_is_due_on_the_tenth_working_day_and_one_waits_at_a_time(self, street: Street) -> None:
        one = served(street)
        first = actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=ENDS)
        again = actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=ENDS + DAY)
        assert first == again
        assert first.due_on == calendar.add_working_days(clock.day_of(ENDS), 10)
        assert volunteering.overdue(street.actor("社区小覃"), today=first.due_on) == 0
        assert volunteering.overdue(street.actor("社区小覃"), today=first.due_on + DAY) == 1

    def test_who_must_issue_one_that_is_late_hears_of_it_once_and_not_after_it_is_issued(self, street: Street) -> None:
        one = served(street)
        asked = actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=ENDS)
        last, after = clock.at(asked.due_on, 23), clock.at(asked.due_on + DAY, 8)
        tick(now=last)
        assert not Notice.objects.filter(template="volunteering.certificate_late").exists()
        for now in (after, after, after + DAY):
            tick(now=now)
        (letter,) = Notice.objects.filter(template="volunteering.certificate_late").select_related("user")
        assert (letter.user.display_name, letter.at, letter.read_at) == ("街道老彭", after, None)
        assert sentences.said(letter.template, letter.params) == "王桂英的志愿服务证明11月17日就该开出了，还在等。"
        assert sentences.said(letter.template, letter.params, outside=True).startswith("王**的")
        actions.issue_certificate(actor=street.actor("社区小覃"), certificate=asked.pk, now=after + 2 * DAY)
        tick(now=after + 3 * DAY)
        letter.refresh_from_db()
        assert letter.read_at is not None
        assert actions.raise_late_certificates(now=after + 3 * DAY) == 0

    def test_who_has_served_nothing_gets_none(self, street: Street) -> None:
        one = signed(called(street))
        with pytest.raises(Refusal, match="还没有记下服务时间"):
            actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=ENDS)

    def test_issued_it_never_changes_prints_and_can_be_checked_by_its_code(self, street: Street) -> None:
        one = served(street)
        asked = actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=ENDS)
        qin = street.actor("社区小覃")
        assert volunteering.verify(tokens.issue(asked.pk)) is None  # not issued yet
        for _press in range(2):
            issued = actions.issue_certificate(actor=qin, certificate=asked.pk, now=ENDS)
        actions.check_off(actor=street.actor("田组长"), activity=one.activity_id, came={one.pk: 30}, now=ENDS)
        kept = Certificate.objects.select_related("subdistrict").get(pk=issued.pk)
        assert (kept.number, kept.minutes, kept.lines) == ("2026-00001", 90, [["2026-11-03", "河边捡垃圾", 90]])
        assert certificate_pdf(kept, address="https://example.test/certificates/x").startswith(b"%PDF")

        token = tokens.issue(kept.pk)
        assert volunteering.verify(token) == kept
        for changed in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x" + token[1:], "", "x" * len(token)):
            assert volunteering.verify(changed) is None
        actions.revoke_certificate(actor=qin, certificate=kept.pk, reason="开错了人", now=ENDS)
        found = volunteering.verify(token)
        assert found is not None
        assert found.revoked_at == ENDS

    def test_a_department_and_a_chief_issue_none(self, street: Street) -> None:
        one = served(street)
        asked = actions.ask_certificate(holder=one.holder, client_id=uuid4(), now=ENDS)
        for name in ("田组长", "民政老杜"):
            with pytest.raises(NotThere):
                actions.issue_certificate(actor=street.actor(name), certificate=asked.pk, now=ENDS)

    def test_own_hours_open_by_telephone_and_a_code_of_ones_own_alone(self, street: Street) -> None:
        row = called(street)
        one, other = signed(row), signed(row, "赵大伯", ZHAO)
        assert volunteering.who(WANG, shown(one)) == one.holder
        for phone, code in ((WANG, shown(other)), (WANG, "AAAAAAAA"), ("八", "AAAAAAAA")):
            with pytest.raises(NotThere):
                volunteering.who(phone, code)

    def test_the_code_of_an_earlier_time_adds_the_hours_up_and_the_telephone_alone_opens_nothing(
        self, street: Street
    ) -> None:
        one = served(street)
        second = called(street, starts_at=BEGINS + DAY, ends_at=ENDS + DAY)
        stranger = signed(second, "冒名的人", WANG)
        assert volunteering.own(stranger.holder, now=ENDS).past == []
        with pytest.raises(Invalid, match="对不上") as refused:
            signed(second, "冒名的人", WANG, code="AAAAAAAA")
        assert refused.value.field == "code"
        again = signed(second, code=shown(one))
        came = {again.pk: 60}
        actions.check_off(actor=street.actor("田组长"), activity=second.pk, came=came, now=ENDS + DAY)
        assert volunteering.own(one.holder, now=ENDS + DAY).minutes == 150
        assert shown(again) == shown(one)


class TestACovenant:
    def wrote(self, street: Street, text: str = "垃圾不下河。", **more: Any) -> CovenantVersion:
        known: dict[str, Any] = {
            "territory": street.group.pk, "kind": "village", "text": text, "agreed_on": date(2026, 11, 1),
            "client_id": uuid4(), "agreed_how": "屋场会举手",
        }  # fmt: skip
        return actions.write_covenant(actor=street.actor("社区小覃"), now=NINE, **(known | more))

    def test_each_wording_stays_and_everybody_reads_the_one_that_is_published(self, street: Street) -> None:
        first = self.wrote(street)
        second = self.wrote(street, "垃圾不下河。夜里不放炮。")
        qin = street.actor("社区小覃")
        assert covenants.published_covenants() == []
        actions.publish_covenant(actor=qin, covenant=first.covenant_id, version=first.pk, now=NINE)
        shown = covenants.public_covenant(first.covenant_id)
        assert shown.shown == first
        assert [one.number for one in shown.versions] == [2, 1]
        actions.publish_covenant(actor=qin, covenant=first.covenant_id, version=second.pk, now=NINE)
        assert covenants.public_covenant(first.covenant_id).shown == second
        actions.publish_covenant(actor=qin, covenant=first.covenant_id, version=None, now=NINE)
        with pytest.raises(NotThere):
            covenants.public_covenant(first.covenant_id)

    def test_looking_again_is_kept_and_the_next_time_is_due(self, street: Street) -> None:
        first, qin = self.wrote(street), street.actor("社区小覃")
        write = uuid4()
        for _press in range(2):
            actions.review_covenant(
                actor=qin, covenant=first.covenant_id, on=date(2026, 11, 2), outcome="kept",
                next_on=date(2027, 11, 2), client_id=write, now=NINE,
            )  # fmt: skip
        assert len(covenants.covenant(qin, first.covenant_id).reviews) == 1
        assert covenants.reviews_due(qin, today=date(2027, 11, 1)) == 0
        assert covenants.reviews_due(qin, today=date(2027, 11, 2)) == 1

    @pytest.mark.parametrize(
        ("more", "field"),
        [({"text": " "}, "text"), ({"text": "垃圾不下河。"}, "text"), ({"agreed_on": date(2026, 12, 1)}, "agreed_on")],
    )
    def test_what_cannot_be_is_said_at_its_field(self, street: Street, more: dict[str, Any], field: str) -> None:
        self.wrote(street)
        with pytest.raises(Invalid) as refused:
            self.wrote(street, **({"text": "新的"} | more))
        assert refused.value.field == field

    def test_a_chief_reads_but_writes_none(self, street: Street) -> None:
        first = self.wrote(street)
        assert covenants.covenant(street.actor("田组长"), first.covenant_id).versions == [first]
        with pytest.raises(NotAllowed):
            actions.publish_covenant(
                actor=street.actor("田组长"), covenant=first.covenant_id, version=first.pk, now=NINE
            )
