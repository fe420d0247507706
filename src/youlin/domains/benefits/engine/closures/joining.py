"""Many verdicts made one: all of them, any of them, and how the members of a family answer."""

from __future__ import annotations

from youlin.domains.benefits.engine.closures.shapes import Count, Row, Truth
from youlin.domains.benefits.engine.values import NO, YES, Number


def together(parts: list[Truth]) -> Truth:
    """All of them: a no of any settles it."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return _both(*parts)
    if len(parts) == 3:
        return _three(*parts)

    def run(person: Row, family: Row) -> int:
        found = YES
        for part in parts:
            verdict = part(person, family)
            if not verdict:
                return NO
            if verdict < found:
                found = verdict
        return found

    return run


def _both(one: Truth, two: Truth) -> Truth:
    """Two of them, without a loop: most programmes are a gate and one condition more."""

    def run(person: Row, family: Row) -> int:
        first = one(person, family)
        if not first:
            return NO
        second = two(person, family)
        return second if second < first else first

    return run


def _three(one: Truth, two: Truth, three: Truth) -> Truth:
    def run(person: Row, family: Row) -> int:
        found = one(person, family)
        if not found:
            return NO
        verdict = two(person, family)
        if verdict < found:
            if not verdict:
                return NO
            found = verdict
        verdict = three(person, family)
        return verdict if verdict < found else found

    return run


def any_of(parts: list[Truth]) -> Truth:
    """Any of them: a yes of one settles it."""
    if len(parts) == 2:
        return _either(*parts)

    def run(person: Row, family: Row) -> int:
        found = NO
        for part in parts:
            verdict = part(person, family)
            if verdict == YES:
                return YES
            if verdict > found:
                found = verdict
        return found

    return run


def _either(one: Truth, two: Truth) -> Truth:
    def run(person: Row, family: Row) -> int:
        first = one(person, family)
        if first == YES:
            return YES
        second = two(person, family)
        return second if second > first else first

    return run


def members(how: str, part: Truth) -> Truth:
    """Whether any member of a family, or all, meet a condition; who may not belong counts as far as they do."""
    if how == "any":

        def run_any(person: Row, family: Row) -> int:
            found = NO
            for belongs, member in family[-1]:
                verdict = part(member, family)
                if verdict > belongs:
                    verdict = belongs
                if verdict > found:
                    if verdict == YES:
                        return YES
                    found = verdict
            return found

        return run_any

    def run_all(person: Row, family: Row) -> int:
        found = YES
        for belongs, member in family[-1]:
            verdict = max(YES - belongs, part(member, family))
            found = min(found, verdict)
        return found

    return run_all


def count(part: Truth) -> Count:
    """How many members meet a condition: exactly, or from the sure to the possible."""

    def run(person: Row, family: Row) -> Number:
        sure = possible = 0
        for belongs, member in family[-1]:
            verdict = part(member, family)
            if verdict > belongs:
                verdict = belongs
            if verdict:
                possible += 1
                if verdict == YES:
                    sure += 1
        return sure if sure == possible else (sure, possible)

    return run
