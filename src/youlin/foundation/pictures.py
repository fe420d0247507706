"""Photographs as they are kept: a JPEG of at most 1600 pixels, turned upright, without place, time or camera in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from youlin.foundation.refusal import Invalid

LONGEST_SIDE = 1600
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000  # more is no photograph of a stairwell, but a trap for the memory
QUALITY = 80
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})  # brands of the container


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph ready to be kept."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Names the file; the same picture twice has the same."""
        return sha256(self.data).hexdigest()


def shrink(data: bytes, longest_side: int = LONGEST_SIDE) -> Picture:
    """What is kept of a photograph as a phone takes it. Raises Invalid for what is too big, HEIC or no picture."""
    if len(data) > MOST_BYTES:
        raise Invalid(
            "photo_too_big",
            _("这张照片超过 %(n)d MB，存不下。请用小一点的，或者先发一张截图。") % {"n": MOST_BYTES // (1024 * 1024)},
            field="photo",
        )
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        raise Invalid(
            "photo_heic",
            _("这是苹果手机的 HEIC 照片，这里打不开。请在手机上截个屏再传，或在相机设置里改成“兼容性最佳”。"),
            field="photo",
        )
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _unreadable()
            image.draft("RGB", (longest_side, longest_side))  # a JPEG need not be unfolded larger than it is kept
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise _unreadable() from error
    upright.thumbnail((longest_side, longest_side))
    out = BytesIO()
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)  # pixels only: whatever else was in the file stays behind
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture(out.getvalue(), *clean.size)


def _unreadable() -> Invalid:
    return Invalid("photo_unreadable", _("这个文件不是能打开的照片。请换一张 JPG 或 PNG。"), field="photo")


def write(path: Path, picture: Picture) -> None:
    """Write a picture; a reader never sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(picture.data)
    unfinished.replace(path)
