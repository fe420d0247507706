"""The papers of an application and of a refusal: filled from what is known, so that nothing is written twice."""

from __future__ import annotations

from youlin.domains.benefits.papers.form import filled, pdf
from youlin.domains.benefits.papers.refusal import refusal_letter, refusal_pdf

__all__ = ["filled", "pdf", "refusal_letter", "refusal_pdf"]
