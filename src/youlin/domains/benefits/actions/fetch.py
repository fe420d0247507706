"""Taking hold of an application: in sight, locked, and still open."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.models import Application
from youlin.domains.benefits.rules.clock import CLOSED
from youlin.foundation.refusal import NotThere, Refusal


def take(actor: Actor, key: UUID) -> Application:
    """An application in sight, locked until the transaction ends. Raises NotThere."""
    rows = (
        Application.objects.visible_to(actor).select_related("household", "applicant").select_for_update(of=("self",))
    )
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotThere("application_unknown", _("没有这份申请。"))
    return row


def take_open(actor: Actor, key: UUID) -> Application:
    """The same, if nothing is decided yet. Raises NotThere, Refusal `closed`."""
    row = take(actor, key)
    if row.stage in CLOSED:
        raise Refusal("closed", _("这份申请已经办结，不能再改。"))
    return row
