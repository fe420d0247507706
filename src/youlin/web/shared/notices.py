"""What is said on the next page after something was done, with the way to take it back where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from youlin.web.shared.parts import Tone

_UNDO = "undo="
_TONES: dict[int, Tone] = {messages.SUCCESS: "done", messages.WARNING: "due", messages.ERROR: "late"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the reader; `undo` is an address that takes a POST."""

    text: str
    tone: Tone
    undo: str = ""


def done(request: HttpRequest, text: object, *, undo: str = "") -> None:
    """Say on the next page that it is done; with `undo`, how to take it back."""
    messages.success(request, str(text), extra_tags=f"{_UNDO}{undo}" if undo else "")


def warn(request: HttpRequest, text: object) -> None:
    """Say on the next page what was not done, or needs a look."""
    messages.warning(request, str(text))


def take(request: HttpRequest) -> list[Notice]:
    """The waiting notices; they are gone from the store afterwards."""
    return [
        Notice(
            text=str(message.message),
            tone=_TONES.get(message.level, "plain"),
            undo=message.extra_tags.removeprefix(_UNDO) if (message.extra_tags or "").startswith(_UNDO) else "",
        )
        for message in messages.get_messages(request)
    ]
