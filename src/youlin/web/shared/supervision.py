"""Supervision in words, for the phone of a 组长 or 片长 and the desk alike: to help, never to rank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions.patterns import ANSWER_LENGTH
from youlin.domains.care.queries import helping as queries
from youlin.domains.care.rules.workload import Proposal, Sign
from youlin.domains.cases.queries import lists as cases
from youlin.domains.chiefs import queries as chiefs
from youlin.foundation import clock
from youlin.web.shared.forms import PageForm

OTHER = "other"
ANSWERS = [
    ("paper", gettext_lazy("补记，纸上先写的")),
    ("together", gettext_lazy("几户住得近，一趟走完的")),
    ("clock", gettext_lazy("手机时间不对")),
    ("helped", gettext_lazy("别人帮着记的")),
    (OTHER, gettext_lazy("别的，写在下面")),
]


class AnswerForm(PageForm):
    """One tap mostly; else a word."""

    found = forms.ChoiceField(
        label=gettext_lazy("问过了，是怎么回事"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一项，或写一句是怎么回事。")},
    )
    text = forms.CharField(label=gettext_lazy("留一句话"), max_length=ANSWER_LENGTH, required=False)

    def answer(self) -> str:
        """The answer in words."""
        said = self.cleaned_data
        chosen = "" if said["found"] == OTHER else str(dict(ANSWERS)[said["found"]])
        return "。".join(part for part in (chosen, said["text"].strip()) if part)


def places(actor: Actor, now: datetime) -> list[queries.Place]:
    """Each neighbourhood of the actor's line, with what its week asks. A fixed number of queries."""
    waiting = cases.open_by_post(actor)
    return queries.places(actor, now=now, cases=waiting, people_said=_people_said(actor, now))


def _people_said(actor: Actor, now: datetime) -> dict[UUID, int]:
    """For how many people each chief of the line said there is time; who said nothing is left out."""
    helpers = [one for path in actor.paths(Can.SUPERVISE) for one in chiefs.helpers(actor, path, day=clock.day_of(now))]
    return {one.user: one.people for one in helpers if one.people is not None}


def covers(place: queries.Place) -> str:
    """Who stands in, in words."""
    names = _("、").join(one.name for one in place.acting)
    return _("%(names)s代理") % {"names": names} if names else _("现在没有邻长，也没有人代理")


def in_need(known: list[queries.Place]) -> list[queries.Place]:
    """Where a hand may be needed: nobody there first, then who stands in, then by how many people are late."""
    order = list(Sign)
    found = [one for one in known if one.signs]
    return sorted(found, key=lambda one: (order.index(one.signs[0]), -one.week.late, one.territory.path))


def reasons(place: queries.Place) -> list[str]:
    """Why, each sign in a sentence."""
    return [why(sign, place) for sign in place.signs]


def why(sign: Sign, place: queries.Place) -> str:
    """Why a hand may be needed: the place's week, not the person's worth."""
    week = place.week
    words = {"people": week.people, "said": week.people_said, "late": week.late, "minutes": week.minutes}
    return {
        Sign.NOBODY: _("关照 %(people)d 位，没有邻长"),
        Sign.STANDS_IN: _("代理的人自己还有一个邻，有 %(late)d 位晚了"),
        Sign.MORE_PEOPLE: _("关照 %(people)d 位，说过能顾 %(said)s 位"),
        Sign.MORE_MINUTES: _("关照 %(people)d 位，一个星期大约要 %(minutes)d 分钟"),
        Sign.FALLING_BEHIND: _("有 %(late)d 位晚了"),
    }[sign] % words


def idea(place: queries.Place) -> str:
    """What might help."""
    if place.proposal is None:
        return ""
    return {
        Proposal.COVER: _("可以请近处的邻长代理一段。跟社区说一声。"),
        Proposal.MATCH: _("可以分几位给近处有空的邻长。社区能重新匹配。"),
        Proposal.HAND: _("先打个电话问问，是不是忙不过来。要的话，一起走一趟，或找人搭把手。"),
    }[place.proposal]


def asked(row: queries.PatternQuestion) -> str:
    """The question in one sentence, with its numbers."""
    number = len(row.contacts)
    words = {"n": number, "from": f"{local(row.first_at):%H:%M}", "to": f"{local(row.last_at):%H:%M}"}
    said = {
        "burst": ngettext("%(from)s 到 %(to)s，记了 %(n)d 次上门", "%(from)s 到 %(to)s，记了 %(n)d 次上门", number),
        "same_minute": ngettext("同一分钟里记了离得远的 %(n)d 次上门", "同一分钟里记了离得远的 %(n)d 次上门", number),
        "day_end": ngettext(
            "当天 %(n)d 次，都记在 %(from)s 到 %(to)s", "当天 %(n)d 次，都记在 %(from)s 到 %(to)s", number
        ),
    }[row.pattern]
    return said % words


def local(instant: datetime) -> datetime:
    """In Shanghai."""
    return instant.astimezone(clock.SHANGHAI)
