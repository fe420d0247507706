"""What the desk says about a household or a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.residents import queries
from youlin.web.shared.forms import PageForm

DAY = {"type": "date"}


class LookForm(PageForm):
    """Which hidden field, and for a child: why."""

    field = forms.ChoiceField(choices=[("id_number", ""), ("phone", "")], widget=forms.HiddenInput)
    reason = forms.CharField(label=_("为什么要看"), max_length=200, required=False)


class MoveForm(PageForm):
    """Where the household belongs from now on."""

    neighbourhood = forms.ChoiceField(label=_("搬到哪个邻"), error_messages={"required": _("请选一个邻。")})
    moved_on = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput(attrs=DAY),
        error_messages={"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")},
    )
    evidence = forms.CharField(label=_("怎么知道的"), max_length=100, required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]


class CircumstanceForm(PageForm):
    """What calls for care."""

    kind = forms.ChoiceField(label=_("哪种情形"), choices=queries.Circumstance.Kinds.choices)
    detail = forms.CharField(
        label=_("说明"), max_length=60, required=False, help_text=_("例如：肢体四级、父母在广东务工。")
    )
    disability = forms.ChoiceField(
        label=_("残疾类别"),
        choices=[("", _("没有写")), *queries.Circumstance.Disabilities.choices],
        required=False,
        help_text=_("情形是残疾人的才选，照残疾证写。"),
    )
    grade = forms.TypedChoiceField(
        label=_("残疾等级"),
        choices=[("", _("没有写")), (1, _("一级")), (2, _("二级")), (3, _("三级")), (4, _("四级"))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    since = forms.DateField(
        label=_("从什么时候起"),
        widget=forms.DateInput(attrs=DAY),
        error_messages={"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")},
    )
    source = forms.CharField(label=_("怎么知道的"), max_length=60, required=False)


class EndForm(PageForm):
    """Why something is over."""

    because = forms.ChoiceField(
        label=_("怎么了"),
        choices=queries.Circumstance.Endings.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选为什么结束。")},
    )
    reason = forms.CharField(label=_("为什么结束"), max_length=100, error_messages={"required": _("请写一句原因。")})


class HouseholdForm(PageForm):
    """A home that no roster brought."""

    neighbourhood = forms.ChoiceField(label=_("在哪个邻"), error_messages={"required": _("请选一个邻。")})
    address = forms.CharField(label=_("地址"), max_length=200, error_messages={"required": _("请写上地址。")})
    number = forms.CharField(
        label=_("户编号"), max_length=40, required=False, help_text=_("社区有编号的写社区的，空着就自动编一个。")
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]


class ResidentForm(PageForm):
    """Somebody who came."""

    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("请写上姓名。")})
    id_number = forms.CharField(
        label=_("身份证号"), max_length=30, required=False, help_text=_("写了它，性别和出生日期就不用写。")
    )
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    relation = forms.CharField(
        label=_("与户主关系"), max_length=20, required=False, help_text=_("例如：户主、配偶、子女、父母。")
    )
    sex = forms.ChoiceField(
        label=_("性别"), choices=[("0", _("没有写")), ("1", _("男")), ("2", _("女"))], required=False
    )
    birth_date = forms.DateField(
        label=_("出生日期"),
        widget=forms.DateInput(attrs=DAY),
        required=False,
        error_messages={"invalid": _("日子不对，请写成 2026-11-22。")},
    )


class DepartureForm(PageForm):
    """Moved away or died, and when."""

    because = forms.ChoiceField(
        label=_("怎么了"),
        choices=[("moved", _("搬走了")), ("died", _("过世了"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是搬走了还是过世了。")},
    )
    left_on = forms.DateField(
        label=_("哪天"),
        widget=forms.DateInput(attrs=DAY),
        error_messages={"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")},
    )
