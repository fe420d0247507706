"""The delivery log: every letter with what became of it; what was not delivered can be sent again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from youlin.channels.registry import CHANNELS
from youlin.domains.access.rules import Can
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.queries import Letter
from youlin.domains.messaging.rules.letters import State, Step
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import notices, parts
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Chip, Figure, Tone

EXPORT_LIMIT = 20_000
TONES: dict[str, Tone] = {
    State.QUEUED: "due",
    State.SENT: "done",
    State.GIVEN_UP: "late",
    Step.FAILED: "due",
    Step.HELD: "plain",
}


@page(Can.CONFIGURE)
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """All letters of the street, by what became of them."""
    actor, now = actor_of(request), clock.now()
    state = request.GET.get("state", "")
    rows = queries.letters(actor, state=state if state in Letter.States.values else "")
    if request.GET.get("as") == "xlsx":
        head = [_("什么时候写的"), _("给谁"), _("怎么送"), _("标题"), _("现在"), _("什么时候送出"), _("为什么没送到")]
        lines = (
            [
                f"{one.made_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
                one.user.display_name,
                channel_name(one.channel),
                one.title,
                one.get_state_display(),
                f"{one.ended_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" if one.ended_at else "",
                one.problem,
            ]
            for one in rows[:EXPORT_LIMIT]
        )
        return listing.workbook(_("发送记录"), head, lines)
    found, standing = listing.page_of(request, rows), queries.standing(actor, now=now)
    return render(
        request,
        "office/letters/log.html",
        {
            "page": found,
            "lines": [
                (one, channel_name(one.channel), TONES.get(one.state, "plain"), one.due_at > now) for one in found
            ],
            "chips": [Chip(_("全部"), listing.link(request, state=None), not state)]
            + [
                Chip(str(label), listing.link(request, state=value), state == value, standing.get(value, 0))
                for value, label in Letter.States.choices
            ],
            "figures": [
                Figure(_("等着发"), standing.get(State.QUEUED, 0), "?state=queued", note=_held(standing["held"])),
                Figure(_("没送到"), standing.get(State.GIVEN_UP, 0), "?state=given_up"),
            ],
            "narrowed": bool(state),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _held(count: int) -> str:
    return _("其中 %(n)d 条先留着") % {"n": count} if count else ""


@page(Can.CONFIGURE)
@require_GET
def letter(request: HttpRequest, letter: UUID) -> HttpResponse:
    """One letter and its log."""
    found = queries.letter(actor_of(request), letter)
    way = channel_name(found.channel)
    steps = [
        parts.Step(step.at, way, step.get_kind_display(), step.note, TONES.get(step.kind, "plain"))
        for step in sorted(found.steps.all(), key=lambda step: (step.at, step.pk))
    ]
    return render(
        request,
        "office/letters/letter.html",
        {
            "letter": found,
            "rows": [
                parts.Row(_("给谁"), found.user.display_name),
                parts.Row(_("怎么送"), way),
                parts.Row(_("多急"), found.get_pace_display()),
                parts.Row(_("消息编号"), str(found.pk)),
                parts.Row(_("试了几次"), found.attempts),
                *([parts.Row(_("回执"), found.receipt)] if found.receipt else []),
            ],
            "steps": steps,
            "tone": TONES.get(found.state, "plain"),
            "replies": [(reply, reply.text) for reply in found.replies.all()],
        },
    )


@page(Can.CONFIGURE)
@require_POST
def again(request: HttpRequest, letter: UUID) -> HttpResponse:
    """Send once more what was given up."""
    actions.try_again(actor=actor_of(request), letter=letter, now=clock.now())
    notices.done(request, _("好，马上再发一次。"))
    return redirect("office:letter", letter)


def channel_name(code: str) -> str:
    """What people call a channel; one that was taken out keeps its code."""
    channel = CHANNELS.get(code)
    return str(channel.name) if channel else code
