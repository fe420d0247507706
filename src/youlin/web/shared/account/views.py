"""Coming in, going out, changing one's password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access import actions
from youlin.domains.access.rules import Can
from youlin.foundation import clock
from youlin.web.shared import notices, wording
from youlin.web.shared.access import actor_of, public, signed_in
from youlin.web.shared.account.forms import LoginForm, PasswordForm

login = public(
    LoginView.as_view(
        authentication_form=LoginForm,
        template_name="shared/login.html",
        redirect_authenticated_user=True,
    )
)
logout = public(LogoutView.as_view(next_page="/"))


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Where one's work is: the desk for staff, the phone's pages for chiefs."""
    actor = actor_of(request)
    if actor.can(Can.USE_DESK):
        return redirect("/office/")
    if actor.can(Can.USE_PHONE):
        return redirect("/me/")
    return render(request, "shared/no_role.html", {"name": actor.name})


@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other devices are logged out by it, this one is not."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.change_password(
            actor=actor_of(request), password=form.cleaned_data["new_password1"], now=clock.now()
        )
        update_session_auth_hash(request, user)
        notices.done(request, _("密码已改好。别的设备要用新密码重新登录。"))
        return redirect("account:home")
    return render(request, "shared/password.html", {"form": form}, status=422 if form.errors else 200)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """What axes shows after too many wrong passwords."""
    wait = wording.span(timedelta(hours=float(settings.AXES_COOLOFF_TIME)))
    return render(request, "shared/locked_out.html", {"wait": wait}, status=429)
