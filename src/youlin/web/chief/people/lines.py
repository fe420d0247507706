"""People and what is known of them, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.care.queries import Alarm, CarePlan, Contact
from youlin.domains.care.rules import REACHED, Kind, Wellbeing
from youlin.domains.care.wording import rung_name
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.residents import queries
from youlin.web.chief import wording
from youlin.web.shared.parts import Row, Step, Tone
from youlin.web.shared.wording import day_near

HOMES_A_PAGE = 30
PERMANENT = "permanent"


@dataclass(frozen=True, slots=True)
class Line:
    """One person on a list."""

    key: UUID
    name: str
    note: str
    in_care: bool


def sex(code: str) -> str:
    """男, 女; empty where it was not stated."""
    return {"1": _("男"), "2": _("女")}.get(code, "")


def found(actor: Actor, text: str, today: date, *, limit: int) -> list[Line]:
    """People in sight whom a word finds. Three queries."""
    people = list(queries.residents(actor, queries.Wanted(text=text))[:limit])
    plans = care.plans_of(actor, [one.pk for one in people])
    return [
        Line(
            one.pk,
            one.name,
            wording.joined(
                [sex(one.sex), wording.age(one.birth_date, today), _kinds(one), one.household.neighbourhood.name]
            ),
            one.pk in plans,
        )
        for one in people
    ]


def entrusted(actor: Actor, today: date) -> list[Line]:
    """People of other neighbourhoods whom this chief was asked to look after. Two queries."""
    return [
        Line(
            one.pk,
            one.name,
            wording.joined([sex(one.sex), wording.age(one.birth_date, today), one.household.address]),
            True,
        )
        for one in queries.entrusted(actor)
    ]


def cared_by(actor: Actor, owing: care.Owing | None, today: date) -> str:
    """Who looks after somebody of one's own neighbourhood, where it is another chief; else empty."""
    if owing is None or owing.plan.neighbourhood_id == owing.resident.household.neighbourhood_id:
        return ""
    chief = chiefs.chief_for(owing.plan.neighbourhood, today)
    if chief is None or actor.can_at(Can.SEE_HOUSEHOLDS, owing.plan.neighbourhood.path):
        return ""
    return chief.name


def members(home: queries.Home, in_care: Collection[UUID], today: date) -> list[Line]:
    """Who lives in a household, the head first."""
    return [
        Line(
            one.pk,
            one.name,
            wording.joined([one.relation, sex(one.sex), wording.age(one.birth_date, today), _kinds(one)]),
            one.pk in in_care,
        )
        for one in home.members
    ]


def open_circumstances(person: object) -> list[queries.Circumstance]:
    """The circumstances that a list's query put beside the person."""
    return list(getattr(person, "open_circumstances", ()))


def _kinds(person: object) -> str:
    return _("、").join(item.get_kind_display() for item in open_circumstances(person))


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One household on a list."""

    key: UUID
    title: str
    note: str
    in_care: bool


def homes(actor: Actor, text: str, number: str | None) -> tuple[Page[Any], list[HomeLine]]:
    """A page of households in sight, and its lines. A fixed number of queries."""
    page = Paginator(queries.households(actor, queries.Wanted(text=text)), HOMES_A_PAGE).get_page(number)
    in_care = cared_for(care.plans(actor), [row.pk for row in page])
    found = []
    for row in page:
        place = row.neighbourhood
        where = wording.near(actor, row.address, place.full_name, place.name) or row.number
        head, people = getattr(row, "head_name", None), getattr(row, "member_count", 0)
        parts = [
            where if head else "",
            ngettext("%(n)d 人", "%(n)d 人", people) % {"n": people},
            "" if row.residence == PERMANENT else row.get_residence_display(),
        ]
        title = _("%(name)s家") % {"name": head} if head else where
        found.append(HomeLine(row.pk, title, wording.joined(parts), row.pk in in_care))
    return page, found


def cared_for(plans: QuerySet[CarePlan], homes: Iterable[UUID]) -> set[UUID]:
    """The households in which somebody is in care. One query."""
    rows = plans.filter(resident__household__in=list(homes))
    return set(rows.values_list("resident__household", flat=True))


def known(**lines: str) -> list[Row]:
    """What a visitor needs to know before knocking; what is unknown is left out."""
    labels = {"kinds": _("情形"), "health": _("身体"), "address": _("住址"), "note": _("提醒")}
    return [Row(labels[name], value) for name, value in lines.items() if value]


def consent(actor: Actor, resident: UUID, today: date) -> list[Row]:
    """Whether somebody wants to be in care: the latest word, and the way to the next. One query."""
    said = care.consents_of(actor, resident)[:1]
    url = reverse("chief:consent", args=[resident])
    if not said:
        return [Row(_("愿不愿意列入"), _("还没问过"), url, _("问一句，记下"))]
    word = said[0]
    who = word.guardian or word.get_whose_display()
    value = wording.joined([_("愿意") if word.given else _("不愿意"), who, day_near(word.said_on, today)])
    return [Row(_("愿不愿意列入"), value, url, _("改"))]


def steps(contacts: Iterable[Contact], alarms: Iterable[Alarm]) -> list[Step]:
    """What was done, and what was missed, newest first."""
    found = [
        Step(item.happened_at, item.by_name, wording.what_was_done(item), item.note, _tone(item)) for item in contacts
    ]
    return sorted([*found, *(_missed(alarm) for alarm in alarms)], key=lambda step: step.at, reverse=True)


def _missed(alarm: Alarm) -> Step:
    """A silence that rose: to whom; one that proved wrong says so."""
    words = (
        _("上门走访晚了 %(days)d 天，转到%(rung)s")
        if alarm.obligation.kind == Kind.VISIT
        else _("问候晚了 %(days)d 天，转到%(rung)s")
    )
    what = words % {"days": alarm.level, "rung": rung_name(alarm.level)}
    if alarm.withdrawn_at is None:
        return Step(alarm.raised_at, "", what, tone="late")
    return Step(alarm.raised_at, "", what, _("已撤回：后来知道，那次是按时做了的。"))


def _tone(contact: Contact) -> Tone:
    if contact.wellbeing == Wellbeing.URGENT:
        return "late"
    if contact.wellbeing == Wellbeing.SOMETHING:
        return "due"
    return "done" if contact.outcome in REACHED else "plain"
