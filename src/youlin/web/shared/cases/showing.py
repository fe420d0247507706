"""A case in the words and parts of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.cases import codes
from youlin.domains.cases.queries import Case, CaseEvent, Deadline, Record, Shown
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import RUNNING, Status, Step
from youlin.domains.cases.rules.ways import Secrecy
from youlin.domains.cases.wording import clock_name, rung_name
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.shared import masks, wording
from youlin.web.shared.parts import Row, Tone
from youlin.web.shared.parts import Step as Line


@dataclass(frozen=True, slots=True)
class State:
    """How a case stands, in a word with its tone; and its deadline, where a clock runs."""

    text: str
    tone: Tone
    running: bool


TONES: dict[Step, Tone] = {
    Step.ANSWER: "done",
    Step.TELL: "done",
    Step.CONFIRM: "done",
    Step.CLIMB: "late",
    Step.OVERDUE: "late",
    Step.BYPASS: "late",
    Step.DROP_DOWN: "due",
    Step.RETURN: "due",
    Step.REOPEN: "due",
    Step.PAUSE: "due",
    Step.EXTEND: "due",
    Step.ASK_CLOSE: "due",
    Step.SYSTEM_TELL: "due",
    Step.MERGE: "due",
    Step.AGREE_CLOSE: "done",
    Step.MARK: "due",
    Step.UNDO: "due",
    Step.TELL_AUTHORITY: "done",
}
TO_A_POST = frozenset(
    {
        Step.REPORT, Step.BYPASS, Step.ESCALATE, Step.CLIMB, Step.RETURN, Step.PASS_DOWN, Step.DROP_DOWN, Step.REOPEN,
        Step.TAKE_OVER, Step.HAND_OVER, Step.UNDO, Step.INVITE, Step.ASK_CLOSE, Step.REFUSE_CLOSE,
    }
)  # fmt: skip
STATUS_TONES: dict[Status, Tone] = {Status.ANSWERED: "accent", Status.TOLD: "accent", Status.CLOSED: "done"}
SAME = 4  # signs of a community's name by which an address that says it is told from one that does not
MOST_DAYS = 6  # more days off than this are counted, not listed
RATINGS: dict[int, Promise] = {5: gettext_lazy("很满意"), 1: gettext_lazy("不满意")}


def state(case: Case | Shown, now: datetime) -> State:
    """办理中 · 晚了 2 天 and the like."""
    status = Status(case.status)
    if status in RUNNING and case.due_at is not None:
        said = wording.lateness(case.due_at, now)
        return State(said.text, said.tone, True)
    return State(str(Case.Statuses(case.status).label), STATUS_TONES.get(status, "plain"), False)


def holder(case: Case) -> str:
    """Who has it, short enough for a column beside the place: 组长, 社区, 民政办."""
    return case.holder.department or rung_name(case.rung)


def trail(record: Record) -> list[Line]:
    """Every step: when, who, what, to whom, in which words."""
    return [line(event) for event in record.trail]


def line(event: CaseEvent) -> Line:
    """One step."""
    step = Step(event.kind)
    what = event.get_kind_display()
    if step in TO_A_POST and event.to_post is not None:
        what = _("%(what)s，到 %(post)s") % {"what": what, "post": post_name(event.to_post)}
    elif step is Step.ANSWER and event.from_post is not None:
        what = _("%(what)s（%(post)s）") % {"what": what, "post": post_name(event.from_post)}
    elif event.way:
        what = _("%(what)s（%(way)s）") % {"what": what, "way": event.get_way_display()}
    return Line(at=event.at, who=event.actor_name, what=what, note=event.text, tone=TONES.get(step, "plain"))


def rows(record: Record) -> list[Row]:
    """What is known of a case, line by line; nothing that is not known."""
    case = record.case
    people = "、".join(holder.name for holder in record.holders)
    holder = post_name(case.holder)
    known: list[tuple[str, object]] = [
        (_("类别"), case.get_kind_display()),
        (_("紧急程度"), case.get_danger_display() or case.get_urgency_display()),
        (_("哪里"), where(case)),
        (_("哪一户"), _joined(case.household.address if case.household else "", case.resident and case.resident.name)),
        (_("反映的是谁"), post_name(case.about_post) if case.about_post else ""),
        (_("谁反映的"), reporter(case)),
        (_("怎么来的"), _joined(case.get_source_display(), case.source_ref)),
        (_("要不要回电话"), _("要，请打电话答复") if case.call_back else ""),
        (_("报上来"), wording.moment(case.reported_at)),
    ]
    if Status(case.status) in RUNNING:
        nobody = _("%(post)s（现在没有人，由上一级代办）") % {"post": holder}
        known.append(
            (_("现在谁办"), _("%(post)s（%(people)s）") % {"post": holder, "people": people} if people else nobody)
        )
    if case.merged_into is not None:
        known.append((_("并到"), case.merged_into.number))
    if record.merged:
        known.append((_("一起办的"), "、".join(one.number for one in record.merged)))
    if record.helpers:
        known.append((_("协办"), "、".join(post_name(one.post) for one in record.helpers)))
    if case.rating is not None:
        said = RATINGS.get(case.rating, "")
        known.append((_("居民评分"), _joined(_("%(n)d 分") % {"n": case.rating}, str(said))))
    return [Row(label, value) for label, value in known if value]


def reporter(case: Case) -> str:
    """Who reported it, as far as the reader may know."""
    if case.secrecy == Secrecy.ANONYMOUS:
        return _("匿名，没有留下姓名和电话")
    if case.secrecy == Secrecy.CONFIDENTIAL:
        return _("保密，只有街道能看")
    return _joined(case.reporter_name or case.reported_by_name, masks.phone(case.reporter_phone))


def where(case: Case) -> str:
    """The place in the reporter's words, after the territory's name where the words don't begin with it already."""
    place, known = case.place, case.territory.full_name
    return place if place and place[:SAME] == known[:SAME] else _joined(known, place)


def why(record: Record) -> str:
    """Why it is due when it is due: from when, by whose clock, what was skipped; empty where no clock runs."""
    deadline = record.deadline
    if deadline is None:
        return ""
    said = {
        "due": wording.moment(deadline.due_at),
        "level": rung_name(record.case.rung),
        "clock": clock_name(deadline.clock),
        "start": wording.moment(deadline.started_at),
        "place": deadline.set_by,
    }
    if record.case.status == Status.ANSWERED:
        return _("%(due)s前要转告。%(level)s有 %(clock)s，从%(start)s算起。") % said
    if deadline.set_by:
        first = _("%(due)s前要答复。按%(place)s定的时限，%(level)s有 %(clock)s，从%(start)s算起。") % said
    elif record.case.rung >= Rung.SUBDISTRICT:
        first = _("%(due)s前要答复。%(level)s有 %(clock)s，从%(start)s算起。") % said
    else:
        first = _("%(due)s前要答复。%(level)s有 %(clock)s，从%(start)s算起；到时没有答复会自动上报。") % said
    return " ".join([first, *_bent(deadline)])


def _bent(deadline: Deadline) -> list[str]:
    """What moved the deadline besides the clock itself."""
    said = []
    if deadline.skipped:
        days = "、".join(f"{day.month}/{day.day}" for day in deadline.skipped[:MOST_DAYS])
        more = _("等 %(n)d 天") % {"n": len(deadline.skipped)} if len(deadline.skipped) > MOST_DAYS else ""
        said.append(_("%(days)s%(more)s不上班，不算在内。") % {"days": days, "more": more})
    if deadline.paused_until:
        said.append(_("计时停到%(day)s早上。") % {"day": wording.day(clock.day_of(deadline.paused_until))})
    if deadline.extended:
        said.append(_("在这一级延长过一次。"))
    return said


def code(record: Record) -> str:
    """The tracking code as it is told to the resident; empty for who did not speak with them."""
    return codes.shown(record.code) if record.code else ""


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part)
