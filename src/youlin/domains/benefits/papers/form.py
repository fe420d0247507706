"""An application as data, and as a PDF by Typst. Values go in as data, so that no name can be read as markup."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from youlin.domains.benefits import wording
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.vocabulary import vector
from youlin.domains.benefits.models import Application, StaffRelative
from youlin.domains.benefits.papers.signed import ROOM, Drawings, signatures
from youlin.domains.benefits.queries.door import Dossier
from youlin.domains.benefits.queries.homes import Home
from youlin.domains.benefits.rules.door import Paper
from youlin.domains.benefits.rules.roster import NO_CARD
from youlin.domains.chiefs.papers import setting


def filled(found: Dossier, home: Home, edition: Edition, drawings: Drawings, *, today: date) -> dict[str, Any]:
    """Everything that the form says; identity numbers are left for the pen, since a print travels."""
    row = found.row
    programme = next(one for one in edition.rulebook.programmes if one.id == row.programme)
    income = home.facts.facts.get("income_year")
    return {
        "title": _("%(name)s申请书") % {"name": wording.said(programme.name)},
        "number": row.number,
        "day": today.isoformat(),
        "words": _words(),
        "applicant": row.applicant.name,
        "address": row.household.address,
        "income": wording.yuan(income.value) if income and isinstance(income.value, int) else "",
        "members": [_member(home, place) for place in range(len(home.people))],
        "conditions": _conditions(row, home, edition),
        "checklist": [{"text": str(one["text"]), "ready": bool(one["ready"])} for one in row.checklist],
        "means": found.means,
        "consented": found.means and found.signed(Paper.CONSENT),
        "staff_relative": _relative(found.relative),
        "signers": signatures(found, Paper.FORM, drawings),
        "apply_at": wording.said(programme.apply_at),
        "source": str(programme.source),
    }


def _relative(said: StaffRelative | None) -> str:
    if said is None:
        return ""
    if said.standing == StaffRelative.Standings.NONE:
        return _("近亲属备案：没有")
    words = {"what": said.get_standing_display(), "name": said.name, "relation": said.get_relation_display()}
    return _("近亲属备案：%(what)s %(name)s，%(relation)s") % words


def _words() -> dict[str, str]:
    return {
        "number": _("编号"),
        "applicant": _("申请人"),
        "id": _("身份证号（手写）"),
        "address": _("住址"),
        "income": _("家庭年收入"),
        "members": _("家庭成员"),
        "name": _("姓名"),
        "relation": _("关系"),
        "born": _("出生日期"),
        "health": _("健康状况"),
        "disability": _("残疾等级"),
        "known": _("按花名册和上门了解的情况"),
        "papers": _("材料清单"),
        "true": _("本人所填情况属实。"),
        "consent": _("家庭经济状况核对授权书由家里的成年人另签。"),
        "signed": _("申请人签名"),
        "proxy": _("代签"),
        "day": _("日期"),
        "note": _("能否享受由主管部门决定，本表不是决定。"),
    }


def _member(home: Home, place: int) -> dict[str, str]:
    person, facts = home.people[place], home.facts.members[place].facts
    grade = facts.get("disability_grade")
    return {
        "name": person.name,
        "relation": person.relation,
        "born": person.birth_date.isoformat() if person.birth_date else "",
        "health": person.health,
        "disability": str(grade.value) if grade and isinstance(grade.value, int) and grade.value < NO_CARD else "",
    }


def _conditions(row: Application, home: Home, edition: Edition) -> list[dict[str, str]]:
    names = [person.name for person in home.people]
    seen = vector(edition.vocabulary, home.facts, edition.day)
    answers = edition.explain(seen, row.programme)
    mine = next((one for one in answers if one.member is None or home.people[one.member].pk == row.applicant_id), None)
    if mine is None:
        return []
    return [
        {
            "label": wording.said(one.condition.label),
            "word": wording.verdict_word(one.verdict),
            "why": wording.because(edition, names, one),
        }
        for one in mine.conditions
    ]


def pdf(form: dict[str, Any]) -> bytes:
    """The form on paper, A4, with the fonts it needs inside."""
    return setting.pdf("form", form, room=ROOM)
