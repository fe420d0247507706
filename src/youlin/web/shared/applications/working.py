"""The small pages of an application at the door: papers, signatures, the register of relatives, the survey."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.actions.signing import open_for
from youlin.domains.benefits.queries import Dossier, Signer
from youlin.domains.benefits.rules.clock import CLOSED, INVESTIGATORS, may_gather
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.domains.benefits.wording import PAPERS
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of
from youlin.web.shared.applications.forms import (
    InvestigatorForm,
    PapersForm,
    PhotoForm,
    RelativeForm,
    SignForm,
    SurveyForm,
)
from youlin.web.shared.applications.room import Room
from youlin.web.shared.forms import PageForm, run


def gathered(request: HttpRequest, key: UUID) -> Dossier:
    """The application with what was gathered for it. Raises NotThere."""
    return queries.dossier(queries.application(actor_of(request), key), clock.day_of(clock.now()))


def _ground(found: Dossier, room: Room) -> dict[str, object]:
    return {"row": found.row, "back": room.url("application", found.row.pk), "closed": found.row.stage in CLOSED}


def _which(paper: str) -> Paper:
    try:
        return Paper(paper)
    except ValueError as error:
        raise Http404 from error


# ------------------------------------------------------------------------------------------------------------- papers


def materials(request: HttpRequest, room: Room, application: UUID) -> HttpResponse:
    """Which papers are there, and photographs of them for who wants to keep one."""
    found = gathered(request, application)
    papers = [str(one["text"]) for one in found.row.checklist]
    known = [str(place) for place, one in enumerate(found.row.checklist) if one["ready"]]
    form = PapersForm(request.POST or None, initial={"ready": known}, papers=papers)
    if request.method == "POST" and form.is_valid():
        ready = [int(place) for place in form.cleaned_data["ready"]]
        actor, now = actor_of(request), clock.now()
        if run(form, lambda: actions.set_material(actor=actor, application=application, ready=ready, now=now)):
            notices.done(request, _("已记下。"))
            return redirect(room.url("application", application))
    return _materials(request, room, found, form, PhotoForm(papers=_lines(found)))


def add_photo(request: HttpRequest, room: Room, application: UUID) -> HttpResponse:
    """A photograph of a paper."""
    found = gathered(request, application)
    form = PhotoForm(request.POST, request.FILES, papers=_lines(found))
    if form.is_valid():
        got, actor, now = form.cleaned_data, actor_of(request), clock.now()
        if run(
            form,
            lambda: actions.add_photo(
                actor=actor, application=application, paper=got["paper"], data=got["photo"], now=now
            ),
        ):
            notices.done(request, _("照片已加密保存。"))
            return redirect(room.url("application_materials", application))
    papers = [str(one["text"]) for one in found.row.checklist]
    return _materials(request, room, found, PapersForm(papers=papers), form)


def _lines(found: Dossier) -> list[tuple[str, str]]:
    """What a photograph can be of: each line of the checklist, and each paper that is signed."""
    texts = [str(one["text"]) for one in found.row.checklist]
    return [*((text, text) for text in texts), *((paper.value, str(PAPERS[paper.value])) for paper in found.signers)]


def _materials(request: HttpRequest, room: Room, found: Dossier, form: PapersForm, photo: PhotoForm) -> HttpResponse:
    key, names = found.row.pk, dict(_lines(found))
    shown = [
        (
            names.get(one.paper, one.paper),
            one,
            room.url("application_photo", key, one.pk),
            room.url("application_photo_remove", key, one.pk),
        )
        for one in found.photos
    ]
    values = {
        **_ground(found, room),
        "form": form,
        "photo": photo,
        "photos": shown,
        "photo_url": room.url("application_photo_new", key),
        "gathering": may_gather(found.row.stage, found.row.programme),
    }
    return room.draw(request, "materials", values, status=422 if form.errors or photo.errors else 200)


def photo(request: HttpRequest, room: Room, application: UUID, photo: UUID) -> HttpResponse:
    """The picture of a paper; the look is on record."""
    data = actions.look_at_photo(actor=actor_of(request), application=application, photo=photo, now=clock.now())
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


def remove_photo(request: HttpRequest, room: Room, application: UUID, photo: UUID) -> HttpResponse:
    """Take a photograph back for good."""
    actions.remove_photo(actor=actor_of(request), application=application, photo=photo, now=clock.now())
    notices.done(request, _("照片已删除。"))
    return redirect(room.url("application_materials", application))


# --------------------------------------------------------------------------------------------------------- signatures


def signing(request: HttpRequest, room: Room, application: UUID, of: str) -> HttpResponse:
    """Who must sign a paper, and who has."""
    found, which = gathered(request, application), _which(of)
    if which not in found.signers:
        raise NotThere("paper_unknown", _("这项政策不用签这份文书。"))
    lines = [(one, room.url("application_sign", application, which.value, one.key)) for one in found.signers[which]]
    values = {
        **_ground(found, room),
        "title": PAPERS[which.value],
        "paper": which.value,
        "lines": lines,
        "can": open_for(found.row, which),
        "print_url": room.url("application_paper", application, which.value),
        "wanting": max(0, INVESTIGATORS - len(found.serving)) if which is Paper.SURVEY else 0,
        "survey_url": room.url("application_survey", application),
    }
    return room.draw(request, "signing", values)


def sign(request: HttpRequest, room: Room, application: UUID, of: str, who: UUID) -> HttpResponse:
    """One name on one paper: on the glass, or on the print."""
    found, which = gathered(request, application), _which(of)
    signer = _signer(found, which, who)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        got, now, actor = form.cleaned_data, clock.now(), actor_of(request)
        new = actions.NewSignature(
            form.identity(), application, which, who, Way(got["way"]), form.moment(now), got["strokes"], got["proxy"]
        )
        if run(form, lambda: actions.sign(actor=actor, signature=new, now=now)):
            notices.done(request, _("%(name)s签好了。") % {"name": signer.name})
            return redirect(room.url("application_signing", application, which.value))
    values = {
        **_ground(found, room),
        "back": room.url("application_signing", application, which.value),
        "title": PAPERS[which.value],
        "paper": which.value,
        "who": signer,
        "form": form,
        "print_url": room.url("application_paper", application, which.value),
    }
    return room.draw(request, "sign", values, status=422 if form.errors else 200)


def _signer(found: Dossier, paper: Paper, key: UUID) -> Signer:
    who = next((one for one in found.signers.get(paper, ()) if one.key == key), None)
    if who is None:
        raise NotThere("signer_unknown", _("这份文书不用这个人签。"))
    return who


# ---------------------------------------------------------------------------------------------------------- relatives


def relatives(request: HttpRequest, room: Room, application: UUID) -> HttpResponse:
    """Ask whether anybody of the house is a near relative of those who work on it, and register the answer."""
    found = gathered(request, application)
    said, known = found.relative, {}
    if said is not None:
        known = {name: getattr(said, name) for name in ("standing", "name", "office", "relation")}
    form = RelativeForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actor, now = actor_of(request), clock.now()
        if run(
            form,
            lambda: actions.declare_relative(actor=actor, application=application, said=form.declared(), now=now),
        ):
            notices.done(request, _("已记下。"))
            return redirect(room.url("application", application))
    values = {**_ground(found, room), "form": form}
    return room.draw(request, "relatives", values, status=422 if form.errors else 200)


# ------------------------------------------------------------------------------------------------------------- survey


def survey(request: HttpRequest, room: Room, application: UUID) -> HttpResponse:
    """Who surveys, and what they found: filled from what is known, open where nobody knows."""
    found = gathered(request, application)
    now = clock.now()
    form = _survey_form(request, found)
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        kept = actions.Surveyed(
            form.identity(), got["visited_on"], got["seen"], tuple(form.answers(found.row.household_id))
        )
        actor = actor_of(request)
        if run(form, lambda: actions.keep_survey(actor=actor, application=application, found=kept, now=now)):
            if open_for(found.row, Paper.SURVEY):
                notices.done(request, _("已记下，请申请人和调查人在调查表上签名。"))
                return redirect(room.url("application_signing", application, Paper.SURVEY.value))
            notices.done(request, _("已记下。"))
            return redirect(room.url("application", application))
    return _survey(request, room, found, form, InvestigatorForm())


def add_investigator(request: HttpRequest, room: Room, application: UUID) -> HttpResponse:
    """Somebody is to survey; a near relative is noted, and stands aside."""
    found = gathered(request, application)
    form = InvestigatorForm(request.POST)
    if form.is_valid():
        actor, now = actor_of(request), clock.now()
        made = run(
            form, lambda: actions.name_investigator(actor=actor, application=application, new=form.new(), now=now)
        )
        if made is not None:
            if made.related:
                notices.warn(request, _("已记下%(name)s要回避，请换一位调查人。") % {"name": made.name})
            else:
                notices.done(request, _("已记下。"))
            return redirect(room.url("application_survey", application))
    return _survey(request, room, found, _survey_form(request, found, read=False), form)


def drop_investigator(request: HttpRequest, room: Room, application: UUID, who: UUID) -> HttpResponse:
    """Somebody surveys no more."""
    gone = actions.drop_investigator(
        actor=actor_of(request), application=application, investigator=who, now=clock.now()
    )
    notices.done(request, _("%(name)s不再是调查人。") % {"name": gone.name})
    return redirect(room.url("application_survey", application))


def _survey_form(request: HttpRequest, found: Dossier, *, read: bool = True) -> SurveyForm:
    today = clock.day_of(clock.now())
    home = queries.home(actor_of(request), found.row.household_id)
    edition = queries.edition_for(home.household.subdistrict, today)
    first = found.visit.visited_on if found.visit else today
    return SurveyForm(
        (request.POST or None) if read else None,
        initial={"visited_on": first.isoformat(), "seen": found.visit.seen if found.visit else ""},
        lines=queries.survey_lines(edition, home, found.row),
    )


def _survey(request: HttpRequest, room: Room, found: Dossier, form: SurveyForm, investigator: PageForm) -> HttpResponse:
    key = found.row.pk
    people = [(one, room.url("investigator_drop", key, one.pk)) for one in found.investigators]
    values = {
        **_ground(found, room),
        "form": form,
        "investigator": investigator,
        "investigator_url": room.url("investigator_new", key),
        "people": people,
        "enough": len(found.serving) >= INVESTIGATORS,
        "wanted": INVESTIGATORS,
        "can": found.row.stage in ("gathering", "filed"),
        "sign_url": room.url("application_signing", key, "survey") if found.row.stage == "filed" else "",
        "print_url": room.url("application_paper", key, "survey"),
    }
    return room.draw(request, "survey", values, status=422 if form.errors or investigator.errors else 200)
