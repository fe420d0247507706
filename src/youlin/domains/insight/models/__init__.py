"""Tables of insight: `effort`, what the office's wishes cost its chiefs; `bulletins` that somebody made and published.

A figure has no table: it is counted when it is asked for, and cannot differ from its records.
"""

from youlin.domains.insight.models.bulletins import Issue, PaperTemplate, Story
from youlin.domains.insight.models.effort import EffortTally

__all__ = ["EffortTally", "Issue", "PaperTemplate", "Story"]
