"""A hazard at hand: fetched and locked, moved step by step, and written in one go, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Hazard, HazardEvent, Rectification
from youlin.domains.cases.queries import duty
from youlin.domains.cases.queries.hazard_terms import deadline_at, terms_of
from youlin.domains.cases.queries.ladders import ladders
from youlin.domains.cases.rules.hazards import LISTED, Deadline, HazardStatus, HazardStep, after, may
from youlin.domains.cases.rules.ladder import Rung, next_up
from youlin.domains.chiefs.models import Post
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Doer
from youlin.foundation.db import add_rows, swap_rows
from youlin.foundation.outbox import Event
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

# What a step may change on a hazard; everything else about it stays as it was found.
MOVING = (
    "status", "rung", "holder", "fixer_kind", "fixer_name", "fixer_post", "attempt", "due_at", "rises_at",
    "overdue_since", "extended", "removed_at", "version",
)  # fmt: skip
LONGEST = 500


@dataclass(slots=True)
class Watched:
    """One hazard with its ladder. `seen` is the version it had when it was fetched."""

    hazard: Hazard
    ladder: dict[Rung, Post]
    deadline: Deadline
    seen: int
    events: list[HazardEvent] = field(default_factory=list)
    order: Rectification | None = None  # the last one, where a step needs it

    @property
    def status(self) -> HazardStatus:
        """How it stands now."""
        return HazardStatus(self.hazard.status)

    @property
    def rung(self) -> Rung:
        """Who watches over it now."""
        return Rung(self.hazard.rung)

    def step(
        self,
        step: HazardStep,
        *,
        at: datetime,
        doer: Doer,
        to_rung: Rung | None = None,
        text: str = "",
        due_at: datetime | None = None,
        client_id: UUID | None = None,
    ) -> HazardEvent:
        """Append a step: state by the table, rung to `to_rung`; `due_at` is what the step has set, for the trail."""
        hazard, before, source = self.hazard, hazard_status(self.hazard), self.rung
        hazard.status = after(before, step).value
        hazard.version += 1
        if to_rung is not None and to_rung != source:
            hazard.rung, hazard.holder = to_rung, self.ladder[to_rung]
        event = HazardEvent(
            subdistrict_id=hazard.subdistrict_id,
            hazard=hazard,
            seq=hazard.version,
            kind=step.value,
            at=at,
            actor=doer.user_id,
            actor_name=doer.name,
            from_rung=source,
            to_rung=hazard.rung,
            to_post=hazard.holder,
            from_status=before.value,
            to_status=hazard.status,
            due_at=due_at,
            text=text,
            client_id=client_id,
        )
        self.events.append(event)
        return event

    def run(self, due_at: datetime | None) -> None:
        """Start the clock of the state it is in now; None: nobody has set one, and nothing rises."""
        hazard = self.hazard
        hazard.due_at = hazard.rises_at = due_at if hazard_status(hazard) in LISTED else None
        hazard.overdue_since, hazard.extended = None, False

    def above(self) -> Rung:
        """The rung above the one that watches over it, or the same at the top."""
        return next_up(self.rung, self.ladder) or self.rung


def hazard_status(hazard: Hazard) -> HazardStatus:
    """The state as the rules know it."""
    return HazardStatus(hazard.status)


def lay(hazards: Sequence[Hazard]) -> list[Watched]:
    """Hazards whose `territory` is loaded, with their ladders and clocks: two queries."""
    above = ladders({row.territory.path for row in hazards})
    known = terms_of({row.subdistrict_id for row in hazards})
    return [
        Watched(
            row,
            above[row.territory.path],
            deadline_at(known, path=row.territory.path, severity=row.severity),
            row.version,
        )
        for row in hazards
    ]


def fetch(actor: Actor, key: UUID, *, client_id: UUID | None) -> tuple[Watched, bool]:
    """A hazard in sight, locked, with its last order; and whether this very write is in its trail already."""
    rows = Hazard.objects.visible_to(actor).filter(pk=key)
    row = rows.select_for_update(of=("self",)).select_related("territory", "holder").first()
    if row is None:
        raise NotThere("hazard_unknown", _("没有这处隐患，或者它不归您这里看。"))
    [watched] = lay([row])
    watched.order = Rectification.objects.filter(hazard=row, attempt=row.attempt).first()
    known = client_id is not None and HazardEvent.objects.filter(hazard=row, client_id=client_id).exists()
    return watched, known


def require(watched: Watched, step: HazardStep) -> None:
    """Refuse a step that does not fit the state, saying what happened meanwhile. Raises Refusal `not_now`."""
    if may(watched.status, step):
        return
    last = HazardEvent.objects.filter(hazard=watched.hazard).exclude(kind=HazardStep.NOTE).order_by("-seq").first()
    if last is None:
        raise ValueError("a hazard begins with a step")
    said = {"name": last.actor_name, "at": f"{last.at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"}
    status = watched.hazard.get_status_display()
    words = _("%(name)s在 %(at)s 动过这处隐患，现在是“%(status)s”。请看看最新的情况。")
    raise Refusal("not_now", words % {**said, "status": status})


def rungs_of(watched: Watched, actor: Actor, *, now: datetime) -> dict[Rung, UUID]:
    """The rungs above the place that the actor answers for today, each with its post."""
    if actor.everywhere:
        return {rung: post.pk for rung, post in watched.ladder.items()}
    mine = duty.posts_of(actor, today=clock.day_of(now))
    return {rung: post.pk for rung, post in watched.ladder.items() if post.pk in mine}


def require_line(watched: Watched, actor: Actor, *, now: datetime, least: Rung | None = None) -> dict[Rung, UUID]:
    """Only who answers for the place, from the rung `least` up. Raises NotAllowed."""
    found = rungs_of(watched, actor, now=now)
    if not any(least is None or rung >= least for rung in found):
        raise NotAllowed("not_yours_to_decide", _("这一步由看着这处隐患的岗位或上面来办，请联系他们。"))
    return found


def end_of_day(day: date | None, *, now: datetime) -> datetime | None:
    """The end of a day that somebody chose. Raises Invalid where it is over already."""
    if day is None:
        return None
    if day < clock.day_of(now):
        raise Invalid("due_past", _("这个日子已经过了，请写今天或以后的日子。"), field="due_on")
    return clock.end_of(day)


def words(text: str, *, field: str, missing: str = "") -> str:
    """A text within bounds; where `missing` is said, it must be there. Raises Invalid."""
    plain = " ".join(text.replace("\0", "").split())
    if not plain and missing:
        raise Invalid(f"{field}_missing", missing, field=field)
    if len(plain) > LONGEST:
        raise Invalid("text_too_long", _("写得太长了，请控制在 %(n)d 字以内。") % {"n": LONGEST}, field=field)
    return plain


def write(
    watched: Sequence[Watched],
    *,
    actor: Actor,
    now: datetime,
    announcing: Iterable[Event] = (),
    fresh: bool = False,
) -> None:
    """Write hazards by compare-and-set (`fresh`: new ones), their steps, audit and announcements.

    Raises Refusal `changed_meanwhile`.
    """
    rows = [one.hazard for one in watched]
    if fresh:
        add_rows(rows)
    elif not swap_rows(rows, MOVING, seen=[one.seen for one in watched]):
        raise Refusal("changed_meanwhile", _("刚刚有人动过这处隐患，请看看最新的情况再办。"))
    steps = [event for one in watched for event in one.events]
    add_rows(steps)
    audit.record([_deed(one.hazard, event) for one in watched for event in one.events], actor=actor, now=now)
    outbox.announce(announcing, now=now)


def _deed(hazard: Hazard, event: HazardEvent) -> audit.Deed:
    changes: dict[str, object] = {"rung": [event.from_rung, event.to_rung]}
    if event.from_status != event.to_status:
        changes["status"] = [event.from_status, event.to_status]
    return audit.Deed(f"hazard.{event.kind}", "hazard", hazard.pk, hazard.territory_id, changes)
