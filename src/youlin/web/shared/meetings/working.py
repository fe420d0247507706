"""The record of a meeting as both audiences show it, and doing something with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.wording import post_name
from youlin.domains.outreach.actions import meetings as actions
from youlin.domains.outreach.actions import tasks
from youlin.domains.outreach.papers import meetings as papers
from youlin.domains.outreach.queries import meetings as queries
from youlin.domains.outreach.queries.meetings import Item, Meeting, MeetingTask, Record
from youlin.domains.outreach.rules.meetings import Deed
from youlin.foundation import clock
from youlin.web.shared import notices, wording
from youlin.web.shared.access import actor_of
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.meetings.forms import FORMS, CallForm, DeedForm, DoneForm, SayForm
from youlin.web.shared.papers import pdf
from youlin.web.shared.parts import Row, Tone

# title, button, what is said afterwards
WORDS: dict[Deed, tuple[Promise, Promise, Promise]] = {
    Deed.SAY: (gettext_lazy("记一条议程"), gettext_lazy("记下"), gettext_lazy("已记下。")),
    Deed.RAISE: (gettext_lazy("有人反映一件事"), gettext_lazy("记成事项"), gettext_lazy("已记成事项，有人办了。")),
    Deed.TASK: (gettext_lazy("交办一件事"), gettext_lazy("交办"), gettext_lazy("已交办，也通知了。")),
    Deed.PRESENT: (gettext_lazy("谁主持，旁听几位"), gettext_lazy("记下"), gettext_lazy("已记下。")),
    Deed.ITEM: (gettext_lazy("议程再加一条"), gettext_lazy("加上"), gettext_lazy("已加上。")),
    Deed.CLOSE: (gettext_lazy("会开完了"), gettext_lazy("存下会议记录"), gettext_lazy("会议记录存好了。")),
    Deed.CANCEL: (gettext_lazy("不开了，取消"), gettext_lazy("取消这个会"), gettext_lazy("已取消，也通知了。")),
}
TONES: dict[str, Tone] = {"called": "accent", "held": "done", "cancelled": "plain"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done, with its form."""

    deed: Deed
    title: str
    button: str
    url: str
    form: DeedForm
    open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the agenda in words."""

    item: Item
    who: str
    hands: str


@dataclass(frozen=True, slots=True)
class Room:
    """Where meetings are shown: the prefix of template and URL names."""

    names: str  # chief, office

    def address(self, name: str, *args: object) -> str:
        """A page of meetings in this room."""
        return reverse(f"{self.names}:{name}", args=args)


def show(
    request: HttpRequest, room: Room, key: UUID, *, bound: DeedForm | None = None, deed: Deed | None = None
) -> HttpResponse:
    """The record's page."""
    actor, now = actor_of(request), clock.now()
    record = queries.record(actor, key)
    row = record.meeting
    may_notice = Deed.ITEM in record.can and row.posting_id is None and actor.can_at(Can.PUT_UP, row.territory.path)
    values = {
        "record": record,
        "meeting": row,
        "tone": TONES[row.state],
        "rows": _rows(record),
        "lines": [_line(item) for item in record.items],
        "tasks": [task_line(task, now) for task in record.tasks],
        "offers": _offers(actor, room, record, bound, deed, now),
        "back": room.address("meetings"),
        "presence_url": room.address("meeting_presence", key) if Deed.PRESENT in record.can else "",
        "agenda_url": room.address("meeting_agenda", key),
        "minutes_url": room.address("meeting_minutes", key) if row.state == "held" else "",
        "notice_url": room.address("meeting_notice", key) if may_notice else "",
    }
    return render(request, f"{room.names}/meetings/meeting.html", values, status=422 if bound is not None else 200)


def _rows(record: Record) -> list[Row]:
    row = record.meeting
    guests = _("，另有 %(n)d 位旁听") % {"n": row.guests} if row.guests else ""
    came = _("到场 %(n)d / 应到 %(all)d") % {"n": record.present, "all": record.expected} + guests
    known: list[tuple[str, object]] = [
        (_("什么会"), row.get_kind_display()),
        (_("什么时候"), wording.moment(row.starts_at)),
        (_("在哪里"), row.place),
        (_("哪里的会"), row.territory.full_name),
        (_("谁召集"), row.called_by_name),
        (_("谁主持"), row.chair),
        (_("到场"), came),
        (_("公示"), _("已贴出") if row.posting_id else ""),
        (_("为什么不开了"), row.reason),
    ]
    return [Row(label, value) for label, value in known if value]


def _line(item: Item) -> Line:
    row, hands = item.row, ""
    if row.hands_for is not None:
        hands = _("举手：赞成 %(yes)d，反对 %(no)d，弃权 %(abstain)d") % {
            "yes": row.hands_for, "no": row.hands_against, "abstain": row.hands_abstaining,
        }  # fmt: skip
    return Line(item, post_name(row.task.post) if row.task is not None else "", hands)


def task_line(task: MeetingTask, now: datetime) -> tuple[MeetingTask, str, wording.Lateness]:
    """A task, whose it is, and how it stands."""
    if task.done_at is not None:
        return task, post_name(task.post), wording.Lateness(_("做好了"), "done")
    return task, post_name(task.post), wording.lateness_by_day(task.due_on, clock.day_of(now))


def _offers(
    actor: Actor, room: Room, record: Record, bound: DeedForm | None, came: Deed | None, now: datetime
) -> list[Offer]:
    begun, offers = record.meeting.starts_at <= now, []
    posts = queries.posts_for_tasks(actor, record.meeting, day=clock.day_of(now)) if Deed.TASK in record.can else []
    for deed, (title, button, _done) in WORDS.items():
        back = bound is not None and deed is came
        if deed not in record.can and not back:
            continue
        if (deed is Deed.CLOSE and not begun) or (deed is Deed.SAY and not record.items):
            continue
        first = {"chair": record.meeting.chair, "guests": record.meeting.guests}
        form = FORMS[deed](record=record, posts=posts, initial=first, auto_id=f"{deed.value}_%s")
        offers.append(
            Offer(
                deed,
                str(title),
                str(button),
                room.address("meeting_deed", record.meeting.pk, deed.value),
                bound if back and bound is not None else form,
                back,
            )
        )
    return offers


def do(request: HttpRequest, room: Room, key: UUID, name: str) -> HttpResponse:
    """Do one thing from its form; what was typed comes back with the sentence that says why not."""
    if name not in [deed.value for deed in FORMS]:
        raise Http404
    deed, now, actor = Deed(name), clock.now(), actor_of(request)
    record = queries.record(actor, key)
    posts = queries.posts_for_tasks(actor, record.meeting, day=clock.day_of(now)) if deed is Deed.TASK else []
    form = FORMS[deed](request.POST, record=record, posts=posts, auto_id=f"{deed.value}_%s")
    if form.is_valid() and run(form, lambda: DOING[deed](actor, key, form, now)) is not None:
        notices.done(request, str(WORDS[deed][2]))
        return redirect(room.address("meeting", key))
    return show(request, room, key, bound=form, deed=deed)


def call(request: HttpRequest, room: Room) -> HttpResponse:
    """Call people together."""
    actor, now = actor_of(request), clock.now()
    places = [(str(place.pk), place.full_name) for place in queries.places(actor)]
    form = CallForm(request.POST or None, places=places, initial={"kind": request.GET.get("kind", "courtyard")})
    if request.method == "POST" and form.is_valid():
        made = run(form, lambda: actions.call_meeting(actor=actor, meeting=form.said(), now=now))
        if made is not None:
            notices.done(request, _("会已经通知下去了。"))
            return redirect(room.address("meeting", made.pk))
    values = {"form": form, "back": room.address("meetings")}
    return render(request, f"{room.names}/meetings/new.html", values, status=422 if form.errors else 200)


def presence(request: HttpRequest, room: Room, key: UUID) -> HttpResponse:
    """Who came: one tap each, and one to take it back."""
    actor, now = actor_of(request), clock.now()
    if request.method == "POST":
        form = PageForm(request.POST)
        form.is_valid()
        chosen = {name: _key(request.POST.get(name, "")) for name in ("household", "post")}
        here = request.POST.get("here") == "1"
        actions.mark_present(actor=actor, meeting=key, here=here, now=now, **chosen)
        return redirect(room.address("meeting_presence", key))
    row, people = queries.expected(actor, key, now=now)
    values = {
        "meeting": row,
        "people": sorted(people, key=lambda one: one.here),
        "present": sum(one.here for one in people),
        "field": "household" if row.kind == Meeting.Kinds.COURTYARD else "post",
        "back": room.address("meeting", key),
        "may": queries.runs(actor, row) and row.state == "called",
    }
    return render(request, f"{room.names}/meetings/presence.html", values)


def put_on_notice(request: HttpRequest, room: Room, key: UUID) -> HttpResponse:
    """Put the call on the public notices."""
    actions.put_on_notice(actor=actor_of(request), meeting=key, now=clock.now())
    notices.done(request, _("已贴到公示栏，开会那天过后自己撤下。"))
    return redirect(room.address("meeting", key))


def agenda(request: HttpRequest, key: UUID) -> HttpResponse:
    """The agenda on paper."""
    record = queries.record(actor_of(request), key)
    return pdf(papers.agenda(record), f"{_('议程')} {record.meeting.title}")


def minutes(request: HttpRequest, key: UUID) -> HttpResponse:
    """The minutes on paper."""
    record = queries.record(actor_of(request), key)
    return pdf(papers.minutes(record), f"{_('会议记录')} {record.meeting.title}")


def finish(request: HttpRequest, task: UUID, back: str) -> HttpResponse:
    """A task is done, with a word."""
    form = DoneForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    tasks.finish_task(actor=actor_of(request), task=task, note=note, now=clock.now())
    return redirect(back)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


Doing = Callable[[Actor, UUID, DeedForm, datetime], object]


def _say(actor: Actor, key: UUID, form: DeedForm, now: datetime) -> object:
    if not isinstance(form, SayForm):
        raise TypeError("what was said comes from its form")
    item = UUID(form.cleaned_data["item"])
    return actions.note_item(actor=actor, meeting=key, item=item, said=form.words(), now=now)


def _raise(actor: Actor, key: UUID, form: DeedForm, now: datetime) -> object:
    typed = form.cleaned_data
    return actions.raise_case(
        actor=actor, meeting=key, text=typed["text"], kind=typed["kind"], place=typed["place"], by=typed["by"],
        client_id=form.identity(), now=now,
    )  # fmt: skip


def _task(actor: Actor, key: UUID, form: DeedForm, now: datetime) -> object:
    typed = form.cleaned_data
    return tasks.give_task(
        actor=actor, meeting=key, post=UUID(typed["post"]), text=typed["text"], due_on=typed["due_on"],
        client_id=form.identity(), now=now,
    )  # fmt: skip


def _typed(action: Callable[..., object]) -> Doing:
    """An action that takes just what its form asks."""

    def doing(actor: Actor, key: UUID, form: DeedForm, now: datetime) -> object:
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("client_id", "happened_at")}
        return action(actor=actor, meeting=key, now=now, **said)

    return doing


DOING: dict[Deed, Doing] = {
    Deed.ITEM: _typed(actions.add_item),
    Deed.PRESENT: _typed(actions.count_guests),
    Deed.SAY: _say,
    Deed.RAISE: _raise,
    Deed.TASK: _task,
    Deed.CLOSE: _typed(actions.close_meeting),
    Deed.CANCEL: _typed(actions.cancel_meeting),
}
