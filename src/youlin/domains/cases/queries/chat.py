"""What a pasted piece of a chat may mean in the reader's own part of the street: proposals, decided by a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.cases.rules import chat as rules
from youlin.domains.cases.rules.chat import Meaning, Message, Why
from youlin.domains.residents.models import Household, Resident
from youlin.domains.residents.rules import address_key
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level

MOST_PEOPLE = 2000  # looked at, of whoever could be named
SHOWN = 4  # offered for one message


@dataclass(frozen=True, slots=True)
class Proposal:
    """One message with what it may mean. `people` and `homes` are offered, the likeliest first; `place` may be none."""

    message: Message
    meaning: Meaning
    people: tuple[Resident, ...]
    homes: tuple[Household, ...]
    place: UUID | None
    whys: tuple[Why, ...]


def propose(actor: Actor, text: str) -> list[Proposal]:
    """A proposal for each message of a chat. Three queries however long it is; nothing is written."""
    said = rules.messages(text)
    readings = [rules.sounds(one.text) for one in said]
    people = _people(actor, said, readings)
    homes = _homes(actor, said)
    places = _places(actor)
    return [_proposal(one, reading, people, homes, places) for one, reading in zip(said, readings, strict=True)]


def _people(actor: Actor, said: Sequence[Message], readings: Sequence[Sequence[str]]) -> list[Resident]:
    letters: set[str] = set().union(*(rules.initials(reading) for reading in readings)) if readings else set()
    signs = {
        one.text[at : at + size]
        for one in said
        for size in rules.NAME_LENGTHS
        for at in range(len(one.text) - size + 1)
        if one.text[at : at + size].isalpha()
    }
    if not letters | signs:
        return []
    rows = Resident.objects.visible_to(actor).filter(Q(name_pinyin__in=letters) | Q(name__in=signs), lives_here=True)
    return list(rows.select_related("household__neighbourhood").order_by("name", "pk")[:MOST_PEOPLE])


def _homes(actor: Actor, said: Sequence[Message]) -> list[Household]:
    keys = {address_key(piece) for one in said for piece in rules.addresses(one.text)}
    if not keys:
        return []
    named = reduce(or_, (Q(address_key__endswith=key) for key in sorted(keys)))
    rows = Household.objects.visible_to(actor).filter(named).select_related("neighbourhood")
    return list(rows.order_by("neighbourhood__path", "number")[:MOST_PEOPLE])


def _places(actor: Actor) -> list[Territory]:
    """Groups and communities of the actor, by their own names; 邻1 and 第1片 name nothing in a chat."""
    levels = (Level.COMMUNITY, Level.GROUP)
    return list(Territory.objects.filter(scope(actor, Can.WORK_CASES, "path"), level__in=levels))


def _proposal(
    message: Message,
    reading: Sequence[str],
    people: Iterable[Resident],
    homes: Iterable[Household],
    places: Iterable[Territory],
) -> Proposal:
    meaning = rules.meaning(message.text)
    whys = list(meaning.whys)
    letters = rules.initials(reading)
    possible = [one for one in people if one.name_pinyin in letters or one.name in message.text]
    named = [(person, word) for person in possible if (word := rules.heard(message.text, reading, person.name))]
    named.sort(key=lambda pair: pair[1] != pair[0].name)  # who is written as they are comes before who sounds so
    for _person, word in named[:1]:
        whys.append(Why("person", word))
    at_home: list[Household] = []
    for piece in rules.addresses(message.text):
        fits = [home for home in homes if home.address_key.endswith(address_key(piece))]
        if fits and len(fits) <= SHOWN:
            at_home += [home for home in fits if home not in at_home]
            whys.append(Why("place", piece))
    spoken = [place for place in places if rules.heard(message.text, reading, place.name)]
    lowest = [
        place for place in spoken if not any(other.path.startswith(place.path) for other in spoken if other != place)
    ]
    place = None
    if named:
        place = named[0][0].household.neighbourhood_id
    elif at_home:
        place = at_home[0].neighbourhood_id
    elif len(lowest) == 1:
        place = lowest[0].pk
        whys.append(Why("place", lowest[0].name))
    return Proposal(
        message,
        meaning,
        tuple(person for person, _word in named[:SHOWN]),
        tuple(at_home[:SHOWN]),
        place,
        tuple(whys),
    )
