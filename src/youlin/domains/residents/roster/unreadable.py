"""A file that cannot be read as a roster at all."""

from __future__ import annotations


class RosterUnreadable(Exception):
    """`code` says why, `params` what to name in the sentence; the sentence itself is `wording.unreadable`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
