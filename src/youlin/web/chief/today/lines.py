"""The lines of today's lists, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.care.queries import Forgotten, Owing
from youlin.domains.chiefs.queries import Holder
from youlin.domains.territory.queries import Place
from youlin.web.chief import wording


@dataclass(frozen=True, slots=True)
class Line:
    """One person on a list, with the one thing to do."""

    person: UUID
    name: str
    note: str
    last: str
    due_on: date
    visit: bool
    url: str
    chief: str = ""
    vacant: bool = False


def line(actor: Actor, item: Owing, now: datetime) -> Line:
    """A person of one's own neighbourhood."""
    person = item.resident
    kind = item.plan.get_circumstance_display()
    place = person.household.neighbourhood
    where = wording.near(actor, person.household.address, place.full_name, place.name)
    return Line(
        person=person.pk,
        name=person.name,
        note=wording.joined([kind, wording.age(person.birth_date, item.today), where]),
        last=wording.last_time(actor, item.last, now),
        due_on=item.due_on,
        visit=item.visit_next,
        url=reverse("chief:visit" if item.visit_next else "chief:greet", args=[person.pk]),
    )


def risen(actor: Actor, item: Forgotten, now: datetime) -> Line:
    """A person whose silence rose, with whoever should have broken it."""
    return answered_by(actor, line(actor, item.owing, now), item.neighbourhood, item.chiefs)


def answered_by(actor: Actor, own: Line, where: Place, chiefs: Iterable[Holder]) -> Line:
    """The same line with who answers for the person, and where; an empty post says so."""
    place = wording.near(actor, where.full_name, where.full_name, where.name)
    names = [_("%(name)s（代理）") % {"name": one.name} if one.kind == "acting" else one.name for one in chiefs]
    chief = _("邻长：%(names)s · %(place)s") if names else _("%(place)s现在没有邻长")
    return replace(own, chief=chief % {"place": place, "names": _("、").join(names)}, vacant=not names)


def sentence(lines: Iterable[Line]) -> str:
    """What the day asks, as one would say it: 今天要问候 3 位，上门 1 位。"""
    asked = list(lines)
    visits = sum(item.visit for item in asked)
    greetings = len(asked) - visits
    parts = []
    if greetings:
        parts.append(ngettext("问候 %(n)d 位", "问候 %(n)d 位", greetings) % {"n": greetings})
    if visits:
        parts.append(ngettext("上门 %(n)d 位", "上门 %(n)d 位", visits) % {"n": visits})
    return _("今天要%(what)s。") % {"what": _("，").join(parts)}
