"""Writing a covenant down, publishing a wording of it, and noting that it was looked at again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.outreach.models import Covenant, CovenantReview, CovenantVersion
from youlin.domains.outreach.rules import covenants as rules
from youlin.domains.outreach.wording import covenants as wording
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere


def write_covenant(
    *,
    actor: Actor,
    territory: UUID,
    kind: str,
    text: str,
    agreed_on: date,
    now: datetime,
    client_id: UUID,
    agreed_how: str = "",
) -> CovenantVersion:
    """Keep a wording that people agreed on, the first of a place or a new one; it is published by itself afterwards.

    The same write twice is one. Raises NotThere, NotAllowed, Invalid.
    """
    place = territory_queries.get(territory)
    actor.require(Can.PUT_UP, place.path)
    if place.subdistrict_id is None or kind not in Covenant.Kinds.values:
        raise Invalid("kind_unknown", _("请选是村规民约还是居民公约。"), field="kind")
    said = text.replace("\0", "").strip()
    with transaction.atomic():
        known = CovenantVersion.objects.filter(subdistrict=place.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        Covenant.objects.get_or_create(
            subdistrict_id=place.subdistrict_id, territory=place, defaults={"kind": kind, "created_at": now}
        )
        row = Covenant.objects.select_for_update().get(subdistrict=place.subdistrict_id, territory=place)
        latest = row.versions.order_by("-number").first()
        before = latest.text if latest else ""
        problem = rules.version_problem(text=said, agreed_on=agreed_on, before=before, today=clock.day_of(now))
        if problem is not None:
            field = "agreed_on" if problem is rules.Problem.IN_FUTURE else wording.FIELD[problem]
            raise Invalid(problem.value, wording.sentence(problem), field=field)
        version = CovenantVersion.objects.create(
            subdistrict_id=row.subdistrict_id,
            covenant=row,
            number=latest.number + 1 if latest else 1,
            text=said,
            agreed_on=agreed_on,
            agreed_how=agreed_how.strip()[:200],
            by=actor.user_id,
            by_name=actor.name,
            at=now,
            client_id=client_id,
        )
        changes = {"version": [latest.number if latest else None, version.number]}
        audit.record(
            [audit.Deed("covenant.write", "covenant", row.pk, row.subdistrict_id, changes)], actor=actor, now=now
        )
    return version


def publish_covenant(*, actor: Actor, covenant: UUID, version: UUID | None, now: datetime) -> Covenant:
    """Let everybody read a wording; None takes the covenant from the public pages. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        row = _row(actor, covenant)
        if version is not None and not row.versions.filter(pk=version).exists():
            raise NotThere("version_unknown", _("没有这一版。"))
        if row.published != version:
            before, row.published = row.published, version
            row.save(update_fields=["published"])
            changes = {"published": [str(before) if before else None, str(version) if version else None]}
            deed = audit.Deed("covenant.publish", "covenant", row.pk, row.subdistrict_id, changes)
            audit.record([deed], actor=actor, now=now)
    return row


def review_covenant(
    *,
    actor: Actor,
    covenant: UUID,
    on: date,
    outcome: str,
    now: datetime,
    client_id: UUID,
    note: str = "",
    next_on: date | None = None,
) -> CovenantReview:
    """Note that people looked at the newest wording again. Raises NotThere, NotAllowed, Invalid."""
    if outcome not in CovenantReview.Outcomes.values:
        raise Invalid("outcome_unknown", _("请选照旧还是要改。"), field="outcome")
    with transaction.atomic():
        row = _row(actor, covenant)
        known = CovenantReview.objects.filter(subdistrict=row.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        problem = rules.review_problem(on=on, next_on=next_on, today=clock.day_of(now))
        if problem is not None:
            raise Invalid(problem.value, wording.sentence(problem), field=wording.FIELD[problem])
        made = CovenantReview.objects.create(
            subdistrict_id=row.subdistrict_id,
            covenant=row,
            version=row.versions.order_by("-number")[0],
            on=on,
            outcome=outcome,
            note=note.replace("\0", "").strip()[:500],
            next_on=next_on,
            by=actor.user_id,
            by_name=actor.name,
            at=now,
            client_id=client_id,
        )
        row.review_on = next_on
        row.save(update_fields=["review_on"])
        audit.record([audit.Deed("covenant.review", "covenant", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return made


def _row(actor: Actor, covenant: UUID) -> Covenant:
    row = Covenant.objects.visible_to(actor).filter(pk=covenant).select_for_update(of=("self",))
    found = row.select_related("territory").first()
    if found is None:
        raise NotThere("covenant_unknown", _("没有这份公约。"))
    actor.require(Can.PUT_UP, found.territory.path)
    return found
