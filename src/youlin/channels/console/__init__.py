"""The channel that needs nobody outside: letters land on the office's own outbox page, and staff pass them on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from youlin.channels.ways import Capability, Inbound, Message, Receipt, UnreadableError
from youlin.domains.messaging import actions


class Console:
    """The embedded default."""

    code = "console"
    name = _("街道代为转告")
    explanation = _("写好的话放进街道的发件箱，工作人员打电话或上门时告诉您。不出街道，不要钱。")
    capability = Capability(outside=False, inbound=True)

    def send(self, message: Message, *, now: datetime) -> Receipt:
        """Lay it on the outbox page; the same letter twice is one sheet."""
        actions.keep_sheet(
            letter=message.id,
            subdistrict=message.subdistrict,
            user=message.user,
            title=message.title,
            text=message.text,
            now=now,
        )
        return Receipt(str(message.id))

    def receive(self, payload: Mapping[str, str], *, now: datetime) -> list[Inbound]:
        """What the person said when staff passed it on: `letter`, `text`, and `id` of the note."""
        try:
            letter, text, external = UUID(payload["letter"]), payload["text"].strip(), payload["id"]
        except (KeyError, ValueError) as error:
            raise UnreadableError("letter, text and id are needed") from error
        if not external:
            raise UnreadableError("a note without an id cannot be told from another")
        return [Inbound(external, letter, text, now)] if text else []
