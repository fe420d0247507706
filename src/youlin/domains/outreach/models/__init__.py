"""Tables of outreach: `meetings`; `micro_services`, small acts of help; `volunteering`; `covenants`."""

from youlin.domains.outreach.models.covenants import Covenant, CovenantReview, CovenantVersion
from youlin.domains.outreach.models.meetings import AgendaItem, Meeting, MeetingTask, Presence, Raised
from youlin.domains.outreach.models.micro_services import MicroService, MicroServiceQuerySet, NoService
from youlin.domains.outreach.models.volunteering import Activity, Certificate, SignUp

__all__ = [
    "Activity",
    "AgendaItem",
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
