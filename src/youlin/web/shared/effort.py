"""Which work a door of the phone is, and what its form said of its own cost."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase

from youlin.domains.access.actor import Actor
from youlin.domains.insight import actions
from youlin.domains.insight.queries import subdistrict_of
from youlin.domains.insight.rules.effort import Job, read

FIELD = "effort"
ROOM = "chief"
# The beginning of a door's name tells the work; the first that fits counts.
DOORS = (
    ("greet", Job.GREET),
    ("visit", Job.VISIT),
    ("case_new", Job.REPORT),
    ("case_", Job.CASE),
    ("services", Job.SERVICE),
    ("check", Job.CHECK),
    ("notice_returned", Job.CHECK),
    ("delivery", Job.SUPPLY),
    ("known", Job.KNOWN),
    ("chat", Job.KNOWN),
    ("policy", Job.POLICY),
    ("lead_", Job.POLICY),
    ("application", Job.POLICY),
    ("inspection", Job.INSPECTION),
    ("campaign", Job.CAMPAIGN),
    ("meeting", Job.MEETING),
    ("asked", Job.LEDGER),
    ("away", Job.OWN),
    ("resign", Job.OWN),
    ("handover", Job.OWN),
    ("notices_", Job.OWN),
)
# Taps that are no work: a script's own letters, and the way back.
NO_WORK = ("case_writing", "case_likely", "pack")
# The last forms of this phone, in its own session: one that comes twice on a bad line was one piece of work.
COUNTED, REMEMBERED = "effort_counted", 20


def note(request: HttpRequest, response: HttpResponseBase, actor: Actor, now: datetime) -> None:
    """Add what this work took to the day's sums of the chief's subdistrict; of what was not taken, nothing."""
    match = request.resolver_match
    if request.method != "POST" or not 300 <= response.status_code < 400 or not match or match.app_name != ROOM:
        return
    name = match.url_name or ""
    place = subdistrict_of(actor)
    if place is None or name in NO_WORK or name.endswith("_undo"):
        return
    form, counted = request.POST.get("client_id", ""), request.session.get(COUNTED, [])
    if form and form in counted:
        return
    request.session[COUNTED] = [*counted, form][-REMEMBERED:] if form else counted
    job = next((job for start, job in DOORS if name.startswith(start)), Job.OTHER)
    actions.note_effort(subdistrict=place, job=job, effort=read(request.POST.get(FIELD, "")), now=now)
