"""What people need, what chiefs can do, and what a street weighs, as the desk says it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import matching as actions
from youlin.domains.care.queries import matching as queries
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as chiefs_queries
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office.asking import ask
from youlin.web.office.matching.forms import TermsForm
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.needs import NeedsForm, said_so_far
from youlin.web.shared.offers import OfferForm, offered


@page(Can.MANAGE_CARE)
def needs(request: HttpRequest, resident: UUID) -> HttpResponse:
    """What somebody needs of whoever comes."""
    actor = actor_of(request)
    person = residents.resident(actor, resident)
    form = NeedsForm(request.POST or None, initial=said_so_far(resident))
    return ask(
        request,
        form,
        lambda: actions.say_needs(actor=actor, resident=resident, needs=form.needs(), now=clock.now()),
        back=reverse("office:care_person", args=[resident]),
        title=_("来的人要会什么"),
        kicker=person.name,
        hint=_("下次就近匹配会照着来。没有特别的就不用填。"),
        done=_("已记下。"),
    )


@page(Can.APPOINT)
def offer(request: HttpRequest, user: UUID) -> HttpResponse:
    """What a chief can help with, as the desk knows it."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    terms = [
        term
        for term in chiefs_queries.posts_held_by(user, day=today)
        if actor.can_at(Can.APPOINT, term.post.territory.path)
    ]
    if not terms:
        raise NotThere("chief_unknown", _("没有这位三长。"))
    form = OfferForm(request.POST or None, initial=offered(user))
    return ask(
        request,
        form,
        lambda: chiefs.say_offer(actor=actor, user=user, offer=form.offer(), now=clock.now()),
        back=reverse("office:post", args=[terms[0].post_id]),
        title=_("能帮什么"),
        kicker=terms[0].user.display_name,
        hint=_("本人在手机“我的”里也能改。"),
        done=_("已记下。"),
    )


@page(Can.CONFIGURE)
def terms(request: HttpRequest) -> HttpResponse:
    """What is weighed against what."""
    actor = actor_of(request)
    root = next(iter(access.roots(actor, Can.CONFIGURE)), None)
    if root is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    known = queries.terms_of(root.pk)
    initial = {name: getattr(known, name) for name in ("seats", "reach", "known_face", "missing_skill")}
    form = TermsForm(request.POST or None, initial=initial)
    return ask(
        request,
        form,
        lambda: actions.set_terms(
            actor=actor,
            subdistrict=root.pk,
            terms=actions.NewTerms(**{name: form.cleaned_data[name] for name in initial}),
            now=clock.now(),
        ),
        back=reverse("office:matching"),
        title=_("就近匹配怎么算"),
        kicker=root.full_name,
        hint=_("改了以后，下一次匹配按新的算；已经定的不动。"),
        done=_("已记下。"),
    )
