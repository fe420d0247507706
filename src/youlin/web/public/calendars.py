"""A chief's rounds as a calendar that a phone subscribes to: how many visits on which day, no more than was chosen."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from youlin.domains.care.queries import rounds
from youlin.foundation import clock
from youlin.web.shared import masks
from youlin.web.shared.access import public

REFRESH = timedelta(hours=6)


@public
@require_safe
def rounds_calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """The feed. A dead address, and one whose chief is in office no more, is not there."""
    now = clock.now()
    found = rounds.calendar_of(token, now)
    if found is None:
        raise Http404
    said, actor = found
    with translation.override(translation.get_language()):
        content = _calendar(rounds.plan(actor, now), said, request.build_absolute_uri(reverse("chief:rounds")), now)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="youlin.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _calendar(plan: rounds.RoundPlan, said: rounds.RoundWish, page: str, now: datetime) -> bytes:
    """All days ahead. Made of what is due alone, so that an unchanged plan is the same to the last sign."""
    calendar = Calendar()
    calendar.add("prodid", "-//Youlin//rounds//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("友邻走访"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for day, stops in sorted(plan.days.items()):
        event = Event()
        event.add("uid", f"{said.pk}-{day:%Y%m%d}@youlin")
        event.add("dtstamp", clock.start_of(clock.day_of(now)))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(1))
        event.add("summary", _summary(stops, said))
        event.add("description", _("登录后看是谁、怎么走：%(page)s") % {"page": page})
        event.add("url", page)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _summary(stops: list[rounds.Stop], said: rounds.RoundWish) -> str:
    words = ngettext("走访 %(n)d 户", "走访 %(n)d 户", len(stops)) % {"n": len(stops)}
    if said.shows == said.Shows.SURNAMES:
        names = _("、").join(masks.name(person.name) for stop in stops for person in stop.people)
        return _("%(words)s：%(names)s") % {"words": words, "names": names}
    return words
