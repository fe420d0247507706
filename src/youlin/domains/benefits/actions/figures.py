"""Filling in what is not configured: one person says it, another confirms it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.engine.rulebook import Unit
from youlin.domains.benefits.models import LocalFigure
from youlin.domains.benefits.rules.exact import figure as exact
from youlin.domains.territory.models import Territory
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure for a subdistrict, in its parameter's unit (650元 is 65000 fen), with where it is written."""

    client_id: UUID
    subdistrict: UUID
    parameter: str
    value: str
    valid_from: date
    source: str
    valid_to: date | None = None


def propose_figure(*, actor: Actor, figure: NewFigure, now: datetime) -> LocalFigure:
    """Say a figure; it counts once somebody else has confirmed it. Raises NotThere, Invalid."""
    if actor.user_id is None:
        raise ValueError("a figure is said by somebody")
    with transaction.atomic():
        place = Territory.objects.filter(pk=figure.subdistrict).first()
        if place is None or not actor.can_at(Can.CONFIGURE, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        value = _checked(figure)
        row, made = LocalFigure.objects.get_or_create(
            subdistrict=place,
            client_id=figure.client_id,
            defaults={
                "parameter": figure.parameter,
                "value": str(value),
                "valid_from": figure.valid_from,
                "valid_to": figure.valid_to,
                "source": figure.source.strip(),
                "proposed_by": actor.user_id,
                "proposed_by_name": actor.name,
                "proposed_at": now,
            },
        )
        if made:
            changes = {"parameter": [None, row.parameter], "value": [None, row.value]}
            audit.record(
                [audit.Deed("figure.propose", "local_figure", row.pk, place.pk, changes)], actor=actor, now=now
            )
    return row


def _checked(figure: NewFigure) -> object:
    known = next((one for one in catalogue.rulebook().parameters if one.id == figure.parameter), None)
    if known is None:
        raise Invalid("parameter_unknown", _("没有这个参数，请从列表里选。"), field="parameter")
    value = exact(figure.value)
    if value is None:
        raise Invalid("figure_bad", _("请写一个数，例如 650元、1.5 或 60%%。") % {}, field="value")
    if known.unit is Unit.SHARE and value > 1:
        raise Invalid("share_bad", _("这是一个比例，最多是 100%%，例如 20%%。") % {}, field="value")
    if not figure.source.strip():
        raise Invalid("source_missing", _("请写明出自哪份文件。"), field="source")
    if figure.valid_to is not None and figure.valid_to < figure.valid_from:
        raise Invalid("period_bad", _("结束日期早于开始日期，请核对。"), field="valid_to")
    return value


def decide_figure(*, actor: Actor, figure: UUID, adopt: bool, now: datetime) -> LocalFigure:
    """Confirm or decline what another has said. Raises NotThere, NotAllowed for one's own, Refusal if too late."""
    with transaction.atomic():
        row = LocalFigure.objects.visible_to(actor).filter(pk=figure).first()
        if row is None:
            raise NotThere("figure_unknown", _("没有这条数值。"))
        if row.proposed_by == actor.user_id:
            raise NotAllowed("second_pair", _("这是您自己填的，请另一位同事核对。"))
        state = LocalFigure.States.CONFIRMED if adopt else LocalFigure.States.DECLINED
        # Compare and set: of two who decide at once, the first is the one.
        changed = LocalFigure.objects.filter(pk=row.pk, state=LocalFigure.States.PROPOSED).update(
            state=state, decided_by=actor.user_id, decided_by_name=actor.name, decided_at=now
        )
        row.refresh_from_db()
        if not changed and row.state != state:
            raise Refusal("decided_already", _("%(name)s已经处理过这条数值。") % {"name": row.decided_by_name})
        if changed:
            changes = {"state": [LocalFigure.States.PROPOSED.value, state.value]}
            audit.record(
                [audit.Deed("figure.decide", "local_figure", row.pk, row.subdistrict_id, changes)], actor=actor, now=now
            )
    return row
