"""The bulletin on paper: a file a form, each turning the same `Sheet` into bytes, by the office's template if any."""

from __future__ import annotations

from types import MappingProxyType
from typing import Protocol

from youlin.domains.insight.papers import page, pdf, word
from youlin.domains.insight.papers.sheet import Sheet


class Form(Protocol):
    """Sets a sheet, by the office's own Word template or, without one, by the default."""

    def __call__(self, sheet: Sheet, template: bytes | None = None) -> bytes:
        """The file."""


FORMS: MappingProxyType[str, Form] = MappingProxyType({"docx": word.render, "pdf": pdf.render, "html": page.render})
