"""What a checklist that comes along is made of."""

from __future__ import annotations

from dataclasses import dataclass

from youlin.domains.cases.rules.hazards import Severity
from youlin.domains.cases.rules.inspecting import Target, Topic


@dataclass(frozen=True, slots=True)
class Question:
    """What to look at, what a no means, how bad that is, and what to do on the spot."""

    text: str
    wrong: str
    severity: Severity
    at_once: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """A checklist as it comes. Its code is its topic."""

    topic: Topic
    target: Target
    name: str
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        """The same for every version."""
        return self.topic.value
