"""QR codes on pages: an SVG with a name for who cannot see it, black on white in any light."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.html import escape

QUIET_ZONE = 4  # modules of white around a code, as its standard asks


def drawing(address: str, title: str) -> str:
    """The code of an address as SVG markup without any style of its own."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        border=QUIET_ZONE,
        light="#fff",
        omitsize=True,
        lineclass=None,
        svgclass="code",
    )
    return out.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
