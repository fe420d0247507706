"""The papers of an application, of a refusal and of an appeal: filled from what is known already."""

from __future__ import annotations

from youlin.domains.benefits.papers.appeal import appeal_letter
from youlin.domains.benefits.papers.form import filled, pdf
from youlin.domains.benefits.papers.letter import letter_pdf
from youlin.domains.benefits.papers.refusal import refusal_letter
from youlin.domains.benefits.papers.signed import consent, consent_pdf, survey, survey_pdf
from youlin.domains.benefits.papers.workbook import workbook

__all__ = [
    "appeal_letter",
    "consent",
    "consent_pdf",
    "filled",
    "letter_pdf",
    "pdf",
    "refusal_letter",
    "survey",
    "survey_pdf",
    "workbook",
]
