"""What a field says when it cannot take what was typed: a sentence that names it, in the place of Django's own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _


def speak_plainly(field: forms.Field, label: str) -> None:
    """Replace Django's stock messages of a field; what the form says for itself stays."""
    stock = _stock(field)
    for code, sentence in _sentences(field, label.replace("%", "%%")).items():
        if field.error_messages.get(code) is stock.get(code):
            field.error_messages[code] = sentence


def _stock(field: forms.Field) -> dict[str, object]:
    merged: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        merged.update(vars(kind).get("default_error_messages", {}))
    return merged


def _sentences(field: forms.Field, label: str) -> dict[str, str]:
    said = {
        "required": _("请填写“%(label)s”。"),
        # Django fills the numbers in when it knows them.
        "max_length": _("“%(label)s”最多写 %%(limit_value)d 个字，现在有 %%(show_value)d 个。"),
        "min_value": _("“%(label)s”不能小于 %%(limit_value)s。"),
        "max_value": _("“%(label)s”不能大于 %%(limit_value)s。"),
    }
    if isinstance(field, forms.BooleanField):
        said["required"] = _("请勾选“%(label)s”。")
    elif isinstance(field, forms.FileField):
        said["required"] = _("请选一个文件作“%(label)s”。")
        said["empty"] = _("“%(label)s”是个空文件，请换一个。")
        del said["max_length"]
    elif isinstance(field, forms.ChoiceField):
        said["required"] = _("请选一下“%(label)s”。")
        said["invalid_choice"] = _("“%(label)s”请从列出的里面选。")
    elif isinstance(field, forms.DateField):
        said["invalid"] = _("“%(label)s”没有读懂，请写成 2026-11-22 这样。")
    elif isinstance(field, forms.DateTimeField):
        said["invalid"] = _("“%(label)s”没有读懂，请写成 2026-11-22 09:05 这样。")
    elif isinstance(field, forms.IntegerField | forms.DecimalField):
        said["invalid"] = _("“%(label)s”请写成数字。")
    return {code: sentence % {"label": label} for code, sentence in said.items()}
