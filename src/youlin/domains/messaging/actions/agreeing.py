"""What a person decides about letters to themselves: by which channels, and when in the morning."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.messaging.actions.sending import drop_needless
from youlin.domains.messaging.models import Consent, ConsoleLetter, Letter, LetterWish, Reply
from youlin.domains.messaging.queries.letters import street_of
from youlin.domains.messaging.rules.letters import asks_to_stop
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere, Refusal

EARLIEST, LATEST = 5, 21


def agree(*, actor: Actor, channel: str, now: datetime) -> Consent:
    """Agree to hear by a channel; agreeing twice is agreeing once. Raises NotThere for who serves in no street."""
    street, user = _myself(actor)
    with transaction.atomic():
        known = _running(street, user, channel)
        if known is not None:
            return known
        try:
            with transaction.atomic():
                row = Consent.objects.create(subdistrict_id=street, user_id=user, channel=channel, given_at=now)
        except IntegrityError:  # the same press, twice at once
            return Consent.objects.get(subdistrict=street, user=user, channel=channel, withdrawn_at=None)
        deed = audit.Deed("consent.give", "consent", row.pk, street, {"channel": channel})
        audit.record([deed], actor=actor, now=now)
    return row


def stop(*, actor: Actor, channel: str, now: datetime) -> bool:
    """Withdraw consent; what waits to be sent is dropped at once. Returns whether there was one."""
    street, user = _myself(actor)
    return _stop(street, actor, user, channel, now)


def _myself(actor: Actor) -> tuple[UUID, UUID]:
    """The street and the account; only people agree to anything."""
    if actor.user_id is None:
        raise NotThere("no_account", _("没有这个账号。"))
    return street_of(actor), actor.user_id


def _stop(street: UUID, actor: Actor, user: UUID, channel: str, now: datetime) -> bool:
    with transaction.atomic():
        row = _running(street, user, channel)
        if row is None:
            return False
        Consent.objects.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=now)
        drop_needless(now=now)
        deed = audit.Deed("consent.withdraw", "consent", row.pk, street, {"channel": channel})
        audit.record([deed], actor=actor, now=now)
    return True


def _running(street: UUID, user: UUID, channel: str) -> Consent | None:
    return Consent.objects.filter(subdistrict=street, user=user, channel=channel, withdrawn_at=None).first()


def wish(*, actor: Actor, hour: int, now: datetime) -> LetterWish:
    """Say at which hour the morning's letter should come. Raises Invalid."""
    if not EARLIEST <= hour <= LATEST:
        raise Invalid("hour_bad", _("请选早上 5 点到晚上 9 点之间的一个钟点。"), field="hour")
    street, user = _myself(actor)
    with transaction.atomic():
        known = LetterWish.objects.filter(subdistrict_id=street, user_id=user, digest=hour).first()
        if known is not None:  # the same letter twice
            return known
        row, _made = LetterWish.objects.update_or_create(subdistrict_id=street, user_id=user, defaults={"digest": hour})
        audit.record([audit.Deed("letter.wish", "user", row.user_id, street, {"hour": hour})], actor=actor, now=now)
    return row


def keep_sheet(*, letter: UUID, subdistrict: UUID, user: UUID, title: str, text: str, now: datetime) -> None:
    """Lay a letter on the street's outbox page; the same key twice lands once."""
    ConsoleLetter.objects.get_or_create(
        pk=letter,
        defaults={"subdistrict_id": subdistrict, "user_id": user, "title": title, "text": text, "at": now},
    )


def pass_on(*, actor: Actor, sheet: UUID, now: datetime) -> ConsoleLetter:
    """Say that the person was told, by telephone or at the door; `un_pass` takes it back. Raises NotThere, Refusal."""
    with transaction.atomic():
        row = _sheet(actor, sheet)
        if row.passed_on_at is not None:
            raise Refusal("passed_on", _("%(name)s已经转告了。") % {"name": row.passed_on_by})
        row.passed_on_at, row.passed_on_by = now, actor.name
        row.save(update_fields=["passed_on_at", "passed_on_by"])
        audit.record([audit.Deed("letter.pass_on", "letter", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return row


def un_pass(*, actor: Actor, sheet: UUID, now: datetime) -> ConsoleLetter:
    """Take back that somebody was told. Raises NotThere."""
    with transaction.atomic():
        row = _sheet(actor, sheet)
        row.passed_on_at, row.passed_on_by = None, ""
        row.save(update_fields=["passed_on_at", "passed_on_by"])
        audit.record([audit.Deed("letter.un_pass", "letter", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return row


def _sheet(actor: Actor, key: UUID) -> ConsoleLetter:
    row = ConsoleLetter.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotThere("letter_unknown", _("没有这条消息。"))
    return row


def take_in(
    *, channel: str, external: str, letter: UUID, text: str, at: datetime, actor: Actor, now: datetime
) -> Reply:
    """Keep what came back for a letter, once; a reply that asks to stop withdraws the consent. Raises NotThere."""
    with transaction.atomic():
        row = Letter.objects.visible_to(actor).filter(pk=letter, channel=channel).first()
        if row is None:
            raise NotThere("letter_unknown", _("没有这条消息。"))
        if not text.strip():
            raise Invalid("text_missing", _("请写上回的话。"), field="text")
        reply, made = Reply.objects.get_or_create(
            subdistrict_id=row.subdistrict_id,
            channel=channel,
            external=external[:120],
            defaults={"user_id": row.user_id, "letter": row, "text": text.strip()[:2000], "at": at},
        )
        if made:
            audit.record([audit.Deed("letter.reply", "letter", row.pk, row.subdistrict_id)], actor=actor, now=now)
            if asks_to_stop(text):
                _stop(row.subdistrict_id, actor, row.user_id, channel, now)
    return reply
