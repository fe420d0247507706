"""Volunteer activities, alike on the phone and at the desk: calling one, who comes, who came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.outreach import actions
from youlin.domains.outreach.queries import volunteering as queries
from youlin.domains.outreach.rules.volunteering import MOST_PLACES, hours, minutes_of
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.shared import notices, wording
from youlin.web.shared.forms import PageForm, run

_AT = {"type": "datetime-local"}
_BAD = {"required": gettext_lazy("请写上时间。"), "invalid": gettext_lazy("时间请写成 2026-11-22 09:30 这样。")}


class ActivityForm(PageForm):
    """What, where, when, for how many."""

    title = forms.CharField(
        label=gettext_lazy("什么活动"), max_length=60, error_messages={"required": gettext_lazy("请写一句是什么活动。")}
    )
    territory = forms.ChoiceField(
        label=gettext_lazy("哪个辖区的"), error_messages={"required": gettext_lazy("请选择哪个辖区。")}
    )
    place = forms.CharField(
        label=gettext_lazy("在哪里集合"), max_length=120, error_messages={"required": gettext_lazy("请写在哪里集合。")}
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("什么时候开始"), widget=forms.DateTimeInput(attrs=_AT), error_messages=_BAD
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("什么时候结束"), widget=forms.DateTimeInput(attrs=_AT), error_messages=_BAD
    )
    places = forms.IntegerField(label=gettext_lazy("要多少人"), min_value=1, max_value=MOST_PLACES)
    skills = forms.CharField(
        label=gettext_lazy("要会什么"), help_text=gettext_lazy("不用会什么就空着。"), max_length=120, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("还要说明的"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places if len(places) == 1 else [("", _("请选择")), *places]  # type: ignore[attr-defined]

    def called(self) -> actions.NewActivity:
        """What was typed, as an action takes it."""
        said = self.cleaned_data
        return actions.NewActivity(
            territory=UUID(said["territory"]),
            title=said["title"],
            place=said["place"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            places=said["places"],
            text=said["text"],
            skills=said["skills"],
        )


class CallOffForm(PageForm):
    """Why it does not happen."""

    reason = forms.CharField(
        label=gettext_lazy("为什么取消"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写一句为什么取消，报了名的人会看到。")},
    )


class CameForm(PageForm):
    """For each who signed up: came or not, and for how long."""

    def __init__(self, *args: Any, record: queries.Record, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record
        row = record.activity
        whole = minutes_of(row.starts_at, row.ends_at)
        for one in record.people:
            name = {"name": one.name}
            self.fields[f"came_{one.pk}"] = forms.BooleanField(
                label=_("%(name)s 来了") % name, required=False, initial=bool(one.came)
            )
            self.fields[f"minutes_{one.pk}"] = forms.IntegerField(
                label=_("%(name)s 服务了几分钟") % name,
                required=False,
                initial=one.minutes or whole,
                min_value=1,
                max_value=whole,
            )

    def lines(self) -> list[tuple[object, forms.BoundField, forms.BoundField]]:
        """Each person with both fields."""
        return [(one, self[f"came_{one.pk}"], self[f"minutes_{one.pk}"]) for one in self.record.people]

    def came(self) -> dict[UUID, int | None]:
        """What was ticked; without a number it is the whole activity."""
        row, said = self.record.activity, self.cleaned_data
        whole = minutes_of(row.starts_at, row.ends_at)
        return {
            one.pk: (said[f"minutes_{one.pk}"] or whole) if said[f"came_{one.pk}"] else None
            for one in self.record.people
        }


def places(actor: Actor) -> list[tuple[str, str]]:
    """Where somebody may call an activity for."""
    paths = actor.paths(Can.LOG_SERVICE)
    return [(str(place.pk), place.full_name) for path in paths for place in territory.within(path)]


def span(activity: queries.Activity) -> str:
    """11月22日 周日 09:00–11:30."""
    end = activity.ends_at.astimezone(clock.SHANGHAI)
    return f"{wording.moment(activity.starts_at)}–{end:%H:%M}"


def in_hours(minutes: int) -> str:
    """2.5 小时."""
    return _("%(n)s 小时") % {"n": hours(minutes)}


def calling(request: HttpRequest, actor: Actor) -> tuple[ActivityForm, UUID | None]:
    """The form to call an activity with, and the key of the one that was called with it."""
    form = ActivityForm(request.POST or None, places=places(actor))
    if request.method != "POST" or not form.is_valid():
        return form, None
    made = run(
        form, lambda: actions.call(actor=actor, activity=form.called(), client_id=form.identity(), now=clock.now())
    )
    if made is None:
        return form, None
    notices.done(request, _("已发出，居民在网页上能报名了。"))
    return form, made.pk


def values(request: HttpRequest, actor: Actor, key: UUID) -> tuple[dict[str, object], bool]:
    """What the page of one activity shows, after what was sent; and whether something changed."""
    record = queries.activity(actor, key)
    what = request.POST.get("what", "")
    came = CameForm(request.POST if what == "came" else None, record=record)
    off = CallOffForm(request.POST if what == "off" else None)
    now = clock.now()
    done: object = None
    if what == "came" and came.is_valid():
        done = run(came, lambda: actions.check_off(actor=actor, activity=key, came=came.came(), now=now) + 1)
    elif what == "off" and off.is_valid():
        reason = off.cleaned_data["reason"]
        done = run(off, lambda: actions.call_off(actor=actor, activity=key, reason=reason, now=now))
    if done:
        notices.done(request, _("已记下。"))
    shown = {
        "record": record,
        "activity": record.activity,
        "span": span(record.activity),
        "came": came,
        "off": off,
        "wrong": bool(came.errors or off.errors),
        "begun": record.activity.starts_at <= now,
        "ended": record.activity.ends_at <= now,
        "served": in_hours(sum(one.minutes for one in record.people)),
    }
    return shown, bool(done)
