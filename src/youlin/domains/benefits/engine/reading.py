"""YAML text to a rulebook, with the line of whatever is wrong. Reads text, not files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final, ParamSpec, TypeVar

import yaml

from youlin.domains.benefits.engine.rulebook import (
    Condition,
    Family,
    Figure,
    Meanwhile,
    Parameter,
    Place,
    Problem,
    Programme,
    Rulebook,
    Source,
    Span,
    Unit,
)
from youlin.domains.benefits.engine.values import INF
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, Of, Supplier, Text

T = TypeVar("T")
P = ParamSpec("P")
SECTIONS: Final = ("sources", "facts", "families", "parameters", "programmes")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Mapped(dict[str, Any]):
    """A mapping that knows its line, and the line of each of its keys."""

    line: int = 0
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    """Plain values only; each mapping remembers where it stood. The same key twice is an error."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Mapped:
    found = Mapped()
    found.line = node.start_mark.line + 1
    found.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"{key} stands here twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
        found.lines[key] = key_node.start_mark.line + 1
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


class Wrong(Exception):
    """Something in a file that cannot be read; becomes a Problem."""

    def __init__(self, code: str, message: str, line: int) -> None:
        super().__init__(message)
        self.code, self.message, self.line = code, message, line


def read_rules(files: Iterable[tuple[str, str]]) -> Rulebook:
    """All files as one rulebook. What cannot be read is left out, and is a problem of the rulebook."""
    documents: list[tuple[str, Mapped]] = []
    problems: list[Problem] = []
    for name, text in files:
        try:
            found = yaml.load(text, _Loader) or Mapped()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            problems.append(Problem("yaml", str(error.problem), Place(name, mark.line + 1 if mark else 1)))
            continue
        if not isinstance(found, Mapped) or set(found) - set(SECTIONS):
            problems.append(Problem("section", f"a file holds {', '.join(SECTIONS)}, and nothing else", Place(name, 1)))
            continue
        documents.append((name, found))
    return _Book(documents, problems).read()


class _Book:
    def __init__(self, documents: list[tuple[str, Mapped]], problems: list[Problem]) -> None:
        self.documents = documents
        self.problems = problems
        self.sources: dict[str, Source] = {}

    def read(self) -> Rulebook:
        for file, found in self.documents:
            for name, body in (found.get("sources") or {}).items():
                self._attempt(file, self._keep_source, name, body)
        return Rulebook(
            facts=tuple(self._section("facts", self._fact)),
            families=tuple(self._section("families", self._family)),
            programmes=tuple(self._section("programmes", self._programme)),
            parameters=tuple(self._section("parameters", self._parameter)),
            problems=tuple(self.problems),
        )

    def _attempt(self, file: str, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The outcome, or None with a problem noted."""
        try:
            return do(*args, **kwargs)
        except Wrong as wrong:
            self.problems.append(Problem(wrong.code, wrong.message, Place(file, wrong.line)))
            return None

    def _section(self, name: str, build: Callable[[str, Mapped], T]) -> Iterator[T]:
        seen: dict[str, Place] = {}
        for file, found in self.documents:
            for body in found.get(name) or ():
                made = self._attempt(file, lambda: build(file, _is_mapping(body, found.lines[name])))  # noqa: B023
                if made is None:
                    continue
                place = Place(file, body.line)
                known = seen.setdefault(str(body["id"]), place)
                if known is not place:
                    self.problems.append(Problem("twice", f"{body['id']} stands already at {known}", place))
                    continue
                yield made

    def _keep_source(self, name: str, body: object) -> None:
        body = _is_mapping(body, 1)
        self.sources[name] = Source(str(_need(body, "title")), "", str(body.get("standing", "to_confirm")))

    def _source(self, body: Mapped, above: Source | None = None) -> Source:
        name = body.get("source")
        if name is None:
            if above is None:
                raise Wrong("unsourced", "source is missing: name where it is written", body.line)
            return Source(above.title, str(body.get("article", "")), above.standing)
        known = self.sources.get(str(name))
        if known is None:
            raise Wrong("unsourced", f"{name} is none of the sources", body.lines["source"])
        return Source(known.title, str(body.get("article", "")), str(body.get("standing", known.standing)))

    def _fact(self, file: str, body: Mapped) -> Fact:
        kind = _choice(Kind, body, "kind")
        choices = body.get("choices") or Mapped()
        words = _is_mapping(body.get("words") or choices, body.line)
        return Fact(
            id=_name(body),
            of=_choice(Of, body, "of"),
            kind=kind,
            label=_text(body, "label"),
            question=_text(body, "question", required=False),
            supplier=_choice(Supplier, body, "supplier", Supplier.DOOR),
            choices=tuple(choices),
            choice_labels={key: _text(words, key) for key in words},
            low=int(body.get("low", 0)),
            high=int(body.get("high", 1 if kind is Kind.YES_NO else INF)),
            fresh_days=body.get("fresh_days"),
            usual=body.get("usual"),
            line=body.line,
        )

    def _family(self, file: str, body: Mapped) -> Family:
        return Family(
            _name(body),
            _text(body, "label"),
            str(_need(body, "member")),
            self._source(body),
            _span(body),
            Place(file, body.lines["member"]),
        )

    def _programme(self, file: str, body: Mapped) -> Programme:
        source = self._source(body)
        span = _span(body)
        conditions = _need(body, "conditions")
        unit = str(_need(body, "unit"))
        if unit not in ("person", "family"):
            raise Wrong("unit", "unit is person or family", body.lines["unit"])
        made = [self._attempt(file, self._condition, file, one, body.line, source) for one in conditions]
        if None in made:  # without one of its conditions it would say yes too easily
            raise Wrong("incomplete", f"{body.get('id')} is left out until its conditions can be read", body.line)
        age_on = str(body.get("age_on", "day"))
        if age_on not in ("day", "month_start", "month_end", "year_end"):
            raise Wrong("age_on", "age_on is day, month_start, month_end or year_end", body.lines["age_on"])
        return Programme(
            id=_name(body),
            name=_text(body, "name"),
            unit=unit,
            family=str(body.get("family", "household")),
            source=source,
            valid=span,
            conditions=tuple(one for one in made if one is not None),
            at=Place(file, body.line),
            age_on=age_on,
            apply_at=_text(body, "apply_at", required=False),
            gives=_text(body, "gives", required=False),
            documents=_texts(body, "documents"),
            note=_text(body, "note", required=False),
            record_only=bool(body.get("record_only", False)),
            review=str(body.get("review", "")),
            grace=str(body.get("grace", "")),
            monthly=str(body.get("monthly", "")),
            once=bool(body.get("once", False)),
        )

    def _condition(self, file: str, one: object, line: int, above: Source) -> Condition:
        body = _is_mapping(one, line)
        return Condition(
            id=_name(body),
            label=_text(body, "label"),
            when=str(_need(body, "when")),
            source=self._source(body, above),
            valid=_span(body),
            at=Place(file, body.lines["when"]),
            question=_text(body, "question", required=False),
            documents=_texts(body, "documents"),
            gate=bool(body.get("gate", False)),
        )

    def _parameter(self, file: str, body: Mapped) -> Parameter:
        return Parameter(
            id=_name(body),
            label=_text(body, "label"),
            unit=_choice(Unit, body, "unit"),
            filled_by=_text(body, "filled_by"),
            at=Place(file, body.line),
            clock=bool(body.get("clock", False)),
            meanwhile=_meanwhile(body),
            figures=tuple(
                made
                for one in body.get("figures") or ()
                if (made := self._attempt(file, self._figure, file, one, body)) is not None
            ),
        )

    def _figure(self, file: str, one: object, above: Mapped) -> Figure:
        body = _is_mapping(one, above.line)
        region = str(_need(body, "region"))
        if not region.isdigit():
            raise Wrong("region", f"{region} is no area code; write it in quotes", body.lines["region"])
        value = body.get("value")
        found = None if value is None else figure_value(value, body.lines["value"])
        if found is not None and found > 1 and above["unit"] == Unit.SHARE:
            raise Wrong("figure", f"{value!r} is more than all: a share is at most 100 %", body.lines["value"])
        return Figure(
            region,
            _span(body),
            found,
            self._source(body),
            Place(file, body.line),
            str(body.get("confirmed_by") or ""),
            str(body.get("note") or ""),
        )


def figure_value(value: object, line: int = 0) -> Fraction:
    """A whole number, a decimal in quotes ("1.5"), or a share ("60 %"), exact. Raises Wrong."""
    text = str(value).strip()
    share = text.endswith("%")
    try:
        if isinstance(value, float):
            raise InvalidOperation
        found = Fraction(Decimal(text.removesuffix("%").strip().replace(",", "")))
    except (InvalidOperation, ValueError):
        raise Wrong("figure", f"{value!r} is no exact figure; write 1300, '1.5' or '60 %'", line) from None
    if found < 0:
        raise Wrong("figure", f"{value!r} is below zero", line)
    return found / 100 if share else found


def _meanwhile(body: Mapped) -> Meanwhile | None:
    if body.get("meanwhile") is None:
        return None
    found = _is_mapping(body["meanwhile"], body.lines["meanwhile"])
    return Meanwhile(figure_value(_need(found, "counts"), found.line), _text(body, "meanwhile"))


def _is_mapping(value: object, line: int) -> Mapped:
    if not isinstance(value, Mapped):
        raise Wrong("shape", f"{value!r} should be a mapping", line)
    return value


def _need(body: Mapped, key: str) -> Any:
    if body.get(key) in (None, ""):
        raise Wrong("undated" if key in ("valid", "from") else "missing", f"{key} is missing", body.line)
    return body[key]


def _name(body: Mapped) -> str:
    name = str(_need(body, "id"))
    if not _NAME.fullmatch(name):
        raise Wrong("name", f"{name} is no name: small letters, digits, _ and dots", body.lines["id"])
    return name


def _span(body: Mapped) -> Span:
    valid = _is_mapping(_need(body, "valid"), body.line)
    start, end = valid.get("from"), valid.get("to")
    if not isinstance(start, date) or not (end is None or isinstance(end, date)):
        raise Wrong("undated", "valid: {from: 2026-01-01, to: 2026-12-31}; from is needed", valid.line)
    if end is not None and end < start:
        raise Wrong("undated", f"ends on {end} before it begins on {start}", valid.line)
    return Span(start, end)


def _text(body: Mapped, key: str, *, required: bool = True) -> Text:
    value = _need(body, key) if required else body.get(key)
    if value is None:
        return {}
    if isinstance(value, str):
        return {"zh": value, "en": value}
    found: Mapping[str, str] = _is_mapping(value, body.lines[key])
    if not found.get("zh") or not found.get("en"):
        raise Wrong("words", f"{key} needs zh and en", body.lines[key])
    return {"zh": str(found["zh"]), "en": str(found["en"])}


def _texts(body: Mapped, key: str) -> tuple[Text, ...]:
    values = body.get(key) or ()
    holder = Mapped((str(place), value) for place, value in enumerate(values))
    holder.line, holder.lines = body.line, dict.fromkeys(holder, body.lines.get(key, body.line))
    return tuple(_text(holder, place) for place in holder)


def _choice(kind: type[T], body: Mapped, key: str, default: T | None = None) -> T:
    value = body.get(key)
    if value is None and default is not None:
        return default
    try:
        return kind(str(_need(body, key)))  # type: ignore[call-arg]
    except ValueError:
        words = ", ".join(str(one) for one in kind)  # type: ignore[attr-defined]
        raise Wrong("choice", f"{key} is one of {words}", body.lines[key]) from None
