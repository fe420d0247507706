"""States of a case and the steps between them, in one table. `python -m youlin.domains.cases.rules.states` draws it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"  # a rung must answer
    ANSWERED = "answered"  # the answer is on its way down
    TOLD = "told"  # the resident heard it
    CLOSED = "closed"  # the resident agreed, or stayed silent after being told, or the rung above agreed to a reason
    MERGED = "merged"  # the same as another, which is answered for both
    WITHDRAWN = "withdrawn"  # nobody needs an answer any more


class Step(StrEnum):
    """What can happen to a case; each is one appended event."""

    REPORT = "report"
    BYPASS = "bypass"  # reported straight to the subdistrict
    ESCALATE = "escalate"
    CLIMB = "climb"  # by itself, because a clock was missed
    RETURN = "return"
    ANSWER = "answer"
    PASS_DOWN = "pass_down"
    DROP_DOWN = "drop_down"  # by itself, because a rung kept the answer too long
    OVERDUE = "overdue"  # a clock was missed and there is no rung left to go to
    TELL = "tell"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"  # by who reported it, and nobody else
    NOTE = "note"  # something added, a photograph or a word; nothing moves
    PAUSE = "pause"  # the clock stands still until a day, for a reason that lies outside
    RESUME = "resume"  # it goes on before that day; what was not used is given back
    EXTEND = "extend"  # more time at this rung, once, with a reason that the rung above reads
    HAND_OVER = "hand_over"  # from one department to another, with the reason
    TAKE_OVER = "take_over"  # a rung above takes it
    INVITE = "invite"  # another post helps with it
    LEAVE = "leave"  # and helps no more
    ASK_CLOSE = "ask_close"  # close it without an answer, says a rung; the rung above decides
    AGREE_CLOSE = "agree_close"
    REFUSE_CLOSE = "refuse_close"
    MERGE = "merge"  # it is the same as another
    UNMERGE = "unmerge"  # it is not, or the other ended without an answer
    SYSTEM_TELL = "system_tell"  # by itself: nobody told the resident in time, who can read the answer
    MEDIATE = "mediate"  # the parties of a dispute are brought together by a day; the clock goes until then
    MARK = "mark"  # how pressing it is was seen otherwise
    UNDO = "undo"  # what was done to many at once is taken back; the step itself stays in the history
    TELL_AUTHORITY = "tell_authority"  # the authority for this danger was told
    LAPSE = "lapse"  # by itself: the resident was told, reminded, and said nothing


TRANSITIONS: MappingProxyType[tuple[Status | None, Step], Status] = MappingProxyType(
    {
        (None, Step.REPORT): Status.OPEN,
        (None, Step.BYPASS): Status.OPEN,
        (Status.OPEN, Step.ESCALATE): Status.OPEN,
        (Status.OPEN, Step.CLIMB): Status.OPEN,
        (Status.OPEN, Step.RETURN): Status.OPEN,
        (Status.OPEN, Step.OVERDUE): Status.OPEN,
        (Status.OPEN, Step.ANSWER): Status.ANSWERED,
        (Status.OPEN, Step.WITHDRAW): Status.WITHDRAWN,
        (Status.ANSWERED, Step.PASS_DOWN): Status.ANSWERED,
        (Status.ANSWERED, Step.DROP_DOWN): Status.ANSWERED,
        (Status.ANSWERED, Step.OVERDUE): Status.ANSWERED,
        (Status.ANSWERED, Step.TELL): Status.TOLD,
        (Status.TOLD, Step.CONFIRM): Status.CLOSED,
        (Status.TOLD, Step.REOPEN): Status.OPEN,
        (Status.CLOSED, Step.REOPEN): Status.OPEN,
        (Status.OPEN, Step.PAUSE): Status.OPEN,
        (Status.OPEN, Step.RESUME): Status.OPEN,
        (Status.OPEN, Step.EXTEND): Status.OPEN,
        (Status.OPEN, Step.TAKE_OVER): Status.OPEN,
        (Status.OPEN, Step.HAND_OVER): Status.OPEN,
        (Status.OPEN, Step.INVITE): Status.OPEN,
        (Status.OPEN, Step.LEAVE): Status.OPEN,
        (Status.OPEN, Step.ASK_CLOSE): Status.OPEN,
        (Status.OPEN, Step.AGREE_CLOSE): Status.CLOSED,
        (Status.OPEN, Step.REFUSE_CLOSE): Status.OPEN,
        (Status.OPEN, Step.MEDIATE): Status.OPEN,
        (Status.OPEN, Step.MARK): Status.OPEN,
        (Status.OPEN, Step.UNDO): Status.OPEN,
        (Status.OPEN, Step.MERGE): Status.MERGED,
        (Status.MERGED, Step.UNMERGE): Status.OPEN,
        (Status.MERGED, Step.ANSWER): Status.ANSWERED,
        (Status.ANSWERED, Step.SYSTEM_TELL): Status.TOLD,
        (Status.TOLD, Step.LAPSE): Status.CLOSED,
        (Status.OPEN, Step.BYPASS): Status.OPEN,
        **{
            (status, Step.TELL_AUTHORITY): status
            for status in (Status.OPEN, Status.ANSWERED, Status.TOLD, Status.CLOSED)
        },
        **{(status, Step.NOTE): status for status in (Status.OPEN, Status.ANSWERED, Status.TOLD)},
    }
)

BY_ITSELF = frozenset({Step.CLIMB, Step.DROP_DOWN, Step.OVERDUE, Step.SYSTEM_TELL, Step.LAPSE})
RUNNING = frozenset({Status.OPEN, Status.ANSWERED})  # a clock runs


def may(status: Status, step: Step) -> bool:
    """Whether a step can follow in a state.

    >>> may(Status.OPEN, Step.ANSWER), may(Status.ANSWERED, Step.ANSWER)
    (True, False)
    """
    return (status, step) in TRANSITIONS


def after(status: Status | None, step: Step) -> Status:
    """The state after a step. Raises ValueError where the table has no such line."""
    try:
        return TRANSITIONS[status, step]
    except KeyError:
        raise ValueError(f"no case that is {status} can {step}") from None


def drawing() -> str:
    """The table as a Mermaid state diagram, one arrow a line, in the order of the table."""
    arrows = [f"    {status or '[*]'} --> {target}: {step}" for (status, step), target in TRANSITIONS.items()]
    return "\n".join(["stateDiagram-v2", *arrows, f"    {Status.CLOSED} --> [*]", f"    {Status.WITHDRAWN} --> [*]"])


if __name__ == "__main__":
    print(drawing())  # noqa: T201  # this is what it is run for
