"""What a chief can help with, and for how many people there is time."""

from __future__ import annotations

from enum import StrEnum

MOST_PEOPLE = 60  # a week; who looks after more than that is no neighbour


class Skill(StrEnum):
    """What a person may need of whoever comes, and a chief may be able to do."""

    NURSING = "nursing"
    LIFTING = "lifting"
    SIGN = "sign"
    CHILD = "child"
    DIALECT = "dialect"
    PHONE = "phone"
    ERRANDS = "errands"
