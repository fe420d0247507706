"""A dispute in the words and parts of a page. Under seal nobody has a name and nothing a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.cases.dispute_wording import about_text, hurdle_text, party_name, routes_of
from youlin.domains.cases.queries.disputes import Dispute, DisputeStep, DisputeTerm, Record
from youlin.domains.cases.rules.disputes import UNSETTLED, Move, Stage
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.shared import wording
from youlin.web.shared.parts import Row, Tone
from youlin.web.shared.parts import Step as Line

STAGES: dict[Stage, Tone] = {
    Stage.ASKING: "accent",
    Stage.MEDIATING: "accent",
    Stage.PERFORMING: "due",
    Stage.SETTLED: "done",
    Stage.RECONCILED: "done",
    Stage.REFUSED: "plain",
    Stage.FAILED: "plain",
    Stage.BROKEN: "late",
}
MOVES: dict[str, Tone] = {
    Move.REFUSE: "late",
    Move.BREAK: "late",
    Move.WARN: "late",
    Move.FAIL: "due",
    Move.PUT_OFF: "due",
    Move.RECUSE: "due",
    Move.AGREE: "done",
    Move.DONE: "done",
    Move.KEEP: "done",
    Move.RECONCILE: "done",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a list: what it is, what is said of it, and how it stands."""

    title: str
    notes: list[str]
    tone: Tone
    said: str
    url: str = ""


def tone(row: Dispute) -> Tone:
    """The colour of a stage."""
    return STAGES[Stage(row.stage)]


def waits_until(row: Dispute) -> date | None:
    """The day by which to have mediated, while that is still to do."""
    return row.deadline if row.stage in (Stage.ASKING, Stage.MEDIATING) else None


def parties(record: Record) -> list[Cell]:
    """Who they are, and what each said."""
    cells = []
    for party in record.parties:
        notes = [party.get_kind_display()]
        if record.open:
            notes += [text for text in (party.phone, party.note) if text]
        if party.asked_on:
            notes.append(_("%(day)s问的") % {"day": wording.day(party.asked_on)})
        if party.received_on:
            notes.append(_("%(day)s拿到协议") % {"day": wording.day(party.received_on)})
        if party.wishes is not None:
            notes.append(_("愿意一起申请") if party.wishes else _("不申请"))
        if party.pk in record.told:
            notes.append(_("%(day)s告知了法律途径") % {"day": wording.day(record.told[party.pk])})
        colours: dict[str, Tone] = {"willing": "done", "refused": "late", "unsure": "due"}
        said = party.get_will_display() if party.will else _("还没问")
        cells.append(Cell(party_name(party, sealed=not record.open), notes, colours.get(party.will, "due"), said))
    return cells


def mediators(record: Record) -> list[Cell]:
    """Who mediates, or was to."""
    colours: dict[str, Tone] = {"serving": "done", "proposed": "due"}
    return [
        Cell(
            one.name,
            [post_name(one.post), one.get_way_display()],
            colours.get(one.state, "plain"),
            one.get_state_display(),
        )
        for one in record.mediators
    ]


def terms(record: Record, today: date) -> list[Cell]:
    """What was promised, and whether it was done."""
    cells = []
    for term in record.terms:
        said = wording.lateness_by_day(term.due_on, today)
        shade: Tone = said.tone
        text = said.text
        if term.state != DisputeTerm.States.OPEN:
            shade, text = ("done" if term.state == DisputeTerm.States.KEPT else "late"), term.get_state_display()
        who = party_name(term.party, sealed=not record.open)
        notes = [_("%(day)s以前") % {"day": wording.day(term.due_on)}]
        if term.settled_on:
            notes.append(_("%(day)s履行") % {"day": wording.day(term.settled_on)})
        title = f"{term.number}. {who}" + (f"：{term.text}" if record.open else "")
        cells.append(Cell(title, notes, shade, text))
    return cells


def sessions(record: Record) -> list[tuple[str, str, str]]:
    """When and where they sat together; who came; and what was said, where the seal is open."""
    names = {str(party.pk): party_name(party, sealed=not record.open) for party in record.parties}
    lines = []
    for one in record.sessions:
        who = "、".join(names[key] for key in one.present if key in names)
        if record.open and one.others:
            who = f"{who}；{one.others}"
        lines.append((f"{wording.moment(one.held_at)} · {one.place}", who, one.minutes if record.open else ""))
    return lines


def rows(record: Record) -> list[Row]:
    """What is known besides."""
    row = record.dispute
    known: list[tuple[str, object]] = [
        (_("编号"), row.case.number),
        (_("类别"), row.get_kind_display()),
        (_("牵涉几个人"), row.people),
        (_("哪里"), row.territory.full_name),
        (_("谁经办"), post_name(row.keeper)),
        (_("哪天登记"), wording.day(clock.day_of(row.opened_at))),
        (_("来龙去脉"), row.facts if record.open else ""),
    ]
    return [Row(label, value) for label, value in known if value]


def steps(record: Record) -> list[Line]:
    """Every move: when, who, what; under seal nothing of what was said."""
    return [_line(step, record) for step in record.steps]


def _line(step: DisputeStep, record: Record) -> Line:
    parts = [step.get_move_display()]
    if step.party is not None:
        parts.append(party_name(step.party, sealed=not record.open))
    if step.about:
        parts.append(about_text(step))
    if step.day != clock.day_of(step.at):
        parts.append(wording.day(step.day))
    return Line(
        at=step.at,
        who=step.actor_name,
        what=" · ".join(parts),
        note=step.text if record.open else "",
        tone=MOVES.get(step.move, "plain"),
    )


def hint(record: Record) -> str:
    """What is missing before they can sit down; empty once they have."""
    if record.dispute.stage != Stage.ASKING or record.hurdle is None:
        return ""
    return hurdle_text(record.hurdle)


def ways(record: Record) -> list[tuple[str, str]]:
    """The ways of the law, where mediation ended without a settlement."""
    return routes_of(record.dispute) if Stage(record.dispute.stage) in UNSETTLED else []


def confirmation(row: Dispute, now: datetime) -> tuple[Tone, str] | None:
    """How it stands with asking the court to confirm the agreement (人民调解法)."""
    if row.confirm_until is None or row.stage == Stage.BROKEN:
        return None
    if row.ruling:
        return "done" if row.ruling == Dispute.Rulings.CONFIRMED else "plain", row.get_ruling_display()
    left = (row.confirm_until - clock.day_of(now)).days
    if left < 0:
        return "plain", _("共同申请司法确认的 30 天过了，没有申请。")
    said = ngettext("还有 %(n)d 天", "还有 %(n)d 天", left) % {"n": left} if left else _("今天是最后一天")
    text = _("各方要一起申请司法确认的话，最晚%(day)s，%(left)s。") % {
        "day": wording.day(row.confirm_until),
        "left": said,
    }
    return "late" if left <= 3 else "due" if left <= 10 else "plain", text
