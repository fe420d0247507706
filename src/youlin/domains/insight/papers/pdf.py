"""PDF by Typst. Values go in as data, so that no name can ever be read as markup; fonts come with a package."""

from __future__ import annotations

import json
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from youlin.domains.insight.papers.sheet import Sheet

LAYOUT = Path(__file__).with_name("bulletin.typ")


def fonts() -> list[Path]:
    """The files that carry Chinese, of which a PDF embeds what it uses."""
    return [pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()]


def render(sheet: Sheet) -> bytes:
    """The bulletin as a PDF."""
    return typst.compile(
        LAYOUT,
        sys_inputs={"sheet": json.dumps(sheet.plain(), ensure_ascii=False)},
        font_paths=[fonts()[0].parent],
        ignore_system_fonts=True,
        format="pdf",
    )
