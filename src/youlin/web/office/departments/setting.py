"""What goes to which department, and how long each has: the street's table and clocks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions
from youlin.domains.cases.queries import Case
from youlin.domains.cases.queries import clocks as known
from youlin.domains.cases.queries import departments as desks
from youlin.domains.cases.rules.clocks import Clock, Purpose, Rule, Urgency, clock_for
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.wording import clock_name
from youlin.domains.chiefs import queries as chiefs
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office.asking import ask
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm

URGENCIES = (
    (Urgency.NORMAL, gettext_lazy("一般")),
    (Urgency.URGENT, gettext_lazy("紧急")),
    (Urgency.DANGER, gettext_lazy("有危险")),
)


class RouteForm(PageForm):
    """A line of the table."""

    department = forms.ChoiceField(
        label=gettext_lazy("给哪个部门"), error_messages={"required": gettext_lazy("请选一个部门。")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("哪一类"), required=False)
    danger = forms.ChoiceField(label=gettext_lazy("有哪种危险"), required=False)
    words = forms.CharField(
        label=gettext_lazy("说到这些词的"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("几个词用顿号隔开，说到一个就算。例如：医保、报销、住院费。"),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["department"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("不论哪一类")), *Case.Kinds.choices]  # type: ignore[attr-defined]
        self.fields["danger"].choices = [("", _("不论有没有危险")), *Case.Dangers.choices]  # type: ignore[attr-defined]


class ClockForm(PageForm):
    """A department's own clock."""

    urgency = forms.ChoiceField(label=gettext_lazy("急不急"), choices=[(one.value, label) for one, label in URGENCIES])
    hours = forms.IntegerField(
        label=gettext_lazy("几小时以内答复"),
        required=False,
        help_text=gettext_lazy("空着，就是用回街道给部门定的时限。"),
        error_messages={"invalid": gettext_lazy("小时数请写数字，例如 24。")},
    )
    working = forms.BooleanField(label=gettext_lazy("只算工作日"), required=False)


@page(Can.CONFIGURE)
@require_GET
def departments(request: HttpRequest) -> HttpResponse:
    """Each department with who sits there, its clocks, and what goes to it."""
    actor = actor_of(request)
    posts = list(desks.desks(actor))
    streets = {post.subdistrict_id for post in posts}
    own, lines = desks.clocks_of(streets), list(desks.routes(streets))
    streets_own = known.rules_of(streets)
    held = chiefs.holders([post.pk for post in posts], day=clock.day_of(clock.now()))
    return render(
        request,
        "office/departments/departments.html",
        {
            "lines": [
                (
                    post,
                    [holder.name for holder in held.get(post.pk, [])],
                    [
                        _clock(own.get((post.pk, urgency.value)), streets_own, post.territory.path, urgency)
                        for urgency, _label in URGENCIES
                    ],
                )
                for post in posts
            ],
            "urgencies": [label for _one, label in URGENCIES],
            "routes": lines,
            "streets": access.roots(actor, Can.CONFIGURE),
            "today": clock.day_of(clock.now()),
        },
    )


def _clock(own: Clock | None, rules: list[Rule], path: str, urgency: Urgency) -> tuple[str, bool]:
    """A department's clock in words, its own or the street's, and whether it is its own."""
    usual, _path = clock_for(rules, path=path, purpose=Purpose.ANSWER, rung=Rung.DEPARTMENT, urgency=urgency)
    return clock_name(own or usual), own is not None


@page(Can.CONFIGURE)
def route_new(request: HttpRequest) -> HttpResponse:
    """Say what goes to a department."""
    actor = actor_of(request)
    choices = [(str(post.pk), post.department) for post in desks.desks(actor)]
    form = RouteForm(request.POST or None, choices=choices)
    return ask(
        request,
        form,
        lambda: actions.add_route(
            actor=actor,
            department=UUID(form.cleaned_data["department"]),
            kind=form.cleaned_data["kind"],
            danger=form.cleaned_data["danger"],
            words=form.cleaned_data["words"],
            now=clock.now(),
        ),
        back=reverse("office:departments"),
        title=_("加一条分派"),
        kicker=_("部门：办什么、多久答复"),
        hint=_("街道把事项交给部门时，先选好这里说的部门；经办的人可以改。先看危险，再看词，再看类别。"),
        done=_("已加好，新交给部门的事项按它来。"),
    )


@page(Can.CONFIGURE)
@require_POST
def route_drop(request: HttpRequest, route: UUID) -> HttpResponse:
    """Take a line out; undone by bringing it back."""
    actions.drop_route(actor=actor_of(request), route=route, now=clock.now())
    notices.done(request, _("已去掉。"), undo=reverse("office:route_back", args=[route]))
    return redirect("office:departments")


@page(Can.CONFIGURE)
@require_POST
def route_back(request: HttpRequest, route: UUID) -> HttpResponse:
    """Bring a line back."""
    actions.bring_back_route(actor=actor_of(request), route=route, now=clock.now())
    notices.done(request, _("又放回来了。"))
    return redirect("office:departments")


@page(Can.CONFIGURE)
def desk_clock(request: HttpRequest, post: UUID) -> HttpResponse:
    """How long one department has."""
    actor = actor_of(request)
    found = desks.desks(actor).filter(pk=post).first()
    if found is None:
        raise NotThere("department_unknown", _("没有这个部门。"))
    form = ClockForm(request.POST or None)

    def change() -> object:
        said = form.cleaned_data
        wanted = Clock(said["hours"], said["working"]) if said["hours"] is not None else None
        actions.set_desk_clock(
            actor=actor, department=post, urgency=Urgency(said["urgency"]), clock=wanted, now=clock.now()
        )
        return True

    return ask(
        request,
        form,
        change,
        back=reverse("office:departments"),
        title=_("改部门的时限"),
        kicker=found.department,
        hint=_("新交给这个部门的事项按新的时限，正在走的不变。"),
        done=_("已改好。"),
    )
