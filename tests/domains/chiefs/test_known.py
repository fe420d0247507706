"""Known is measured: who was handed the present chief's card, ticked one by one or all at once; and groups."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories import cast
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment, GroupChat, Handout
from youlin.domains.chiefs.papers import howto_pdf, posters_pdf
from youlin.domains.chiefs.rules.known import count
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NOW = cast.START
TODAY = clock.day_of(NOW)


def hand_out(street: cast.Street, *homes: UUID, who: str = "李邻长", batch: UUID | None = None) -> int:
    return actions.hand_out(
        actor=street.actor(who),
        neighbourhood=street.lin1.pk,
        kind="card",
        households=list(homes) or None,
        batch=batch or uuid4(),
        happened_at=NOW,
        now=NOW,
    )


def figure(street: cast.Street, days: int = 0) -> tuple[int, int, int]:
    rows = queries.known(street.actor("社区小覃"), day=TODAY + timedelta(days=days))
    told = next(row.known for row in rows if row.place == street.lin1)
    return told.households, told.handed, told.anew


def test_one_by_one_or_all_at_once_with_a_way_back(street: cast.Street) -> None:
    assert hand_out(street, street.wang_home.pk) == 1
    assert figure(street) == (2, 1, 0)
    press = uuid4()
    assert hand_out(street, batch=press) == 1  # only who had none
    assert figure(street) == (2, 2, 0)
    assert actions.take_back(actor=street.actor("李邻长"), batch=press, now=NOW) == 1
    assert figure(street) == (2, 1, 0)
    assert Handout.objects.count() == 2  # what was noted stays on record


def test_the_same_press_twice_changes_nothing_even_after_it_was_taken_back(street: cast.Street) -> None:
    press = uuid4()
    assert [hand_out(street, batch=press) for _time in range(2)] == [2, 0]
    actions.take_back(actor=street.actor("李邻长"), batch=press, now=NOW)
    assert hand_out(street, batch=press) == 0
    assert figure(street) == (2, 0, 0)


def test_a_single_tick_can_be_taken_back_out_of_all(street: cast.Street) -> None:
    hand_out(street)
    actions.take_back(actor=street.actor("李邻长"), household=street.wang_home.pk, now=NOW)
    assert figure(street) == (2, 1, 0)
    with pytest.raises(NotThere):
        actions.take_back(actor=street.actor("李邻长"), household=street.wang_home.pk, now=NOW)


def test_with_a_new_chief_everybody_must_be_told_anew(street: cast.Street) -> None:
    hand_out(street)
    office = street.actor("社区小覃")
    row = Appointment.objects.get(user=street.users["李邻长"])
    actions.end_term(actor=office, appointment=row.pk, ends_on=TODAY + timedelta(days=1), reason="搬家", now=NOW)
    new = actions.NewTerm(row.post_id, street.users["周邻长"].pk, "sitting", TODAY + timedelta(days=1))
    actions.appoint(actor=office, term=new, now=NOW)
    assert (figure(street), figure(street, 1)) == ((2, 2, 0), (2, 0, 2))


def test_where_nobody_sits_there_is_no_name_to_hand_out(street: cast.Street) -> None:
    row = Appointment.objects.get(user=street.users["李邻长"])
    actions.end_term(actor=street.actor("社区小覃"), appointment=row.pk, ends_on=TODAY, reason="搬家", now=NOW)
    with pytest.raises(Refusal) as refused:
        hand_out(street, who="田组长")
    assert refused.value.code == "no_chief"


def test_nobody_ticks_for_another_neighbourhood(street: cast.Street) -> None:
    for who in ("周邻长", "岩门小吴", "民政老杜"):
        with pytest.raises(NotThere):
            hand_out(street, who=who)
    assert hand_out(street, street.zhao_home.pk) == 0  # not of this neighbourhood


def test_a_household_that_lives_elsewhere_is_not_counted(street: cast.Street) -> None:
    street.wang_home.residence = "registered_only"
    street.wang_home.save(update_fields=["residence"])
    hand_out(street)
    assert figure(street) == (1, 1, 0)


def test_the_share_is_never_rounded_up(street: cast.Street) -> None:
    homes = {uuid4() for _home in range(1000)}
    chief = uuid4()
    told = count(homes, [(home, chief) for home in list(homes)[:-1]], {chief})
    assert (told.percent, told.left) == (99, 1)


def test_the_list_of_a_community_takes_a_fixed_number_of_queries(
    street: cast.Street, django_assert_num_queries: object
) -> None:
    hand_out(street)
    qin = street.actor("社区小覃")
    with django_assert_num_queries(4):  # type: ignore[operator]
        rows = queries.known(qin, day=TODAY)
    assert [row.place for row in rows] == sorted([street.lin1, street.lin2], key=lambda place: place.path)


class TestGroups:
    def opened(
        self, street: cast.Street, who: str = "李邻长", *, client: UUID | None = None, **more: object
    ) -> GroupChat:
        given: dict[str, object] = {"name": "老屋场一家亲", "since": date(2026, 3, 1), "households": 8}
        chat = actions.NewChat(street.lin1.pk, **(given | more))  # type: ignore[arg-type]
        return actions.open_chat(actor=street.actor("李邻长"), chat=chat, client_id=client or uuid4(), now=NOW)

    def test_the_register_says_whose_who_runs_it_how_many_and_since_when(self, street: cast.Street) -> None:
        made = self.opened(street)
        row = queries.chats(street.actor("社区小覃")).get()
        assert (row.territory, row.run_by.territory, row.since) == (street.lin1, street.lin1, date(2026, 3, 1))
        actions.count_chat(actor=street.actor("李邻长"), chat=made.pk, households=11, now=NOW + timedelta(days=1))
        assert getattr(queries.chats(street.actor("社区小覃")).get(), "households_in", None) == 11
        assert made.counts.count() == 2

    def test_no_way_into_a_group_is_kept(self) -> None:
        fields = {field.name for field in GroupChat._meta.get_fields()}
        assert not fields & {"code", "qr", "url", "link", "image"}

    def test_sent_twice_it_is_one_group_and_its_name_is_taken_once(self, street: cast.Street) -> None:
        key = uuid4()
        assert self.opened(street, client=key) == self.opened(street, client=key)
        with pytest.raises(Refusal) as refused:
            self.opened(street)
        assert refused.value.code == "chat_known"

    @pytest.mark.parametrize("wrong", [{"name": " "}, {"since": date(2027, 1, 1)}, {"households": -1}])
    def test_what_cannot_be_is_refused(self, street: cast.Street, wrong: dict[str, object]) -> None:
        with pytest.raises(Invalid):
            self.opened(street, **wrong)  # type: ignore[arg-type]

    def test_a_closed_group_is_remembered_and_leaves_its_name_free(self, street: cast.Street) -> None:
        made = self.opened(street)
        actions.close_chat(actor=street.actor("李邻长"), chat=made.pk, now=NOW)
        assert not queries.chats(street.actor("社区小覃")).exists()
        assert queries.chats(street.actor("社区小覃"), open_only=False).count() == 1
        with pytest.raises(Refusal):
            actions.count_chat(actor=street.actor("李邻长"), chat=made.pk, households=3, now=NOW)
        assert self.opened(street).pk != made.pk

    def test_a_neighbour_chief_and_another_community_keep_out(self, street: cast.Street) -> None:
        made = self.opened(street)
        for who in ("周邻长", "岩门小吴"):
            with pytest.raises(NotThere):
                actions.close_chat(actor=street.actor(who), chat=made.pk, now=NOW)
            assert not queries.chats(street.actor(who)).exists()


class TestPosters:
    def test_the_nearest_chief_first_with_the_telephone_of_who_agreed(self, street: cast.Street) -> None:
        from youlin.domains.access.models import User

        User.objects.filter(username__in=["li", "tian"]).update(phone="14000000088")
        Appointment.objects.filter(user=street.users["李邻长"]).update(phone_public=True)
        found = queries.posters(street.actor("社区小覃"), street.xibu.pk, day=TODAY)
        mine = next(one for one in found if one.place == street.lin1)
        assert [(one.name, one.phone) for one in mine.chiefs] == [
            ("李邻长", "14000000088"),
            ("田组长", ""),
            ("向片长", ""),
        ]
        assert len(found) == 2
        assert mine.has_own

    def test_one_page_a_neighbourhood_and_the_code_that_finds_it(self, street: cast.Street) -> None:
        asked: list[str] = []

        def address(code: str) -> str:
            asked.append(code)
            return f"https://example.cn/find/?q={code}"

        found = queries.posters(street.actor("社区小覃"), street.xibu.pk, day=TODAY)
        for kind in ("door", "stairs"):
            assert b"/Count 2" in posters_pdf(found, kind=kind, address=address)
        assert set(asked) == {street.lin1.door_code, street.lin2.door_code}

    def test_an_empty_post_prints_who_answers_meanwhile(self, street: cast.Street) -> None:
        Appointment.objects.filter(user=street.users["李邻长"]).update(ends_on=TODAY)
        found = queries.posters(street.actor("社区小覃"), street.lin1.pk, day=TODAY)
        assert [one.name for one in found[0].chiefs] == ["田组长", "向片长"]
        assert not found[0].has_own

    def test_how_to_cards_are_one_page_each(self) -> None:
        from youlin.domains.chiefs.guide import CARDS

        assert f"/Count {len(CARDS)}".encode() in howto_pdf(CARDS, street="锣溪街道")
