"""The letter to whoever appealed: that it was written down and goes on, or what the authority answered."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from youlin.domains.benefits.models import Appeal


def appeal_letter(row: Appeal, *, programme: str, today: date) -> dict[str, object]:
    """What the letter says as the appeal stands: a receipt, or the authority's answer in its own words."""
    answered = row.stage == Appeal.Stages.ANSWERED
    return {
        "title": _("答复告知书") if answered else _("收到回执"),
        "number": row.number,
        "greeting": _("%(name)s：") % {"name": row.resident.name},
        "lines": _answer(row, programme) if answered else _receipt(row, programme),
        "signed": row.subdistrict.name,
        "day": today.isoformat(),
        "source": _("本书只转告主管部门的答复；街道不作决定。"),
    }


def _answer(row: Appeal, programme: str) -> list[str]:
    said = {
        "programme": programme,
        "way": row.get_way_display(),
        "outcome": row.get_outcome_display(),
        "document": row.document,
        "answer": row.answer,
    }
    return [
        _("关于%(programme)s，您%(way)s，主管部门已经答复：%(outcome)s。文书编号：%(document)s。") % said,
        _("答复和理由：%(answer)s") % said,
        _("对答复还有不同意见，可以问社区还有什么路可走。"),
    ]


def _receipt(row: Appeal, programme: str) -> list[str]:
    said = {"programme": programme, "way": row.get_way_display(), "grounds": row.grounds}
    lines = [
        _("关于%(programme)s，您%(way)s，街道已经记下，会帮您递上去。") % said,
        _("您说的是：%(grounds)s") % said,
    ]
    if row.ask_by is not None:
        lines.append(_("按规定可以提到%(day)s；受不受理，以主管部门的答复为准。") % {"day": row.ask_by.isoformat()})
    return lines
