"""Reading benefits: figures and rules of a place, households as facts, screening, leads, who receives, what is due."""

from __future__ import annotations

from youlin.domains.benefits.models import (
    Appeal,
    Application,
    ApplicationStep,
    Enrolment,
    EnrolmentEvent,
    RegisterList,
    Review,
    StaffRelative,
)
from youlin.domains.benefits.queries.door import (
    Dossier,
    Signer,
    applicant_name,
    application_photo,
    dossier,
    staff_relatives,
)
from youlin.domains.benefits.queries.enrolments import (
    differences,
    enrolment,
    enrolment_counts,
    enrolments,
    grace_of,
    lists,
    of_people,
    register_list,
)
from youlin.domains.benefits.queries.figures import (
    counts,
    edition_for,
    parameters,
    proposals,
    region_of,
    rulebook_for,
    unconfirmed,
)
from youlin.domains.benefits.queries.homes import homes, homes_at
from youlin.domains.benefits.queries.leads import (
    application,
    applications,
    decided_by,
    home,
    lead_counts,
    leads,
    programmes,
    unanswered,
)
from youlin.domains.benefits.queries.reviews import appeal, appeals, late_reviews, review, reviews, reviews_of
from youlin.domains.benefits.queries.screening import Screened, Tally, screen, sweep
from youlin.domains.benefits.queries.survey import Line, survey_lines

__all__ = [
    "Appeal",
    "Application",
    "ApplicationStep",
    "Dossier",
    "Enrolment",
    "EnrolmentEvent",
    "Line",
    "RegisterList",
    "Review",
    "Screened",
    "Signer",
    "StaffRelative",
    "Tally",
    "appeal",
    "appeals",
    "applicant_name",
    "application",
    "application_photo",
    "applications",
    "counts",
    "decided_by",
    "differences",
    "dossier",
    "edition_for",
    "enrolment",
    "enrolment_counts",
    "enrolments",
    "grace_of",
    "home",
    "homes",
    "homes_at",
    "late_reviews",
    "lead_counts",
    "leads",
    "lists",
    "of_people",
    "parameters",
    "programmes",
    "proposals",
    "region_of",
    "register_list",
    "review",
    "reviews",
    "reviews_of",
    "rulebook_for",
    "screen",
    "staff_relatives",
    "survey_lines",
    "sweep",
    "unanswered",
    "unconfirmed",
]
