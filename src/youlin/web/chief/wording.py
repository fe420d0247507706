"""Words of the phone pages that more than one of them says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.care.queries import Contact
from youlin.domains.care.rules import REACHED, Kind
from youlin.domains.residents.rules import age_on
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.shared import wording


def age(born: date | None, today: date) -> str:
    """82 岁; empty where the birth date is unknown."""
    years = age_on(born, today)
    return "" if years is None else ngettext("%(n)d 岁", "%(n)d 岁", years) % {"n": years}


def joined(parts: Iterable[str]) -> str:
    """What is known of somebody in one line; what is unknown is left out."""
    return " · ".join(part for part in parts if part)


def near(actor: Actor, text: str, place: str, name: str) -> str:
    """An address or a place without what the reader's whole territory shares: in 老屋场组, 溪布社区老屋场组1号 is 1号.

    `place` is the full name of the neighbourhood it lies in, `name` its own.
    """
    widest = min(actor.grants, key=lambda grant: grant.level, default=None)
    shared = place.removesuffix(name) if widest is None or widest.level >= Level.GROUP else widest.territory_name
    return text.removeprefix(shared) or text


def what_was_done(contact: Contact) -> str:
    """A contact in a few words: 问候，都好; 上门，没见到人."""
    reached = contact.outcome in REACHED
    done = _("上门") if contact.kind == Kind.VISIT else _("问候")
    how = contact.get_wellbeing_display() if contact.wellbeing else contact.get_outcome_display()
    if contact.wellbeing and not reached:
        how = _("%(outcome)s，%(wellbeing)s") % {"outcome": contact.get_outcome_display(), "wellbeing": how}
    return _("%(done)s，%(how)s") % {"done": done, "how": how}


def last_time(actor: Actor, contact: Contact | None, now: datetime) -> str:
    """上次：昨天 问候，都好; with the name, where it was somebody else."""
    if contact is None:
        return _("还没有问候过")
    when = wording.day_near(clock.day_of(contact.happened_at), clock.day_of(now))
    words = {"when": when, "what": what_was_done(contact), "who": contact.by_name}
    if contact.by == actor.user_id:
        return _("上次：%(when)s %(what)s") % words
    return _("上次：%(when)s %(what)s（%(who)s）") % words
