"""When a chief is asked what is known of somebody, and who may consent for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from youlin.domains.care.rules.cadence import REACHED, Outcome

NOT_HOME_IN_A_ROW = 3
GUARDIAN_UNDER = 14  # years, 个人信息保护法 art. 31: for whoever is younger a guardian consents


def asks(outcomes: Sequence[str]) -> frozenset[str]:
    """What the latest tries (newest first) ask: three times not at home, or not wanting to be seen.

    A try that reached the person ends the row; one that reached nobody by telephone is no knock at the door.

    >>> sorted(asks(["not_home", "unreachable", "not_home", "not_home", "met"]))
    ['not_home']
    >>> sorted(asks(["refused", "met", "not_home"])), sorted(asks(["met", "refused"]))
    (['refused'], [])
    """
    row = []
    for outcome in outcomes:
        if outcome in REACHED:
            break
        row.append(outcome)
    found = {"refused"} if Outcome.REFUSED in row else set()
    if row.count(Outcome.NOT_HOME) >= NOT_HOME_IN_A_ROW:
        found.add("not_home")
    return frozenset(found)


def consent_problem(*, whose: str, guardian: str, age: int | None, said_on: date, today: date) -> str | None:
    """The code of what is wrong with a consent; None where nothing is.

    >>> day = date(2026, 11, 2)
    >>> consent_problem(whose="self", guardian="", age=9, said_on=day, today=day)
    'guardian_needed'
    """
    checks = {
        "guardian_needed": whose == "self" and age is not None and age < GUARDIAN_UNDER,
        "guardian_missing": whose == "guardian" and not guardian.strip(),
        "said_in_future": said_on > today,
    }
    return next((code for code, wrong in checks.items() if wrong), None)
