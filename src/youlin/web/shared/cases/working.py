"""The record of a case as both audiences show it, and taking a step from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases import actions, pictures, queries
from youlin.domains.cases.queries import Record, disputes, hazards
from youlin.domains.cases.rules.ladder import Danger
from youlin.domains.cases.rules.states import Step
from youlin.domains.cases.wording import duty_of
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of
from youlin.web.shared.cases import showing
from youlin.web.shared.cases.forms import FORMS, AuthorityForm, StepForm
from youlin.web.shared.cases.steps import ALL_WORDS, DOING, RARE
from youlin.web.shared.forms import PageForm, run

MOST_TYPED = 300  # signs of what is typed that are compared


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that can be taken, with its form. `open`: shown without a tap; `rare`: among the ways seldom needed."""

    step: Step
    title: str
    button: str
    url: str
    form: StepForm
    open: bool
    obvious: bool
    rare: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """An authority to be told, or told, with the form to note it."""

    row: queries.AuthorityDuty
    url: str
    form: AuthorityForm
    late: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Where a record is shown: its template and its URL names."""

    template: str
    names: str  # chief, office
    source: str

    def address(self, case: UUID) -> str:
        """The page of a case."""
        return reverse(f"{self.names}:case", args=[case])

    def step_address(self, case: UUID, step: Step) -> str:
        """Where a step's form goes."""
        return reverse(f"{self.names}:case_step", args=[case, step.value])


def show(
    request: HttpRequest,
    room: Room,
    case: UUID,
    *,
    bound: StepForm | None = None,
    step: Step | None = None,
    phone: str = "",
    sealed: queries.SealedReporter | None = None,
    telling: AuthorityForm | None = None,
) -> HttpResponse:
    """The record's page; with the form that came back, if one did, and the telephone or name that was asked for."""
    now = clock.now()
    record = queries.record(actor_of(request), case, now=now)
    offers = _offers(room, record, bound, step)
    hazard_url, in_register = _hazard_url(room, request, record)
    values = {
        "record": record,
        "case": record.case,
        "rows": showing.rows(record),
        "steps": showing.trail(record),
        "state": showing.state(record.case, now),
        "why": showing.why(record),
        "answer": queries.answer_of(record.trail),
        "offers": [offer for offer in offers if not offer.rare],
        "rare": [offer for offer in offers if offer.rare],
        "helpers": [post_name(one.post) for one in record.helpers],
        "writing_url": reverse(f"{room.names}:case_writing", args=[case]) if Step.ANSWER in record.can else "",
        "back": reverse(f"{room.names}:cases"),
        "hazard_url": hazard_url,
        "in_register": in_register,
        "dispute_url": _dispute_url(room, request, record),
        "mediate_url": _mediate_url(room, request, record),
        "code": showing.code(record),
        "phone": phone,
        "today": clock.day_of(now),
        "sealed": sealed,
        "unseal_url": reverse(f"{room.names}:case_reporter", args=[case]) if record.may_unseal else "",
        "duty": duty_of(Danger(record.case.danger)) if record.case.danger else "",
        "authorities": _authorities(room, record, telling, now),
        "phone_url": reverse(f"{room.names}:case_phone", args=[case]) if record.case.reporter_phone else "",
        "photos": [
            (reverse(f"{room.names}:case_photo", args=[record.case.pk, photo.pk]), photo) for photo in record.photos
        ],
    }
    came_back = bound is not None or telling is not None
    return render(request, room.template, values, status=422 if came_back else 200)


def take(request: HttpRequest, room: Room, case: UUID, step: str) -> HttpResponse:
    """Take a step from its form; what was typed comes back with the sentence that says why not."""
    if step not in FORMS:
        raise Http404
    wanted, now, actor = Step(step), clock.now(), actor_of(request)
    record = queries.record(actor, case, now=now)
    sent = PageForm(request.POST)
    if sent.is_valid() and queries.taken_in(record.case, sent.cleaned_data["client_id"]):
        # The form offers what can be done now; what this letter chose may have gone from it by the letter itself.
        notices.done(request, ALL_WORDS[wanted][2])
        return redirect(room.address(case))
    form = FORMS[wanted](request.POST, request.FILES, record=record)
    if form.is_valid():
        done = run(form, lambda: DOING[wanted](actor, case, form, now))
        if done is not None:
            notices.done(request, ALL_WORDS[wanted][2])
            # Whoever handed a case on may not see it any more (a complaint, a department's).
            return redirect(room.address(case) if queries.sees(actor, case) else reverse(f"{room.names}:cases"))
    return show(request, room, case, bound=form, step=wanted)


def writing(request: HttpRequest, case: UUID) -> HttpResponse:
    """Said by the page while somebody types an answer; others who open the case see it. Answers with who else does."""
    actor, now = actor_of(request), clock.now()
    actions.writing(actor=actor, case=case, now=now)
    others = queries.writers(actor, queries.get(actor, case), now=now)
    return render(request, "shared/cases/writers.html", {"writers": others})


def likely(request: HttpRequest, room: Room) -> HttpResponse:
    """Running cases that may be what somebody is typing at this moment; empty where there is none."""
    asked = request.GET
    found = queries.likely(
        actor_of(request),
        text=asked.get("text", "")[:MOST_TYPED],
        place=asked.get("place", "")[:MOST_TYPED],
        territory=_uuid(asked.get("territory", "")),
        now=clock.now(),
    )
    lines = [(room.address(case.pk), case, showing.state(case, clock.now())) for case in found]
    return render(request, "shared/cases/likely.html", {"lines": lines})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def reveal(request: HttpRequest, room: Room, case: UUID) -> HttpResponse:
    """The record with the reporter's telephone in full, for this once."""
    phone = actions.look_at_phone(actor=actor_of(request), case=case, now=clock.now())
    answer = show(request, room, case, phone=phone)
    answer["Cache-Control"] = "no-store"
    return answer


def unseal(request: HttpRequest, room: Room, case: UUID) -> HttpResponse:
    """The record with who reported it in confidence, for this once; why is on record."""
    actor = actor_of(request)
    reason = request.POST.get("reason", "")
    try:
        sealed = actions.look_at_reporter(actor=actor, case=case, reason=reason, now=clock.now())
    except Invalid as refusal:
        notices.warn(request, refusal.message)
        return redirect(room.address(case))
    answer = show(request, room, case, sealed=sealed)
    answer["Cache-Control"] = "no-store"
    return answer


def tell_authority(request: HttpRequest, room: Room, case: UUID, duty: UUID) -> HttpResponse:
    """Note that an authority was told; what was typed comes back where it cannot be."""
    actor, now = actor_of(request), clock.now()
    form = AuthorityForm(request.POST)
    if form.is_valid():
        done = run(form, lambda: _tell_authority(actor, case, duty, form, now))
        if done is not None:
            notices.done(request, _("已记下：告诉了。"))
            return redirect(room.address(case))
    form.duty = duty
    return show(request, room, case, telling=form)


def _tell_authority(actor: Actor, key: UUID, duty: UUID, form: AuthorityForm, now: datetime) -> object:
    said = form.cleaned_data
    return actions.tell_authority(
        actor=actor,
        case=key,
        duty=duty,
        means=said["means"],
        told_at=said["told_at"],
        told_to=said["told_to"],
        client_id=form.identity(),
        now=now,
    )


def _authorities(room: Room, record: Record, telling: AuthorityForm | None, now: datetime) -> list[Duty]:
    """Whom to tell, with the form to note it; those that were told come after."""
    lines = []
    for row in record.duties:
        form = telling if telling is not None and telling.duty == row.pk else AuthorityForm(auto_id=f"{row.pk}_%s")
        url = reverse(f"{room.names}:case_authority", args=[record.case.pk, row.pk])
        lines.append(Duty(row, url, form, late=row.told_at is None and row.due_at <= now, open=form is telling))
    return sorted(lines, key=lambda line: line.row.told_at is not None)


def photo(request: HttpRequest, case: UUID, picture: UUID) -> HttpResponseBase:
    """A photograph of a case in sight."""
    found = queries.photo(actor_of(request), case, picture)
    try:
        file = pictures.path_of(case, found.digest).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def _dispute_url(room: Room, request: HttpRequest, record: Record) -> str:
    """The mediation that was made of a case, where the reader may see that there is one."""
    found = disputes.of_case(actor_of(request), record.case.pk) if record.case.kind == "dispute" else None
    return reverse(f"{room.names}:dispute", args=[found.pk]) if found is not None else ""


def _mediate_url(room: Room, request: HttpRequest, record: Record) -> str:
    """Where the parties of a case can be brought together."""
    may = disputes.may_mediate(actor_of(request), record.case)
    return reverse(f"{room.names}:dispute_begin", args=[record.case.pk]) if may else ""


def _hazard_url(room: Room, request: HttpRequest, record: Record) -> tuple[str, bool]:
    """Where a reported hazard stands in the register, or can be put there; and whether it is there."""
    if record.case.kind != "hazard":
        return "", False
    found = hazards.of_case(actor_of(request), record.case)
    if found is not None:
        return reverse(f"{room.names}:hazard", args=[found.pk]), True
    return f"{reverse(f'{room.names}:hazard_new')}?case={record.case.pk}", False


def _offers(room: Room, record: Record, bound: StepForm | None, step: Step | None) -> list[Offer]:
    offers: list[Offer] = []
    for each, (title, button, _done) in ALL_WORDS.items():
        came_back = bound is not None and each is step
        if each not in record.can and not came_back:
            continue
        if each is Step.MERGE and not record.likely:
            continue  # nothing to choose from
        obvious = not offers and each is not Step.NOTE and each not in RARE
        form = bound if came_back and bound is not None else FORMS[each](record=record, auto_id=f"{each.value}_%s")
        offers.append(
            Offer(
                step=each,
                title=str(title),
                button=str(button),
                url=room.step_address(record.case.pk, each),
                form=form,
                open=obvious or came_back,
                obvious=obvious,
                rare=each in RARE and not came_back,
            )
        )
    return offers
