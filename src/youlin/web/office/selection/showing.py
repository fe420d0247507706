"""How a round, a post and a candidate are said at the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from youlin.domains.chiefs.queries.selection import Candidature, Desk, SelectionEntry, Vote
from youlin.domains.chiefs.rules.selection.states import RUNNING, Candidacy, Stage
from youlin.domains.chiefs.selection_wording import candidacy_name, details, stage_name, standing_name, what_name
from youlin.domains.chiefs.wording import post_name
from youlin.web.shared.parts import Step, Tone
from youlin.web.shared.wording import day_full

# The straight way, as the strip on top of a post's page shows it.
WAY = (
    (Stage.NOMINATING,),
    (Stage.REVIEWING,),
    (Stage.NOTICE,),
    (Stage.VOTING, Stage.COUNTING, Stage.TIED, Stage.TOO_FEW, Stage.NO_CANDIDATE),
    (Stage.RECOGNISING,),
    (Stage.CONFIRMING,),
    (Stage.CONFIRMED, Stage.APPOINTED),
)
ODD = frozenset({Stage.TIED, Stage.TOO_FEW, Stage.NO_CANDIDATE})


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the strip: its name, and whether it lies behind, is here, or is to come."""

    name: str
    state: str  # done, here, ahead


def way(stage: str) -> list[Stop]:
    """The strip: seven stops."""
    names = [_("提名"), _("资格审查"), _("候选人公示"), _("投票"), _("两委认定"), _("街道审核"), _("任命")]
    here = next((place for place, stages in enumerate(WAY) if stage in stages), None)
    if here is None:
        return []
    done = stage == Stage.APPOINTED
    return [
        Stop(name, "done" if place < here or done else "here" if place == here else "ahead")
        for place, name in enumerate(names)
    ]


def stage_tone(stage: str) -> Tone:
    """Green only for done; amber where something is odd; the rest is on its way."""
    if stage == Stage.APPOINTED:
        return "done"
    if stage in ODD:
        return "late" if stage == Stage.NO_CANDIDATE else "due"
    return "accent" if stage in RUNNING else "plain"


def candidacy_tone(state: str) -> Tone:
    """As above, for a candidate."""
    if state in (Candidacy.ELECTED, Candidacy.IN_OFFICE, Candidacy.PASSED):
        return "done"
    if state in (Candidacy.NOMINATED, Candidacy.CONSENTED):
        return "due"
    return "accent" if state == Candidacy.STANDING else "plain"


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate on a list."""

    row: Candidature
    state: str
    tone: Tone
    standing: str


def person(row: Candidature) -> Person:
    """A candidate in words."""
    said = _("、").join(standing_name(one) for one in row.standing)
    return Person(row, candidacy_name(row.state), candidacy_tone(row.state), said)


def trail(entries: list[SelectionEntry], *, posts: bool = False) -> list[Step]:
    """The history in words; with `posts` each line says which post it is about."""
    return [
        Step(
            at=one.at,
            who=one.by_name,
            what=capfirst(_("：").join(filter(None, [_about(one, posts), what_name(one.what)]))),
            note=_("；").join(filter(None, [one.note, *details(one.what, one.data)])),
            tone="due" if one.what in ("return", "turn_down", "step_down", "call_off", "uphold") else "plain",
        )
        for one in entries
    ]


def _about(one: SelectionEntry, posts: bool) -> str:
    said = []
    if posts and one.contest:
        said.append(post_name(one.contest.post))
    if one.candidature:
        said.append(one.candidature.name)
    return " · ".join(said)


def doing(desk: Desk) -> str:
    """What the page says first: what happens now and until when."""
    row, vote = desk.contest, desk.vote
    if row.stage == Stage.NOMINATING:
        return _("提名开放到 %(day)s。") % {"day": day_full(row.nominate_until or row.round.nominate_until)}
    if row.stage == Stage.NOTICE and row.notice_until:
        return _("公示到 %(day)s，意见都答复了才能投票。") % {"day": day_full(row.notice_until)}
    if row.stage == Stage.VOTING and vote:
        return _("投票到 %(day)s。") % {"day": day_full(vote.poll.closes_on)}
    return _hint(row.stage)


def _hint(stage: str) -> str:
    return {
        Stage.REVIEWING: _("每位被提名的人都审一遍，推荐过的人不能审。"),
        Stage.COUNTING: _("纸票由两个人分别数、分别登记，一样才算数。"),
        Stage.TIED: _("有人得票一样多：在他们中间再投一次，或开会抽签。"),
        Stage.TOO_FEW: _("参加的户或得的票不够：重新投票，重新提名，或先请人代理。"),
        Stage.NO_CANDIDATE: _("没有候选人：重新提名，或先请人代理。"),
        Stage.RECOGNISING: _("请社区两委开会认定。"),
        Stage.CONFIRMING: _("请街道审核。"),
        Stage.CONFIRMED: _("可以任命了。"),
        Stage.APPOINTED: _("已经到任。培训一项项打勾，代表证可以印了。"),
        Stage.ACTING: _("先请人代理，到期前再开一轮。"),
        Stage.CALLED_OFF: _("这个岗位已从这一轮撤下。"),
    }.get(Stage(stage), stage_name(stage))


@dataclass(frozen=True, slots=True)
class Tally:
    """One candidate's votes in one vote: online, on paper as each of two people counted, and together."""

    name: str
    online: int
    papers: list[int]


def tallies(vote: Vote, people: list[Candidature]) -> list[Tally]:
    """The figures of a vote that was counted, or counted differently by two people."""
    counts = [one for one in vote.counts if one.attempt == vote.poll.attempt]
    shown = counts if len(counts) > 1 else []
    return [
        Tally(one.name, vote.online.get(one.pk, 0), [int(count.votes.get(str(one.pk), 0)) for count in shown])
        for one in people
        if one.pk in vote.online
    ]
