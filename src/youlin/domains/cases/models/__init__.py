"""Tables of cases.

`cases` with their steps, `clocks`, what is `beside` a case; `desks` of departments, `hazards`, `inspections`,
`disputes`, `desk`.

`authorities` are told of danger, `reporters` are sealed, `proofs` let a report in without an account.
"""

from youlin.domains.cases.models.authorities import Authority, AuthorityDuty
from youlin.domains.cases.models.beside import CasePhoto, StreetAttempt, Writing
from youlin.domains.cases.models.cases import (
    Case,
    CaseEvent,
    CaseNumber,
    CaseQuerySet,
    Complained,
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
from youlin.domains.cases.models.proofs import SpentProof
from youlin.domains.cases.models.reporters import SealedReporter

__all__ = [
    "Authority",
    "AuthorityDuty",
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
    "Complained",
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
    "SealedReporter",
    "Severities",
    "Site",
    "SpentProof",
    "StreetAttempt",
    "Targets",
    "Topics",
    "Urgencies",
    "ViewChoice",
    "Writing",
]
