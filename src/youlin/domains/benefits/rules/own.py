"""A street's own programme, put together from phrases that are picked: no language to learn, nothing to run.

Each line is a phrase (`age >=`, `works == 1`, `care_level == severe`) with a number where it needs one. A line that is
joined holds together with the one before it as *or*; all else is *and*. Texts are in both languages, as in rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from youlin.domains.benefits.engine.rulebook import CONFIRMED, Condition, Place, Programme, Source, Span
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, Of, Supplier, Text
from youlin.domains.benefits.rules.exact import figure as exact

AGE: Final = "age"
A_HEAD: Final = "income_a_head"
MOST_LINES: Final = 6
OWN: Final = "own-"  # how the name of such a programme begins; its key follows
DESK: Final = "desk"  # the file that a problem of such a programme names; its line is the line of the form
_OURS: Final[dict[str, Text]] = {
    AGE: {"zh": "年龄", "en": "age"},
    A_HEAD: {"zh": "人均年收入", "en": "income a head in a year"},
}
_SIGNS: Final[dict[str, Text]] = {
    ">=": {"zh": "不低于", "en": "at least"},
    "<": {"zh": "低于", "en": "below"},
    "<=": {"zh": "不超过", "en": "at most"},
}
_ANY: Final[Text] = {"zh": "有（哪一种都算）", "en": "any"}
_YES_NO: Final[dict[str, Text]] = {"1": {"zh": "是", "en": "yes"}, "0": {"zh": "否", "en": "no"}}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a line can say. `asks`: years, yuan or a number that goes with it; empty where nothing does."""

    key: str  # fact, sign and choice: "care_level == severe"
    label: Text
    asks: str
    of_person: bool
    by_authority: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase as it was picked, with what was typed beside it."""

    phrase: str
    value: str = ""
    joined: bool = False


class BadLine(ValueError):
    """A line that says nothing. `line` counts from 1; `code` is worded in `wording`."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(f"{code} in line {line}")
        self.code, self.line = code, line


def phrases(facts: Iterable[Fact]) -> list[Phrase]:
    """All that can be picked: ages and income first, then each fact with its values."""
    found = [Phrase(f"{AGE} {sign}", _compared(_OURS[AGE], sign), "years", True) for sign in (">=", "<")]
    found += [Phrase(f"{A_HEAD} {sign}", _compared(_OURS[A_HEAD], sign), "yuan", False) for sign in ("<", ">=")]
    for fact in facts:
        found += _of_fact(fact)
    return found


def _of_fact(fact: Fact) -> Iterator[Phrase]:
    of_person, checked = fact.of is Of.PERSON, fact.supplier is Supplier.AUTHORITY
    if fact.kind is Kind.YES_NO:
        said = {"== 1": _YES_NO["1"], "== 0": _YES_NO["0"]}
    elif fact.kind is Kind.CHOICE:
        said = {f"== {name}": fact.choice_labels[name] for name in fact.choices}
        said |= {"!= none": _ANY} if "none" in fact.choices else {}
    elif fact.kind is Kind.DATE:
        return
    else:
        for sign in ("<=", ">="):
            asks = "yuan" if fact.kind is Kind.MONEY else "number"
            yield Phrase(f"{fact.id} {sign}", _compared(fact.label, sign), asks, of_person, checked)
        return
    for key, value in said.items():
        label = {"zh": f"{fact.label['zh']}：{value['zh']}", "en": f"{fact.label['en']}: {value['en']}"}
        yield Phrase(f"{fact.id} {key}", label, "", of_person, checked)


def _compared(label: Text, sign: str) -> Text:
    return {name: f"{label[name]} {_SIGNS[sign][name]}" for name in ("zh", "en")}


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote at the desk."""

    name: str
    unit: str  # person or family
    family: str
    lines: tuple[Line, ...]
    source: str
    valid: Span
    gives: str = ""
    documents: tuple[str, ...] = ()


def programme(key: str, written: Written, facts: Sequence[Fact]) -> Programme:
    """The programme in the language of rules. Raises BadLine."""
    known = {one.key: one for one in phrases(facts)}
    place = Place(DESK, 0)
    source = Source(written.source, standing=CONFIRMED)
    groups: list[list[tuple[int, str, Text]]] = []
    for number, line in enumerate(written.lines, 1):
        text, label = _said(known.get(line.phrase), line, number, of_person=written.unit == "person")
        if line.joined and groups:
            groups[-1].append((number, text, label))
        else:
            groups.append([(number, text, label)])
    if not groups:
        raise BadLine("lines_missing", 1)
    return Programme(
        id=key,
        name=_both(written.name),
        unit=written.unit,
        family=written.family,
        source=source,
        valid=written.valid,
        conditions=tuple(_condition(group, source, written.valid) for group in groups),
        at=place,
        apply_at={"zh": "街道办事窗口，也可以请邻长帮办", "en": "at the street's desk, or with a chief's help"},
        gives=_both(written.gives) if written.gives else {},
        documents=tuple(map(_both, written.documents)),
    )


def _both(text: str) -> Text:
    return {"zh": text, "en": text}


def _condition(group: list[tuple[int, str, Text]], source: Source, valid: Span) -> Condition:
    number = group[0][0]
    label = {
        "zh": "，或者".join(text["zh"] for _number, _when, text in group),
        "en": ", or ".join(text["en"] for _number, _when, text in group),
    }
    return Condition(
        id=f"line{number}",
        label=label,
        when=" or ".join(when for _number, when, _text in group),
        source=source,
        valid=valid,
        at=Place(DESK, number),
    )


def _said(phrase: Phrase | None, line: Line, number: int, *, of_person: bool) -> tuple[str, Text]:
    """A line as an expression, and as people read it."""
    if phrase is None:
        raise BadLine("phrase_missing", number)
    name, sign, *choice = line.phrase.split()
    if not phrase.asks:
        if line.value.strip():
            raise BadLine("value_idle", number)
        right, label = choice[0] if choice[0].isdigit() else f'"{choice[0]}"', phrase.label
    else:
        value = _number(phrase.asks, line.value)
        if value is None:
            raise BadLine(f"{phrase.asks}_missing", number)
        right, label = str(value), _with_number(phrase, line.value.strip())
    left = "family.income / family.size" if name == A_HEAD else name
    text = f"{left} {sign} {right}"
    if phrase.of_person and not of_person:
        return f"any_member({text})", {"zh": f"家里有人{label['zh']}", "en": f"somebody in the family: {label['en']}"}
    return text, label


def _number(asks: str, typed: str) -> int | None:
    """Years and numbers as they are, yuan in fen; None for what is none."""
    value = exact(typed.replace("元", "").replace("岁", ""))
    if value is None or "%" in typed:
        return None
    value *= Fraction(100 if asks == "yuan" else 1)
    return int(value) if value.denominator == 1 and value < 10**13 else None


def _with_number(phrase: Phrase, typed: str) -> Text:
    bare = typed.removesuffix("元").removesuffix("岁").strip()
    zh, en = {"yuan": (" 元", " yuan"), "years": (" 岁", ""), "number": ("", "")}[phrase.asks]
    return {"zh": f"{phrase.label['zh']} {bare}{zh}", "en": f"{phrase.label['en']} {bare}{en}"}
