"""Signing a paper at the door: on the glass of a phone, or on the print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.actions import fetch
from youlin.domains.benefits.models import Application, Signature
from youlin.domains.benefits.queries.door import Dossier, Signer, dossier
from youlin.domains.benefits.rules import door
from youlin.domains.benefits.rules.clock import may_gather
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def open_for(row: Application, paper: Paper) -> bool:
    """Whether a paper can be signed now: two go along with the application, the third is made in the home."""
    if paper is Paper.SURVEY:
        return row.stage == Application.Stages.FILED
    return may_gather(row.stage, row.programme)


@dataclass(frozen=True, slots=True)
class NewSignature:
    """Whose, under what, how. `signer`: of a resident or investigator; `proxy`: who signed for them, and why."""

    client_id: UUID
    application: UUID
    paper: Paper
    signer: UUID
    way: Way
    signed_at: datetime
    strokes: str = ""
    proxy: str = ""


def sign(*, actor: Actor, signature: NewSignature, now: datetime) -> Signature:
    """Keep a signature, its strokes sealed; the same one twice is one. Signed again, the latest counts.

    Raises NotThere, Refusal `sign_stage`, Invalid `strokes_missing`.
    """
    if actor.user_id is None:
        raise ValueError("a signature is taken by somebody")
    with transaction.atomic():
        row = fetch.take_open(actor, signature.application)
        known = Signature.objects.filter(subdistrict_id=row.subdistrict_id, client_id=signature.client_id).first()
        if known is not None:
            return known
        if not open_for(row, signature.paper):
            raise Refusal("sign_stage", _("现在不是签这份文书的时候，请看看办到了哪一步。"))
        if signature.way is Way.GLASS and not door.is_a_name(door.strokes(signature.strokes)):
            raise Invalid("strokes_missing", _("还没有签上名字，请用手指在方框里写。"), field="strokes")
        found = dossier(row, clock.day_of(now))
        signer = _signer(found, signature)
        of_resident = signer.part == "resident"
        made = Signature.objects.create(
            subdistrict_id=row.subdistrict_id,
            application=row,
            paper=signature.paper.value,
            resident_id=signer.key if of_resident else None,
            investigator_id=None if of_resident else signer.key,
            name=signer.name,
            way=signature.way.value,
            strokes=signature.strokes if signature.way is Way.GLASS else "",
            proxy=signature.proxy.strip(),
            signed_at=min(signature.signed_at, now),
            by=actor.user_id,
            by_name=actor.name,
            recorded_at=now,
            client_id=signature.client_id,
        )
        _consented(row, found, signature)
        changes = {"paper": [None, signature.paper.value], "way": [None, signature.way.value]}
        deed = audit.Deed("application.sign", "application", row.pk, row.subdistrict_id, changes)
        audit.record([deed], actor=actor, now=now)
    return made


def _signer(found: Dossier, signature: NewSignature) -> Signer:
    signer = next((one for one in found.signers.get(signature.paper, ()) if one.key == signature.signer), None)
    if signer is None:
        raise NotThere("signer_unknown", _("这份文书不用这个人签。"))
    return signer


def _consented(row: Application, found: Dossier, signature: NewSignature) -> None:
    """Say at the desk that everybody has authorised the check; filing asks the signatures themselves again."""
    if signature.paper is not Paper.CONSENT:
        return
    others = [one for one in found.signers[Paper.CONSENT] if one.key != signature.signer]
    if all(one.signature for one in others) and not row.consented:
        row.consented = True
        row.save(update_fields=["consented"])


def look_at_signatures(*, actor: Actor, found: Dossier, paper: Paper, now: datetime) -> dict[UUID, str]:
    """The drawings of a paper's signatures by who signed, as SVG; each look is on record, in one statement."""
    drawn = {
        signer.key: door.strokes(signer.signature.strokes)
        for signer in found.signers.get(paper, ())
        if signer.signature and signer.signature.strokes
    }
    seen = [
        audit.Seen("application", found.row.pk, found.row.subdistrict_id, f"signature.{paper.value}") for _key in drawn
    ]
    if seen:
        audit.record_looks(seen, actor=actor, now=now)
    return {key: door.drawing(strokes) for key, strokes in drawn.items() if strokes}
