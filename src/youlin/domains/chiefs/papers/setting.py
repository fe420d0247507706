"""Setting type: a Typst layout and plain values become a PDF (or a picture of it), with the fonts inside."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Literal

import pylopdf_fonts_zh_cn
import segno
import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ROOM = Path(__file__).parent


def pdf(layout: str, values: Mapping[str, object], *, room: Path = ROOM) -> bytes:
    """The layout `<layout>.typ` of a room filled with values."""
    made = typst.compile(
        room / f"{layout}.typ",
        sys_inputs={"data": json.dumps({"english": in_english(), **values}, ensure_ascii=False)},
        font_paths=[pylopdf_fonts_zh_cn.serif_path().parent],
        ignore_system_fonts=True,
        format="pdf",
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def in_english() -> bool:
    """Whether the reader's language is English."""
    return (get_language() or "").startswith("en")


def day(value: date) -> str:
    """A day in full, as a paper says it."""
    return _("%(year)s年%(month)s月%(day)s日") % {"year": value.year, "month": value.month, "day": value.day}


def code(address: str, error: Literal["L", "M", "Q", "H"] = "M") -> str:
    """A QR code as SVG, black on white, without the quiet zone: the layout leaves room around it."""
    out = BytesIO()
    segno.make(address, error=error, micro=False).save(out, kind="svg", xmldecl=False, border=0)
    return out.getvalue().decode()


def photograph(jpeg: bytes | None) -> str:
    """A photograph in a small SVG frame of 3:4, filled to its edges; empty where there is none."""
    if not jpeg:
        return ""
    inside = base64.b64encode(jpeg).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400" width="300" height="400">'
        f'<image width="300" height="400" preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,{inside}"/>'
        "</svg>"
    )
