"""A hazard in the words and parts of a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.cases.hazard_wording import days_name, said
from youlin.domains.cases.queries.hazard_terms import last_day
from youlin.domains.cases.queries.hazards import Hazard, Record
from youlin.domains.cases.rules.hazards import HazardStatus, HazardStep, Severity
from youlin.domains.chiefs.wording import post_name
from youlin.web.shared import wording
from youlin.web.shared.parts import Row, Tone
from youlin.web.shared.parts import Step as Line

SEVERITY_TONES: dict[str, Tone] = {Severity.SERIOUS.value: "due", Severity.AT_ONCE.value: "late"}
STATUS_TONES: dict[str, Tone] = {HazardStatus.REMOVED.value: "done", HazardStatus.FIXED.value: "accent"}
TONES: dict[str, Tone] = {
    HazardStep.RAISE.value: "late",
    HazardStep.CLIMB.value: "late",
    HazardStep.OVERDUE.value: "late",
    HazardStep.FAIL.value: "due",
    HazardStep.EXTEND.value: "due",
    HazardStep.FIX.value: "accent",
    HazardStep.PASS.value: "done",
}
TO_A_POST = frozenset({HazardStep.RAISE.value, HazardStep.CLIMB.value, HazardStep.FAIL.value})


def state(hazard: Hazard, now: datetime) -> list[tuple[Tone, str]]:
    """How it stands: its state, how bad it is where that matters, and its day."""
    found: list[tuple[Tone, str]] = [(STATUS_TONES.get(hazard.status, "plain"), hazard.get_status_display())]
    if hazard.severity in SEVERITY_TONES:
        found.append((SEVERITY_TONES[hazard.severity], hazard.get_severity_display()))
    if hazard.due_at is not None:
        late = wording.lateness(hazard.due_at, now)
        found.append((late.tone, late.text))
    return found


def title(hazard: Hazard) -> str:
    """What it is, in the reader's language where it came from a checklist that comes along."""
    return said(hazard.text)


def place(hazard: Hazard) -> str:
    """Where it is, in words."""
    return hazard.where or hazard.territory.full_name


def fixer(hazard: Hazard) -> str:
    """Who must remove it."""
    if not hazard.fixer_kind:
        return ""
    if hazard.fixer_post is not None:
        return str(hazard.fixer_post.department)
    return hazard.fixer_name or hazard.get_fixer_kind_display()


def rows(record: Record, *, site_url: str = "", case_url: str = "", repeats_url: str = "") -> list[Row]:
    """What is known of a hazard, line by line; nothing that is not known."""
    hazard, terms = record.hazard, record.terms
    known: list[tuple[str, object, str]] = [
        (_("类别"), hazard.get_topic_display(), ""),
        (_("有多严重"), hazard.get_severity_display(), ""),
        (_("哪里"), hazard.territory.full_name, ""),
        (_("具体位置"), hazard.where, site_url if hazard.site else ""),
        (_("谁来整改"), fixer(hazard), ""),
        (_("谁盯着"), post_name(hazard.holder), ""),
        (_("发现"), f"{wording.moment(hazard.found_at)} · {hazard.found_by_name}", ""),
        (_("这里的期限"), _terms(terms.order_days, terms.fix_days, terms.recheck_days), ""),
    ]
    if hazard.case is not None:
        known.append((_("对应的事项"), hazard.case.number, case_url))
    if hazard.repeats is not None:
        known.append((_("又出现了，上一次是"), hazard.repeats.number, repeats_url))
    return [Row(label, value, url, _("去看") if url else "") for label, value, url in known if value]


def _terms(order: int | None, fix: int | None, recheck: int | None) -> str:
    words = _("安排 %(order)s，整改 %(fix)s，复查 %(recheck)s")
    return words % {"order": days_name(order), "fix": days_name(fix), "recheck": days_name(recheck)}


def trail(record: Record) -> list[Line]:
    """Every step: when, who, what, to whom, in which words."""
    lines = []
    for event in record.trail:
        what = event.get_kind_display()
        if event.kind in TO_A_POST:
            what = _("%(what)s，到 %(post)s") % {"what": what, "post": post_name(event.to_post)}
        elif event.kind in (HazardStep.ORDER, HazardStep.EXTEND) and (day := last_day(event.due_at)) is not None:
            what = _("%(what)s，%(day)s以前") % {"what": what, "day": wording.day(day)}
        lines.append(Line(event.at, event.actor_name, what, event.text, TONES.get(event.kind, "plain")))
    return lines


def repeated(record: Record) -> str:
    """这一处以前查出过 2 次; empty where it is the first."""
    number = len(record.before)
    if not number:
        return ""
    return ngettext("这一处以前查出过 %(n)d 次隐患。", "这一处以前查出过 %(n)d 次隐患。", number) % {"n": number}


def lines(hazards: Iterable[Hazard], now: datetime) -> list[tuple[Hazard, str, str, list[tuple[Tone, str]]]]:
    """Each hazard with what it is, where, and how it stands, for a list."""
    return [(row, title(row), place(row), state(row, now)) for row in hazards]
