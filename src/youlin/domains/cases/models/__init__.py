"""Tables of cases.

`cases` with their steps, `clocks`, what is `beside` a case; `desks` of departments, `hazards`, `inspections`,
`disputes`, `desk`.
"""

from youlin.domains.cases.models.beside import CasePhoto, StreetAttempt, Writing
from youlin.domains.cases.models.cases import (
    Case,
    CaseEvent,
    CaseNumber,
    CaseQuerySet,
    Helping,
    Holding,
    Rungs,
    Urgencies,
)
from youlin.domains.cases.models.clocks import CaseBounds, ClockRule
from youlin.domains.cases.models.desk import Batch, BatchItem, SavedView, ViewChoice
from youlin.domains.cases.models.desks import DepartmentClock, DepartmentRoute
from youlin.domains.cases.models.disputes import (
    Dispute,
    DisputeAgreement,
    DisputeParty,
    DisputeSession,
    DisputeStep,
    DisputeTerm,
    Mediator,
)
from youlin.domains.cases.models.hazards import (
    Hazard,
    HazardEvent,
    HazardNumber,
    HazardPhoto,
    HazardTerms,
    Rectification,
)
from youlin.domains.cases.models.inspections import (
    Checklist,
    ChecklistItem,
    Inspection,
    InspectionAnswer,
    InspectionDoor,
    InspectionRound,
    Severities,
    Site,
    Targets,
    Topics,
)

__all__ = [
    "Batch",
    "BatchItem",
    "Case",
    "CaseBounds",
    "CaseEvent",
    "CaseNumber",
    "CasePhoto",
    "CaseQuerySet",
    "Checklist",
    "ChecklistItem",
    "ClockRule",
    "DepartmentClock",
    "DepartmentRoute",
    "Dispute",
    "DisputeAgreement",
    "DisputeParty",
    "DisputeSession",
    "DisputeStep",
    "DisputeTerm",
    "Hazard",
    "HazardEvent",
    "HazardNumber",
    "HazardPhoto",
    "HazardTerms",
    "Helping",
    "Holding",
    "Inspection",
    "InspectionAnswer",
    "InspectionDoor",
    "InspectionRound",
    "Mediator",
    "Rectification",
    "Rungs",
    "SavedView",
    "Severities",
    "Site",
    "StreetAttempt",
    "Targets",
    "Topics",
    "Urgencies",
    "ViewChoice",
    "Writing",
]
