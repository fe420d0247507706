"""PDF by Typst. Values go in as data, so that no name can ever be read as markup; fonts come with a package."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from youlin.domains.insight.papers import word
from youlin.domains.insight.papers.blocks import blocks
from youlin.domains.insight.papers.sheet import Sheet

LAYOUT = Path(__file__).with_name("bulletin.typ")
OWN_LAYOUT = Path(__file__).with_name("own.typ")


def fonts() -> list[Path]:
    """The files that carry Chinese, of which a PDF embeds what it uses."""
    return [pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()]


def render(sheet: Sheet, template: bytes | None = None) -> bytes:
    """The bulletin as a PDF; with an office's own template, what that one says in its order."""
    if template is None:
        layout, said = LAYOUT, {"sheet": sheet.plain()}
    else:
        told = [asdict(block) for block in blocks(word.render(sheet, template))]
        layout, said = OWN_LAYOUT, {"sheet": {"blocks": told, "title": sheet.title, "language": sheet.language}}
    return typst.compile(
        layout,
        sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in said.items()},
        font_paths=[fonts()[0].parent],
        ignore_system_fonts=True,
        format="pdf",
    )
