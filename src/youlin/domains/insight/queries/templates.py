"""The Word template by which a street sets its bulletins."""

from __future__ import annotations

import base64
from uuid import UUID

from youlin.domains.insight.models import PaperTemplate

__all__ = ["PaperTemplate", "template", "template_versions"]


def template(street: UUID | None) -> bytes | None:
    """The office's own Word template; None where the default holds. One query."""
    newest = PaperTemplate.objects.filter(subdistrict=street).order_by("-version").first()
    return base64.b64decode(newest.content) if newest is not None and newest.content else None


def template_versions(street: UUID) -> list[PaperTemplate]:
    """Every version, the newest first; without their content."""
    return list(PaperTemplate.objects.filter(subdistrict=street).defer("content").order_by("-version"))
