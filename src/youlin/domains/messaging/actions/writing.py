"""Writing letters: what cannot wait as soon as it is told, everything else in one letter in the morning. Set-based."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.messaging.models import Consent, Letter, LetterStep, LetterWish, Notice
from youlin.domains.messaging.queries.letters import hours_of
from youlin.domains.messaging.rules.letters import Hours, Pace, Step, digest, goes_at
from youlin.foundation import clock
from youlin.foundation.db import add_rows, new_id

LOOK_BACK = timedelta(days=2)  # what cannot wait and is older was read elsewhere by now
DIGEST_REACHES = timedelta(days=7)
DIGEST_WINDOW = timedelta(hours=12)  # a morning that was missed altogether is told the next one


@dataclass(frozen=True, slots=True)
class Way:
    """A channel as far as writing is concerned; one that leads outside the house is told no full names."""

    code: str
    outside: bool


# (template, its values, the street, outside the house) -> the sentence
Say = Callable[[str, Mapping[str, object], UUID, bool], str]
_Person = tuple[UUID, UUID]  # street, account


def write_urgent(*, ways: Iterable[Way], say: Say, now: datetime) -> int:
    """Write what cannot wait to everybody who agreed to a channel; returns how many. The same again writes nothing."""
    agreed = _agreed(ways)
    if not agreed:
        return 0
    written = Exists(Letter.objects.filter(notice=OuterRef("pk")))
    waiting = (
        _unseen().filter(~written, at__gt=now - LOOK_BACK, at__lte=now).exclude(pace=Pace.DIGEST).order_by("at", "id")
    )
    hours = hours_of({street for street, _user in agreed})
    letters = [
        _letter(
            consent,
            pace=Pace(notice.pace),
            occasion=f"notice:{notice.pk}",
            about_at=notice.at,
            title=_("急：请马上看") if notice.pace == Pace.NOW else _("有一件事请您看一看"),
            text=say(notice.template, notice.params, notice.subdistrict_id, way.outside),
            url=notice.url,
            notice=notice,
            hours=hours.get(notice.subdistrict_id, Hours()),
            now=now,
        )
        for notice in waiting
        for consent, way in agreed.get((notice.subdistrict_id, notice.user_id), [])
        if consent.given_at <= notice.at
    ]
    return _post(letters, now)


def write_digests(*, ways: Iterable[Way], say: Say, now: datetime) -> int:
    """Write the morning's letter to everybody whose hour has come and who has something unread; returns how many."""
    agreed = _agreed(ways)
    ready = _ready(agreed, now)
    if not ready:
        return 0
    since = _told_until(ready)
    earliest = min(since.get(person, at - DIGEST_REACHES) for person, at in ready.items())
    found: dict[_Person, list[Notice]] = {}
    alone = Exists(Letter.objects.filter(notice=OuterRef("pk")))
    rows = _unseen().filter(~alone, user__in={user for _street, user in ready}, at__gt=earliest, at__lte=now)
    for notice in rows.order_by("at", "id"):
        person = (notice.subdistrict_id, notice.user_id)
        if person in ready and since.get(person, ready[person] - DIGEST_REACHES) < notice.at <= ready[person]:
            found.setdefault(person, []).append(notice)
    hours = hours_of({street for street, _user in found})
    letters = []
    for person, notices in found.items():
        for consent, way in agreed[person]:
            lines = [say(one.template, one.params, one.subdistrict_id, way.outside) for one in notices]
            letters.append(
                _letter(
                    consent,
                    pace=Pace.DIGEST,
                    occasion=f"digest:{clock.day_of(now).isoformat()}",
                    about_at=ready[person],
                    title=ngettext("有 %(n)d 件事请您看一看", "有 %(n)d 件事请您看一看", len(lines))
                    % {"n": len(lines)},
                    text=_digest_text(lines),
                    url="",
                    notice=None,
                    hours=hours.get(person[0], Hours()),
                    now=now,
                )
            )
    return _post(letters, now)


def _digest_text(lines: list[str]) -> str:
    shown, more = digest(lines)
    rest = ngettext("还有 %(n)d 件，在友邻里看。", "还有 %(n)d 件，在友邻里看。", more) % {"n": more}
    return "\n".join([*shown, rest] if more else shown)


def _agreed(ways: Iterable[Way]) -> dict[_Person, list[tuple[Consent, Way]]]:
    """Who agreed to which channel, of those that exist. One query."""
    by_code = {way.code: way for way in ways}
    found: dict[_Person, list[tuple[Consent, Way]]] = {}
    for row in Consent.objects.filter(withdrawn_at=None, channel__in=by_code).order_by("given_at", "id"):
        found.setdefault((row.subdistrict_id, row.user_id), []).append((row, by_code[row.channel]))
    return found


def _ready(agreed: Mapping[_Person, object], now: datetime) -> dict[_Person, datetime]:
    """Whose hour has come today and has no letter of today yet, with the instant of that hour. Three queries."""
    today = clock.day_of(now)
    streets = {street for street, _user in agreed}
    hours = hours_of(streets)
    wishes = {
        (wish.subdistrict_id, wish.user_id): wish.digest for wish in LetterWish.objects.filter(subdistrict__in=streets)
    }
    ready = {}
    for person in agreed:
        at = clock.at(today, wishes.get(person, hours.get(person[0], Hours()).digest))
        if at <= now < at + DIGEST_WINDOW:
            ready[person] = at
    if ready:
        written = Letter.objects.filter(occasion=f"digest:{today.isoformat()}", subdistrict__in=streets)
        for person in written.values_list("subdistrict_id", "user_id"):
            ready.pop(person, None)
    return ready


def _told_until(people: Iterable[_Person]) -> dict[_Person, datetime]:
    """Up to when the last morning's letter told each of them. One query."""
    users = {user for _street, user in people}
    rows = Letter.objects.filter(user__in=users, pace=Pace.DIGEST).order_by("about_at")
    return {(street, user): at for street, user, at in rows.values_list("subdistrict_id", "user_id", "about_at")}


def _unseen() -> QuerySet[Notice]:
    return Notice.objects.filter(read_at=None, withdrawn_at=None)


def _letter(
    consent: Consent,
    *,
    pace: Pace,
    occasion: str,
    about_at: datetime,
    title: str,
    text: str,
    url: str,
    notice: Notice | None,
    hours: Hours,
    now: datetime,
) -> Letter:
    return Letter(
        subdistrict_id=consent.subdistrict_id,
        user_id=consent.user_id,
        channel=consent.channel,
        pace=pace.value,
        occasion=occasion,
        notice=notice,
        about_at=about_at,
        title=title,
        text=text,
        url=url,
        made_at=now,
        due_at=goes_at(now.astimezone(clock.SHANGHAI), hours, pace),
    )


def _post(letters: list[Letter], now: datetime) -> int:
    """Queue letters with the first lines of their logs: one statement each, and one to see which were new."""
    if not letters:
        return 0
    with transaction.atomic():
        add_rows(letters, skip_known=True)
        new = set(Letter.objects.filter(pk__in=[letter.pk for letter in letters]).values_list("pk", flat=True))
        steps = [
            LetterStep(
                id=new_id(),
                subdistrict_id=letter.subdistrict_id,
                letter=letter,
                kind=Step.HELD if letter.due_at > now else Step.QUEUED,
                at=now,
                note=_("夜里不打扰，%(at)s再发。") % {"at": f"{letter.due_at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"}
                if letter.due_at > now
                else "",
            )
            for letter in letters
            if letter.pk in new
        ]
        add_rows(steps)
    return len(steps)
