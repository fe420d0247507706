"""Cases for residents without an account: report one, follow one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Path, Query, Router, Schema, Status
from pydantic import Field

from youlin.api.problems import Problem
from youlin.domains.cases import actions, codes, queries
from youlin.domains.cases.rules.ladder import Rung
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.foundation.refusal import Invalid, NotThere

router = Router(tags=["public cases"])
KEYS = UUID("8a3c7d7e-9f0b-5c53-8f62-0d1f5b1c9e44")  # our space for keys that are no UUID themselves
SHORTEST_KEY, LONGEST_KEY = 8, 200

Level = Literal["neighbourhood", "group", "area", "community", "subdistrict", "department"]
What = Literal[
    "report",
    "bypass",
    "escalate",
    "climb",
    "return",
    "answer",
    "pass_down",
    "drop_down",
    "overdue",
    "tell",
    "confirm",
    "reopen",
    "pause",
    "resume",
    "extend",
    "take_over",
    "agree_close",
    "system_tell",
    "lapse",
    "withdraw",
]
LEVELS: dict[Rung, Level] = {
    Rung.NEIGHBOURHOOD: "neighbourhood",
    Rung.GROUP: "group",
    Rung.AREA: "area",
    Rung.COMMUNITY: "community",
    Rung.SUBDISTRICT: "subdistrict",
    Rung.DEPARTMENT: "department",
}


class NewCase(Schema):
    """A need, in the resident's words."""

    text: str = Field(min_length=1, max_length=2000, description="what it is about")
    place: str = Field(min_length=1, max_length=200, description="an address, or the code on the stairwell")
    name: str = Field("", max_length=60, description="how to address the reporter")
    phone: str = Field("", max_length=30, description="where the answer can be told; stored encrypted, never shown")
    kind: Literal["appeal", "problem", "dispute", "hazard", "question"] = "appeal"


class Receipt(Schema):
    """What opens the case again. The code is shown here and nowhere else."""

    number: str = Field(examples=["2026-000123"])
    code: str = Field(examples=["7KPM4XQD"])


class TrailStep(Schema):
    """One step: when, at which level, what happened."""

    at: datetime
    level: Level
    what: What


class Tracked(Schema):
    """A case as its reporter may see it; no name of anybody."""

    number: str
    status: Literal["open", "answered", "told", "closed", "withdrawn"]
    holder_level: Level
    due_at: datetime | None = Field(description="when the holder must have acted; null where no clock runs")
    trail: list[TrailStep]


@router.post(
    "/public/cases",
    response={201: Receipt, 400: Problem, 409: Problem, 422: Problem, 429: Problem},
    operation_id="report_case",
    summary="Report a need without an account",
)
def report_case(
    request: HttpRequest,
    body: NewCase,
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            description="Made by the sender, 8 to 200 characters, best a UUID. The same key with the same body gives "
            "the same receipt; with another body it is a 409.",
        ),
    ] = "",
) -> Status[Receipt]:
    """The place finds the neighbourhood's chief; where it is not certain, the community's or the street's desk."""
    now = clock.now()
    client_id = _identity(idempotency_key)
    actions.knock(door=actions.REPORT, address=address_of(request), now=now)
    case = actions.report_public(
        case=actions.NewCase(
            text=body.text, place=body.place, kind=body.kind, reporter_name=body.name, reporter_phone=body.phone
        ),
        client_id=client_id,
        now=now,
    )
    return Status(201, Receipt(number=case.number, code=codes.code_for(case.client_id)))


@router.get(
    "/public/cases/{number}",
    response={200: Tracked, 404: Problem, 422: Problem, 429: Problem},
    operation_id="track_case",
    summary="Follow a case by number and code",
)
def track_case(
    request: HttpRequest,
    number: Annotated[str, Path(max_length=20)],
    code: Annotated[str, Query(max_length=40, description="from the receipt; case, spaces and hyphens are forgiven")],
) -> Tracked:
    """A wrong code is a 404, as an unknown number is. Too many wrong ones from one address are a 429."""
    now, origin = clock.now(), address_of(request)
    actions.refuse_if_too_many(door=actions.TRACK, address=origin, now=now)
    try:
        view = queries.view(number, code)
    except NotThere:
        actions.knock(door=actions.TRACK, address=origin, now=now)
        raise
    return Tracked.model_validate(
        {
            "number": view.number,
            "status": view.status.value,
            "holder_level": LEVELS[view.holder_level],
            "due_at": view.due_at,
            "trail": [{"at": step.at, "level": LEVELS[step.level], "what": step.step.value} for step in view.trail],
        }
    )


def _identity(key: str) -> UUID:
    """The identity of a write that carries this key; a new one without."""
    if not key:
        return uuid4()
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise Invalid("idempotency_key_bad", _("Idempotency-Key 要有 8 到 200 个字符。"), field="Idempotency-Key")
    return uuid5(KEYS, key)
