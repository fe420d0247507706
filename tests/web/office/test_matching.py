"""就近匹配 at the desk: ask, watch, accept, decline, choose, undo, take away."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.actions import matching
from youlin.domains.care.models import CareNeeds, CarePlan, MatchDecline, MatchProposal, MatchRun, MatchTerms
from youlin.domains.chiefs.models import Offer
from youlin.domains.residents.models import Household
from youlin.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
Login = Callable[[str], Client]
FAR = 900 / 111_195


@pytest.fixture
def desk(street: Street, logged_in: Login) -> Client:
    """社区小覃's desk; 王奶奶 lives at 周邻长's door, who is matched by nobody yet."""
    for home, north in ((street.wang_home, FAR), (street.liu_home, 0.0), (street.zhao_home, FAR)):
        Household.objects.filter(pk=home.pk).update(latitude=29.4 + north, longitude=110.5)
    cast.circumstance(street.zhao, "disabled")
    actions.open_plans(actor=SYSTEM, now=START)
    return logged_in("社区小覃")


def begun(desk: Client, street: Street) -> MatchRun:
    answer = desk.post("/office/matching/", {"place": str(street.xibu.pk), "client_id": str(uuid4())})
    run = MatchRun.objects.latest("started_at")
    assert answer["Location"] == f"/office/matching/runs/{run.pk}/"
    return run


def worked(desk: Client, street: Street) -> MatchRun:
    run = begun(desk, street)
    desk.post(f"/office/matching/runs/{run.pk}/now/")
    run.refresh_from_db()
    assert run.stage == "done"
    return run


def waiting(run: MatchRun) -> MatchProposal:
    return MatchProposal.objects.get(run=run, state="open")


class TestARun:
    def test_is_asked_for_and_shows_where_it_stands(self, desk: Client, street: Street) -> None:
        with time_machine.travel(START, tick=False):
            run = begun(desk, street)
            MatchRun.objects.filter(pk=run.pk).update(stage="working", beat_at=None)  # nobody has taken it up yet
            page = desk.get(f"/office/matching/runs/{run.pk}/")
        assert "看看到哪了" in page.text
        with time_machine.travel(START + timedelta(seconds=30), tick=False):
            part = desk.get(f"/office/matching/runs/{run.pk}/", headers={"HX-Request": "true"})
        assert "现在就做" in part.text
        assert "<html" not in part.text

    def test_lists_who_would_change_first_with_the_reason(self, desk: Client, street: Street) -> None:
        page = desk.get(f"/office/matching/runs/{worked(desk, street).pk}/").text
        assert page.index("王桂英") < page.index("刘小满")
        assert "连换人的不便算在内，大家一共还省" in page
        assert "已证明最优" in page
        assert "全部采纳（1 位）" in page

    def test_says_what_is_missing(self, desk: Client, street: Street) -> None:
        for name in ("李邻长", "周邻长"):
            user = street.users[name].pk
            desk.post(f"/office/matching/chiefs/{user}/offer/", {"people": "1", "skills": ["lifting"]})
        assert Offer.objects.count() == 2
        page = desk.get(f"/office/matching/runs/{worked(desk, street).pk}/").text
        assert "老屋场组还差 1 位有空的邻长" in page

    def test_is_taken_away_as_a_workbook(self, desk: Client, street: Street) -> None:
        answer = desk.get(f"/office/matching/runs/{worked(desk, street).pk}/?as=xlsx")
        assert answer["Content-Type"].endswith("sheet")
        assert AuditEntry.objects.get(verb="export").changes == {"what": "matching"}

    def test_is_drawn(self, desk: Client, street: Street) -> None:
        from youlin.domains.chiefs.models import Appointment

        Appointment.objects.filter(user=street.users["周邻长"]).update(resident=street.zhao)
        page = desk.get(f"/office/matching/runs/{worked(desk, street).pk}/sketch/").text
        assert "<svg" in page
        assert "王桂英" in page
        assert "周邻长" in page

    def test_page_asks_no_more_often_for_more_people(
        self, desk: Client, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(40):
            cast.circumstance(cast.resident(street.zhao_home, f"老人{number}"), "elder_alone")
        actions.open_plans(actor=SYSTEM, now=START)
        run = worked(desk, street)
        with django_assert_max_num_queries(16):
            desk.get(f"/office/matching/runs/{run.pk}/")

    def test_of_another_community_is_not_there(self, desk: Client, street: Street, logged_in: Login) -> None:
        run = worked(desk, street)
        for path in ("", "sketch/"):
            assert logged_in("岩门小吴").get(f"/office/matching/runs/{run.pk}/{path}").status_code == 404


class TestSaying:
    def test_yes_to_all_and_take_it_back(self, desk: Client, street: Street) -> None:
        run, batch = worked(desk, street), uuid4()
        answer = desk.post(f"/office/matching/runs/{run.pk}/accept/", {"client_id": str(batch)}, follow=True)
        assert "1 位老乡换了照看的人" in answer.text
        plan = CarePlan.objects.get(resident=street.wang)
        assert plan.neighbourhood == street.lin2
        desk.post(f"/office/matching/undo/{batch}/")
        plan.refresh_from_db()
        assert plan.neighbourhood == street.lin1

    def test_yes_to_one(self, desk: Client, street: Street) -> None:
        run = worked(desk, street)
        desk.post(
            f"/office/matching/runs/{run.pk}/accept/", {"client_id": str(uuid4()), "proposal": str(waiting(run).pk)}
        )
        assert CarePlan.objects.get(resident=street.wang).neighbourhood == street.lin2

    def test_what_changed_meanwhile_is_left_alone_and_said(self, desk: Client, street: Street) -> None:
        run = worked(desk, street)
        MatchProposal.objects.filter(run=run, state="open").update(chief=uuid4())
        answer = desk.post(f"/office/matching/runs/{run.pk}/accept/", {}, follow=True)
        assert "1 条建议对不上现在的情况" in answer.text

    def test_no_needs_a_reason_and_keeps_it(self, desk: Client, street: Street) -> None:
        one = waiting(worked(desk, street))
        path = f"/office/matching/proposals/{one.pk}/decline/"
        assert desk.post(path, {"reason": ""}).status_code == 422
        desk.post(path, {"reason": "两家有过节"})
        kept = MatchDecline.objects.get()
        page = desk.get(f"/office/care/people/{street.wang.pk}/").text
        assert "不再建议由周邻长照看：两家有过节" in page
        desk.post(f"/office/matching/declines/{kept.pk}/lift/")
        kept.refresh_from_db()
        assert kept.lifted_at is not None

    def test_somebody_else_with_what_it_means(self, desk: Client, street: Street) -> None:
        path = f"/office/matching/people/{street.liu.pk}/choose/"
        page = desk.get(path).text
        assert "现在就由这位照看" in page
        assert "大家一共多走" in page
        assert desk.post(path, {"neighbourhood": str(street.lin2.pk), "reason": ""}).status_code == 422
        desk.post(path, {"neighbourhood": str(street.lin2.pk), "reason": "孩子跟周家熟"})
        assert CarePlan.objects.get(resident=street.liu).neighbourhood == street.lin2
        shown = desk.get(f"/office/care/people/{street.liu.pk}/").text
        assert "周邻长" in shown
        assert "孩子跟周家熟" in shown

    def test_what_somebody_needs(self, desk: Client, street: Street) -> None:
        path = f"/office/matching/people/{street.wang.pk}/needs/"
        desk.post(path, {"must": ["lifting"], "good": ["dialect"], "same_sex": "on"})
        known = CareNeeds.objects.get(resident=street.wang)
        assert (known.must, known.good, known.same_sex) == (["lifting"], ["dialect"], True)
        assert "搬扶" in desk.get(f"/office/care/people/{street.wang.pk}/").text

    def test_what_a_street_weighs(self, logged_in: Login, street: Street) -> None:
        path, said = "/office/matching/terms/", {"seats": 5, "reach": 1500, "known_face": 200, "missing_skill": 100}
        boss = logged_in("街道老彭")
        assert boss.post(path, {**said, "seats": 0}).status_code == 422
        boss.post(path, said)
        assert MatchTerms.objects.get().reach == 1500

    def test_one_proposal_with_the_next_best(self, desk: Client, street: Street) -> None:
        one = waiting(worked(desk, street))
        page = desk.get(f"/office/matching/proposals/{one.pk}/").text
        assert "建议由周邻长" in page
        assert "其次是谁" in page


def test_after_a_chief_says_something_new_the_page_says_so(desk: Client, street: Street) -> None:
    with time_machine.travel(START, tick=False):
        worked(desk, street)
        assert "上次匹配以后有变化" not in desk.get("/office/matching/").text
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        matching.say_needs(
            actor=street.actor("李邻长"),
            resident=street.wang.pk,
            needs=matching.NewNeeds(must=("sign",)),
            now=START + timedelta(hours=1),
        )
        assert "1 位老乡改了需要" in desk.get("/office/matching/").text
