"""Tables of messaging.

`notices` what one account is told, `letters` what leaves the in-app list, `postings` what everybody may read for days.
"""

from youlin.domains.messaging.models.letters import (
    Consent,
    ConsoleLetter,
    Letter,
    LetterHours,
    LetterStep,
    LetterText,
    LetterWish,
    Reply,
)
from youlin.domains.messaging.models.notices import Notice
from youlin.domains.messaging.models.postings import Objection, ObjectionAnswer, Posting, PostingQuerySet, TakeDown

__all__ = [
    "Consent",
    "ConsoleLetter",
    "Letter",
    "LetterHours",
    "LetterStep",
    "LetterText",
    "LetterWish",
    "Notice",
    "Objection",
    "ObjectionAnswer",
    "Posting",
    "PostingQuerySet",
    "Reply",
    "TakeDown",
]
