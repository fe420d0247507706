"""The papers that are signed at the door: the authorisation of the check, and the survey in the home.

Set anew each time from what is known, with the signatures drawn in where they were made on glass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.benefits import wording
from youlin.domains.benefits.models import Signature
from youlin.domains.benefits.queries.door import Dossier, Signer
from youlin.domains.benefits.queries.survey import Line
from youlin.domains.benefits.rules.clock import INVESTIGATORS
from youlin.domains.benefits.rules.door import Paper
from youlin.domains.chiefs.papers import setting
from youlin.foundation import clock

ROOM = Path(__file__).parent
Drawings = Mapping[UUID, str]


def signatures(found: Dossier, paper: Paper, drawings: Drawings) -> list[dict[str, str]]:
    """Who signs, how and when; a drawing where there is one."""
    applicant = found.row.applicant_id
    return [
        {
            "name": one.name,
            "part": _part(one, applicant),
            "way": one.signature.get_way_display() if one.signature else "",
            "day": clock.day_of(one.signature.signed_at).isoformat() if one.signature else "",
            "proxy": one.signature.proxy if one.signature else "",
            "drawing": drawings.get(one.key, ""),
        }
        for one in found.signers.get(paper, ())
    ]


def _part(one: Signer, applicant: UUID) -> str:
    if one.part == "investigator":
        return _("调查人")
    return _("申请人") if one.key == applicant else _("家庭成员")


def consent(found: Dossier, drawings: Drawings, *, programme: str, today: date) -> dict[str, Any]:
    """The authorisation: every adult by name, what is checked, and that no certificates are asked for."""
    return {
        **_head(found, Signature.Papers.CONSENT.label, today),
        "opening": _(
            "我们申请%(programme)s，同意民政部门和受托的机构依法查询、核对家庭成员的收入、财产和支出情况，用于这次申请的审核和以后的复核。"
        )
        % {"programme": programme},
        "points": [
            _("核对能查到的，不再要我们开证明（社会救助法第六十二条）。"),
            _("查到的只用于社会救助，经办人员要保密；违法查询、泄露的要追究责任（社会救助法第七十条）。"),
            _("不同意核对的，可以不签；不签就不能按规定审核，已经签的可以在决定以前撤回申请。"),
        ],
        "signers": signatures(found, Paper.CONSENT, drawings),
        "minors": _("未成年人不用签，由一起签名的监护人代为同意。"),
    }


def survey(found: Dossier, lines: Sequence[Line], drawings: Drawings, *, programme: str, today: date) -> dict[str, Any]:
    """The survey form: what is known with its day, open lines for the rest, what was seen, three signatures."""
    blank = [{"name": "", "office": ""}] * max(0, INVESTIGATORS - len(found.serving))
    return {
        **_head(found, Signature.Papers.SURVEY.label, today),
        "programme": programme,
        "visited_on": found.visit.visited_on.isoformat() if found.visit else "",
        "lines": [_line(one) for one in lines],
        "seen": found.visit.seen if found.visit else "",
        "investigators": [{"name": one.name, "office": one.office} for one in found.serving] + blank,
        "related": _("两位调查人都说明和这一家没有近亲属关系。"),
        "signers": signatures(found, Paper.SURVEY, drawings) + [_nobody() for _one in range(len(blank))],
    }


def _nobody() -> dict[str, str]:
    return {"name": "", "part": _("调查人"), "way": "", "day": "", "proxy": "", "drawing": ""}


def _line(line: Line) -> dict[str, str]:
    known = line.known if line.known and not line.open else None
    return {
        "whose": line.person.name if line.person else _("全家"),
        "what": wording.said(line.fact.label),
        "value": wording.option_text(line.fact, known.value) if known else "",
        "from": f"{known.source} {known.on.isoformat()}" if known else "",
    }


def _head(found: Dossier, title: object, today: date) -> dict[str, Any]:
    return {
        "title": str(title),
        "number": found.row.number,
        "applicant": found.row.applicant.name,
        "address": found.row.household.address,
        "day": today.isoformat(),
        "words": {
            "number": _("编号"),
            "applicant": _("申请人"),
            "address": _("住址"),
            "signed": _("签名"),
            "day": _("日期"),
            "proxy": _("代签"),
            "programme": _("申请的政策"),
            "visited": _("入户日期"),
            "found": _("了解到的情况"),
            "whose": _("谁的"),
            "what": _("哪一项"),
            "value": _("情况"),
            "from": _("怎么知道的"),
            "seen": _("看到的情况"),
            "investigators": _("调查人"),
            "note": _("能否享受由主管部门决定，本表不是决定。"),
        },
    }


def consent_pdf(values: Mapping[str, Any]) -> bytes:
    """The authorisation on A4."""
    return setting.pdf("consent", values, room=ROOM)


def survey_pdf(values: Mapping[str, Any]) -> bytes:
    """The survey form on A4."""
    return setting.pdf("survey", values, room=ROOM)
