"""Tables: `cases` and their steps, `clocks` of territories, what stands `beside` a case; `hazards`, `inspections`."""

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
    "Case",
    "CaseBounds",
    "CaseEvent",
    "CaseNumber",
    "CasePhoto",
    "CaseQuerySet",
    "Checklist",
    "ChecklistItem",
    "ClockRule",
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
    "Rectification",
    "Rungs",
    "Severities",
    "Site",
    "StreetAttempt",
    "Targets",
    "Topics",
    "Urgencies",
    "Writing",
]
