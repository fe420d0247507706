"""Tables of benefits.

`figures` from the desk, `observations` made at the door, `enrolments` as the authority says, `leads`, `applications`.
"""

from youlin.domains.benefits.models.applications import Application, ApplicationStep
from youlin.domains.benefits.models.enrolments import Enrolment
from youlin.domains.benefits.models.figures import LocalFigure
from youlin.domains.benefits.models.leads import Lead
from youlin.domains.benefits.models.observations import Observation

__all__ = ["Application", "ApplicationStep", "Enrolment", "Lead", "LocalFigure", "Observation"]
