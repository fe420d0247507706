"""The paper of an application: filled from what is known, so that nothing is asked or written twice."""

from __future__ import annotations

from youlin.domains.benefits.papers.form import filled, pdf

__all__ = ["filled", "pdf"]
