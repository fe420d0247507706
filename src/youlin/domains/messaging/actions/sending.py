"""Sending letters: claim by compare-and-set, hand to a channel, write down what came of it.

Whoever is killed between handing over and writing down leaves a lease that runs out; then the same letter goes again
under the same key, and a channel that knows the key lets it land once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.messaging.models import Consent, Letter, LetterStep
from youlin.domains.messaging.rules.letters import LEASE, State, Step, wait_after
from youlin.foundation import audit
from youlin.foundation.db import add_rows, new_id
from youlin.foundation.refusal import NotThere, Refusal

AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter in hand: what a channel needs to send it, and the lease under which it may be written down."""

    id: UUID
    lease: UUID
    channel: str
    subdistrict: UUID
    user: UUID
    name: str
    phone: str
    title: str
    text: str
    url: str
    made_at: datetime


def claim(*, channels: list[str], now: datetime, most: int = AT_A_TIME) -> list[Claimed]:
    """Take letters that are due, the most pressing first; of two sweeps each gets others. Five statements."""
    drop_needless(now=now)
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    waiting = Letter.objects.filter(free, state=State.QUEUED, due_at__lte=now, channel__in=channels)
    picked = list(waiting.order_by("due_at", "id").values_list("pk", flat=True)[:most])
    if not picked:
        return []
    lease = new_id()
    # Compare and set: whoever comes second finds a lease that still runs, and changes nothing.
    Letter.objects.filter(free, pk__in=picked, state=State.QUEUED).update(
        lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1
    )
    return [
        Claimed(
            letter.pk, lease, letter.channel, letter.subdistrict_id, letter.user_id, letter.user.display_name,
            letter.user.phone, letter.title, letter.text, letter.url, letter.made_at,
        )
        for letter in Letter.objects.filter(lease=lease).select_related("user").order_by("due_at", "id")
    ]  # fmt: skip


def record_sent(*, letter: Claimed, receipt: str, now: datetime) -> bool:
    """Write down that a channel took a letter; False where another sweep has written it down meanwhile."""
    return _end(letter, State.SENT, Step.SENT, receipt, now, receipt=receipt[:120])


def record_failed(*, letter: Claimed, reason: str, final: bool, now: datetime) -> State:
    """Write down that it did not go: it is tried again later, or given up where that is no use any more."""
    said = reason[:300]
    with transaction.atomic():
        row = Letter.objects.filter(pk=letter.id, lease=letter.lease, state=State.QUEUED).first()
        if row is None:
            return State.SENT
        wait = None if final else wait_after(row.attempts)
        _log([row], Step.FAILED, said, now)
        if wait is None:
            _end(letter, State.GIVEN_UP, Step.GIVEN_UP, "", now, problem=said)
            return State.GIVEN_UP
        _put_off(letter, wait, said, now)
        return State.QUEUED


def _put_off(letter: Claimed, wait: timedelta, said: str, now: datetime) -> None:
    Letter.objects.filter(pk=letter.id, lease=letter.lease).update(
        due_at=now + wait, lease=None, leased_until=None, problem=said
    )


def _end(letter: Claimed, state: State, step: Step, note: str, now: datetime, **changes: object) -> bool:
    with transaction.atomic():
        mine = Letter.objects.filter(pk=letter.id, lease=letter.lease, state=State.QUEUED)
        if not mine.update(state=state, ended_at=now, lease=None, leased_until=None, **changes):
            return False
        _log(Letter.objects.filter(pk=letter.id), step, note, now)
    return True


def drop_needless(*, now: datetime) -> int:
    """Take out of the queue what was read or taken back meanwhile, and what its reader no longer agrees to."""
    agreed = Consent.objects.filter(
        subdistrict=OuterRef("subdistrict"), user=OuterRef("user"), channel=OuterRef("channel"), withdrawn_at=None
    )
    seen = Q(notice__read_at__isnull=False) | Q(notice__withdrawn_at__isnull=False)
    needless = Letter.objects.filter(seen | ~Exists(agreed), state=State.QUEUED, leased_until=None)
    with transaction.atomic():
        rows = list(needless.only("pk", "subdistrict_id"))
        if rows:
            queued = Letter.objects.filter(pk__in=[row.pk for row in rows], state=State.QUEUED)
            queued.update(state=State.DROPPED, ended_at=now)
            _log(rows, Step.DROPPED, _("已经看过、撤回，或不再同意收。"), now)
    return len(rows)


def _log(letters: list[Letter] | QuerySet[Letter], step: Step, note: str, now: datetime) -> None:
    add_rows(
        [
            LetterStep(
                id=new_id(), subdistrict_id=row.subdistrict_id, letter_id=row.pk, kind=step.value, at=now, note=note
            )
            for row in letters
        ]
    )


def try_again(*, actor: Actor, letter: UUID, now: datetime) -> Letter:
    """Send a letter that was given up once more, by somebody of the desk. Raises NotThere, Refusal `not_given_up`."""
    with transaction.atomic():
        row = Letter.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=letter).first()
        if row is None:
            raise NotThere("letter_unknown", _("没有这条消息。"))
        if row.state != State.GIVEN_UP:
            raise Refusal("not_given_up", _("这条消息不用再发：它已经送出，或者还在发。"))
        row.state, row.ended_at, row.due_at, row.attempts = State.QUEUED.value, None, now, 0
        row.save(update_fields=["state", "ended_at", "due_at", "attempts"])
        _log([row], Step.QUEUED, _("%(name)s请再发一次。") % {"name": actor.name}, now)
        audit.record([audit.Deed("letter.again", "letter", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return row
