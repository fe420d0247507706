"""What is asked at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Name and password, in plain words."""

    error_messages = {
        "invalid_login": _("登录名和密码对不上。请看看大小写和输入法，再试一次；忘了密码请找社区。"),
        "inactive": _("这个账号已停用，请联系社区。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("登录名")
        self.fields["username"].error_messages["required"] = _("请写上登录名。")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("密码")
        self.fields["password"].error_messages["required"] = _("请写上密码。")


class PasswordForm(PasswordChangeForm):
    """The old one once, the new one twice."""

    error_messages = {
        "password_incorrect": _("原来的密码不对，请再写一次。"),
        "password_mismatch": _("两次写的新密码不一样，请再写一次。"),
    }
    old_password = forms.CharField(
        label=_("原来的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password1"].help_text = _("至少 8 个字符，别用太常见的。三四个不相干的字词最好记。")
        self.fields["new_password2"].label = _("再写一次新密码")
        self.fields["new_password2"].help_text = ""
