"""Reviews: opened when the rule says so, told to who must do them, written down. A finding never cuts anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.events import ReviewsOpened
from youlin.domains.benefits.models import Enrolment, EnrolmentEvent, Review
from youlin.domains.benefits.queries.enrolments import receiving
from youlin.domains.benefits.queries.figures import counts
from youlin.domains.benefits.rules.reviews import AHEAD, months_later, next_review
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

DEATH_MONTHS = "dibao.death.months"
DEATH_FOR = frozenset({"dibao", "single", "edge"})


def open_reviews(*, actor: Actor, subdistrict: UUID, now: datetime) -> int:
    """Open what falls due within a month in a subdistrict; how many are new. Safe to repeat, set-based.

    A programme without a figure (未配置) has no reviews by itself. Raises NotThere.
    """
    place = Territory.objects.filter(pk=subdistrict).first()
    if place is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    today = clock.day_of(now)
    with transaction.atomic():
        waiting = set(Review.objects.filter(subdistrict=place, done_on__isnull=True).values_list("enrolment", "why"))
        known = set(Review.objects.filter(subdistrict=place).values_list("enrolment", "why", "due_on"))
        fresh = [
            row
            for row in _falling_due(place, today, now)
            if (row.enrolment_id, row.why) not in waiting and (row.enrolment_id, row.why, row.due_on) not in known
        ]
        if fresh:
            add_rows(fresh, skip_known=True)
            changes = {"opened": [0, len(fresh)]}
            deed = audit.Deed("review.open", "territory", place.pk, place.pk, changes)
            audit.record([deed], actor=actor, now=now)
            outbox.announce([ReviewsOpened(reviews=tuple(row.pk for row in fresh))], now=now)
    return len(fresh)


def _falling_due(place: Territory, today: date, now: datetime) -> Iterator[Review]:
    """Every review of the place that is due within a month, whether it stands already or not. Three queries."""
    clocks = {one.id: one.review for one in catalogue.rulebook().programmes if one.review}
    months = counts(place, today, [*clocks.values(), DEATH_MONTHS])
    rows = Enrolment.objects.filter(receiving(today), subdistrict=place).annotate(
        last=Max("reviews__done_on", filter=Q(reviews__why=Review.Whys.PERIOD))
    )
    held = list(rows.values_list("pk", "programme", "since", "household", "last"))
    death = months[DEATH_MONTHS]
    died = _deaths(place) if death is not None else {}
    for key, programme, since, household, last in held:
        every = months.get(clocks.get(programme, ""))
        if every is not None and (due := next_review(since, last, every)) <= today + AHEAD:
            yield Review(subdistrict=place, enrolment_id=key, why=Review.Whys.PERIOD, due_on=due, opened_at=now)
        day = died.get(household)
        if death is not None and day is not None and day >= since and programme in DEATH_FOR:
            yield Review(
                subdistrict=place,
                enrolment_id=key,
                why=Review.Whys.DEATH,
                due_on=months_later(day, death),
                opened_at=now,
            )


def _deaths(place: Territory) -> dict[UUID, date]:
    """The latest death in each household that had one."""
    gone = Resident.objects.filter(subdistrict=place, left_because="died", left_on__isnull=False).order_by()
    return dict(gone.values_list("household").annotate(day=Max("left_on")))


@dataclass(frozen=True, slots=True)
class Found:
    """What a review found, on which day, in a word. What changed goes to the authority, which decides."""

    finding: str
    done_on: date
    note: str = ""


def record_review(*, actor: Actor, review: UUID, found: Found, now: datetime) -> Review:
    """Write a review down. The same one again changes nothing; what is paid stays as the authority's list says.

    Raises NotThere, NotAllowed, Invalid, Refusal where somebody was quicker with another finding.
    """
    with transaction.atomic():
        row = (
            Review.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .select_related("enrolment__household__neighbourhood")
            .filter(pk=review)
            .first()
        )
        if row is None:
            raise NotThere("review_unknown", _("没有这次复核。"))
        home = row.enrolment.household
        if not actor.can_at(Can.MANAGE_CARE, home.neighbourhood.path):
            raise NotAllowed("not_yours", _("复核由社区或街道的工作人员记录。"))
        if row.done_on is not None:
            if (row.finding, row.done_on) == (found.finding, found.done_on):
                return row
            raise Refusal("decided_already", _("%(name)s已经记过这次复核。") % {"name": row.by_name})
        _check(row, found, clock.day_of(now))
        row.finding, row.done_on, row.note = found.finding, found.done_on, found.note.strip()[:300]
        row.recorded_at, row.by, row.by_name = now, actor.user_id, actor.name
        row.save(update_fields=["finding", "done_on", "note", "recorded_at", "by", "by_name"])
        EnrolmentEvent.objects.create(
            subdistrict_id=row.subdistrict_id,
            enrolment=row.enrolment,
            what=EnrolmentEvent.Whats.REVIEWED,
            on=found.done_on,
            note=_("，").join(filter(None, [row.get_finding_display(), row.note])),
            recorded_at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        changes = {"finding": [None, row.finding]}
        audit.record(
            [audit.Deed("review.record", "review", row.pk, home.neighbourhood_id, changes)], actor=actor, now=now
        )
    return row


def _check(row: Review, found: Found, today: date) -> None:
    if found.finding not in Review.Findings.values:
        raise Invalid("finding_missing", _("请选看到的是哪种情况。"), field="finding")
    if found.finding != Review.Findings.SAME and not found.note.strip():
        raise Invalid("note_missing", _("请写一句什么变了、报给了谁。"), field="note")
    if found.done_on > today:
        raise Invalid("date_future", _("这个日期还没有到，请核对。"), field="done_on")
    if found.done_on < row.enrolment.since:
        raise Invalid("date_early", _("这一天还没有开始享受，请核对。"), field="done_on")
