"""The letter that tells an applicant of a refusal: the authority's document, and its reasons as it gave them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.benefits.models import Application, ApplicationStep
from youlin.foundation.refusal import Refusal


def refusal_letter(row: Application, *, programme: str) -> dict[str, object]:
    """What the letter says (社会救助法 art. 45: in writing, with reasons). Raises Refusal `not_refused`."""
    step = row.steps.filter(stage=Application.Stages.REFUSED).order_by("recorded_at", "id").last()
    if row.stage != Application.Stages.REFUSED or step is None:
        raise Refusal("not_refused", _("主管部门没有作出不同意的决定，没有告知书可以打印。"))
    return {
        "title": _("不予批准告知书"),
        "number": row.number,
        "greeting": _("%(name)s：") % {"name": row.applicant.name},
        "lines": _lines(row, step, programme),
        "signed": row.subdistrict.name,
        "day": step.happened_on.isoformat(),
        "source": _("依据《中华人民共和国社会救助法》第四十五条，书面说明理由。"),
    }


def _lines(row: Application, step: ApplicationStep, programme: str) -> list[str]:
    said = {"programme": programme, "document": row.document, "reasons": step.note}
    return [
        _("您申请的%(programme)s，主管部门经审核没有同意。决定的文书编号：%(document)s。") % said,
        _("理由：%(reasons)s") % said,
        _("对这个决定有不同意见，可以请作出决定的部门复核，也可以申请行政复议。告诉社区，社区会记下来、帮您递上去。"),
        _("家里的情况有了变化，可以重新申请。"),
    ]
