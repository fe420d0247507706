"""A letter on paper: a greeting, lines, who signs. What it says comes in as data."""

from __future__ import annotations

import json
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

LAYOUT = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: dict[str, object]) -> bytes:
    """The letter on paper, A4, with the fonts it needs inside."""
    return typst.compile(
        LAYOUT,
        sys_inputs={"letter": json.dumps(letter, ensure_ascii=False)},
        font_paths=[pylopdf_fonts_zh_cn.serif_path().parent],
        ignore_system_fonts=True,
        format="pdf",
    )
