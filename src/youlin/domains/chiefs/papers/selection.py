"""The record of a round, and the slips with voting codes: plain values that a page and a Typst layout share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from youlin.domains.chiefs.actions.selection import Code
from youlin.domains.chiefs.models import Candidature, Review, SelectionEntry, SelectionRound
from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.queries.selection import Desk
from youlin.domains.chiefs.queries.selection.record import Chapter
from youlin.domains.chiefs.rules.selection import days
from youlin.domains.chiefs.selection_wording import (
    candidacy_name,
    day_name,
    details,
    order_explained,
    quorum_explained,
    result_line,
    stage_name,
    standing_name,
    verdict_name,
    what_name,
)
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock


@dataclass(frozen=True, slots=True)
class Pair:
    """A word and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One candidate of a post."""

    name: str
    nominated: str
    standing: str
    review: str
    became: str


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote of a post."""

    name: str
    days: str
    result: str


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """What was said against the list, and the answer."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the history."""

    at: str
    what: str
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class PostPart:
    """One post of the round."""

    name: str
    stage: str
    people: list[PersonLine]
    objections: list[ObjectionLine]
    votes: list[VoteLine]
    steps: list[StepLine]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A round's record, ready to be set."""

    title: str
    place: str
    rules: list[Pair]
    posts: list[PostPart]
    words: dict[str, str]
    sign: str
    made_on: str


def record_of(row: SelectionRound, chapters: Sequence[Chapter], *, today: date) -> Sheet:
    """A round in the words of the active language. No telephone, no identity number, no objector's name in it."""
    return Sheet(
        title=_("%(title)s全程记录") % {"title": row.title},
        place=row.territory.full_name,
        rules=_rules(row),
        posts=[_part(one) for one in chapters],
        words={
            "name": _("姓名"),
            "nominated": _("谁推荐的"),
            "standing": _("身份"),
            "review": _("审查"),
            "became": _("结果"),
            "objection": _("公示期间的意见"),
            "answer": _("答复"),
            "steps": _("过程"),
        },
        sign=_("主持人（签名）____________　　记录人（签名）____________　　日期____________"),
        made_on=_("%(day)s整理") % {"day": today.isoformat()},
    )


def _rules(row: SelectionRound) -> list[Pair]:
    source = f"（{row.minimum_age_source}）" if row.minimum_age_source else ""
    return [
        *(Pair(day_name(name), getattr(row, name).isoformat()) for name in days.ORDER),
        Pair(_("怎么决定"), row.get_method_display() + (_("，可以凭投票码在网上投") if row.online else "")),
        Pair(_("参加"), quorum_explained(row.quorum_percent)),
        Pair(_("当选"), row.get_majority_display()),
        Pair(_("年龄"), _("满 %(n)d 周岁") % {"n": row.minimum_age} + source),
        Pair(_("名单的排列"), order_explained(row.standing_first)),
    ]


def _part(one: Chapter) -> PostPart:
    return PostPart(
        name=post_name(one.contest.post),
        stage=stage_name(one.contest.stage),
        people=[_person(person, one.reviews.get(person.pk)) for person in one.candidates],
        objections=[ObjectionLine(said.text, said.answer) for said in one.objections],
        votes=[
            VoteLine(
                poll.get_kind_display(),
                f"{poll.opens_on.isoformat()} — {poll.closes_on.isoformat()}",
                result_line(poll.result) if poll.result else "",
            )
            for poll in one.polls
        ],
        steps=[_step(entry) for entry in one.entries],
    )


def _person(row: Candidature, review: Review | None) -> PersonLine:
    said = ""
    if review is not None:
        said = _("%(verdict)s（%(who)s）") % {"verdict": verdict_name(review.verdict), "who": review.reviewer_name}
    ways = dict.fromkeys(one.get_way_display() for one in row.nominations.all())
    return PersonLine(
        name=row.name,
        nominated=_("、").join(ways),
        standing=_("、").join(standing_name(word) for word in row.standing),
        review=said,
        became=candidacy_name(row.state),
    )


def _step(one: SelectionEntry) -> StepLine:
    local = one.at.astimezone(clock.SHANGHAI)
    who = _("：").join([one.candidature.name, what_name(one.what)]) if one.candidature else what_name(one.what)
    note = _("；").join(filter(None, [one.note, *details(one.what, one.data)]))
    return StepLine(f"{local:%Y-%m-%d %H:%M}", who, note, one.by_name)


def record_pdf(sheet: Sheet) -> bytes:
    """The record on A4."""
    return setting.pdf("selection_record", asdict(sheet))


def slips(desk: Desk, codes: Sequence[Code], *, address: str) -> bytes:
    """A4 sheets of slips to cut, one a household; the code stands in no address, only in print."""
    vote = desk.vote
    until = vote.poll.closes_on.isoformat() if vote else ""
    values = {
        "post": post_name(desk.contest.post),
        "title": desk.contest.round.title,
        "until": until,
        "address": address,
        "qr": setting.code(address),
        "words": {
            "code": _("投票码"),
            "how": _("扫码或打开网页，写上投票码，选一位。一户一票，投过就作废。"),
            "secret": _("投给谁，谁也查不到。请不要把码给别人看。"),
            "until": _("投票到"),
            "paper": _("不会上网的，凭户口到社区领纸票。"),
        },
        "slips": [
            {"number": one.number, "address": one.address, "code": f"{one.code[:4]} {one.code[4:]}"} for one in codes
        ],
    }
    return setting.pdf("selection_slips", values)
