"""The one line."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from youlin.domains.outreach.rules.micro_services import TEXT_LIMIT
from youlin.web.shared.forms import PageForm


class ServiceForm(PageForm):
    """What was done, and where. Who answers for one neighbourhood is not asked where."""

    text = forms.CharField(
        label=_("做了什么"),
        help_text=_("一句话就够，比如：帮王奶奶换了灯泡。"),
        max_length=TEXT_LIMIT,
        error_messages={
            "required": _("请写一句做了什么，比如“帮王奶奶换灯泡”。"),
            "max_length": _("写得太长了，请用 %(limit_value)d 个字以内说清楚。"),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, places: list[tuple[str, str]]) -> None:
        super().__init__(data)
        where = self.fields["neighbourhood"] = forms.TypedChoiceField(
            label=_("在哪个邻"),
            coerce=UUID,
            choices=places if len(places) == 1 else [("", _("请选择")), *places],
            error_messages={"required": _("请选择在哪个邻。"), "invalid_choice": _("没有这个邻，请重新选择。")},
        )
        if len(places) == 1:
            where.initial, where.widget = places[0][0], forms.HiddenInput()
