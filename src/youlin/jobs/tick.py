"""One sweep: silence rises, missed deadlines climb, and what a killed process left untold is told.

Idempotent: running it twice, late, or after a kill changes nothing that it should not.
"""

from __future__ import annotations

from datetime import datetime

from youlin.foundation import clock, outbox


def tick(*, now: datetime) -> dict[str, object]:
    """Sweep once as of `now`; the counts of interfaces.md."""
    from youlin.domains.care import actions as care
    from youlin.domains.care import queries as care_queries
    from youlin.domains.cases import actions as cases
    from youlin.domains.cases.actions import disputes, hazards
    from youlin.domains.chiefs import actions as chiefs
    from youlin.domains.messaging import queries as messaging
    from youlin.domains.outreach import actions as outreach
    from youlin.jobs import campaigns

    before = messaging.count()
    care.keep_surges(now=now)
    raised = care.raise_silence(now=now)
    escalated = cases.escalate_overdue(now=now)
    hazards.raise_overdue_hazards(now=now)
    disputes.remind(now=now)
    outreach.raise_late_certificates(now=now)
    campaigns.push(now)
    cases.index_waiting()
    chiefs.check_coverage(now=now)  # terms begin and end at midnight without anybody doing anything
    outbox.dispatch_waiting(now=now)
    return {
        "at": now.astimezone(clock.SHANGHAI).isoformat(timespec="seconds"),
        "obligations": care_queries.obligation_counts(now=now),
        "raised": raised,
        "cases_escalated": escalated,
        "notices": messaging.count() - before,
    }
