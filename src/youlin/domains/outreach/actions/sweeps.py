"""Who hears of a campaign; and what a sweep does by itself while doors stay missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.rules.letters import Pace
from youlin.domains.outreach.models import Campaign, CampaignDoor
from youlin.domains.outreach.queries import campaigns as queries
from youlin.domains.outreach.rules.campaigns import MISSING, Push, pushes
from youlin.foundation import clock

# Where the page of a campaign is, for a chief or for staff.
Link = Callable[[bool], str]


def tell_carriers(*, campaign: UUID, link: Link, now: datetime) -> None:
    """Tell whoever carries a campaign how many doors are theirs; twice is once. A sweep by night too."""
    row = Campaign.objects.filter(pk=campaign).first()
    if row is None:
        return
    doors = CampaignDoor.objects.filter(campaign=row)
    _tell(row, doors, "campaigns.sweep" if row.sweep else "campaigns.begin", Rung(row.carried_by), link, now)


def push_sweeps(*, link: Link, now: datetime) -> int:
    """Remind where doors of running sweeps stay missing, and ask the next above where a chief gives no sign.

    Each is said once to each, so every minute is right; a minute without a sweep costs one query. How many run.
    """
    today = clock.day_of(now)
    running = list(Campaign.objects.filter(sweep=True, closed_at__isnull=True, ends_on__gte=today))
    for row in running:
        missing = CampaignDoor.objects.filter(campaign=row, state__in=[state.value for state in MISSING])
        for push in pushes(now - row.made_at):
            template, carrier = f"campaigns.sweep_{push.value}", Rung(row.carried_by)
            if push is Push.MISSING:
                _tell(row, missing, template, carrier, link, now)
            elif push is Push.SILENT:
                _tell(row, queries.silent(missing), template, carrier, link, now)
            elif carrier == Rung.NEIGHBOURHOOD:
                _tell(row, queries.silent(missing), template, Rung.GROUP, link, now)
    return len(running)


def _tell(row: Campaign, doors: QuerySet[CampaignDoor], template: str, rung: Rung, link: Link, now: datetime) -> None:
    """Tell whoever holds a rung above these doors, or answers for it today, how many of them there are."""
    sums = duty.carrying(doors, row.subdistrict_id, rung, today=clock.day_of(now))
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=row.subdistrict_id,
                user=user,
                template=template,
                dedupe=f"{template}:{row.pk}",
                params={"title": row.title, "n": number, "until": row.ends_on.isoformat()},
                url=link(chief),
                pace=Pace.NOW if row.sweep else Pace.DIGEST,
            )
            for (user, chief), number in sums.items()
        ],
        now=now,
    )
