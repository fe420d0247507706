"""Tables of outreach: `campaigns` from door to door, `meetings`; `micro_services`; `volunteering`; `covenants`."""

from youlin.domains.outreach.models.campaigns import Campaign, CampaignDoor, CampaignMark, CampaignMaterial
from youlin.domains.outreach.models.covenants import Covenant, CovenantReview, CovenantVersion
from youlin.domains.outreach.models.meetings import AgendaItem, Meeting, MeetingTask, Presence, Raised
from youlin.domains.outreach.models.micro_services import MicroService, MicroServiceQuerySet, NoService
from youlin.domains.outreach.models.volunteering import Activity, Certificate, SignUp

__all__ = [
    "Activity",
    "AgendaItem",
    "Campaign",
    "CampaignDoor",
    "CampaignMark",
    "CampaignMaterial",
    "Certificate",
    "Covenant",
    "CovenantReview",
    "CovenantVersion",
    "Meeting",
    "MeetingTask",
    "MicroService",
    "MicroServiceQuerySet",
    "NoService",
    "Presence",
    "Raised",
    "SignUp",
]
