"""Which households ask to be checked: signs from care and from what was said at the last check, put before people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import queries as care
from youlin.domains.residents import actions as residents
from youlin.domains.residents.queries import checks
from youlin.domains.residents.rules.checks import Visit, not_home_on, quiet_on
from youlin.domains.territory import queries as territory
from youlin.foundation import clock


def propose_checks(*, now: datetime) -> int:
    """Look in every street; how many signs are new. Twice a day is once."""
    signs = [sign for place in territory.subdistricts() for sign in _signs(place.pk, now)]
    signs += [
        residents.NewSign(home, "not_back", back) for home, back in checks.not_back(SYSTEM, day=clock.day_of(now))
    ]
    return residents.propose_checks(actor=SYSTEM, signs=signs, now=now)


def _signs(subdistrict: UUID, now: datetime) -> Iterator[residents.NewSign]:
    today = clock.day_of(now)
    for home, visits in care.empty_visits(subdistrict=subdistrict, now=now).items():
        day = not_home_on(Visit(when, nobody) for when, nobody in visits)
        if day is not None:
            yield residents.NewSign(home, "not_home", day)
    words = care.last_words(subdistrict=subdistrict, now=now)
    settled = checks.settled_days(words)
    for home, since in words.items():
        day = quiet_on(since, settled.get(home), today)
        if day is not None:
            yield residents.NewSign(home, "quiet", day)
