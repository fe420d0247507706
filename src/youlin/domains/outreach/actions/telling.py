"""Letters about certificates of service: to who must issue one that is late, and none for what is issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from youlin.domains.access.rules import Role
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import holders
from youlin.domains.messaging import actions as messaging
from youlin.domains.outreach.models import Certificate
from youlin.foundation import clock


def late_key(certificate: UUID) -> str:
    """The occasion of the letter about one certificate that is late."""
    return f"certificate.late:{certificate}"


def tell_of_late_certificates(*, certificates: Iterable[UUID], link: str, now: datetime) -> None:
    """Whoever holds the desk of the street that promised them hears of it; `link` is where they wait."""
    rows = list(Certificate.objects.filter(pk__in=certificates, issued_at__isnull=True))
    desks = dict(
        Post.objects.filter(subdistrict__in={row.subdistrict_id for row in rows}, role=Role.SUBDISTRICT_STAFF)
        .order_by("pk")
        .values_list("subdistrict", "pk")
    )
    people = holders(list(desks.values()), day=clock.day_of(now))
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=row.subdistrict_id,
                user=person.user,
                template="volunteering.certificate_late",
                dedupe=late_key(row.pk),
                params={"name": row.name, "until": row.due_on.isoformat()},
                url=link,
            )
            for row in rows
            if row.subdistrict_id in desks
            for person in people.get(desks[row.subdistrict_id], [])
        ],
        now=now,
    )


def settle_late_certificate(*, certificate: UUID, now: datetime) -> None:
    """What is issued need not be read of as late."""
    messaging.settle(dedupes=[late_key(certificate)], now=now)
