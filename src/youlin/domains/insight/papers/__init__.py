"""The bulletin on paper: one file a form, each turning the same `Sheet` into bytes."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from youlin.domains.insight.papers import page, pdf, word
from youlin.domains.insight.papers.sheet import Sheet

FORMS: MappingProxyType[str, Callable[[Sheet], bytes]] = MappingProxyType(
    {"docx": word.render, "pdf": pdf.render, "html": page.render}
)
