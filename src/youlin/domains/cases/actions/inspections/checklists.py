"""A street writes its own checklists, without code: every change is a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import Checklist, ChecklistItem, Severities, Targets, Topics
from youlin.domains.cases.queries.inspections import Line, Sheet, sheet
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit
from youlin.foundation.db import add_rows, new_id
from youlin.foundation.refusal import Invalid, Refusal

MOST_QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A checklist as the office wants it. `code` empty: a new one. `seen`: the version it was written from."""

    code: str
    seen: int
    name: str
    topic: str
    target: str
    source: str
    lines: Sequence[Line]


def write_checklist(*, actor: Actor, subdistrict: UUID, new: NewSheet, now: datetime) -> Sheet:
    """Write the next version of a checklist; rounds that run keep theirs, and nothing changed is no new version.

    Raises NotThere, NotAllowed, Invalid, Refusal `changed_meanwhile` where somebody else wrote one since.
    """
    place = territory_queries.get(subdistrict)
    actor.require(Can.CONFIGURE, place.path)
    lines = _checked(new)
    with transaction.atomic():
        code = new.code or f"own-{new_id().hex[-12:]}"
        before = sheet(place.pk, code) if new.code else None
        if before is not None and before.version != new.seen:
            raise Refusal("changed_meanwhile", _("刚刚有人改过这份检查表，请看看最新的一版再改。"))
        wanted = (new.name.strip(), new.topic, new.target, new.source.strip(), tuple(lines))
        if before is not None and wanted == (before.name, before.topic, before.target, before.source, before.lines):
            return before
        made = _append(actor, place.pk, code, wanted, (before.version if before else 0) + 1, now)
        changes = {"name": [before.name if before else None, made.name], "version": [new.seen, made.version]}
        audit.record([audit.Deed("checklist.write", "checklist", made.pk, place.pk, changes)], actor=actor, now=now)
    return sheet(place.pk, code)


def in_force(*, actor: Actor, subdistrict: UUID, code: str, now: datetime) -> Checklist:
    """The row of the checklist in force, in the caller's transaction; one that comes along is written down as it is."""
    found = sheet(subdistrict, code)
    if found.key is not None:
        return Checklist.objects.get(pk=found.key)
    wanted = (found.name, found.topic, found.target, found.source, found.lines)
    return _append(actor, subdistrict, code, wanted, 1, now)


def _append(
    actor: Actor,
    subdistrict: UUID,
    code: str,
    wanted: tuple[str, str, str, str, tuple[Line, ...]],
    version: int,
    now: datetime,
) -> Checklist:
    name, topic, target, source, lines = wanted
    row, made = Checklist.objects.get_or_create(
        subdistrict_id=subdistrict,
        code=code,
        version=version,
        defaults={
            "name": name, "topic": topic, "target": target, "source": source, "by_name": actor.name, "made_at": now,
        },
    )  # fmt: skip
    if made:
        add_rows(
            [
                ChecklistItem(
                    subdistrict_id=subdistrict,
                    checklist=row,
                    seq=seq,
                    text=line.text,
                    wrong=line.wrong,
                    severity=line.severity,
                    at_once=line.at_once,
                )
                for seq, line in enumerate(lines, 1)
            ]
        )
    return row


def _checked(new: NewSheet) -> list[Line]:
    if not new.name.strip():
        raise Invalid("name_missing", _("请给检查表起个名字。"), field="name")
    if new.topic not in Topics.values:
        raise Invalid("topic_unknown", _("请从列出的类别里选一个。"), field="topic")
    if new.target not in Targets.values:
        raise Invalid("target_unknown", _("请选查住户还是查地点。"), field="target")
    lines = [
        Line(one.text.strip(), one.wrong.strip(), one.severity, one.at_once.strip())
        for one in new.lines
        if one.text.strip()
    ]
    if not lines:
        raise Invalid("questions_missing", _("请至少写一个问题。"), field="questions")
    if len(lines) > MOST_QUESTIONS:
        raise Invalid(
            "questions_many", _("一份检查表最多 %(n)d 个问题，请分成两份。") % {"n": MOST_QUESTIONS}, field="questions"
        )
    if any(one.severity not in Severities.values for one in lines):
        raise Invalid("severity_unknown", _("请给每个问题选一下有多严重。"), field="questions")
    return lines
