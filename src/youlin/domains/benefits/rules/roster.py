"""What a roster says, as facts for screening; what it does not say stays unknown.

A blank cell is no fact. Two cautious exceptions, each with its ground: where the community wrote somebody's health,
it looked at the person, so a blank under disability says that no card is known; and the roster either records a child
as left behind or does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from youlin.domains.benefits.engine.values import Value
from youlin.domains.benefits.engine.vocabulary import Household, Known, Person, day_number

ROSTER: Final = "花名册"
NO_CARD: Final = 5

_RELATIONS: Final = {
    "head": ("户主", "本人", "0"),
    "spouse": ("配偶", "妻", "妻子", "夫", "丈夫", "爱人", "1"),
    "child": ("子女", "子", "女", "儿子", "女儿", "长子", "次子", "三子", "长女", "次女", "三女", "独生子", "独生女"),
    "parent": ("父母", "父亲", "母亲", "父", "母"),
    "grandchild": ("孙子女", "孙子", "孙女", "孙", "外孙", "外孙女", "外孙子女", "孙辈"),
    "grandparent": ("祖父母", "祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "外公", "外婆"),
    "sibling": ("兄弟姐妹", "兄弟", "姐妹", "兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹"),
}
_RELATION: Final = {word: relation for relation, words in _RELATIONS.items() for word in words}
_KINDS: Final = {
    "视力": "sight",
    "听力": "hearing",
    "言语": "speech",
    "肢体": "limb",
    "智力": "intellectual",
    "精神": "mental",
    "多重": "multiple",
}
_GRADES: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_GRADE: Final = re.compile(r"([一二三四1-4])\s*级")
_HEALTHY: Final = frozenset({"健康", "良好", "健康或良好", "较好", "身体健康"})
_ILL: Final = re.compile(r"大病|重病|重症|恶性|癌|肿瘤|尿毒症|白血病|透析|器官移植|再生障碍|重型精神病")
_ENROLLED_HOUSEHOLD: Final = {"低保": "enrolled_dibao", "低保户": "enrolled_dibao"}
_ENROLLED_PERSON: Final = {"特困": "enrolled_tekun", "特困人员": "enrolled_tekun", "五保户": "enrolled_tekun"}


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A row of the roster; `circumstances` as (kind, detail, since)."""

    key: object
    name: str
    born: date | None
    sex: str
    relation: str
    health: str
    lives_here: bool
    seen_on: date
    circumstances: tuple[tuple[str, str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class RosterHousehold:
    """A household of the roster. `residence` as in residents.Household."""

    key: object
    residence: str
    income_fen: int | None
    community: str
    seen_on: date
    people: tuple[RosterPerson, ...]


def household_facts(home: RosterHousehold, told: Mapping[object, Mapping[str, Known]]) -> Household:
    """The household as facts. `told`: what was learnt since, by the key of a person or of the household; it wins."""
    people = []
    for person in home.people:
        facts = _person(person, home)
        people.append(Person(person.key, person.name, {**facts, **told.get(person.key, {})}))
    own: dict[str, Known] = {}
    if home.income_fen is not None:
        own["income_year"] = Known(home.income_fen, home.seen_on, ROSTER)
    urban = committee(home.community)
    if urban is not None:
        own["urban"] = Known(urban, home.seen_on, ROSTER)
    for name in _details(home.people, _ENROLLED_HOUSEHOLD):
        own[name] = Known(1, home.seen_on, ROSTER)
    return Household(home.key, {**own, **told.get(home.key, {})}, tuple(people))


def _person(person: RosterPerson, home: RosterHousehold) -> dict[str, Known]:
    found: dict[str, Value] = {
        "born": day_number(person.born) if person.born else None,
        "relation": relation(person.relation),
        "lives_here": _lives_here(person, home),
        "left_behind_on_record": int(any(kind == "left_behind_child" for kind, _d, _s in person.circumstances)),
        "serious_illness": illness(person.health, person.circumstances),
        **disability(person.health, person.circumstances),
        **_parents(person, home),
        **dict.fromkeys(_details([person], _ENROLLED_PERSON), 1),
    }
    return {name: Known(value, person.seen_on, ROSTER) for name, value in found.items() if value is not None}


def relation(word: str) -> str | None:
    """The roster's word for a relation.

    >>> relation("户主"), relation("长女"), relation("儿媳"), relation("")
    ('head', 'child', 'other', None)
    """
    word = word.strip()
    return _RELATION.get(word, "other") if word else None


def committee(community: str) -> int | None:
    """1 under a residents' committee, 0 under a village, None where the name does not say."""
    if community.endswith(("村", "村委会")):
        return 0
    return 1 if community.endswith(("社区", "居委会")) else None


def illness(health: str, circumstances: Iterable[tuple[str, str, date]]) -> int | None:
    """1 seriously ill, 0 healthy as written, None where the words say neither.

    >>> illness("尿毒症", ()), illness("健康", ()), illness("高血压", ())
    (1, 0, None)
    """
    if any(kind == "serious_illness" for kind, _detail, _since in circumstances) or _ILL.search(health):
        return 1
    return 0 if health.strip() in _HEALTHY else None


def disability(health: str, circumstances: Iterable[tuple[str, str, date]]) -> dict[str, Value]:
    """Kind and grade as far as written: 肢体二级 says both, 残疾人 alone says only that there is a card.

    >>> disability("健康", [("disabled", "肢体二级", date(2026, 1, 1))])
    {'disability_kind': 'limb', 'disability_grade': 2}
    >>> disability("健康", []), disability("", [])
    ({'disability_kind': 'none', 'disability_grade': 5}, {})
    """
    details = [detail for kind, detail, _since in circumstances if kind == "disabled"]
    if not details:
        if health.strip() and "残" not in health:
            return {"disability_kind": "none", "disability_grade": NO_CARD}
        return {}
    text = details[0]
    kind = next((name for word, name in _KINDS.items() if word in text), None)
    grade = _GRADE.search(text)
    return {"disability_kind": kind, "disability_grade": _GRADES[grade[1]] if grade else (1, 4)}


def _lives_here(person: RosterPerson, home: RosterHousehold) -> int | None:
    """Registered here on paper only, or in an empty house: with whom they live is not known here."""
    if not person.lives_here:
        return 0
    return 1 if home.residence in ("permanent", "away") else None


def _parents(person: RosterPerson, home: RosterHousehold) -> dict[str, Value]:
    """A child of the head with the head and the head's spouse at home; not where the roster says left behind."""
    left_behind = any(kind == "left_behind_child" for kind, _detail, _since in person.circumstances)
    if relation(person.relation) != "child" or left_behind or home.residence != "permanent":
        return {}
    found: dict[str, Value] = {}
    for other in home.people:
        if relation(other.relation) in ("head", "spouse") and other.lives_here and other.sex in ("1", "2"):
            found["father" if other.sex == "1" else "mother"] = "cares"
    return found


def _details(people: Iterable[RosterPerson], words: Mapping[str, str]) -> list[str]:
    """Facts that words under 特殊群体 stand for."""
    said = {
        word
        for one in people
        for kind, detail, _s in one.circumstances
        if kind == "other"
        for word in detail.split("、")
    }
    return [fact for word, fact in words.items() if word in said]
