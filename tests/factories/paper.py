"""What a PDF that Typst set says, read out of it: its own text, by the table that each embedded font carries."""

from __future__ import annotations

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
# A string may hold brackets that come in pairs; deeper than two of them no line of ours goes.
INNER = rb"(?:\\.|[^\\()])*"
STRING = rb"\(" + INNER + rb"(?:\(" + INNER + rb"(?:\(" + INNER + rb"\)" + INNER + rb")*\)" + INNER + rb")*\)"
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|(" + STRING + rb"|<[0-9A-F]+>)|(ET)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """The words of every page, a line for each piece that was set."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    fonts = {
        name: _letters(_unpacked(objects[int(table[1])]))
        for body in objects.values()
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", body)
        if (table := re.search(rb"/ToUnicode (\d+) 0 R", objects[int(font)]))
    }
    pages = re.findall(rb"/Contents (\d+) 0 R", b"".join(body for body in objects.values() if b"/Type/Page/" in body))
    return "\n".join(_said(_unpacked(objects[int(page)]), fonts) for page in pages)


def _unpacked(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1])


def _letters(table: bytes) -> dict[int, str]:
    """Which character each glyph stands for."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    return {int(glyph, 16): bytes.fromhex(said.decode()).decode("utf-16-be") for glyph, said in pairs}


def _said(page: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    found, letters = "", dict[int, str]()
    for font, string, end in SHOWN.findall(page):
        if font:
            letters = fonts[font]
        elif end:
            found += "\n"
        else:
            raw = _bytes(string)
            glyphs = [raw[at] << 8 | raw[at + 1] for at in range(0, len(raw) - 1, 2)]
            found += "".join(letters.get(glyph, "") for glyph in glyphs)
    return found


def _bytes(string: bytes) -> bytes:
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())
    return ESCAPED.sub(lambda one: _byte(one[1]), string[1:-1])


def _byte(escaped: bytes) -> bytes:
    return bytes([int(escaped, 8)]) if escaped.isdigit() else SHORT.get(escaped, escaped)
