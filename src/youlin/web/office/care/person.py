"""One person in care: what is owed, what was done, taking in, pausing, ending."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.care.queries import matching
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.wording import role_name
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office.asking import ask
from youlin.web.office.care.forms import EndCareForm
from youlin.web.shared import notices, wording
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.care_forms import PauseForm
from youlin.web.shared.needs import needs_rows
from youlin.web.shared.parts import Row, Step, Tone

TONES: dict[str, Tone] = {"urgent": "late", "something": "due", "fine": "done"}


@page(Can.MANAGE_CARE)
def person(request: HttpRequest, resident: UUID) -> HttpResponse:
    """What is owed to somebody, by whom, and how it went."""
    actor, now = actor_of(request), clock.now()
    found = residents.resident(actor, resident)
    plan = queries.plan_of(actor, resident)
    owed = queries.owing(actor, resident, now) if plan else None
    contacts = queries.contacts_of(actor, resident, limit=30)
    return render(
        request,
        "office/care/person.html",
        {
            "person": found,
            "plan": plan,
            "owed": owed,
            "rows": _rows(actor, found, plan),
            "steps": [_step(contact) for contact in contacts],
            "consents": queries.consents_of(actor, resident),
            "holds": queries.paces_now(plan, clock.day_of(now)) if plan else [],
            "former": queries.former_plans_of(actor, resident),
            "before": queries.paces_before(plan, clock.day_of(now)) if plan else [],
            "questions": list(queries.open_questions(actor).filter(plan=plan)) if plan else [],
            "alarms": queries.alarms_of(actor, resident),
            "declines": matching.declines_of(actor, plan.pk) if plan else [],
            "proposed": bool(queries.without_plan(actor, day=clock.day_of(now), residents=[resident])),
        },
    )


def _rows(actor: Actor, person: residents.Resident, plan: queries.CarePlan | None) -> list[Row]:
    place = plan.neighbourhood if plan is not None else person.household.neighbourhood
    chief = chiefs.chief_for(place, clock.day_of(clock.now()))
    answers = _("还没有人") if chief is None else f"{chief.name}（{chief.place_name} {role_name(chief.role)}）"
    rows = [
        Row(_("住在"), person.household.address or person.household.number),
        Row(_("谁负责"), answers),
    ]
    match = matching.match_of(actor, plan.pk) if plan is not None else None
    if match is not None:
        rows.append(Row(_("就近匹配"), f"{wording.day_full(match.since)} · {match.because or match.by_name}"))
    rows += needs_rows(person.pk)
    if plan is not None:
        often = _("%(greet)s 天问候一次，%(visit)s 天上门一次") % {
            "greet": plan.greeting_days,
            "visit": plan.visit_days,
        }
        rows += [
            Row(_("情形"), plan.get_circumstance_display()),
            Row(
                _("多久一次"),
                f"{often}（{plan.get_tier_display()}）" if plan.tier else often,
                reverse("office:care_tier", args=[person.pk]),
                _("换档次"),
            ),
            Row(_("从哪天起"), wording.day_full(plan.starts_on)),
        ]
    return rows


def _step(contact: queries.Contact) -> Step:
    how = contact.get_wellbeing_display() or contact.get_outcome_display()
    return Step(
        at=contact.happened_at,
        who=contact.by_name,
        what=f"{contact.get_kind_display()} · {how}",
        note=contact.note,
        tone=TONES.get(contact.wellbeing, "plain"),
    )


@page(Can.MANAGE_CARE)
@require_POST
def take_in(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Take one person into care."""
    opened = actions.open_plans(actor=actor_of(request), residents=[resident], now=clock.now())
    if opened:
        notices.done(request, _("已纳入关照。"))
    else:
        notices.warn(request, _("没有纳入：要先在居民资料里记一种情形，而且是常住的人；已经在关照的不用再纳入。"))
    return redirect("office:care_person", resident)


@page(Can.MANAGE_CARE)
def pause(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Let nothing be due for a while."""
    actor, plan = actor_of(request), plan_of(request, resident)
    form = PauseForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.pause_plan(
            actor=actor,
            plan=plan.pk,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            client_id=form.identity(),
            now=clock.now(),
        ),
        back=reverse("office:care_person", args=[resident]),
        title=_("暂停关照"),
        kicker=plan.resident.name,
        hint="",
        done=_("已暂停，到那天会自己恢复。"),
    )


@page(Can.MANAGE_CARE)
def end(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Let somebody out of care."""
    actor, plan = actor_of(request), plan_of(request, resident)
    form = EndCareForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.end_plan(actor=actor, plan=plan.pk, reason=form.cleaned_data["reason"], now=clock.now()),
        back=reverse("office:care_person", args=[resident]),
        title=_("结束关照"),
        kicker=plan.resident.name,
        hint=_("以前的问候和走访都留着。"),
        done=_("关照已结束。"),
    )


def plan_of(request: HttpRequest, resident: UUID) -> queries.CarePlan:
    """The open plan of somebody in sight. Raises NotThere."""
    plan = queries.plan_of(actor_of(request), resident)
    if plan is None:
        raise NotThere("plan_unknown", _("没有这份关照计划。"))
    return plan
