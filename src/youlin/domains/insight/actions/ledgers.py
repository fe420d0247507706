"""Keeping templates, filling them, and taking the answers that they ask for."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight.events import LedgerFilled
from youlin.domains.insight.ledgers import shape as shapes
from youlin.domains.insight.ledgers.facts import Known
from youlin.domains.insight.ledgers.shape import TemplateUnreadable
from youlin.domains.insight.ledgers.words import UNREADABLE
from youlin.domains.insight.ledgers.writing import fill as write
from youlin.domains.insight.models import Ledger, LedgerFill, LedgerQuestion, LedgerVersion
from youlin.domains.insight.queries import ledgers as queries
from youlin.domains.insight.queries.ledgers import Plan
from youlin.domains.insight.rules import ledgers as rules
from youlin.domains.insight.rules.ledgers import TRAITS, Column, Fact, Subject
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Resident
from youlin.domains.residents.rules import reason_needed
from youlin.domains.residents.rules.details import Detail
from youlin.domains.territory.queries import get as territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 50_000


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A workbook as the browser sent it; `ledger` where it is a newer version of one."""

    client_id: UUID
    filename: str
    content: bytes
    name: str = ""
    ledger: UUID | None = None


def keep_template(*, actor: Actor, template: NewTemplate, now: datetime) -> LedgerVersion:
    """Keep a workbook as a ledger, or as its newer version, with what its headers suggest. The same sent twice is one.

    Raises NotThere, Invalid `file`, `name`.
    """
    with transaction.atomic():
        street = queries.streets(actor).first()
        if street is None:
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        sent = LedgerVersion.objects.filter(subdistrict__in=queries.streets(actor), client_id=template.client_id)
        if (known := sent.select_related("ledger").first()) is not None:
            return known
        shape = _read(template)
        if template.ledger is not None:
            ledger = queries.ledger(actor, template.ledger)
        else:
            name = " ".join(template.name.split())
            if not name or Ledger.objects.filter(subdistrict=street, name=name).exists():
                said = (
                    _("已经有叫这个名字的台账了，请换一个名字，或给那一个传新版本。")
                    if name
                    else _("请给台账起个名字。")
                )
                raise Invalid("name_taken" if name else "name_missing", said, field="name")
            ledger = Ledger.objects.create(subdistrict=street, name=name, created_at=now, by_name=actor.name)
        before = ledger.versions.order_by("-number").first()
        subject = Subject(before.subject) if before else rules.best_subject(shape.labels)
        version = LedgerVersion.objects.create(
            subdistrict_id=ledger.subdistrict_id,
            ledger=ledger,
            number=before.number + 1 if before else 1,
            filename=template.filename[:200],
            content=base64.b64encode(template.content).decode(),
            shape={**asdict(shape), "formulas": sorted(shape.formulas)},
            subject=subject,
            only=before.only if before else "",
            columns=_kept(_carried(rules.suggest_all(shape.labels, subject), before)),
            at=now,
            by_name=actor.name,
            client_id=template.client_id,
        )
        changes = {"version": version.number, "file": version.filename}
        deed = audit.Deed("ledger.template", "ledger", ledger.pk, ledger.subdistrict_id, changes)
        audit.record([deed], actor=actor, now=now)
    return version


def _read(template: NewTemplate) -> shapes.Shape:
    if len(template.content) > MOST_BYTES:
        raise Invalid("file_large", _("文件超过 5 MB，多半是带了图片。请去掉图片再传。"), field="file")
    try:
        return shapes.read(template.content)
    except TemplateUnreadable as error:
        raise Invalid(f"template_{error.code}", str(UNREADABLE[error.code]), field="file") from error


def _carried(suggested: Sequence[Column], before: LedgerVersion | None) -> list[Column]:
    """What was said of a column in the version before holds for one of the same label."""
    said = {column.label: column for column in queries.columns_of(before)} if before else {}
    return [
        Column(one.place, one.label, said[one.label].fact, said[one.label].constant) if one.label in said else one
        for one in suggested
    ]


def _kept(columns: Sequence[Column]) -> list[list[object]]:
    return [[column.place, column.label, column.fact.value, column.constant] for column in columns]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a ledger's rows are about, and what each column (by its place) is filled with."""

    subject: str
    only: str
    facts: Mapping[int, str]
    constants: Mapping[int, str]


def say_columns(*, actor: Actor, ledger: UUID, meaning: Meaning, now: datetime) -> LedgerVersion:
    """Say what the columns of the newest version mean. Raises NotThere, Invalid."""
    with transaction.atomic():
        version = queries.versions(actor, ledger).select_for_update(of=("self",)).first()
        if version is None:
            raise queries.unknown()
        if meaning.subject not in {one.value for one in Subject} or (
            meaning.only and meaning.only not in dict(queries.ONLY)
        ):
            raise Invalid("subject_unknown", _("请选一行写的是什么。"), field="subject")
        subject = Subject(meaning.subject)
        columns = [_said(column, subject, meaning) for column in queries.columns_of(version)]
        if all(column.fact is Fact.LEAVE for column in columns):
            raise Invalid("columns_empty", _("请至少说明一列填什么。"))
        version.subject, version.columns, version.settled = subject.value, _kept(columns), True
        version.only = meaning.only if subject is Subject.PEOPLE else ""
        version.save(update_fields=["subject", "only", "columns", "settled"])
        deed = audit.Deed("ledger.columns", "ledger", ledger, version.subdistrict_id, {"version": version.number})
        audit.record([deed], actor=actor, now=now)
    return version


def _said(column: Column, subject: Subject, meaning: Meaning) -> Column:
    said = meaning.facts.get(column.place, "")
    fact = Fact(said) if said in {one.value for one in Fact} else Fact.LEAVE
    if subject not in TRAITS[fact].subjects:
        raise Invalid("fact_elsewhere", _("“%(label)s”选的这一项，这种台账里没有。") % {"label": column.label})
    constant = meaning.constants.get(column.place, "").strip()[:100] if fact is Fact.CONSTANT else ""
    return Column(column.place, column.label, fact, constant)


@dataclass(frozen=True, slots=True)
class Filled:
    """A ledger on paper, and what became of its empty cells."""

    name: str
    content: bytes
    rows: int
    empty: int
    asked: int


def fill_ledger(
    *, actor: Actor, ledger: str, place: UUID, in_full: bool = False, reason: str = "", now: datetime
) -> Filled:
    """Fill a ledger for a place with what is known; numbers in full only for who may look, each look on record.

    What is empty and can be asked becomes a question to whoever serves the person. Raises NotThere, NotAllowed, Refusal
    `columns_unsaid`, `too_many_rows`, Invalid `reason_missing` where a child's numbers would stand in it.
    """
    day = clock.day_of(now)
    with transaction.atomic():
        plan, here = queries.plan(actor, ledger), territory(place)
        if not plan.ready:
            raise Refusal("columns_unsaid", _("还没有说明各列填什么，请先对一遍列。"))
        known = queries.lines(actor, plan, here, day=day)
        if len(known) > MOST_ROWS:
            raise Refusal("too_many_rows", _("这个辖区太大，一张表放不下，请按社区分开填。"))
        if in_full:
            _look(actor, plan, known, here.path, reason, now)
        content, shape = plan.template()
        lines = [_line(number, one, in_full) for number, one in enumerate(known, 1)]
        asked = _ask(actor, plan, known, now)
        told = {column.fact for column in plan.columns} - {Fact.CONSTANT, Fact.NOTHING, Fact.LEAVE}
        empty = sum(line.get(fact) in ("", None) for line in lines for fact in told)
        row = LedgerFill.objects.create(
            subdistrict_id=here.subdistrict_id or here.pk,
            version=plan.version,
            standard=plan.standard.code if plan.standard else "",
            territory=here,
            rows=len(known),
            empty=empty,
            in_full=in_full,
            at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        changes = {"ledger": plan.name, "rows": len(known), "in_full": in_full, "asked": asked}
        audit.record([audit.Deed("ledger.fill", "ledger_fill", row.pk, here.pk, changes)], actor=actor, now=now)
        outbox.announce([LedgerFilled(fill=row.pk, asked=asked)], now=now)
    return Filled(f"{here.name}{plan.name}", write(content, shape, plan.columns, lines), len(known), empty, asked)


def _look(actor: Actor, plan: Plan, known: Sequence[Known], path: str, reason: str, now: datetime) -> None:
    """Put on record whose numbers are about to be read."""
    actor.require(Can.REVEAL, path)
    fields = {Fact.ID: "id_number", Fact.PHONE: "phone"}
    wanted = [column.fact for column in plan.columns if TRAITS[column.fact].hidden]
    day = clock.day_of(now)
    people = [(one.person, one) for one in known if one.person is not None]
    if not reason.strip() and any(reason_needed(person.birth_date, day) for person, _one in people if wanted):
        raise Invalid("reason_missing", _("里面有未满 14 岁的孩子，请先写一句为什么要完整号码。"), field="reason")
    seen = [
        audit.Seen("resident", person.pk, person.household.neighbourhood_id, fields[fact])
        for person, one in people
        for fact in wanted
        if fact in fields and one.values.get(fact)
    ]
    seen += [
        audit.Seen("dispute", one.key, one.place, "parties")
        for one in known
        if one.person is None and Fact.PARTIES in wanted
    ]
    audit.record_looks(seen, actor=actor, now=now)


def _line(number: int, known: Known, in_full: bool) -> dict[Fact, object]:
    values = {**known.values, Fact.SERIAL: number, Fact.NOTHING: rules.NOT_KNOWN}
    if not in_full:
        values |= {
            fact: rules.masked(fact, str(value)) for fact, value in values.items() if TRAITS[fact].hidden and value
        }
    return values


def _ask(actor: Actor, plan: Plan, known: Sequence[Known], now: datetime) -> int:
    """Ask what is empty, once for all ledgers; what has become known meanwhile is settled. Returns how many are new."""
    wanted = queries.to_ask(plan, known, day=clock.day_of(now))
    people = {one.person.pk: one for one in known if one.person is not None}
    open_ones = LedgerQuestion.objects.visible_to(actor).filter(settled_at=None)
    details = {detail.value: column.fact for column in plan.columns if (detail := TRAITS[column.fact].asked)}
    kept = list(open_ones.filter(kind__in=details).values_list("pk", "resident", "kind"))
    over = [key for key, who, kind in kept if who in people and people[who].values.get(details[kind])]
    for start in range(0, len(over), 500):
        LedgerQuestion.objects.filter(pk__in=over[start : start + 500]).update(settled_at=now)
    before = {(who, kind) for _key, who, kind in kept}
    new = [(person, detail) for person, detail in wanted if (person.pk, detail.value) not in before]
    add_rows(
        [
            LedgerQuestion(
                subdistrict_id=person.subdistrict_id, resident=person, kind=detail.value, ledger=plan.name, asked_at=now
            )
            for person, detail in dict.fromkeys(new)
        ],
        skip_known=True,
    )
    return len(new)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said of one person; an empty answer: they do not know, or do not want to say."""

    client_id: UUID
    resident: UUID
    said: Mapping[Detail, str]


def answer_questions(*, actor: Actor, answers: Answers, now: datetime) -> Resident:
    """Write answers into the record, and never ask again. Raises NotThere, NotAllowed, Invalid, Refusal."""
    with transaction.atomic():
        said = residents.Said(answers.client_id, answers.resident, answers.said)
        person = residents.complete_record(actor=actor, said=said, now=now)
        kinds = [detail.value for detail in answers.said]
        LedgerQuestion.objects.filter(resident=person, kind__in=kinds, settled_at=None).update(settled_at=now)
    return person
