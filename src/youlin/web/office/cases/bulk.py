"""Doing one thing to many cases: chosen in the list, said once, and what came of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.cases import actions, queries
from youlin.domains.cases.rules.bulk import MOST, Verb, may_undo
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.views import kept
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal
from youlin.web.office import listing
from youlin.web.office.cases import filters, keeping
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.cases import showing
from youlin.web.shared.forms import PageForm, run

EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Way:
    """A verb in words: on its button, above its page, and what to ask."""

    button: str | Promise
    title: str | Promise
    ask: str | Promise  # above the field of words
    must: bool = True  # whether there must be words


WAYS: dict[Verb, Way] = {
    Verb.TAKE_OVER: Way(gettext_lazy("接过来办"), gettext_lazy("接到我这里办"), gettext_lazy("为什么接过来")),
    Verb.UP: Way(gettext_lazy("上报、转部门"), gettext_lazy("上报到上一级或转部门"), gettext_lazy("为什么要上报")),
    Verb.DOWN: Way(gettext_lazy("退回下一级"), gettext_lazy("退回下一级"), gettext_lazy("为什么退回")),
    Verb.HELP: Way(gettext_lazy("请人协办"), gettext_lazy("请人协办"), gettext_lazy("请他们帮什么"), must=False),
    Verb.MARK: Way(gettext_lazy("改急缓"), gettext_lazy("改急缓"), gettext_lazy("为什么改"), must=False),
    Verb.CLOSE: Way(gettext_lazy("请求办结"), gettext_lazy("不用答复，请求办结"), gettext_lazy("为什么不用答复")),
}


class BulkForm(PageForm):
    """What a verb asks, once for all cases."""

    post = forms.TypedChoiceField(coerce=UUID, required=False, empty_value=None)
    urgency = forms.ChoiceField(label=gettext_lazy("改成哪一种"), widget=forms.RadioSelect)
    said = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, verb: Verb, desks: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        way = WAYS[verb]
        self.fields["said"].label, self.fields["said"].required = str(way.ask), way.must
        self.fields["said"].error_messages["required"] = _("请写一句原因，每一件的经过里都会记上。")
        if verb is Verb.MARK:
            marks = [(one.value, str(queries.Urgencies(one.value).label)) for one in actions.MARKS]
            self.fields["urgency"].choices = marks  # type: ignore[attr-defined]
        else:
            del self.fields["urgency"]
        if verb in (Verb.UP, Verb.HELP):
            self._offer(verb, desks)
        else:
            del self.fields["post"]

    def _offer(self, verb: Verb, desks: list[tuple[str, str]]) -> None:
        field = self.fields["post"]
        field.label = _("请谁协办") if verb is Verb.HELP else _("转哪个部门")
        first = _("请选择") if verb is Verb.HELP else _("不转部门，上报到上一级")
        field.choices = [("", first), *desks]  # type: ignore[attr-defined]
        field.required = verb is Verb.HELP
        field.error_messages["required"] = _("请选一个岗位。")


@page(Can.WORK_CASES)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The cases that were ticked, and what the chosen verb asks; or a file of them."""
    actor, word = actor_of(request), request.POST.get("verb", "")
    back = reverse("office:cases") + _address(request)
    keys = _chosen(request, actor)
    if not keys:
        notices.warn(request, _("请先在左边勾选要办的事项。"))
        return redirect(back)
    if len(keys) > MOST:
        notices.warn(request, _("一次最多办 %(n)d 件，请分几次，或把条件收窄。") % {"n": MOST})
        return redirect(back)
    if word == EXPORT:
        return _export(actor, keys)
    return _ask(request, _verb(word), keys)


@page(Can.WORK_CASES)
@require_POST
def do(request: HttpRequest, verb: str) -> HttpResponse:
    """Do it, and show what came of each."""
    actor, now, known = actor_of(request), clock.now(), _verb(verb)
    keys = _chosen(request, actor)
    form = BulkForm(request.POST, verb=known, desks=_desks(actor, known))
    if form.is_valid():
        said = form.cleaned_data
        order = actions.Order(
            known, said["said"], post=said.get("post"), urgency=Urgency(said.get("urgency") or Urgency.NORMAL)
        )
        batch = run(
            form, lambda: actions.do_many(actor=actor, cases=keys, order=order, client_id=form.identity(), now=now)
        )
        if batch is not None:
            return redirect("office:case_batch", batch.pk)
    return _ask(request, known, keys, form)


@page(Can.WORK_CASES)
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What came of each case, what could not be done first; and the way back."""
    now = clock.now()
    found, items = queries.batch(actor_of(request), batch)
    done = [item for item in items if not item.why_not]
    return render(
        request,
        "office/cases/batch.html",
        {
            "batch": found,
            "title": WAYS[Verb(found.verb)].title,
            "lines": [(item, showing.state(item.case, now), showing.holder(item.case)) for item in items],
            "done": len(done),
            "left": len(items) - len(done),
            "kept": sum(bool(item.why_kept) for item in items),
            "may_undo": bool(done) and may_undo(at=found.at, undone=found.undone_at is not None, now=now),
            "back": reverse("office:cases"),
        },
    )


@page(Can.WORK_CASES)
@require_POST
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take the whole batch back."""
    try:
        actions.undo_batch(actor=actor_of(request), batch=batch, now=clock.now())
        notices.done(request, _("已撤销；后来又动过的留着没动，列在下面。"))
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        notices.warn(request, refusal.message)
    return redirect("office:case_batch", batch)


def _ask(request: HttpRequest, verb: Verb, keys: list[UUID], bound: BulkForm | None = None) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    rows = queries.by_keys(actor, keys)
    form = bound or BulkForm(verb=verb, desks=_desks(actor, verb))
    return render(
        request,
        "office/cases/bulk.html",
        {
            "form": form,
            "verb": verb.value,
            "way": WAYS[verb],
            "lines": [(case, showing.state(case, now), showing.holder(case)) for case in rows],
            "filters": _address(request).removeprefix("?"),
            "back": reverse("office:cases") + _address(request),
        },
        status=422 if form.errors else 200,
    )


def _export(actor: Actor, keys: list[UUID]) -> HttpResponse:
    now, rows = clock.now(), queries.by_keys(actor, keys)
    actions.note_export(actor=actor, cases=rows, now=now)
    return keeping.workbook(rows, now)


def _chosen(request: HttpRequest, actor: Actor) -> list[UUID]:
    """Keys that were ticked; or of everything that the list's filters find, one more than a batch may have."""
    if request.POST.get("all"):
        asked = kept(QueryDict(request.POST.get("filters", "")).dict())
        rows = queries.cases(actor, filters.wanted(asked), now=clock.now())
        return list(rows.values_list("pk", flat=True)[: MOST + 1])
    found = (listing.key(text) for text in request.POST.getlist("case"))
    return list(dict.fromkeys(key for key in found if key is not None))


def _address(request: HttpRequest) -> str:
    return filters.address(kept(QueryDict(request.POST.get("filters", "")).dict()))


def _verb(word: str) -> Verb:
    try:
        return Verb(word)
    except ValueError as error:
        raise Http404 from error


def _desks(actor: Actor, verb: Verb) -> list[tuple[str, str]]:
    """The posts that a verb offers: departments alone for handing over."""
    offers: dict[Verb, Callable[[Any], bool]] = {
        Verb.UP: lambda post: post.role == Role.DEPARTMENT_STAFF,
        Verb.HELP: lambda post: True,
    }
    if verb not in offers:
        return []
    return [(str(post.pk), post_name(post)) for post in queries.desks(actor) if offers[verb](post)]
