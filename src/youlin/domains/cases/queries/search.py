"""Finding cases by what was said, where, and of whom: a number, a telephone, words, or first letters of readings."""

from __future__ import annotations

import re
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules import search
from youlin.domains.residents.rules import pinyin_initials
from youlin.foundation import crypto, fulltext
from youlin.foundation.values import BadValueError, Phone

TABLE = "cases_search"
INDEXED = 1  # what `Case.searchable` says of a case that is in the index; another number once tokens change
MOST = 2000  # of the newest; who finds more adds a word
_NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


def mark(subdistrict: UUID) -> str:
    """The token by which cases of one street are told from another's."""
    return f"s{subdistrict.hex}"


def tokens_of(case: Case) -> list[str]:
    """By what a case is found: its number, its words, its place, and the people whom its page names."""
    people = [name for name in (case.reporter_name, case.resident.name if case.resident else "") if name]
    said = [case.text, case.place, case.territory.full_name, *people, *(pinyin_initials(name) for name in people)]
    return [mark(case.subdistrict_id), _serial(case.number), *(token for part in said for token in search.tokens(part))]


def _serial(number: str) -> str:
    """A number without its year and its zeros, as people say it."""
    return f"no{number.rpartition('-')[2].lstrip('0')}"


class Found(NamedTuple):
    """Which cases somebody means, as a filter; and whether there are more than were looked at."""

    cases: Q
    too_many: bool = False


def found(actor: Actor, typed: str) -> Found:
    """Which cases somebody means; who may see which is another question, asked of the same rows."""
    number = _NUMBER.fullmatch(typed)
    if number:
        return Found(Q(number=f"{number[1]}-{int(number[2]):06d}"))
    try:
        return Found(Q(phone_index=crypto.blind_index(Phone.parse(typed).value, field="phone")))
    except BadValueError:
        those = keys(actor, typed)
        return Found(Q(pk__among=those), len(those) >= MOST)


def keys(actor: Actor, typed: str, *, most: int = MOST) -> list[UUID]:
    """Keys of cases in the actor's streets that hold every word, the newest first."""
    marks = sorted(mark(grant.subdistrict) for grant in actor.grants if grant.subdistrict)
    if not marks and not actor.everywhere:
        return []
    found_keys = fulltext.find(TABLE, search.terms(typed), marks=marks, most=most)
    if typed.isascii() and typed.isdigit():
        found_keys += fulltext.find(TABLE, [[_serial(typed)]], marks=marks, most=most)
    return found_keys
