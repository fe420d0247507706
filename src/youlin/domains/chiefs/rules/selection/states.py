"""The steps of a selection, in two tables: one for each post of a round, one for each candidate.

`python -m youlin.domains.chiefs.rules.selection.states` draws them.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where the selection for one post stands."""

    NOMINATING = "nominating"
    REVIEWING = "reviewing"
    NOTICE = "notice"  # the candidates are on public notice
    VOTING = "voting"
    COUNTING = "counting"
    TIED = "tied"
    TOO_FEW = "too_few"  # too few took part, or nobody has the majority
    NO_CANDIDATE = "no_candidate"
    RECOGNISING = "recognising"  # 两委
    CONFIRMING = "confirming"  # the subdistrict
    CONFIRMED = "confirmed"
    APPOINTED = "appointed"
    ACTING = "acting"  # nobody was found; somebody acts until the next round
    CALLED_OFF = "called_off"


class Move(StrEnum):
    """What can happen to the selection for a post; each is one appended entry."""

    OPEN = "open"
    CLOSE_NOMINATIONS = "close_nominations"
    PUT_UP = "put_up"
    OPEN_VOTE = "open_vote"
    CLOSE_VOTE = "close_vote"
    ELECT = "elect"
    TIE = "tie"
    FALL_SHORT = "fall_short"
    RUN_OFF = "run_off"  # another vote between those who tied
    DRAW_LOT = "draw_lot"  # by a meeting, on record
    VOTE_AGAIN = "vote_again"
    NOBODY_LEFT = "nobody_left"  # nobody was nominated, passed, or still stands
    REOPEN = "reopen"  # nominations begin anew
    RECOGNISE = "recognise"
    CONFIRM = "confirm"
    TURN_DOWN = "turn_down"  # the two committees or the subdistrict say no
    STEP_DOWN = "step_down"  # whoever was elected withdraws
    APPOINT = "appoint"
    NAME_ACTING = "name_acting"
    RETURN = "return"  # one step back, with a reason
    CALL_OFF = "call_off"


_RUNNING = (
    Stage.NOMINATING, Stage.REVIEWING, Stage.NOTICE, Stage.VOTING, Stage.COUNTING, Stage.TIED, Stage.TOO_FEW,
    Stage.NO_CANDIDATE, Stage.RECOGNISING, Stage.CONFIRMING, Stage.CONFIRMED,
)  # fmt: skip
RUNNING = frozenset(_RUNNING)

MOVES: MappingProxyType[tuple[Stage | None, Move], Stage] = MappingProxyType(
    {
        (None, Move.OPEN): Stage.NOMINATING,
        (Stage.NOMINATING, Move.CLOSE_NOMINATIONS): Stage.REVIEWING,
        (Stage.NOMINATING, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.REVIEWING, Move.PUT_UP): Stage.NOTICE,
        (Stage.REVIEWING, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.REVIEWING, Move.RETURN): Stage.NOMINATING,
        (Stage.NOTICE, Move.OPEN_VOTE): Stage.VOTING,
        (Stage.NOTICE, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.NOTICE, Move.RETURN): Stage.REVIEWING,
        (Stage.VOTING, Move.CLOSE_VOTE): Stage.COUNTING,
        (Stage.VOTING, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.VOTING, Move.RETURN): Stage.NOTICE,
        (Stage.COUNTING, Move.ELECT): Stage.RECOGNISING,
        (Stage.COUNTING, Move.TIE): Stage.TIED,
        (Stage.COUNTING, Move.FALL_SHORT): Stage.TOO_FEW,
        (Stage.COUNTING, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.COUNTING, Move.RETURN): Stage.VOTING,
        (Stage.TIED, Move.RUN_OFF): Stage.VOTING,
        (Stage.TIED, Move.DRAW_LOT): Stage.RECOGNISING,
        (Stage.TIED, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.TIED, Move.RETURN): Stage.COUNTING,
        (Stage.TOO_FEW, Move.VOTE_AGAIN): Stage.VOTING,
        (Stage.TOO_FEW, Move.REOPEN): Stage.NOMINATING,
        (Stage.TOO_FEW, Move.NAME_ACTING): Stage.ACTING,
        (Stage.TOO_FEW, Move.NOBODY_LEFT): Stage.NO_CANDIDATE,
        (Stage.TOO_FEW, Move.RETURN): Stage.COUNTING,
        (Stage.NO_CANDIDATE, Move.REOPEN): Stage.NOMINATING,
        (Stage.NO_CANDIDATE, Move.NAME_ACTING): Stage.ACTING,
        (Stage.RECOGNISING, Move.RECOGNISE): Stage.CONFIRMING,
        (Stage.RECOGNISING, Move.TURN_DOWN): Stage.NO_CANDIDATE,
        (Stage.RECOGNISING, Move.STEP_DOWN): Stage.NO_CANDIDATE,
        (Stage.RECOGNISING, Move.RETURN): Stage.COUNTING,
        (Stage.CONFIRMING, Move.CONFIRM): Stage.CONFIRMED,
        (Stage.CONFIRMING, Move.TURN_DOWN): Stage.NO_CANDIDATE,
        (Stage.CONFIRMING, Move.STEP_DOWN): Stage.NO_CANDIDATE,
        (Stage.CONFIRMING, Move.RETURN): Stage.RECOGNISING,
        (Stage.CONFIRMED, Move.APPOINT): Stage.APPOINTED,
        (Stage.CONFIRMED, Move.STEP_DOWN): Stage.NO_CANDIDATE,
        (Stage.CONFIRMED, Move.RETURN): Stage.CONFIRMING,
        **{(stage, Move.CALL_OFF): Stage.CALLED_OFF for stage in _RUNNING},
    }
)


class Candidacy(StrEnum):
    """Where one candidate stands."""

    NOMINATED = "nominated"
    CONSENTED = "consented"
    PASSED = "passed"  # the review found nothing against
    FAILED = "failed"
    STANDING = "standing"  # on the list: on notice, then voted on
    REMOVED = "removed"  # an objection was upheld
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # never said yes, or never reviewed, before the list was put up
    MERGED = "merged"  # the same person was nominated under another name
    ELECTED = "elected"
    NOT_ELECTED = "not_elected"
    TURNED_DOWN = "turned_down"
    IN_OFFICE = "in_office"


class Turn(StrEnum):
    """What can happen to a candidate."""

    NOMINATE = "nominate"
    CONSENT = "consent"
    WITHDRAW = "withdraw"
    PASS = "pass"
    FAIL = "fail"
    RECONSIDER = "reconsider"
    LIST = "list"
    UNLIST = "unlist"
    UPHOLD = "uphold"
    LAPSE = "lapse"
    MERGE = "merge"
    WIN = "win"
    LOSE = "lose"
    RECOUNT = "recount"
    TURN_DOWN = "turn_down"
    TAKE_OFFICE = "take_office"


TURNS: MappingProxyType[tuple[Candidacy | None, Turn], Candidacy] = MappingProxyType(
    {
        (None, Turn.NOMINATE): Candidacy.NOMINATED,
        (Candidacy.NOMINATED, Turn.CONSENT): Candidacy.CONSENTED,
        (Candidacy.CONSENTED, Turn.PASS): Candidacy.PASSED,
        (Candidacy.CONSENTED, Turn.FAIL): Candidacy.FAILED,
        (Candidacy.PASSED, Turn.RECONSIDER): Candidacy.CONSENTED,
        (Candidacy.FAILED, Turn.RECONSIDER): Candidacy.CONSENTED,
        (Candidacy.PASSED, Turn.LIST): Candidacy.STANDING,
        (Candidacy.STANDING, Turn.UNLIST): Candidacy.PASSED,
        (Candidacy.STANDING, Turn.UPHOLD): Candidacy.REMOVED,
        (Candidacy.STANDING, Turn.WIN): Candidacy.ELECTED,
        (Candidacy.STANDING, Turn.LOSE): Candidacy.NOT_ELECTED,
        (Candidacy.ELECTED, Turn.RECOUNT): Candidacy.STANDING,
        (Candidacy.NOT_ELECTED, Turn.RECOUNT): Candidacy.STANDING,
        (Candidacy.ELECTED, Turn.TURN_DOWN): Candidacy.TURNED_DOWN,
        (Candidacy.ELECTED, Turn.TAKE_OFFICE): Candidacy.IN_OFFICE,
        (Candidacy.NOMINATED, Turn.LAPSE): Candidacy.LAPSED,
        (Candidacy.CONSENTED, Turn.LAPSE): Candidacy.LAPSED,
        (Candidacy.NOMINATED, Turn.MERGE): Candidacy.MERGED,
        (Candidacy.CONSENTED, Turn.MERGE): Candidacy.MERGED,
        # Nominations opened anew: whoever was left over may be put forward again, and says yes again.
        **{
            (state, Turn.NOMINATE): Candidacy.NOMINATED
            for state in (Candidacy.LAPSED, Candidacy.WITHDRAWN, Candidacy.NOT_ELECTED)
        },
        **{
            (state, Turn.WITHDRAW): Candidacy.WITHDRAWN
            for state in (
                Candidacy.NOMINATED,
                Candidacy.CONSENTED,
                Candidacy.PASSED,
                Candidacy.STANDING,
                Candidacy.ELECTED,
            )
        },
    }
)

# In these stages a new name may still be put forward, and a candidate's papers may still change.
TAKES_NAMES = frozenset({Stage.NOMINATING})
REVIEWS = frozenset({Stage.NOMINATING, Stage.REVIEWING})
STILL_IN = frozenset(
    {Candidacy.NOMINATED, Candidacy.CONSENTED, Candidacy.PASSED, Candidacy.STANDING, Candidacy.ELECTED}
)


def after(stage: Stage | None, move: Move) -> Stage:
    """The stage after a move. Raises ValueError where the table has no such line."""
    try:
        return MOVES[stage, move]
    except KeyError:
        raise ValueError(f"no selection that is {stage} can {move}") from None


def turned(state: Candidacy | None, turn: Turn) -> Candidacy:
    """A candidate's state after a turn. Raises ValueError where the table has no such line."""
    try:
        return TURNS[state, turn]
    except KeyError:
        raise ValueError(f"no candidate who is {state} can {turn}") from None


def may(stage: Stage, move: Move) -> bool:
    """Whether a move can follow in a stage.

    >>> may(Stage.NOTICE, Move.OPEN_VOTE), may(Stage.REVIEWING, Move.OPEN_VOTE)
    (True, False)
    """
    return (stage, move) in MOVES


def may_turn(state: Candidacy, turn: Turn) -> bool:
    """Whether a turn can follow in a candidate's state.

    >>> may_turn(Candidacy.NOMINATED, Turn.LIST)
    False
    """
    return (state, turn) in TURNS


def drawing() -> str:
    """Both tables as Mermaid state diagrams, one arrow a line, in the order of the tables."""
    posts = [f"    {stage or '[*]'} --> {then}: {move}" for (stage, move), then in MOVES.items()]
    people = [f"    {state or '[*]'} --> {then}: {turn}" for (state, turn), then in TURNS.items()]
    ends = [f"    {stage} --> [*]" for stage in Stage if stage not in RUNNING]
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", *posts, *ends, "```", "", "```mermaid", "stateDiagram-v2", *people, "```"]
    )


if __name__ == "__main__":
    print(drawing())  # noqa: T201  # this is what it is run for
