"""How much of a sensitive value a list may show. Pure.

The whole value is shown only by an action that records the look.
"""

from __future__ import annotations

STAR = "*"


def phone(value: str) -> str:
    """140****5678: enough to recognise a number one knows, too little to call a stranger."""
    return f"{value[:3]}{STAR * 4}{value[-4:]}" if len(value) >= 11 else STAR * len(value)


def id_number(value: str) -> str:
    """430899********1234: the place and the last four."""
    return f"{value[:6]}{STAR * (len(value) - 10)}{value[-4:]}" if len(value) >= 15 else STAR * len(value)


def name(value: str) -> str:
    """王* or 王**: the surname, for lists that people outside may see."""
    return f"{value[0]}{STAR * (len(value) - 1)}" if value else ""
