"""Accounts: who gets one, who loses it, and how often one may guess."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.factories import cast
from youlin.domains.access import actions, queries, trail
from youlin.domains.access.actor import NOBODY, SYSTEM
from youlin.domains.access.rules import CAPABILITIES, LEVEL_OF, Can, Role, first_free, login_from_name
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere

NOW = cast.START


def test_a_name_taken_is_told(street: cast.Street) -> None:
    with pytest.raises(Invalid) as refused:
        actions.open_accounts(actor=SYSTEM, accounts=[actions.NewAccount("li", "李二")], now=NOW)
    assert (refused.value.code, refused.value.field) == ("username_taken", "username")


def test_a_telephone_is_kept_sealed_and_found_whole(street: cast.Street) -> None:
    actions.open_accounts(actor=SYSTEM, accounts=[actions.NewAccount("wu2", "吴二", phone="140 0000 0088")], now=NOW)
    assert [user.username for user in queries.users_by_phone("14000000088")] == ["wu2"]
    assert not queries.users_by_phone("").exists()


def test_a_first_password_is_long_and_never_the_same() -> None:
    drawn = {actions.initial_password() for _time in range(200)}
    assert len(drawn) == 200
    assert all(len(password) == 14 for password in drawn)


def test_log_in_names_are_read_aloud_easily() -> None:
    assert login_from_name("覃·A 单") == "qinadan" or login_from_name("覃·A 单").isalnum()
    assert login_from_name("…") == "youlin"
    assert first_free("li", set()) == "li"


def test_a_community_resets_its_chiefs_and_never_the_street(street: cast.Street) -> None:
    office = street.actor("社区小覃")
    fresh = actions.reset_password(actor=office, user=street.users["李邻长"].pk, now=NOW)
    user = street.users["李邻长"]
    user.refresh_from_db()
    assert user.check_password(fresh)
    for who in ("街道老彭", "岩门邻长", "民政老杜", "县里老胡"):
        with pytest.raises(NotThere):
            actions.reset_password(actor=office, user=street.users[who].pk, now=NOW)


def test_a_chief_resets_nobody(street: cast.Street) -> None:
    with pytest.raises(NotThere):
        actions.reset_password(actor=street.actor("田组长"), user=street.users["李邻长"].pk, now=NOW)


def test_a_closed_account_is_nobody(street: cast.Street) -> None:
    user = street.users["李邻长"]
    user.is_active = False
    user.save()
    assert queries.actor_of(user.pk, today=clock.day_of(NOW)) == NOBODY


def test_roles_begin_and_end_on_their_days(street: cast.Street) -> None:
    assert not street.actor("李邻长", on=date(2025, 12, 31)).grants
    assert street.actor("李邻长", on=date(2026, 1, 1)).grants


def test_every_role_has_a_level_and_only_staff_configure() -> None:
    assert set(CAPABILITIES) == set(LEVEL_OF) == set(Role)
    assert [role for role in Role if Can.CONFIGURE in CAPABILITIES[role]] == [Role.SUBDISTRICT_STAFF]


def test_deeds_are_seen_where_they_were_done_and_above(street: cast.Street) -> None:
    actions.reset_password(actor=street.actor("社区小覃"), user=street.users["李邻长"].pk, now=NOW)
    wanted = trail.Wanted(who="小覃", verb="account.reset", first=clock.day_of(NOW), last=clock.day_of(NOW))
    assert trail.deeds(street.actor("街道老彭"), wanted).count() == 1
    assert trail.deeds(street.actor("社区小覃"), wanted).count() == 1
    assert trail.deeds(street.actor("岩门小吴"), wanted).count() == 0
    assert trail.deeds(NOBODY).count() == 0


def test_after_six_wrong_guesses_the_door_stays_shut_for_a_while(street: cast.Street) -> None:
    guesser = Client()
    codes = [
        guesser.post("/account/login/", {"username": "li", "password": f"guess-{number}"}).status_code
        for number in range(7)
    ]
    assert codes[0] == 200 and codes[-1] == 429
    right = guesser.post("/account/login/", {"username": "li", "password": cast.PASSWORD})
    assert right.status_code == 429


def test_a_session_ends_with_the_role(street: cast.Street, logged_in: Callable[[str], Client]) -> None:
    from youlin.domains.chiefs import actions as chiefs
    from youlin.domains.chiefs.models import Appointment

    chief = logged_in("李邻长")
    assert chief.get("/me/").status_code == 200
    seat = Appointment.objects.get(user=street.users["李邻长"])
    today = clock.day_of(clock.now())
    chiefs.end_term(actor=street.actor("社区小覃"), appointment=seat.pk, ends_on=today, reason="辞任", now=clock.now())
    assert chief.get("/me/").status_code == 404
