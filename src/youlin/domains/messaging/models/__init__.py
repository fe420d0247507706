"""Tables of messaging: `notices` what one account is told, `postings` what everybody may read for some days."""

from youlin.domains.messaging.models.notices import Notice
from youlin.domains.messaging.models.postings import Objection, ObjectionAnswer, Posting, PostingQuerySet, TakeDown

__all__ = ["Notice", "Objection", "ObjectionAnswer", "Posting", "PostingQuerySet", "TakeDown"]
