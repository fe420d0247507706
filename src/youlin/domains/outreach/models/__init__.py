"""Tables of outreach: `campaigns` from door to door, `meetings`; `micro_services`, small acts of help."""

from youlin.domains.outreach.models.campaigns import Campaign, CampaignDoor, CampaignMark, CampaignMaterial
from youlin.domains.outreach.models.meetings import AgendaItem, Meeting, MeetingTask, Presence, Raised
from youlin.domains.outreach.models.micro_services import MicroService, MicroServiceQuerySet

__all__ = [
    "AgendaItem",
    "Campaign",
    "CampaignDoor",
    "CampaignMark",
    "CampaignMaterial",
    "Meeting",
    "MeetingTask",
    "MicroService",
    "MicroServiceQuerySet",
    "Presence",
    "Raised",
]
