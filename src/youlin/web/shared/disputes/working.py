"""The record of a dispute as both audiences show it, and making a move from it."""

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
from youlin.domains.cases import queries as cases
from youlin.domains.cases.actions import disputes as actions
from youlin.domains.cases.papers import disputes as papers
from youlin.domains.cases.queries import disputes as queries
from youlin.domains.cases.queries.disputes import Record
from youlin.domains.cases.rules.disputes import MEDIATED_WITHIN, Hurdle, Move, Stage
from youlin.domains.residents.queries import Household, Resident
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of
from youlin.web.shared.disputes import showing
from youlin.web.shared.disputes.forms import FORMS, AgreeForm, MeetForm, MoveForm, OpenForm, PartyForm, UnsealForm
from youlin.web.shared.forms import run
from youlin.web.shared.papers import pdf

# title, button, what is said afterwards
WORDS: dict[Move, tuple[Promise, Promise, Promise]] = {
    Move.PARTY: (gettext_lazy("加当事人"), gettext_lazy("加上"), gettext_lazy("已加上。")),
    Move.ASK: (gettext_lazy("问愿不愿意调解"), gettext_lazy("记下"), gettext_lazy("已记下。")),
    Move.PROPOSE: (
        gettext_lazy("提出调解员"),
        gettext_lazy("提出"),
        gettext_lazy("已提出，也通知他了。问过各方，都同意再定下。"),
    ),
    Move.ACCEPT: (gettext_lazy("各方都同意这位调解员"), gettext_lazy("定下"), gettext_lazy("已定下调解员。")),
    Move.MEET: (gettext_lazy("坐下来谈了"), gettext_lazy("记下这次调解"), gettext_lazy("已记下这次调解。")),
    Move.AGREE: (gettext_lazy("达成协议"), gettext_lazy("记下协议"), gettext_lazy("已记下协议，可以打印了。")),
    Move.KEEP: (gettext_lazy("履行了一条"), gettext_lazy("记下"), gettext_lazy("已记下。")),
    Move.ROUTES: (
        gettext_lazy("告知了法律途径"),
        gettext_lazy("记下"),
        gettext_lazy("已记下告知的日子。"),
    ),
    Move.RECEIVE: (gettext_lazy("拿到协议、签收了"), gettext_lazy("记下"), gettext_lazy("已记下签收。")),
    Move.WISH: (gettext_lazy("要不要司法确认"), gettext_lazy("记下"), gettext_lazy("已记下。")),
    Move.APPLY: (gettext_lazy("各方一起向法院申请了"), gettext_lazy("记下申请"), gettext_lazy("已记下共同申请。")),
    Move.RULE: (gettext_lazy("法院定了"), gettext_lazy("记下"), gettext_lazy("已记下法院的决定。")),
    Move.RECUSE: (gettext_lazy("调解员回避"), gettext_lazy("回避"), gettext_lazy("已记下回避，请另找一位。")),
    Move.PUT_OFF: (gettext_lazy("改调解期限"), gettext_lazy("改期限"), gettext_lazy("期限改了，上一级看得到。")),
    Move.WARN: (gettext_lazy("可能激化，报告"), gettext_lazy("报告"), gettext_lazy("已报告社区和街道。")),
    Move.RECONCILE: (gettext_lazy("他们自己和解了"), gettext_lazy("记下"), gettext_lazy("已记下，调解结束。")),
    Move.FAIL: (gettext_lazy("谈不拢，结束调解"), gettext_lazy("结束调解"), gettext_lazy("调解结束，请告知法律途径。")),
    Move.BREAK: (gettext_lazy("催了还不履行"), gettext_lazy("记下"), gettext_lazy("已记下，请告知可以起诉。")),
}
RARE = frozenset({Move.RECUSE, Move.PUT_OFF, Move.WARN, Move.RECONCILE, Move.FAIL, Move.BREAK})
NEXT = {Hurdle.PARTIES_FEW: Move.PARTY, Hurdle.NOT_WILLING: Move.ASK}


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that can be made, with its form."""

    move: Move
    title: str
    button: str
    url: str
    form: MoveForm
    open: bool
    obvious: bool
    rare: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Where a record is shown: its template, and the prefix of its URL names."""

    template: str
    names: str  # chief, office

    def address(self, name: str, *args: object) -> str:
        """A page of disputes in this room."""
        return reverse(f"{self.names}:{name}", args=args)


def show(
    request: HttpRequest,
    room: Room,
    dispute: UUID,
    *,
    bound: MoveForm | None = None,
    move: Move | None = None,
    unsealed: bool = False,
    unseal: UnsealForm | None = None,
) -> HttpResponse:
    """The record's page. Whoever may read what is sealed does, and that is on record."""
    actor, now = actor_of(request), clock.now()
    record = queries.record(actor, dispute, unsealed=unsealed)
    if record.open and not unsealed:
        actions.look(actor=actor, dispute=dispute, now=now)
    offers = _offers(room, record, bound, move, now)
    row, today = record.dispute, clock.day_of(now)
    failed = bound is not None or (unseal is not None and bool(unseal.errors))
    values = {
        "record": record,
        "dispute": row,
        "tone": showing.tone(row),
        "waits_until": showing.waits_until(row),
        "hint": showing.hint(record),
        "ways": showing.ways(record),
        "confirmation": showing.confirmation(row, now),
        "parties": showing.parties(record),
        "mediators": showing.mediators(record),
        "sessions": showing.sessions(record),
        "terms": showing.terms(record, today),
        "rows": showing.rows(record),
        "steps": showing.steps(record),
        "offers": [offer for offer in offers if not offer.rare],
        "rare": [offer for offer in offers if offer.rare],
        "back": room.address("disputes"),
        "agreement_url": room.address("dispute_agreement", dispute) if record.agreement and record.open else "",
        "routes_url": room.address("dispute_routes", dispute) if showing.ways(record) else "",
        "unseal_url": room.address("dispute_unseal", dispute),
        "unseal": unseal or UnsealForm(auto_id="unseal_%s"),
    }
    answer = render(request, room.template, values, status=422 if failed else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def unseal(request: HttpRequest, room: Room, dispute: UUID) -> HttpResponse:
    """The record with its seal open for this once, for who does not mediate and says why."""
    form = UnsealForm(request.POST, auto_id="unseal_%s")
    actor, now = actor_of(request), clock.now()
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if run(form, lambda: actions.look(actor=actor, dispute=dispute, reason=reason, now=now)) is not None:
            return show(request, room, dispute, unsealed=True)
    return show(request, room, dispute, unseal=form)


def make(request: HttpRequest, room: Room, dispute: UUID, move: str) -> HttpResponse:
    """Make a move from its form; what was typed comes back with the sentence that says why not."""
    if move not in [one.value for one in FORMS]:
        raise Http404
    wanted, now, actor = Move(move), clock.now(), actor_of(request)
    record = queries.record(actor, dispute)
    form = _form(wanted, record, now, request.POST)
    valid = form.is_valid()
    # The letter came twice: what it chose (whom to propose) is no choice any more, for it is done.
    again = form.cleaned_data.get("client_id") in {step.client_id for step in record.steps if step.client_id}
    if again or (valid and run(form, lambda: DOING[wanted](actor, record, form, now) or True) is not None):
        notices.done(request, str(WORDS[wanted][2]))
        return redirect(room.address("dispute", dispute))
    return show(request, room, dispute, bound=form, move=wanted)


def begin(request: HttpRequest, room: Room, case: UUID) -> HttpResponse:
    """Begin to mediate a case."""
    actor, now = actor_of(request), clock.now()
    found = cases.get(actor, case)
    form = OpenForm(request.POST or None, initial=_first(now) | {"title": found.text[:100]})
    if request.method == "POST" and form.is_valid():
        opened = run(form, lambda: _open(actor, form, now, case=found.pk))
        if opened is not None:
            notices.done(request, _("已登记，先加上当事人，再问愿不愿意。"))
            return redirect(room.address("dispute", opened.pk))
    values = {"form": form, "back": room.address("case", case)}
    return render(request, f"{room.names}/disputes/new.html", values, status=422 if form.errors else 200)


def _first(now: datetime) -> dict[str, object]:
    return {"deadline": (clock.day_of(now) + MEDIATED_WITHIN).isoformat()}


def _open(actor: Actor, form: OpenForm, now: datetime, **where: UUID | None) -> queries.Dispute:
    said = form.cleaned_data
    new = actions.NewDispute(
        kind=said["kind"],
        title=said["title"],
        facts=said["facts"],
        people=said["people"],
        deadline=said["deadline"],
        **where,
    )
    return actions.open_dispute(actor=actor, dispute=new, client_id=form.identity(), now=now)


def open_at_desk(actor: Actor, form: OpenForm, territory: UUID, now: datetime) -> queries.Dispute:
    """A dispute that comes straight to a desk."""
    return _open(actor, form, now, territory=territory)


def agreement(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """The agreement to print; the look is on record."""
    actor, now = actor_of(request), clock.now()
    actions.look(actor=actor, dispute=dispute, field="agreement", now=now)
    record = queries.record(actor, dispute)
    return pdf(papers.agreement(record), f"{_('调解协议')} {record.dispute.case.number}")


def routes(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """The sheet with the ways of the law, with a blank for the party's name."""
    record = queries.record(actor_of(request), dispute)
    return pdf(papers.routes(record), f"{_('法律途径告知书')} {record.dispute.case.number}")


def _form(move: Move, record: Record, now: datetime, data: object = None) -> MoveForm:
    today = clock.day_of(now).isoformat()
    initial = dict.fromkeys(
        ("asked_on", "made_on", "done_on", "received_on", "told_on", "applied_on", "ruled_on"), today
    )
    more = {"candidates": queries.candidates(record.dispute, now=now)} if move is Move.PROPOSE else {}
    return FORMS[move](data, record=record, initial=initial, auto_id=f"{move.value}_%s", **more)


def _offers(room: Room, record: Record, bound: MoveForm | None, came: Move | None, now: datetime) -> list[Offer]:
    obvious = _obvious(record)
    offers = []
    for move, (title, button, _done) in WORDS.items():
        back = bound is not None and move is came
        if (move not in record.can and not back) or (move is not Move.PARTY and not record.parties):
            continue
        if move is Move.MEET and record.hurdle is not None and not back:
            continue
        first = move is obvious
        offers.append(
            Offer(
                move=move,
                title=str(title),
                button=str(button),
                url=room.address("dispute_move", record.dispute.pk, move.value),
                form=bound if back and bound is not None else _form(move, record, now),
                open=back,
                obvious=first,
                rare=move in RARE and not back,
            )
        )
    return sorted(offers, key=lambda offer: not offer.obvious)


def _obvious(record: Record) -> Move | None:
    """The move that comes next."""
    stage = Stage(record.dispute.stage)
    if stage is Stage.ASKING:
        if record.hurdle is None:
            return Move.MEET
        return NEXT.get(record.hurdle, Move.ACCEPT if Move.ACCEPT in record.can else Move.PROPOSE)
    if stage is Stage.MEDIATING:
        return Move.MEET if not record.sessions else Move.AGREE
    usual = {Stage.PERFORMING: Move.KEEP}
    left = {party.pk for party in record.parties} - record.told.keys()
    return usual.get(stage, Move.ROUTES if left else None)


Doing = Callable[[Actor, Record, MoveForm, datetime], object]


def _party(actor: Actor, record: Record, form: MoveForm, now: datetime) -> object:
    if not isinstance(form, PartyForm):
        raise TypeError("a party comes from its form")
    resident, household = _known(actor, record, form)
    said = form.said(resident, household)
    return actions.add_party(actor=actor, dispute=record.dispute.pk, party=said, client_id=form.identity(), now=now)


def _known(actor: Actor, record: Record, form: PartyForm) -> tuple[UUID | None, UUID | None]:
    """Whom of the roster is meant. Raises Invalid where nobody or several could be."""
    typed = form.cleaned_data
    if typed["kind"] == "resident":
        people: list[Resident] = queries.people_called(actor, record.dispute, typed["name"])
        home = typed["home"].strip()
        fitting = [one for one in people if home in (one.household.number, one.household.address)] if home else people
        if not people:
            raise Invalid("nobody", _("您看得到的花名册里没有这个名字。不在册的，请选“外来人员”。"), field="name")
        if len(fitting) != 1:
            homes = "、".join(one.household.address or one.household.number for one in people)
            raise Invalid("several", _("这个名字对应：%(homes)s。请写上门牌或户号。") % {"homes": homes}, field="home")
        return fitting[0].pk, None
    if typed["kind"] == "household":
        found: list[Household] = queries.homes_called(actor, record.dispute, typed["name"].strip())
        if len(found) != 1:
            raise Invalid("no_home", _("没有找到这一户，请写户号，或者和花名册一样的门牌。"), field="name")
        return None, found[0].pk
    return None, None


def _meet(actor: Actor, record: Record, form: MoveForm, now: datetime) -> object:
    if not isinstance(form, MeetForm):
        raise TypeError("a session comes from its form")
    said, key = form.said(), record.dispute.pk
    return actions.hold_session(actor=actor, dispute=key, session=said, client_id=form.identity(), now=now)


def _agree(actor: Actor, record: Record, form: MoveForm, now: datetime) -> object:
    if not isinstance(form, AgreeForm):
        raise TypeError("an agreement comes from its form")
    said, key = form.said(), record.dispute.pk
    return actions.agree(actor=actor, dispute=key, agreement=said, client_id=form.identity(), now=now)


KEYS = ("party", "mediator", "appointment", "term")  # what a form hands on as a key
YES = ("wishes", "confirmed")  # and as a yes or a no


def _typed(action: Callable[..., object]) -> Doing:
    """An action that takes just what its form asks."""

    def doing(actor: Actor, record: Record, form: MoveForm, now: datetime) -> object:
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("client_id", "happened_at")}
        said |= {name: UUID(said[name]) for name in KEYS if name in said}
        said |= {name: said[name] == "yes" for name in YES if name in said}
        return action(actor=actor, dispute=record.dispute.pk, client_id=form.identity(), now=now, **said)

    return doing


DOING: dict[Move, Doing] = {
    Move.PARTY: _party,
    Move.ASK: _typed(actions.record_will),
    Move.PROPOSE: _typed(actions.propose),
    Move.ACCEPT: _typed(actions.accept),
    Move.RECUSE: _typed(actions.recuse),
    Move.MEET: _meet,
    Move.AGREE: _agree,
    Move.RECEIVE: _typed(actions.receive),
    Move.KEEP: _typed(actions.keep_term),
    Move.BREAK: _typed(actions.break_agreement),
    Move.FAIL: _typed(actions.fail),
    Move.RECONCILE: _typed(actions.reconcile),
    Move.PUT_OFF: _typed(actions.put_off),
    Move.WARN: _typed(actions.warn),
    Move.ROUTES: _typed(actions.tell_routes),
    Move.WISH: _typed(actions.record_wish),
    Move.APPLY: _typed(actions.apply_to_court),
    Move.RULE: _typed(actions.record_ruling),
}
