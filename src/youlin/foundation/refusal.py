"""An expected "no": what is wrong and what to do, in the reader's language.

The web shows it beside the form, the API turns it into a problem document, the command line prints it.
"""

from __future__ import annotations


class Refusal(Exception):
    """Raised by actions. `code` is for programs, `message` for people, `field` names the input if one is to blame."""

    status = 409

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class Invalid(Refusal):
    """What was given cannot be right: a date in the future, a text that is missing."""

    status = 422


class NotThere(Refusal):
    """Not there, or not the actor's to see: the two are told apart nowhere."""

    status = 404


class NotAllowed(Refusal):
    """Visible to the actor, but not the actor's to do."""

    status = 403
