"""What hangs and what hung, one notice with its objections, and the forms."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.rules.postings import FORMS, Kind
from youlin.domains.messaging.wording import field_name
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.notices.forms import AnnounceForm, AnswerForm, DownForm, PlaceAndDaysForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page

STATES = ("showing", "objected", "over")


@page(Can.PUT_UP)
def postings(request: HttpRequest) -> HttpResponse:
    """Every notice in sight, newest first; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    state = request.GET.get("state", "")
    rows = queries.postings(actor, state=state if state in STATES else "", day=today)
    if request.GET.get("as") == "xlsx":
        head = [_("标题"), _("哪一种"), _("地方"), _("贴出"), _("公示到"), _("撤下原因"), _("不同意见"), _("还没答复")]
        return listing.workbook(_("公示"), head, (_line(row) for row in rows))
    names = [("showing", _("正在公示")), ("objected", _("有意见没答复")), ("over", _("已经撤下"))]
    return render(
        request,
        "office/notices/postings.html",
        {
            "page": listing.page_of(request, rows),
            "chips": listing.chips(request, "state", names, _("全部")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )


def _line(row: queries.Posting) -> list[object]:
    downs = [one.reason for one in row.take_downs.all()]
    days = [f"{day:%Y-%m-%d}" for day in (row.first_day, row.last_day)]
    counts = [getattr(row, "objection_count", 0), getattr(row, "unanswered", 0)]
    return [row.title, row.get_kind_display(), row.territory.full_name, *days, "；".join(downs), *counts]


@page(Can.PUT_UP)
def posting(request: HttpRequest, posting: UUID) -> HttpResponse:
    """One notice as it hangs, why it went, and what residents said."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    found = queries.posting(actor, posting)
    fields = [field for field in FORMS[Kind(found.kind)].fields if any(line.get(field) for line in found.lines)]
    downs = list(found.take_downs.all())
    return render(
        request,
        "office/notices/posting.html",
        {
            "posting": found,
            "heads": [field_name(field) for field in fields],
            "lines": [[line.get(field, "") for field in fields] for line in found.lines],
            "downs": downs,
            "shows": found.last_day >= today and not downs,
            "objections": [(one, list(one.answers.all())) for one in found.objections.all()],
            "today": today,
        },
    )


@page(Can.PUT_UP)
def announce(request: HttpRequest) -> HttpResponse:
    """An announcement in words."""
    actor = actor_of(request)
    form = AnnounceForm(request.POST or None, places=_places(actor), initial={"days": FORMS[Kind.GENERAL].usual_days})

    def change() -> queries.Posting:
        said = form.cleaned_data
        return actions.put_up(
            actor=actor,
            kind=Kind.GENERAL,
            territory=UUID(said["territory"]),
            about=None,
            title=said["title"],
            text=said["text"],
            lines=[],
            days=said["days"],
            now=clock.now(),
            client_id=form.identity(),
        )

    return ask(
        request,
        form,
        change,
        back=reverse("office:postings"),
        title=_("写一份通知公告"),
        kicker=_("公示"),
        hint=_("贴出来以后，居民在首页的“公示”里马上看得到。"),
        done=_("已经贴出来了。"),
        onward=lambda row: reverse("office:posting", args=[row.pk]),
    )


@page(Can.PUT_UP)
def publish_chiefs(request: HttpRequest) -> HttpResponse:
    """The chiefs of a place, from the register as it stands today."""
    actor, now = actor_of(request), clock.now()
    initial = {"days": FORMS[Kind.CHIEFS].usual_days, "title": _("三长公示")}
    form = PlaceAndDaysForm(request.POST or None, places=_places(actor), initial=initial)

    def change() -> queries.Posting:
        said = form.cleaned_data
        place = territory.get(UUID(said["territory"]))
        return actions.put_up(
            actor=actor,
            kind=Kind.CHIEFS,
            territory=place.pk,
            about=None,
            title=said["title"],
            lines=chiefs.public_lines(actor, place, day=clock.day_of(now)),
            days=said["days"],
            now=now,
            client_id=form.identity(),
        )

    return ask(
        request,
        form,
        change,
        back=reverse("office:postings"),
        title=_("公示三长"),
        kicker=_("公示"),
        hint=_("从名册里取：姓名、岗位、负责哪一片、阵地；电话只取本人同意公开的。任免有变化后，撤下旧的再贴新的。"),
        done=_("已经贴出来了。"),
        onward=lambda row: reverse("office:posting", args=[row.pk]),
    )


@page(Can.PUT_UP)
def down(request: HttpRequest, posting: UUID) -> HttpResponse:
    """Take one down before its day."""
    actor = actor_of(request)
    found = queries.posting(actor, posting)
    form = DownForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.take_down(actor=actor, posting=posting, reason=form.cleaned_data["reason"], now=clock.now()),
        back=reverse("office:posting", args=[posting]),
        title=_("提前撤下"),
        kicker=found.title,
        hint=_("撤下以后居民就看不到内容了，这里还留着记录。要再公示，重新贴一份。"),
        done=_("已经撤下。"),
    )


@page(Can.PUT_UP)
def answer(request: HttpRequest, objection: UUID) -> HttpResponse:
    """Answer what a resident said."""
    actor = actor_of(request)
    found = queries.objections(actor).filter(pk=objection).first()
    if found is None:
        return redirect("office:postings")
    form = AnswerForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.answer_objection(
            actor=actor,
            objection=objection,
            upheld=form.cleaned_data["upheld"],
            text=form.cleaned_data["text"],
            now=clock.now(),
        ),
        back=reverse("office:posting", args=[found.posting_id]),
        title=_("答复意见"),
        kicker=found.posting.title,
        hint=found.text,
        done=_("已答复，提意见的人凭回执看得到。"),
    )


@page(Can.PUT_UP)
@require_POST
def phone(request: HttpRequest, objection: UUID) -> HttpResponse:
    """Look at the telephone of who objected; the look is on record."""
    found = actions.look_at_objector(actor=actor_of(request), objection=objection, now=clock.now())
    notices.done(
        request,
        _("%(name)s的电话是 %(phone)s。这次查看已经记下。")
        % {"name": found.name or _("提意见的人"), "phone": found.phone},
    )
    return redirect("office:posting", found.posting_id)


def _places(actor: Actor) -> list[tuple[str, str]]:
    """The places where this desk may put something up: its own, and the communities, areas and groups below."""
    rows = [
        place
        for root in access.roots(actor, Can.PUT_UP)
        for place in territory.within(root.path).filter(level__lt=Level.NEIGHBOURHOOD).order_by("path")
    ]
    return [(str(place.pk), place.full_name) for place in rows]
