"""Tables of benefits.

`figures` and the street's `own` programmes from the desk, `observations` made at the door, `leads`, `applications`
with what is gathered at the `door`, and `appeals`; `enrolments` as the authority says, its `registers` as they were
taken in, `reviews` of who receives.
"""

from youlin.domains.benefits.models.appeals import Appeal, AppealStep
from youlin.domains.benefits.models.applications import Application, ApplicationStep
from youlin.domains.benefits.models.door import ApplicationPhoto, Investigator, Signature, StaffRelative, SurveyVisit
from youlin.domains.benefits.models.enrolments import Enrolment, EnrolmentEvent
from youlin.domains.benefits.models.figures import LocalFigure
from youlin.domains.benefits.models.leads import Lead
from youlin.domains.benefits.models.observations import Observation
from youlin.domains.benefits.models.own import OwnProgramme
from youlin.domains.benefits.models.registers import Difference, RegisterList
from youlin.domains.benefits.models.reviews import Review

__all__ = [
    "Appeal",
    "AppealStep",
    "Application",
    "ApplicationPhoto",
    "ApplicationStep",
    "Difference",
    "Enrolment",
    "EnrolmentEvent",
    "Investigator",
    "Lead",
    "LocalFigure",
    "Observation",
    "OwnProgramme",
    "RegisterList",
    "Review",
    "Signature",
    "StaffRelative",
    "SurveyVisit",
]
