"""What the street may see of a case: by number and code, levels instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from youlin.domains.cases import codes
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status, Step, may
from youlin.domains.cases.wording import rung_name
from youlin.foundation.refusal import NotThere

# What moves nothing that concerns the resident stays inside.
HIDDEN = frozenset(
    {
        Step.NOTE,
        Step.MERGE,
        Step.UNMERGE,
        Step.INVITE,
        Step.LEAVE,
        Step.ASK_CLOSE,
        Step.REFUSE_CLOSE,
        Step.TELL_AUTHORITY,
        Step.HAND_OVER,
        Step.MARK,
        Step.MEDIATE,
        Step.UNDO,
    }
)


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One step: when, at which level, what happened. `text` only where it was meant for the resident."""

    at: datetime
    level: Rung
    level_name: str
    step: Step
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicView:
    """A case as its reporter may see it. No name of anybody."""

    number: str
    status: Status
    status_name: str
    holder_level: Rung
    holder_level_name: str
    due_at: datetime | None
    reported_at: datetime
    place: str
    answer: str  # once the resident was told
    rating: int | None
    can_confirm: bool
    can_reopen: bool
    trail: list[PublicStep]


def view(number: str, code: str) -> PublicView:
    """A case by number and code. Raises NotThere; a wrong code and an unknown number are one and the same."""
    mark = codes.fingerprint(code)
    rows = Case.objects.filter(code_index=mark) if mark else Case.objects.none()
    # Compared here, not in the database: whatever is typed in a number's stead must not reach it.
    case = next((row for row in rows if row.number == number.strip()), None)
    if case is None:
        raise NotThere("case_unknown", _("没有查到。请核对编号和查询码，两样要来自同一张回执。"), field="number")
    trail = list(case.events.order_by("seq"))
    # What is answered together with another is being answered, and more is nobody else's to know.
    status = Status.OPEN if case.status == Status.MERGED else Status(case.status)
    heard = status in (Status.TOLD, Status.CLOSED)
    answer = next((event.text for event in reversed(trail) if event.kind == Step.ANSWER), "") if heard else ""
    return PublicView(
        number=case.number,
        status=status,
        status_name=str(Case.Statuses(status).label),
        holder_level=Rung(case.rung),
        holder_level_name=rung_name(case.rung),
        due_at=case.due_at,
        reported_at=case.reported_at,
        place=case.place,
        answer=answer,
        rating=case.rating,
        can_confirm=may(status, Step.CONFIRM),
        can_reopen=may(status, Step.REOPEN),
        trail=[_step(event) for event in trail if Step(event.kind) not in HIDDEN],
    )


def _step(event: CaseEvent) -> PublicStep:
    step = Step(event.kind)
    level = Rung(event.from_rung if step is Step.ANSWER and event.from_rung else event.to_rung or Rung.SUBDISTRICT)
    own_words = step in (Step.REOPEN, Step.CONFIRM)  # the resident's own
    return PublicStep(
        at=event.at,
        level=level,
        level_name=rung_name(level),
        step=step,
        what=event.get_kind_display(),
        text=event.text if own_words else "",
    )
