"""Cases that others wrote for their own rules, put through our evaluator: OpenFisca's country template and Japan.

The packages are AGPL and no part of Youlin: they are found where somebody installed them (`OPENFISCA_CASES`, or the
folder that `dev.py bench screening` makes), their case files and figures are read from there, and nothing is copied.
The rules below are ours, written anew in the language of `rules/*.yaml` from what the variables are said to do.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import yaml

from tests.factories.benefits import ROOT
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.reading import read_rules
from youlin.domains.benefits.engine.values import NO, YES
from youlin.domains.benefits.engine.vocabulary import Household, Known, Person, day_number, vector

FOLDER: Final = ROOT / "var" / "peers"
COUNTRY, JAPAN = "openfisca_country_template", "openfisca_japan"
REGION: Final = "000000"
_FACTS: Final = """
sources: {peer: {title: their package, standing: confirmed}}
families:
  - {id: home, label: home, member: lives_here, source: peer, valid: {from: 1900-01-01}}
facts:
  - {id: born, of: person, kind: date, label: born}
  - {id: lives_here, of: person, kind: yes_no, label: here}
  - {id: parent, of: person, kind: yes_no, label: parent}
  - {id: card, of: person, kind: yes_no, label: disability card}
  - {id: salary, of: person, kind: money, label: salary}
  - {id: income_year, of: household, kind: money, label: income}
  - {id: rent, of: household, kind: money, label: rent}
  - {id: metres, of: household, kind: count, label: square metres}
  - {id: untaxed, of: household, kind: yes_no, label: untaxed}
  - {id: struck, of: household, kind: yes_no, label: struck by disaster}
  - id: tenure
    of: household
    kind: choice
    label: tenure
    choices: {owner: owner, tenant: tenant, free_lodger: lodger, homeless: none}
"""
_BASIC: Final = (
    ("2015-12-01", "2016-11-30", "(p.basic if age >= p.majority and salary == 0 else 0)"),
    ("2016-12-01", "", "(p.basic if age >= p.majority else 0)"),
)
_TAX: Final = "salary * p.rate"
_SHARES: Final = (
    "((salary if salary <= p.second else p.second) * p.first_rate"
    " + (((salary if salary <= p.third else p.third) - p.second) if salary > p.second else 0) * p.second_rate"
    " + (salary - p.third if salary > p.third else 0) * p.third_rate)"
)
_HOUSING: Final = (
    '((metres * p.metre if metres * p.metre > p.least else p.least) if tenure in ("owner", "tenant") else 0)'
)
_PARENTING: Final = (
    "(p.parenting if income_year <= p.threshold and (any_member(age < 6)"
    " or count_members(parent) == 1 and any_member(age < 8)) else 0)"
)
_NEEDY: Final = "untaxed or any_member(card) or any_member(age >= 65)"
# Per variable: whether it is a person's, and what it is worth from a day to a day. Where none holds, nothing.
RULES: Final[dict[tuple[str, str], tuple[str, tuple[tuple[str, str, str], ...]]]] = {
    (COUNTRY, "age"): ("person", (("1900-01-01", "", "age"),)),
    (COUNTRY, "basic_income"): ("person", _BASIC),
    (COUNTRY, "income_tax"): ("person", (("1900-01-01", "", _TAX),)),
    (COUNTRY, "social_security_contribution"): ("person", (("1900-01-01", "", _SHARES),)),
    (COUNTRY, "disposable_income"): (
        "person",
        (
            ("1900-01-01", "2015-11-30", f"salary - {_TAX} - {_SHARES}"),
            *((start, end, f"salary + {basic} - {_TAX} - {_SHARES}") for start, end, basic in _BASIC),
        ),
    ),
    (COUNTRY, "housing_allowance"): ("family", (("1980-01-01", "2016-11-30", "rent * p.allowance"),)),
    (COUNTRY, "housing_tax"): (
        "family",
        (
            (
                "1900-01-01",
                "",
                _HOUSING,
            ),
        ),
    ),
    (COUNTRY, "parenting_allowance"): (
        "family",
        (
            (
                "1900-01-01",
                "",
                _PARENTING,
            ),
        ),
    ),
    (JAPAN, "年齢"): ("person", (("1900-01-01", "", "age"),)),
    (JAPAN, "生活支援費"): (
        "family",
        (("1900-01-01", "", f"((p.alone if family.size == 1 else p.together) if {_NEEDY} else 0)"),),
    ),
    (JAPAN, "福祉費"): (
        "family",
        (("1900-01-01", "", f"((p.struck if struck else p.welfare) if {_NEEDY} else 0)"),),
    ),
}
_LOANS: Final = "福祉/生活福祉資金貸付制度/"
# Where the package keeps the figures that our rules name; in a money of hundredths unless it is a share or an age.
FIGURES: Final[dict[str, dict[str, tuple[str, tuple[object, ...], int]]]] = {
    COUNTRY: {
        "basic": ("benefits/basic_income.yaml", (), 100),
        "majority": ("general/age_of_majority.yaml", (), 1),
        "rate": ("taxes/income_tax_rate.yaml", (), 1),
        "first_rate": ("taxes/social_security_contribution.yaml", ("brackets", 0, "rate"), 1),
        "second": ("taxes/social_security_contribution.yaml", ("brackets", 1, "threshold"), 100),
        "second_rate": ("taxes/social_security_contribution.yaml", ("brackets", 1, "rate"), 1),
        "third": ("taxes/social_security_contribution.yaml", ("brackets", 2, "threshold"), 100),
        "third_rate": ("taxes/social_security_contribution.yaml", ("brackets", 2, "rate"), 1),
        "allowance": ("benefits/housing_allowance.yaml", (), 1),
        "metre": ("taxes/housing_tax.yaml", ("rate",), 100),
        "least": ("taxes/housing_tax.yaml", ("minimal_amount",), 100),
        "parenting": ("benefits/parenting_allowance/amount.yaml", (), 100),
        "threshold": ("benefits/parenting_allowance/income_threshold.yaml", (), 100),
    },
    JAPAN: {
        "alone": (f"{_LOANS}生活支援費_貸付上限額_単身.yaml", (), 100),
        "together": (f"{_LOANS}生活支援費_貸付上限額_二人以上.yaml", (), 100),
        "welfare": (f"{_LOANS}福祉費_貸付上限額.yaml", (), 100),
        "struck": (f"{_LOANS}福祉費_災害_貸付上限額.yaml", (), 100),
    },
}
WHOLE: Final = frozenset({"age", "年齢"})  # what is counted, and is no money
_KNOWN_IN: Final = {"salary", "age", "birth", "rent", "accommodation_size", "housing_occupancy_status", "年齢",
                    "誕生年月日", "被災している", "住民税非課税世帯", "身体障害者手帳等級"}  # fmt: skip
_OTHER_FIELDS: Final = (
    (("所得", "住民税", "社会保険料", "標準報酬月額"), "an amount of tax or insurance by tables, no condition"),
    (("福祉/生活保護",), "a standard of living by tables of place, age and size"),
    (("reforms",), "changes their own rules while it runs"),
)


@dataclass(slots=True)
class Outcome:
    """How many statements were read, put through, and came out the same; the others with their reasons."""

    read: int = 0
    mapped: int = 0
    agreed: int = 0
    apart: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def packages() -> dict[str, Path]:
    """The packages that are installed here, by name."""
    place = Path(os.environ.get("OPENFISCA_CASES") or FOLDER)
    return {name: place / name for name in (COUNTRY, JAPAN) if (place / name / "tests").is_dir()}


def run(name: str, package: Path) -> Outcome:
    """Every case of a package: each stated value is one statement."""
    found = Outcome()
    figures = {key: _figure(package, *where) for key, where in FIGURES[name].items()}
    for file in sorted((package / "tests").rglob("*.yaml")):
        where = file.relative_to(package / "tests").as_posix()
        cases = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) or []
        for case in cases if isinstance(cases, list) else [cases]:
            for variable, when, expected, inputs in _statements(case):
                found.read += 1
                reason = _unmappable(name, where, case, variable, inputs) or _unread(expected)
                if reason:
                    found.left_out[reason] += 1
                    continue
                found.mapped += 1
                if _agrees(name, variable, when, expected, inputs, figures):
                    found.agreed += 1
                else:
                    found.apart.append(f"{where}: {case.get('name', '')}: {variable} on {when} is {expected}")
    return found


# -------------------------------------------------------------------------------------------- reading their cases
Inputs = tuple[dict[str, Any], list[dict[str, Any]]]  # of the household, of its people


def _statements(case: dict[str, Any]) -> Iterator[tuple[str, date, str, Inputs]]:
    period = str(case.get("period", "2024-01-01"))
    groups = _households(case.get("input") or {})
    for group, variable, stated in _stated(case.get("output") or {}):
        values = stated if isinstance(stated, dict) else {period: stated}
        for when, value in values.items():
            day = _day(str(when))
            yield variable, day, str(value), _on(groups.get(group, next(iter(groups.values()))), when, period)


def _stated(output: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Variables with their values, and the household of a list of several that they are about."""
    for key, value in output.items():
        if key in ("household", "世帯") and isinstance(value, dict):
            yield from (("", name, one) for name, one in value.items())
        elif key in ("households", "世帯一覧") and isinstance(value, dict):
            yield from ((home, name, one) for home, body in value.items() for name, one in body.items())
        elif key in ("persons", "世帯員") and isinstance(value, dict):
            yield from (("", f"person {who}: {name}", one) for who, body in value.items() for name, one in body.items())
        else:
            yield "", key, value


def _households(given: dict[str, Any]) -> dict[str, Inputs]:
    people = given.get("persons") or given.get("世帯員")
    if not isinstance(people, dict):
        return {"": (given, [{**given, "parent": 1}])}
    homes = given.get("households") or given.get("世帯一覧") or {"": given.get("household") or given.get("世帯") or {}}
    found: dict[str, Inputs] = {}
    for name, home in homes.items():
        roles = {key: value if isinstance(value, list) else [value] for key, value in home.items() if _role(key)}
        members = [
            {**(people.get(who) or {}), "parent": int(key in ("parents", "parent", "親一覧", "親"))}
            for key, listed in roles.items()
            for who in listed
        ]
        found[name] = ({key: value for key, value in home.items() if not _role(key)}, members)
    return found


def _role(key: str) -> bool:
    return key in ("parents", "parent", "children", "child", "親", "子") or key.endswith("一覧")


def _on(inputs: Inputs, when: object, period: str) -> Inputs:
    """What was given for that time: a value with dates counts on its own."""

    def pick(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return value.get(str(when), value.get(f"{when}-01", value.get(f"{str(when)[:4]}-01")))

    home, people = inputs
    return {key: pick(one) for key, one in home.items()}, [{k: pick(one) for k, one in who.items()} for who in people]


def _day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3])


def _unmappable(name: str, where: str, case: dict[str, Any], variable: str, inputs: Inputs) -> str:
    for starts, reason in _OTHER_FIELDS:
        if where.startswith(starts):
            return reason
    if case.get("reforms") or case.get("extensions"):
        return "changes their own rules while it runs"
    if (name, variable) not in RULES:
        return "a variable that nobody has written in our language"
    home, people = inputs
    strange = (set(home) | {key for who in people for key in who}) - _KNOWN_IN - {"parent"}
    return "depends on facts that our rule does not name" if strange else ""


def _unread(expected: str) -> str:
    try:
        Fraction(expected)
    except ValueError:
        return "states its result as a sum or a word"
    return ""


# ---------------------------------------------------------------------------------------------- putting them through
def _figure(package: Path, file: str, inside: tuple[object, ...], scale: int) -> list[tuple[date, Fraction | None]]:
    body: Any = yaml.load((package / "parameters" / file).read_text(encoding="utf-8"), yaml.BaseLoader)
    for key in inside:
        body = body[key]
    values = body.get("values", body)
    found = []
    for day, value in values.items():
        if day[:1].isdigit() and value != "expected":
            number = value.get("value") if isinstance(value, dict) else value
            found.append((_day(day), None if number in (None, "null") else Fraction(number) * scale))
    return sorted(found, key=lambda one: one[0])


def _at(figure: list[tuple[date, Fraction | None]], day: date) -> Fraction | None:
    return next((value for start, value in reversed(figure) if start <= day), None)


def _agrees(
    name: str,
    variable: str,
    day: date,
    expected: str,
    inputs: Inputs,
    figures: dict[str, list[tuple[date, Fraction | None]]],
) -> bool:
    """Whether our rule says yes to the stated value on the day, and no to the next one."""
    unit, spans = RULES[name, variable]
    amount = Fraction(expected) * (1 if variable in WHOLE else 100)
    found = next(
        (
            expression
            for start, end, expression in spans
            if _day(start) <= day and (not end or day <= date.fromisoformat(end))
        ),
        "",
    )
    if not found:
        return amount == 0  # no rule on that day: nothing is given
    today = {key: _at(figure, day) for key, figure in figures.items()}
    # A bracket that does not exist yet begins beyond any salary.
    today |= (
        {"third": today["third"] or Fraction(10**12), "third_rate": today["third_rate"] or Fraction(0)}
        if ("third" in today)
        else {}
    )
    return [_verdict(found, unit, figures, today, day, inputs, one) for one in (amount, amount + 1)] == [YES, NO]


def _verdict(
    expression: str,
    unit: str,
    figures: dict[str, Any],
    today: dict[str, Fraction | None],
    day: date,
    inputs: Inputs,
    amount: Fraction,
) -> int:
    named = "".join(f"  - {{id: p.{key}, label: {key}, unit: fen, filled_by: them}}\n" for key in figures)
    rule = (
        f"parameters:\n{named}  - {{id: p.stated, label: stated, unit: fen, filled_by: them}}\n"
        f"programmes:\n  - id: one\n    name: one\n    unit: {unit}\n    family: home\n    source: peer\n"
        "    valid: {from: 1900-01-01}\n    conditions:\n      - id: worth\n        label: worth\n"
        f"        when: >-\n          {expression} == p.stated\n        valid: {{from: 1900-01-01}}\n"
    )
    book = read_rules([("peer.yaml", _FACTS + rule)])
    figured = {f"p.{key}": value for key, value in today.items() if value is not None}
    edition = Edition(book, day, REGION, {**figured, "p.stated": amount})
    if book.problems or edition.left_out:
        raise ValueError(f"{book.problems} {edition.left_out}")
    said = edition.decide(vector(edition.vocabulary, _facts(inputs, day), day))[0]
    return int(said[0] if isinstance(said, list) else said)


def _facts(inputs: Inputs, day: date) -> Household:
    given, people = inputs

    def known(**values: Any) -> dict[str, Known]:
        return {key: Known(value, day, "case") for key, value in values.items() if value is not None}

    def fen(value: Any) -> int:
        return int(Fraction(value or 0) * 100)

    members = [
        known(born=_born(who, day), lives_here=1, parent=who.get("parent", 1), salary=fen(who.get("salary")),
              card=int("身体障害者手帳等級" in who))
        for who in people
    ]  # fmt: skip
    home = known(
        income_year=sum(fen(who.get("salary")) for who in people),
        rent=fen(given.get("rent")),
        metres=int(given.get("accommodation_size") or 0),
        tenure=given.get("housing_occupancy_status") or "tenant",  # what their own default says
        untaxed=int(given.get("住民税非課税世帯") == "true"),
        struck=int(given.get("被災している") == "true"),
    )
    return Household(1, home, tuple(Person(place, str(place), facts) for place, facts in enumerate(members)))


def _born(who: dict[str, Any], day: date) -> int | None:
    stated = who.get("birth") or who.get("誕生年月日")
    if stated:
        return day_number(min(date.fromisoformat(stated), day))  # who is not born yet counts as just born, as they say
    age = who.get("age") or who.get("年齢")
    return day_number(date(day.year - int(age), day.month, 1)) if age is not None else day_number(date(1970, 1, 1))
