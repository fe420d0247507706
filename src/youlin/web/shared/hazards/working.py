"""The record of a hazard as both audiences show it, and taking a step from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.cases import pictures
from youlin.domains.cases.actions import hazards as actions
from youlin.domains.cases.hazard_wording import said
from youlin.domains.cases.queries import hazards as queries
from youlin.domains.cases.queries.hazards import Record
from youlin.domains.cases.rules.hazards import HazardStep
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of
from youlin.web.shared.forms import run
from youlin.web.shared.hazards import showing
from youlin.web.shared.hazards.forms import FORMS, StepForm

# In the order in which a page offers them: what it is called, its button, what is said when it is done.
WORDS: dict[str, tuple[HazardStep, Promise, Promise, Promise]] = {
    "recheck": (
        HazardStep.PASS,
        gettext_lazy("复查"),
        gettext_lazy("记下复查"),
        gettext_lazy("已记下复查的结果。"),
    ),
    "order": (
        HazardStep.ORDER,
        gettext_lazy("安排整改"),
        gettext_lazy("安排整改"),
        gettext_lazy("已安排，到期没改会自动上报。"),
    ),
    "fix": (
        HazardStep.FIX,
        gettext_lazy("整改好了"),
        gettext_lazy("整改好了"),
        gettext_lazy("已记下，等没有动手的人去复查。"),
    ),
    "extend": (
        HazardStep.EXTEND,
        gettext_lazy("延期"),
        gettext_lazy("延期"),
        gettext_lazy("已延期，上一级看得到原因。"),
    ),
    "note": (HazardStep.NOTE, gettext_lazy("补充一句话或照片"), gettext_lazy("补充"), gettext_lazy("已补充。")),
    "dismiss": (
        HazardStep.DISMISS,
        gettext_lazy("看过，不是隐患"),
        gettext_lazy("不是隐患"),
        gettext_lazy("已从台账里划掉，原因留着。"),
    ),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that can be taken, with its form. `obvious`: the next thing to do."""

    name: str
    title: str
    button: str
    url: str
    form: StepForm
    obvious: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Where a record is shown: its template and its URL names."""

    template: str
    names: str  # chief, office

    def url(self, name: str, *args: object) -> str:
        """A page of the room."""
        return reverse(f"{self.names}:{name}", args=args)


def show(request: HttpRequest, room: Room, key: UUID, *, bound: StepForm | None = None, step: str = "") -> HttpResponse:
    """The record's page; with the form that came back, if one did."""
    now = clock.now()
    record = queries.record(actor_of(request), key, now=now)
    hazard = record.hazard
    values = {
        "record": record,
        "hazard": hazard,
        "title": showing.title(hazard),
        "at_once": said(hazard.at_once),
        "state": showing.state(hazard, now),
        "rows": showing.rows(
            record,
            site_url=room.url("site", hazard.site_id) if room.names == "office" and hazard.site_id else "",
            case_url=room.url("case", hazard.case_id) if hazard.case_id else "",
            repeats_url=room.url("hazard", hazard.repeats_id) if hazard.repeats_id else "",
        ),
        "steps": showing.trail(record),
        "repeated": showing.repeated(record),
        "before": [(one, showing.title(one), room.url("hazard", one.pk)) for one in record.before],
        "offers": _offers(room, record, bound, step, now),
        "photos": [(room.url("hazard_photo", hazard.pk, photo.pk), photo) for photo in record.photos],
        "back": room.url("hazards"),
    }
    return render(request, room.template, values, status=422 if bound is not None else 200)


def take(request: HttpRequest, room: Room, key: UUID, name: str) -> HttpResponse:
    """Take a step from its form; what was typed comes back with the sentence that says why not."""
    if name not in FORMS:
        raise Http404
    now, actor = clock.now(), actor_of(request)
    record = queries.record(actor, key, now=now)
    form = FORMS[name](request.POST, request.FILES, record=record, today=clock.day_of(now))
    if form.is_valid() and run(form, lambda: _do(actor, key, name, form, now)) is not None:
        notices.done(request, WORDS[name][3])
        return redirect(room.url("hazard", key))
    return show(request, room, key, bound=form, step=name)


def photo(request: HttpRequest, key: UUID, picture: UUID) -> HttpResponseBase:
    """A photograph of a hazard in sight."""
    found = queries.photo(actor_of(request), key, picture)
    try:
        file = pictures.path_of(key, found.digest, "hazards").open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def _offers(room: Room, record: Record, bound: StepForm | None, step: str, now: datetime) -> list[Offer]:
    offers: list[Offer] = []
    for name, (needed, title, button, _done) in WORDS.items():
        came_back = bound is not None and name == step
        if needed not in record.can and not came_back:
            continue
        if came_back and bound is not None:
            form = bound
        else:
            form = FORMS[name](record=record, today=clock.day_of(now), auto_id=f"{name}_%s")
        # A hazard that was ordered waits for word that it is fixed; a second order is seldom needed.
        ordered = record.hazard.status == queries.Hazard.Statuses.ORDERED and name == "order"
        obvious = not any(one.obvious for one in offers) and name not in ("note", "dismiss", "extend") and not ordered
        url = room.url("hazard_step", record.hazard.pk, name)
        offers.append(Offer(name, str(title), str(button), url, form, obvious, obvious or came_back))
    return sorted(offers, key=lambda one: not one.obvious)


Doing = Callable[[Actor, UUID, StepForm, datetime], object]


def _do(actor: Actor, key: UUID, name: str, form: StepForm, now: datetime) -> object:
    done = DOING[name](actor, key, form, now)
    data = form.cleaned_data.get("photo")
    if data:
        moment = "after" if name in ("fix", "recheck") else "before"
        actions.add_hazard_photo(actor=actor, hazard=key, data=data, moment=moment, now=now)
    return done


def _order(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    said_ = form.cleaned_data
    department = said_.get("department")
    return actions.order(
        actor=actor,
        hazard=key,
        kind=said_["kind"],
        name=said_["name"],
        due_on=said_["due_on"],
        department=UUID(department) if department else None,
        text=said_["text"],
        client_id=form.identity(),
        now=now,
    )


def _recheck(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    said_ = form.cleaned_data
    return actions.recheck(
        actor=actor,
        hazard=key,
        passed=said_["passed"] == "yes",
        text=said_["text"],
        due_on=said_["due_on"],
        client_id=form.identity(),
        now=now,
    )


def _note(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    text = form.cleaned_data["text"].strip()
    if not text and form.cleaned_data["photo"]:
        text = str(gettext_lazy("加了一张照片。"))
    return actions.note(actor=actor, hazard=key, text=text, client_id=form.identity(), now=now)


def _plain(action: Callable[..., object], *fields: str) -> Doing:
    def doing(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
        said_ = {name: form.cleaned_data[name] for name in fields}
        return action(actor=actor, hazard=key, client_id=form.identity(), now=now, **said_)

    return doing


DOING: dict[str, Doing] = {
    "order": _order,
    "fix": _plain(actions.fix, "text"),
    "recheck": _recheck,
    "extend": _plain(actions.extend, "until", "reason"),
    "dismiss": _plain(actions.dismiss, "reason"),
    "note": _note,
}
