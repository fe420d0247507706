"""Looking at who reported a case: each look is on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.cases.actions import take
from youlin.domains.cases.models import Holding, SealedReporter
from youlin.domains.cases.queries import duty
from youlin.domains.chiefs.models import Post
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere


def look_at_phone(*, actor: Actor, case: UUID, now: datetime) -> str:
    """The reporter's whole number, for a post that the case came by or who may reveal there.

    Raises NotThere where there is none, NotAllowed.
    """
    with transaction.atomic():
        row = take.by_key(actor, case).select_related("territory").first()
        if row is None:
            raise take.unknown()
        if not row.reporter_phone:
            raise NotThere("phone_unknown", _("这件事没有留电话。"))
        posts = duty.posts_of(actor, today=clock.day_of(now))
        came_by = Holding.objects.filter(case=row, post__in=posts).exists()
        if not came_by and not actor.can_at(Can.REVEAL, row.territory.path):
            raise NotAllowed("not_on_trail", _("这件事没有经过您的岗位，电话请向经办的人要。"))
        audit.record_look(
            actor=actor, target_kind="case", target=row.pk, scope=row.subdistrict_id, field="reporter_phone", now=now
        )
        return row.reporter_phone


def look_at_reporter(*, actor: Actor, case: UUID, reason: str, now: datetime) -> SealedReporter:
    """Who reported a case in confidence: for the subdistrict's own post, with a reason that stays on record.

    Raises NotThere where nothing is sealed, NotAllowed, Invalid.
    """
    why = reason.replace("\0", "").strip()[:200]
    if not why:
        raise Invalid("reason_missing", _("请写一句为什么要看，会留下记录。"), field="reason")
    with transaction.atomic():
        row = take.by_key(actor, case).first()
        if row is None:
            raise take.unknown()
        sealed = SealedReporter.objects.filter(case=row).first()
        if sealed is None:
            raise NotThere("reporter_unknown", _("这件事没有保密的反映人。"))
        street = Post.objects.filter(territory=row.subdistrict_id, role=Role.SUBDISTRICT_STAFF, department="")
        if not street.filter(pk__in=duty.posts_of(actor, today=clock.day_of(now))).exists():
            raise NotAllowed("street_only", _("保密的反映人只有街道能看。"))
        audit.record_look(
            actor=actor,
            target_kind="case",
            target=row.pk,
            scope=row.subdistrict_id,
            field="reporter",
            reason=why,
            now=now,
        )
        return sealed
