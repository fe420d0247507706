"""What an office decides about its letters: the hours, and its own words for a template."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.messaging.models import LetterHours, LetterText
from youlin.domains.messaging.rules.letters import Hours, fault_of, variables
from youlin.domains.messaging.wording import fault_text
from youlin.domains.territory import queries as territory
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def set_hours(*, actor: Actor, subdistrict: UUID, hours: Hours, now: datetime) -> LetterHours:
    """Set a street's quiet hours and the hour of the morning's letter. Raises NotThere, Invalid."""
    place = territory.get(subdistrict)
    if not actor.can_at(Can.CONFIGURE, place.path) or place.subdistrict_id != place.pk:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    for name in ("quiet_from", "quiet_until", "digest"):
        if not 0 <= getattr(hours, name) < 24:
            raise Invalid("hour_bad", _("钟点要在 0 到 23 之间。"), field=name)
    if hours.quiet(hours.digest):
        raise Invalid("digest_in_quiet", _("每日汇总不能定在不打扰的时候，请换一个钟点。"), field="digest")
    said = {"quiet_from": hours.quiet_from, "quiet_until": hours.quiet_until, "digest": hours.digest}
    with transaction.atomic():
        row, _made = LetterHours.objects.update_or_create(subdistrict=place, defaults=said)
        audit.record([audit.Deed("letter.hours", "territory", place.pk, place.pk, said)], actor=actor, now=now)
    return row


def set_text(*, actor: Actor, subdistrict: UUID, template: str, default: str, text: str, now: datetime) -> LetterText:
    """Write a new version of a template's words; an empty text brings the default back. The same again is no version.

    `default`: the sentence as the code says it, whose variables the text may use. Raises NotThere, Invalid, Refusal.
    """
    place = territory.get(subdistrict)
    if not actor.can_at(Can.CONFIGURE, place.path) or place.subdistrict_id != place.pk:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    said = text.strip()
    fault = fault_of(said, variables(default)) if said else None
    if fault is not None:
        raise Invalid(fault.wrong.value, fault_text(fault, variables(default)), field="text")
    with transaction.atomic():
        last = LetterText.objects.filter(subdistrict=place, template=template).order_by("-version").first()
        if last is not None and last.text == said:
            return last
        row = LetterText(
            subdistrict=place,
            template=template,
            version=(last.version if last else 0) + 1,
            text=said,
            at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refusal("changed_meanwhile", _("刚刚有人改过这句话，请看看最新的再改。")) from error
        changes = {"template": template, "text": [last.text if last else "", said]}
        audit.record([audit.Deed("letter.text", "letter_text", row.pk, place.pk, changes)], actor=actor, now=now)
    return row
