"""Mediation of a dispute: its stages in one table, who may sit between the parties, what is due when.

`python -m youlin.domains.cases.rules.disputes` draws the table. The law is the People's Mediation Law (人民调解法), and
no article is named that was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Stage(StrEnum):
    """Where a dispute stands."""

    ASKING = "asking"  # parties are being asked, mediators found
    MEDIATING = "mediating"  # everybody is willing and they sat down together
    PERFORMING = "performing"  # they agreed; something is still to be done
    SETTLED = "settled"  # they agreed and did what they had agreed
    REFUSED = "refused"  # one party does not want mediation
    FAILED = "failed"  # they sat down and did not agree
    BROKEN = "broken"  # they agreed, and it was not kept
    RECONCILED = "reconciled"  # they made it up among themselves


class Move(StrEnum):
    """What can happen to a dispute; each is one appended step."""

    OPEN = "open"
    PARTY = "party"  # somebody belongs to it
    ASK = "ask"  # a party was asked, and is willing or not sure
    REFUSE = "refuse"  # a party does not want mediation, or wants it no longer: that ends it
    PROPOSE = "propose"  # somebody is to mediate
    ACCEPT = "accept"  # the parties accept that mediator
    RECUSE = "recuse"  # that mediator steps back, because a party asks or of their own
    MEET = "meet"  # the parties sat down together
    AGREE = "agree"
    RECEIVE = "receive"  # a party has the agreement in hand
    KEEP = "keep"  # one term is done, others are not
    DONE = "done"  # the last one is
    BREAK = "break"
    FAIL = "fail"
    RECONCILE = "reconcile"
    PUT_OFF = "put_off"  # a later day by which to mediate, with a reason
    WARN = "warn"  # it may turn violent: who must know is told
    ROUTES = "routes"  # a party was told the ways of the law
    WISH = "wish"  # whether a party wants the court to confirm the agreement
    APPLY = "apply"  # all parties together asked the court to confirm it
    RULE = "rule"  # the court has decided on that


_ANYBODY = (Move.PROPOSE, Move.ACCEPT, Move.RECUSE, Move.PUT_OFF, Move.WARN, Move.ASK)
_AGREED = (Move.RECEIVE, Move.WISH, Move.APPLY, Move.RULE)

TRANSITIONS: MappingProxyType[tuple[Stage | None, Move], Stage] = MappingProxyType(
    {
        (None, Move.OPEN): Stage.ASKING,
        (Stage.ASKING, Move.PARTY): Stage.ASKING,
        **{(Stage.ASKING, move): Stage.ASKING for move in _ANYBODY},
        (Stage.ASKING, Move.REFUSE): Stage.REFUSED,
        (Stage.ASKING, Move.RECONCILE): Stage.RECONCILED,
        (Stage.ASKING, Move.MEET): Stage.MEDIATING,
        (Stage.MEDIATING, Move.MEET): Stage.MEDIATING,
        **{(Stage.MEDIATING, move): Stage.MEDIATING for move in _ANYBODY},
        (Stage.MEDIATING, Move.REFUSE): Stage.REFUSED,
        (Stage.MEDIATING, Move.RECONCILE): Stage.RECONCILED,
        (Stage.MEDIATING, Move.FAIL): Stage.FAILED,
        (Stage.MEDIATING, Move.AGREE): Stage.PERFORMING,
        (Stage.PERFORMING, Move.KEEP): Stage.PERFORMING,
        (Stage.PERFORMING, Move.DONE): Stage.SETTLED,
        (Stage.PERFORMING, Move.BREAK): Stage.BROKEN,
        (Stage.PERFORMING, Move.WARN): Stage.PERFORMING,
        **{(stage, move): stage for stage in (Stage.PERFORMING, Stage.SETTLED) for move in _AGREED},
        **{(stage, Move.ROUTES): stage for stage in (Stage.REFUSED, Stage.FAILED, Stage.BROKEN)},
    }
)

RUNNING = frozenset({Stage.ASKING, Stage.MEDIATING, Stage.PERFORMING})
UNSETTLED = frozenset({Stage.REFUSED, Stage.FAILED, Stage.BROKEN})  # it ended, and nothing is settled
MEDIATED_WITHIN = timedelta(days=30)  # 人民调解工作若干规定: as a rule within a month; each dispute has its own day
CONFIRMED_WITHIN = timedelta(days=30)  # 人民调解法: jointly, within 30 days from the day the agreement takes effect
REMINDED = (10, 3)  # days before that one ends; the house's own, no law says so
RISES = (0, 7, 14)  # days after a term was due: to who mediated, to the community, to the subdistrict; the house's own


def may(stage: Stage, move: Move) -> bool:
    """Whether a move can follow in a stage.

    >>> may(Stage.MEDIATING, Move.AGREE), may(Stage.ASKING, Move.AGREE), may(Stage.REFUSED, Move.MEET)
    (True, False, False)
    """
    return (stage, move) in TRANSITIONS


def after(stage: Stage | None, move: Move) -> Stage:
    """The stage after a move. Raises ValueError where the table has no such line."""
    try:
        return TRANSITIONS[stage, move]
    except KeyError:
        raise ValueError(f"no dispute that is {stage} can {move}") from None


class Will(StrEnum):
    """What a party said when asked."""

    WILLING = "willing"
    UNSURE = "unsure"
    REFUSED = "refused"


class Hurdle(StrEnum):
    """Why the parties cannot sit down together yet."""

    PARTIES_FEW = "parties_few"
    NOT_WILLING = "not_willing"
    NO_MEDIATOR = "no_mediator"


def hurdle(parties: Iterable[tuple[str, str]], mediators: int) -> Hurdle | None:
    """Why mediation cannot begin: `parties` as (side, will), and how many mediators the parties accepted.

    Everybody must be willing, and the parties choose or accept who mediates.

    >>> hurdle([("a", "willing"), ("b", "unsure")], 1)
    <Hurdle.NOT_WILLING: 'not_willing'>
    >>> hurdle([("a", "willing"), ("b", "willing")], 1) is None
    True
    """
    known = list(parties)
    if len({side for side, _will in known}) < 2:
        return Hurdle.PARTIES_FEW
    if any(will != Will.WILLING for _side, will in known):
        return Hurdle.NOT_WILLING
    return None if mediators else Hurdle.NO_MEDIATOR


class Unfit(StrEnum):
    """Why somebody cannot mediate."""

    IS_PARTY = "is_party"
    SAME_HOME = "same_home"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, as far as it is known who they are and where they live."""

    user: UUID | None
    resident: UUID | None = None
    household: UUID | None = None


def unfit(mediator: Person, parties: Sequence[Person], *, related: bool) -> Unfit | None:
    """Why somebody cannot mediate between parties. `related`: they say themselves that they are close kin of one."""
    for party in parties:
        if mediator.user == party.user or (mediator.resident and mediator.resident == party.resident):
            return Unfit.IS_PARTY
        if mediator.household and mediator.household == party.household:
            return Unfit.SAME_HOME
    return Unfit.RELATED if related else None


def confirm_until(effective_on: date) -> date:
    """The last day on which the parties may jointly ask the court to confirm the agreement.

    >>> confirm_until(date(2026, 11, 2))
    datetime.date(2026, 12, 2)
    """
    return effective_on + CONFIRMED_WITHIN


def reminder(until: date, today: date) -> int:
    """How many of the reminders before a last day are due.

    >>> [reminder(date(2026, 12, 2), day) for day in (date(2026, 11, 10), date(2026, 11, 22), date(2026, 12, 1))]
    [0, 1, 2]
    """
    return sum((until - today).days <= days for days in REMINDED)


def risen(due_on: date, today: date) -> int:
    """How far a term that nobody kept has risen: 0 while there is time, then who mediated, community, subdistrict.

    >>> [risen(date(2026, 11, 2), day) for day in (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 20))]
    [0, 1, 3]
    """
    return sum((today - due_on).days > days for days in RISES)


class Route(StrEnum):
    """A way of the law that is open where mediation ended."""

    COURT = "court"
    LABOUR = "labour"  # 劳动人事争议仲裁
    LAND_ARBITRATION = "land_arbitration"  # 农村土地承包仲裁
    GOVERNMENT = "government"  # 土地、山林权属: the people's government decides
    PROTECTION = "protection"  # 人身安全保护令
    ADMINISTRATION = "administration"  # the authority in charge
    ARBITRATION = "arbitration"  # where the parties agreed on it
    LEGAL_AID = "legal_aid"


_FIRST: MappingProxyType[str, tuple[Route, ...]] = MappingProxyType(
    {
        "wage": (Route.LABOUR, Route.ADMINISTRATION),
        "land": (Route.LAND_ARBITRATION, Route.GOVERNMENT),
        "family": (Route.PROTECTION,),
        "property": (Route.ADMINISTRATION,),
        "debt": (Route.ARBITRATION,),
        "damage": (Route.ADMINISTRATION,),
    }
)


def routes(kind: str, *, broken: bool) -> tuple[Route, ...]:
    """The ways open to the parties of a kind of dispute; of a broken agreement, the court first.

    >>> routes("wage", broken=False)[0], routes("wage", broken=True)[0]
    (<Route.LABOUR: 'labour'>, <Route.COURT: 'court'>)
    """
    if broken:
        return (Route.COURT, Route.LEGAL_AID)
    return (*_FIRST.get(kind, (Route.ADMINISTRATION,)), Route.COURT, Route.LEGAL_AID)


def drawing() -> str:
    """The table as a Mermaid state diagram, one arrow a line, in the order of the table."""
    arrows = [f"    {stage or '[*]'} --> {target}: {move}" for (stage, move), target in TRANSITIONS.items()]
    ends = [f"    {stage} --> [*]" for stage in Stage if stage not in RUNNING]
    return "\n".join(["stateDiagram-v2", *arrows, *ends])


if __name__ == "__main__":
    print(drawing())  # noqa: T201  # this is what it is run for
