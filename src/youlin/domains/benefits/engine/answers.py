"""What comes out: a programme's word on a family or a person, with its conditions and reasons."""

from __future__ import annotations

from typing import Final, NamedTuple

from youlin.domains.benefits.engine.rulebook import Condition, Programme
from youlin.domains.benefits.engine.tracing import Key, Reason
from youlin.domains.benefits.engine.values import UNKNOWN, YES

LIKELY: Final = 3  # stands in for unknown where a knock at the door is worth it


class ConditionAnswer(NamedTuple):
    """One condition: its verdict and why.

    `assumed`: parameters that nobody has said, whose stand-in decided: another figure could turn the verdict.
    """

    condition: Condition
    verdict: int
    reasons: tuple[Reason, ...]
    assumed: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What a programme says about a family, or about one of its people (`member`: place in the household).

    `likely`: everything that can be known at the door fits, and what is open is for the authority to check.
    Where a gate failed, its condition stands alone: it is enough.
    """

    programme: Programme
    member: int | None
    verdict: int
    likely: bool
    conditions: tuple[ConditionAnswer, ...]

    @property
    def is_lead(self) -> bool:
        """Whether it is worth a knock at the door."""
        return self.verdict == YES or self.likely

    @property
    def missing(self) -> tuple[Key, ...]:
        """Facts that keep it open, each once."""
        return tuple(dict.fromkeys(key for reason in self._open_reasons() for key in reason.missing))

    @property
    def unset(self) -> tuple[str, ...]:
        """Parameters that keep it open, each once."""
        return tuple(dict.fromkeys(name for reason in self._open_reasons() for name in reason.unset))

    def _open_reasons(self) -> list[Reason]:
        """Reasons of the conditions that keep it open; of a settled answer none."""
        if self.verdict != UNKNOWN:
            return []
        return [reason for one in self.conditions if one.verdict == UNKNOWN for reason in one.reasons]
