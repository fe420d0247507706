"""Giving the street's people their accounts, and six of them a password that a visitor may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from random import Random

from youlin.domains.access import actions as access
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import Role, first_free, login_from_name
from youlin.domains.chiefs import actions as chiefs
from youlin.foundation import clock
from youlin.simulation.founding import Founded, Seat

LOGINS = {
    Role.NEIGHBOURHOOD_CHIEF: "linzhang",
    Role.GROUP_CHIEF: "zuzhang",
    Role.AREA_CHIEF: "pianzhang",
    Role.COMMUNITY_STAFF: "shequ",
    Role.SUBDISTRICT_STAFF: "jiedao",
    Role.DEPARTMENT_STAFF: "minzheng",
}
_CONSONANTS, _VOWELS, _DIGITS = "bdfghjkmnprstwxyz", "aeu", "23456789"


@dataclass(frozen=True, slots=True)
class Shown:
    """An account of the demo with its password."""

    role: str
    username: str
    password: str
    name: str
    post: str

    def plain(self) -> dict[str, str]:
        """For a file."""
        return asdict(self)


def appoint_all(founded: Founded, showcase: str) -> list[Shown]:
    """Open an account for everybody who is to sit somewhere, and appoint them.

    Those along the path `showcase` (a neighbourhood's) get a password and are returned, from the door up.
    """
    world, seats = founded.world, founded.seats
    now = clock.at(world.first_day, 7, 30)
    given: dict[int, Shown] = {}
    taken: set[str] = set(LOGINS.values())
    accounts = []
    for place, seat in enumerate(seats):
        if seat.role not in {Role(one.role) for one in given.values()} and _is_shown(seat, showcase):
            username = LOGINS[seat.role]
            given[place] = Shown(seat.role.value, username, password(world.rng), seat.name, seat.where)
        else:
            username = first_free(login_from_name(seat.name), taken)
            taken.add(username)
        secret = given[place].password if place in given else ""
        accounts.append(access.NewAccount(username, seat.name, secret, seat.phone))
    users = access.open_accounts(actor=SYSTEM, accounts=accounts, now=now)
    chiefs.appoint_many(
        actor=SYSTEM,
        terms=[
            chiefs.NewTerm(
                post=seat.post,
                user=user.pk,
                kind="staff" if seat.resident is None else "sitting",
                starts_on=world.first_day,
                resident=seat.resident,
                phone_public=seat.resident is not None and world.rng.random() < 0.8,
            )
            for seat, user in zip(seats, users, strict=True)
        ],
        now=now,
    )
    world.settle_duty(world.first_day)
    return sorted(given.values(), key=lambda one: list(LOGINS).index(Role(one.role)))


def _is_shown(seat: Seat, showcase: str) -> bool:
    return showcase.startswith(seat.path) and (seat.role is not Role.DEPARTMENT_STAFF or seat.where == "民政办")


def password(rng: Random) -> str:
    """A password that can be read out, from the seed: it opens nothing but an invented street.

    >>> len(password(Random(1)).split("-"))
    3
    """
    words = ["".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _pair in range(2)) for _word in range(2)]
    return "-".join([*words, "".join(rng.choice(_DIGITS) for _digit in range(4))])
