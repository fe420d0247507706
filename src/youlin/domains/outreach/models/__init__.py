"""Tables of outreach: `meetings`; `micro_services`, small acts of help."""

from youlin.domains.outreach.models.meetings import AgendaItem, Meeting, MeetingTask, Presence, Raised
from youlin.domains.outreach.models.micro_services import MicroService, MicroServiceQuerySet

__all__ = [
    "AgendaItem",
    "Meeting",
    "MeetingTask",
    "MicroService",
    "MicroServiceQuerySet",
    "Presence",
    "Raised",
]
