"""What goes with a campaign: pictures as everywhere, and short sounds, told by what is in the file, not its name."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from youlin.foundation.pictures import Picture, shrink, write
from youlin.foundation.refusal import Invalid

MOST_AUDIO = 3 * 1024 * 1024  # about three minutes of speech
TYPES = {"jpg": "image/jpeg", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav"}


def sound_of(data: bytes) -> str:
    """The form of a short sound by its first bytes: mp3, m4a, ogg or wav. Raises Invalid for anything else."""
    if len(data) > MOST_AUDIO:
        most = MOST_AUDIO // (1024 * 1024)
        raise Invalid("audio_too_big", _("录音超过 %(n)d MB，请剪短一点，三分钟以内。") % {"n": most}, field="audio")
    if data[:3] == b"ID3" or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2):
        return "mp3"
    if data[4:8] == b"ftyp" and data[8:11] in (b"M4A", b"mp4", b"iso"):
        return "m4a"
    if data[:4] == b"OggS":
        return "ogg"
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    raise Invalid("audio_unreadable", _("这个文件不是能放的录音。请换一个 MP3、M4A、OGG 或 WAV。"), field="audio")


def path_of(campaign: UUID, digest: str, form: str) -> Path:
    """Where a material lies, under the uploads of YOULIN_HOME."""
    return Path(settings.MEDIA_ROOT) / "campaigns" / campaign.hex / f"{digest}.{form}"


def keep_picture(campaign: UUID, data: bytes) -> tuple[str, int]:
    """Keep a picture, small and clean; its digest and size. Raises Invalid."""
    picture: Picture = shrink(data)
    write(path_of(campaign, picture.digest, "jpg"), picture)
    return picture.digest, len(picture.data)


def keep_sound(campaign: UUID, data: bytes, form: str) -> tuple[str, int]:
    """Keep a sound as it is; its digest and size. A reader never sees half of one."""
    digest = sha256(data).hexdigest()
    path = path_of(campaign, digest, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)
    return digest, len(data)
