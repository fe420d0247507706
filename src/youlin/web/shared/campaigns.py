"""A picture or a sound of a campaign, sent as what it is."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from youlin.domains.outreach import media
from youlin.domains.outreach.queries import campaigns as queries
from youlin.web.shared.access import actor_of


def send(request: HttpRequest, campaign: UUID, digest: str) -> HttpResponseBase:
    """One material of a campaign in sight. Raises NotThere."""
    found = queries.material(actor_of(request), campaign, digest)
    try:
        file = media.path_of(campaign, found.digest, found.form).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type=media.TYPES[found.form], headers=headers)
