"""Who hears of an absence: whoever covers; without cover the next above, and the office's first page shows it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.events import AbsenceEnded, AbsenceSet, CoverGivenBack
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.rules.letters import Pace
from youlin.foundation import clock


def tell_of_absence(event: AbsenceSet, now: datetime) -> None:
    """Whoever covers hears from when until when; without cover whoever is next above hears that somebody is needed."""
    found = chiefs.absence_to_tell(event.absence, day=clock.day_of(now))
    if found is None:
        return
    if found.cover is not None:
        # Whoever was asked to find somebody need not any more.
        messaging.settle(dedupes=_asked(event.absence), now=now)
        messaging.tell(notices=[_notice(found, found.cover, "chiefs.cover", f"chiefs.cover:{found.term}")], now=now)
        return
    _ask(found, event.absence, "chiefs.no_cover", now)


def absence_over(event: AbsenceEnded, now: datetime) -> None:
    """Nobody need cover any more, nor look for somebody who does."""
    found = chiefs.absence_to_tell(event.absence, day=clock.day_of(now))
    covers = [f"chiefs.cover:{found.term}"] if found is not None and found.term else []
    messaging.withdraw(dedupes=covers, now=now)
    messaging.settle(dedupes=_asked(event.absence), now=now)


def tell_of_cover_given_back(event: CoverGivenBack, now: datetime) -> None:
    """Whoever is away and whoever is next above hear that another is needed."""
    messaging.settle(dedupes=[f"chiefs.cover:{event.cover}"], now=now)
    found = chiefs.absence_to_tell(event.absence, day=clock.day_of(now))
    if found is not None:
        again = f"chiefs.given_back:{event.cover}"
        messaging.tell(notices=[_notice(found, found.away, "chiefs.given_back", again)], now=now)
        _ask(found, event.absence, "chiefs.no_cover", now)


def _ask(found: chiefs.AbsenceToTell, absence: UUID, template: str, now: datetime) -> None:
    messaging.tell(notices=[_notice(found, user, template, _asked(absence)[0]) for user in found.above], now=now)


def _asked(absence: UUID) -> list[str]:
    return [f"chiefs.no_cover:{absence}"]


def _notice(found: chiefs.AbsenceToTell, user: UUID, template: str, dedupe: str) -> messaging.NewNotice:
    chief = template == "chiefs.cover" or user == found.away or found.above_role in CHIEF_ROLES
    return messaging.NewNotice(
        subdistrict=found.subdistrict,
        user=user,
        template=template,
        dedupe=dedupe,
        params={"post": found.post_name, "since": found.starts_on.isoformat(), "until": found.ends_on.isoformat()},
        url="/me/mine/terms/" if chief else f"/office/chiefs/absences/{found.absence}/cover/",
        pace=Pace.SOON if template == "chiefs.no_cover" else Pace.DIGEST,
    )
