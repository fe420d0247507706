"""Selection rounds at the desk and for residents, page by page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import cast
from tests.factories.selection import Story, begin, calendar
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.models import Candidature, Contest, RollLine, SelectionRound
from youlin.domains.chiefs.rules.selection import days
from youlin.domains.chiefs.rules.selection.fitness import Condition, Criterion
from youlin.domains.messaging.models import Posting
from youlin.foundation import clock
from youlin.foundation.db import new_id

LogIn = Callable[[str], Client]


@pytest.fixture
def story(street: cast.Street) -> Story:
    return begin(street)


def desk_of(story: Story, name: str) -> Client:
    """A browser in which somebody logs in on the story's day."""
    client = Client()
    with time_machine.travel(story.now, tick=False):
        client.force_login(story.street.users[name], backend="youlin.domains.access.sessions.Accounts")
    return client


def page(client: Client, story: Story, path: str) -> str:
    """What a page says on the story's day."""
    with time_machine.travel(story.now, tick=False):
        answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def press(client: Client, story: Story, path: str, **said: object) -> None:
    """Send a form on the story's day; it leads on."""
    with time_machine.travel(story.now, tick=False):
        answer = client.post(path, said)
    assert answer.status_code == 302, answer.content.decode()[-3000:]


def contest(story: Story, rest: str = "") -> str:
    return f"/office/chiefs/selection/posts/{story.contest_key}/{rest}"


class TestTheDesk:
    def test_a_round_is_opened_for_chosen_posts_with_proposed_days(self, street: cast.Street, logged_in: LogIn) -> None:
        desk, post = logged_in("社区小覃"), street.post_of(street.lin1).pk
        with time_machine.travel(cast.START, tick=False):
            assert "邻1 邻长" in desk.get("/office/chiefs/selection/new/?which=every").content.decode()
            asked = desk.get(f"/office/chiefs/selection/new/days/?post={post}").content.decode()
            proposed = calendar(clock.day_of(cast.START))
            assert f'value="{proposed.notice_until.isoformat()}"' in asked
            said = {name: getattr(proposed, name).isoformat() for name in days.ORDER}
            answer = desk.post(
                "/office/chiefs/selection/new/days/",
                {"post": str(post), "title": "一轮", "method": "households", "majority": "most", "quorum_percent": 50,
                 "minimum_age": 18, "online": "on", "training": "甲\n乙", **said},
            )  # fmt: skip
        row = SelectionRound.objects.get()
        assert answer["Location"] == f"/office/chiefs/selection/{row.pk}/"
        assert row.training == ["甲", "乙"]

    def test_days_out_of_order_come_back_with_what_was_typed(self, street: cast.Street, logged_in: LogIn) -> None:
        proposed = calendar(clock.day_of(cast.START))
        said = {name: getattr(proposed, name).isoformat() for name in days.ORDER}
        said["vote_from"] = proposed.notice_until.isoformat()
        with time_machine.travel(cast.START, tick=False):
            answer = logged_in("社区小覃").post(
                "/office/chiefs/selection/new/days/",
                {"post": str(street.post_of(street.lin1).pk), "title": "改过的名字", "method": "households",
                 "majority": "most", "quorum_percent": 50, "minimum_age": 18, **said},
            )  # fmt: skip
        assert answer.status_code == 422
        assert "“投票开始”要在前一步之后。" in answer.content.decode()
        assert "改过的名字" in answer.content.decode()

    def test_what_waits_is_on_the_first_page(self, story: Story) -> None:
        story.nominate(story.people[0])
        story.close_nominations()
        assert "等审查" in page(desk_of(story, "街道老彭"), story, "/office/")
        story.review(story.candidates[0])
        assert "等审查" not in page(desk_of(story, "街道老彭"), story, "/office/")

    def test_a_review_shows_what_the_roster_knows_and_where_from(self, story: Story) -> None:
        row = story.nominate(story.people[0])
        story.close_nominations()
        asked = page(desk_of(story, "街道老彭"), story, f"/office/chiefs/selection/candidates/{row.pk}/review/")
        assert "花名册：1960-09-01出生" in asked
        said = {one.value: "yes" for one in Condition} | {one.value: "好" for one in Criterion}
        press(desk_of(story, "街道老彭"), story, f"/office/chiefs/selection/candidates/{row.pk}/review/", **said)
        assert Candidature.objects.get(pk=row.pk).state == "passed"

    def test_whoever_put_somebody_forward_is_told_not_to_review(self, story: Story) -> None:
        row = story.nominate(story.people[0])
        story.close_nominations()
        shown = page(desk_of(story, "社区小覃"), story, f"/office/chiefs/selection/candidates/{row.pk}/")
        assert "您不能审这一位" in shown
        assert "/review/" not in shown

    def test_a_button_shows_when_its_day_has_come(self, story: Story) -> None:
        story.nominate(story.people[0])
        assert "step/close/" not in page(desk_of(story, "社区小覃"), story, contest(story))
        story.day = story.round.nominate_until + timedelta(days=1)
        assert "step/close/" in page(desk_of(story, "社区小覃"), story, contest(story))
        press(desk_of(story, "社区小覃"), story, contest(story, "step/close/"))
        assert story.contest.stage == "reviewing"

    def test_the_first_count_is_hidden_from_the_second_person(self, story: Story) -> None:
        story.to_the_vote()
        qin = story.street.actor("社区小覃")
        for home in story.homes[:5]:
            actions.hand_paper(actor=qin, contest=story.contest_key, household=home.pk, now=story.now)
        story.close_vote()
        first, second = story.candidates
        figures = {f"votes_{first.pk.hex}": 4, f"votes_{second.pk.hex}": 1, "spoiled": 0}
        press(desk_of(story, "社区小覃"), story, contest(story, "count/"), **figures)
        waiting = page(desk_of(story, "街道老彭"), story, contest(story))
        assert "社区小覃" in waiting and ">4<" not in waiting
        other = {**figures, f"votes_{first.pk.hex}": 3, "spoiled": 1}
        press(desk_of(story, "街道老彭"), story, contest(story, "count/"), **other)
        both = page(desk_of(story, "街道老彭"), story, contest(story))
        assert "两个人数得不一样" in both and ">4<" in both and ">3<" in both

    def test_slips_are_a_paper_and_the_roll_shows_no_choice(self, story: Story, logged_in: LogIn) -> None:
        story.to_the_vote()
        with time_machine.travel(story.now, tick=False):
            answer = logged_in("社区小覃").post(contest(story, "slips/"))
        assert answer.content.startswith(b"%PDF")
        assert answer["Cache-Control"] == "no-store"
        assert RollLine.objects.exclude(fingerprint="").count() == len(story.homes)
        press(desk_of(story, "社区小覃"), story, contest(story, f"roll/{story.homes[0].pk}/"))
        rolled = page(desk_of(story, "社区小覃"), story, contest(story, "roll/"))
        assert "领纸票 1 户" in rolled
        assert story.candidates[0].name not in rolled

    def test_the_record_tells_the_whole_round_and_no_telephone(self, story: Story, logged_in: LogIn) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 1)
        story.recognise()
        story.confirm()
        story.appoint()
        told = page(desk_of(story, "社区小覃"), story, f"/office/chiefs/selection/{story.round.pk}/record/")
        for word in ("赵大伯", "公示候选人", "两委认定", "街道审核通过", "7 户中 4 户参加"):
            assert word in told
        assert story.people[1].phone not in told
        with time_machine.travel(story.now, tick=False):
            paper = logged_in("社区小覃").get(f"/office/chiefs/selection/{story.round.pk}/record.pdf")
        assert paper.content.startswith(b"%PDF")

    def test_the_other_community_sees_nothing_of_it(self, story: Story, logged_in: LogIn) -> None:
        row = story.nominate(story.people[0])
        for path in (
            f"/office/chiefs/selection/{story.round.pk}/",
            contest(story),
            f"/office/chiefs/selection/candidates/{row.pk}/",
            f"/office/chiefs/selection/{story.round.pk}/record/",
        ):
            assert logged_in("岩门小吴").get(path).status_code == 404

    def test_a_round_of_many_posts_asks_no_more_often(self, story: Story) -> None:
        def asked() -> int:
            client = desk_of(story, "社区小覃")
            page(client, story, f"/office/chiefs/selection/{story.round.pk}/")
            with CaptureQueriesContext(connection) as counted:
                page(client, story, f"/office/chiefs/selection/{story.round.pk}/")
            return len(counted)

        story.nominate(story.people[0])
        few = asked()
        for place in (story.street.area, story.street.group):
            more = Contest.objects.create(
                subdistrict=story.street.subdistrict, round=story.round, post=story.street.post_of(place),
                stage="nominating", since=story.now,
            )  # fmt: skip
            for person in story.people:
                Candidature.objects.create(
                    subdistrict=story.street.subdistrict, contest=more, resident=person, name=person.name,
                    state="nominated", created_at=story.now,
                )  # fmt: skip
        assert asked() == few


class TestResidents:
    def test_somebody_is_put_forward_and_not_shown(self, story: Story) -> None:
        path = f"/selection/posts/{story.contest_key}/nominate/"
        said = {"way": "resident", "name": "赵大伯", "nominator": "王桂英", "client_id": str(new_id())}
        press(Client(), story, path, **said)
        press(Client(), story, path, **said)
        assert Candidature.objects.get().nominations.count() == 1
        assert "赵大伯" not in page(Client(), story, f"/selection/{story.round.pk}/")

    def test_a_program_that_fills_in_everything_leaves_nothing(self, story: Story) -> None:
        path = f"/selection/posts/{story.contest_key}/nominate/"
        press(Client(), story, path, way="resident", name="某某", nominator="某", website="http://x")
        assert not Candidature.objects.exists()

    def test_the_door_is_not_to_be_rattled(self, story: Story) -> None:
        path = f"/selection/posts/{story.contest_key}/nominate/"
        for number in range(10):
            press(Client(), story, path, way="resident", name=f"某{number}", nominator="某")
        with time_machine.travel(story.now, tick=False):
            answer = Client().post(path, {"way": "resident", "name": "又一个", "nominator": "某"})
        assert answer.status_code == 422
        assert "刚才试得太多了" in answer.content.decode()

    def test_candidates_on_notice_lead_to_the_notice_where_one_may_object(self, story: Story) -> None:
        story.nominate(story.people[0])
        story.close_nominations()
        story.review(story.candidates[0])
        story.put_up()
        shown = page(Client(), story, f"/selection/{story.round.pk}/")
        posting = Posting.objects.get(about=story.contest_key)
        assert "赵大伯" in shown and f"/notices/{posting.pk}/" in shown
        press(Client(), story, f"/notices/{posting.pk}/", text="他一直住在城里。")
        story.day = story.day + timedelta(days=1)
        assert "1 条意见等答复" in page(desk_of(story, "社区小覃"), story, "/office/")

    def test_a_household_votes_with_its_code_and_once(self, story: Story) -> None:
        story.to_the_vote()
        code = story.codes()[story.homes[0].pk]
        with time_machine.travel(story.now, tick=False):
            ballot = Client().post("/selection/vote/", {"code": code.lower()})
            assert "赵大伯" in ballot.content.decode()
            nothing = Client().post("/selection/vote/", {"code": code, "choice_page": "1"})
            assert nothing.status_code == 422
            choice = str(story.candidates[0].pk)
            done = Client().post("/selection/vote/", {"code": code, "choice_page": "1", "choice": choice})
            again = Client().post("/selection/vote/", {"code": code, "choice_page": "1", "choice": choice})
        assert "记下了" in done.content.decode()
        assert again.status_code == 422 and "已经投过票了" in again.content.decode()
        assert story.poll.box.get(candidature=story.candidates[0]).votes == 1

    def test_wrong_codes_get_a_sentence_and_then_a_rest(self, story: Story) -> None:
        story.to_the_vote()
        code = story.codes()[story.homes[0].pk]
        with time_machine.travel(story.now, tick=False):
            for _try in range(12):
                wrong = Client().post("/selection/vote/", {"code": "AAAA2222"})
                assert "没有这个投票码" in wrong.content.decode()
            tired = Client().post("/selection/vote/", {"code": code})
        assert "刚才试得太多了" in tired.content.decode()

    def test_who_was_elected_is_told(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        assert "选出了：赵大伯" in page(Client(), story, f"/selection/{story.round.pk}/")
