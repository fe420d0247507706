"""What the tests of inspections and hazards begin with: days that are set, a round, and answers at a door."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from tests.factories.cast import START, Street
from youlin.domains.cases.actions import hazards, inspections
from youlin.domains.cases.models import Hazard, Inspection, InspectionDoor, InspectionRound
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.cases.rules.ladder import Rung

TODAY = date(2026, 11, 2)


def set_days(street: Street, severity: str = "general", order: int = 1, fix: int = 7, recheck: int = 3) -> None:
    """街道老彭 says how long hazards of a severity may take."""
    hazards.set_terms(
        actor=street.actor("街道老彭"),
        territory=street.subdistrict.pk,
        severity=severity,
        order_days=order,
        fix_days=fix,
        recheck_days=recheck,
        now=START,
    )


def open_round(
    street: Street, code: str = "fire", *, carried_by: Rung = Rung.NEIGHBOURHOOD, who: str = "社区小覃"
) -> InspectionRound:
    """A round through 溪布社区, until the end of the month."""
    new = inspections.NewRound(uuid4(), street.xibu.pk, code, "冬季家庭检查", carried_by, TODAY, date(2026, 11, 30))
    return inspections.open_round(actor=street.actor(who), new=new, now=START)


def site(street: Street, name: str = "老屋场水塘", kind: str = "water", keeper: str = "") -> queries.Site:
    """A site in 邻1."""
    new = inspections.NewSite(street.lin1.pk, kind, name, keeper=keeper)
    return inspections.add_site(actor=street.actor("社区小覃"), new=new, now=START)


def door_of(street: Street, row: InspectionRound) -> InspectionDoor:
    """王奶奶's door in a round."""
    return InspectionDoor.objects.get(round=row, household=street.wang_home)


def look(street: Street, door: InspectionDoor, *failing: int, who: str = "李邻长", now: datetime = START) -> Inspection:
    """Somebody looks at a door; questions of these numbers (from 1) fail."""
    items = queries.questions(door)
    answers = {item.pk: "failed" if item.seq in failing else "fine" for item in items}
    new = inspections.NewInspection(uuid4(), door.pk, answers, now)
    return inspections.inspect(actor=street.actor(who), inspection=new, now=now)


def found(street: Street, severity: str = "general", *, who: str = "李邻长", **said: object) -> Hazard:
    """Somebody finds a hazard at 王奶奶's."""
    new = hazards.NewHazard(
        client_id=uuid4(),
        text="电线破皮，接头裸露",
        topic="electricity",
        severity=severity,
        happened_at=START,
        **{"household": street.wang_home.pk, **said},  # type: ignore[arg-type]
    )
    return hazards.find(actor=street.actor(who), hazard=new, now=START)


__all__ = ["TODAY", "door_of", "found", "look", "open_round", "set_days", "site"]
