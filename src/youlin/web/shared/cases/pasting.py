"""Pasting a piece of a chat: it is taken apart, each message proposed as a case, and only what a person takes is kept.

The text travels with the form from page to page; nothing of it is stored until somebody takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.cases.queries import Proposal, propose
from youlin.domains.cases.rules.chat import MOST_SIGNS, Why
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of
from youlin.web.shared.cases.working import Room
from youlin.web.shared.forms import PageForm, Renderer, run

URGENCIES = [("normal", gettext_lazy("一般")), ("urgent", gettext_lazy("紧急，当天就要有人管"))]
WORDS = {
    "kind": gettext_lazy("写了“%(word)s”，像这一类"),
    "danger": gettext_lazy("写了“%(word)s”，可能有危险"),
    "urgency": gettext_lazy("写了“%(word)s”，像是急事"),
    "person": gettext_lazy("“%(word)s”像这位居民的名字"),
    "place": gettext_lazy("写了“%(word)s”，像这个地方"),
}


class PasteForm(PageForm):
    """The chat as it was copied, and which group it is from."""

    chat = forms.CharField(
        label=gettext_lazy("把群里的话贴在这里"),
        help_text=gettext_lazy("贴进来先看看，没有点“记下”的一句都不会存。"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("请先贴上群里的话。")},
    )
    group = forms.CharField(label=gettext_lazy("哪个群"), max_length=100, required=False)


class ProposalForm(forms.Form):
    """One message: whether to take it, and as what."""

    default_renderer = Renderer

    take = forms.BooleanField(label=gettext_lazy("记成一件事"), required=False)
    text = forms.CharField(
        label=gettext_lazy("什么事"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label=gettext_lazy("哪一类"), choices=queries.Case.Kinds.choices, required=False)
    whom = forms.ChoiceField(label=gettext_lazy("哪一户、哪一位"), required=False)
    territory = forms.ChoiceField(label=gettext_lazy("哪里"), required=False)
    urgency = forms.ChoiceField(label=gettext_lazy("急不急"), choices=URGENCIES, required=False)
    danger = forms.ChoiceField(
        label=gettext_lazy("有没有人正有危险"),
        choices=[("", gettext_lazy("没有")), *queries.Case.Dangers.choices],
        required=False,
    )
    reporter_name = forms.CharField(label=gettext_lazy("谁说的"), max_length=60, required=False)

    def __init__(self, *args: Any, proposal: Proposal, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.proposal = proposal
        self.fields["territory"].choices = [("", _("我的整个辖区")), *places]  # type: ignore[attr-defined]
        whom = [(f"resident:{one.pk}", _whom(one.name, one.household.address)) for one in proposal.people]
        whom += [(f"household:{one.pk}", one.address or one.number) for one in proposal.homes]
        self.fields["whom"].choices = [("", _("不是哪一户的事")), *whom]  # type: ignore[attr-defined]
        if not whom:
            del self.fields["whom"]

    def clean(self) -> dict[str, Any]:
        """Words only where it is taken."""
        found = super().clean() or self.cleaned_data
        if found.get("take") and not found.get("text", "").strip():
            self.add_error("text", _("请写一句是什么事。"))
        return found


def _whom(name: str, address: str) -> str:
    return f"{name}（{address}）" if address else name


@dataclass(frozen=True, slots=True)
class Line:
    """One message on the page, with why each thing is proposed."""

    form: ProposalForm
    whys: list[str]


def show(request: HttpRequest, room: Room, template: str) -> HttpResponse:
    """The empty form; what was pasted, taken apart; or, once a person took some of it, the list."""
    actor, now = actor_of(request), clock.now()
    form = PasteForm(request.POST or None)
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid():
        taking = "take" in request.POST
        lines = _lines(actor, form.cleaned_data["chat"], request.POST if taking else None)
        if not lines:
            form.add_error("chat", _("没有看出谁说了什么事。请多贴几句，连名字一起贴。"))
        if taking and lines and all(line.form.is_valid() for line in lines):
            taken = run(form, lambda: _take(actor, form, lines, now))
            if taken:
                said = ngettext("记下了 %(n)d 件事。", "记下了 %(n)d 件事。", taken) % {"n": taken}
                notices.done(request, said)
                return redirect(reverse(f"{room.names}:cases") + ("" if room.names == "office" else "?view=all"))
            if taken == 0:
                form.add_error(None, _("还没有选哪一句要记。要记的请勾上“记成一件事”。"))
    values = {
        "form": form,
        "lines": lines,
        "back": reverse(f"{room.names}:cases"),
        "wrong": form.errors or any(line.form.errors for line in lines),
    }
    answer = render(request, template, values, status=422 if values["wrong"] else 200)
    answer["Cache-Control"] = "no-store"  # other people's words
    return answer


def _lines(actor: Actor, chat: str, posted: Any) -> list[Line]:
    places = [
        (str(place.pk), place.full_name) for path in actor.paths(Can.WORK_CASES) for place in territory.within(path)
    ]
    lines = []
    for at, proposal in enumerate(propose(actor, chat)):
        given = {"prefix": f"m{at}", "initial": _initial(proposal)}
        form = ProposalForm(posted, proposal=proposal, places=places, **given)
        lines.append(Line(form, [_why(why) for why in proposal.whys]))
    return lines


def _initial(proposal: Proposal) -> dict[str, object]:
    meaning = proposal.meaning
    whom = f"resident:{proposal.people[0].pk}" if proposal.people else ""
    if not whom and len(proposal.homes) == 1:
        whom = f"household:{proposal.homes[0].pk}"
    return {
        "text": proposal.message.text,
        "kind": meaning.kind,
        "urgency": "normal" if meaning.urgency == "normal" else "urgent",
        "danger": meaning.danger.value if meaning.danger else "",
        "territory": str(proposal.place or ""),
        "whom": whom,
        "reporter_name": proposal.message.who,
    }


def _why(why: Why) -> str:
    return str(WORDS[why.what]) % {"word": why.word}


def _take(actor: Actor, form: PasteForm, lines: list[Line], now: datetime) -> int:
    """Open a case for each message that was taken; the same page sent twice opens none again."""
    taken = [(at, line.form.cleaned_data) for at, line in enumerate(lines) if line.form.cleaned_data["take"]]
    for at, said in taken:
        what, _colon, key = said.get("whom", "").partition(":")
        actions.report(
            actor=actor,
            case=actions.NewCase(
                text=said["text"],
                kind=said["kind"] or "appeal",
                urgency=said["urgency"] or "normal",
                danger=said["danger"],
                territory=UUID(said["territory"]) if said["territory"] else None,
                resident=UUID(key) if what == "resident" else None,
                household=UUID(key) if what == "household" else None,
                source="chat",
                source_ref=form.cleaned_data["group"],
                reporter_name=said["reporter_name"],
            ),
            client_id=uuid5(form.identity(), str(at)),
            now=now,
        )
    return len(taken)
