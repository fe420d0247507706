"""The doors that stand open to the street are not to be rattled: a bound on tries from one origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.cases.models import SpentProof, StreetAttempt
from youlin.foundation.crypto import blind_index
from youlin.foundation.refusal import Refusal


class TooMany(Refusal):
    """Too many tries in a short time."""

    status = 429


@dataclass(frozen=True, slots=True)
class Door:
    """An open door: how many tries within how long."""

    name: str
    tries: int
    within: timedelta


REPORT = Door("report", 10, timedelta(hours=1))
TRACK = Door("track", 12, timedelta(minutes=15))  # wrong codes only
FIND = Door("find", 40, timedelta(minutes=15))
OBJECT = Door("object", 6, timedelta(hours=1))  # to what is on public notice


def knock(*, door: Door, address: str, now: datetime) -> None:
    """Count a try. Raises TooMany (429) where there were enough; the address is kept as a fingerprint for a day."""
    refuse_if_too_many(door=door, address=address, now=now)
    StreetAttempt.objects.create(door=door.name, origin=_origin(address), at=now)


def refuse_if_too_many(*, door: Door, address: str, now: datetime) -> None:
    """Raises TooMany where there were enough tries already; counts none."""
    tried = StreetAttempt.objects.filter(door=door.name, origin=_origin(address), at__gt=now - door.within).count()
    if tried >= door.tries:
        raise TooMany(
            "too_many",
            _("刚才试得太多了，请过 %(n)d 分钟再来。着急的事请直接打社区电话。")
            % {"n": door.within.seconds // 60 or 60},
        )


def spend(*, proof: UUID, write: UUID, now: datetime) -> None:
    """Use up a proof against programs: it lets one write in, which may come twice. Raises Refusal `proof_spent`."""
    SpentProof.objects.bulk_create([SpentProof(id=proof, write=write, at=now)], ignore_conflicts=True)
    if not SpentProof.objects.filter(pk=proof, write=write).exists():
        raise Refusal("proof_spent", _("这一页已经用过一次了。要再写一份，请重新打开这一页。"))


def _origin(address: str) -> str:
    return blind_index(address, field="cases.origin")
