"""Pure rules of the yearly appraisal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Verdict(StrEnum):
    """What a yearly appraisal says."""

    UP_TO_IT = "up_to_it"
    NOT_UP_TO_IT = "not_up_to_it"


def ends_term(verdicts: Mapping[int, str], year: int) -> bool:
    """Whether the appraisal of a year is "not up to it" beside another such in the year before or after it.

    The law asks for a yearly appraisal (居委会组织法, in force 2026-01-01); that two such in a row end the term is this
    system's rule. A year without an appraisal breaks the row: nobody is put out for what was never said.

    >>> ends_term({2026: "not_up_to_it", 2027: "not_up_to_it"}, 2027)
    True
    >>> ends_term({2025: "not_up_to_it", 2027: "not_up_to_it"}, 2027)
    False
    """
    bad = {one for one, verdict in verdicts.items() if verdict == Verdict.NOT_UP_TO_IT}
    return year in bad and (year - 1 in bad or year + 1 in bad)
