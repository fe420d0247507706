"""Tables of insight: `effort`, what wishes cost; `bulletins` published; `rollups`, figures added up; `ledgers`.

A figure is counted from its records when it is asked for. What is added up serves long trends and large places, is
compared with the records every night, and keeps what it corrected.
"""

from youlin.domains.insight.models.bulletins import Issue, PaperTemplate, Story, ToldFigure
from youlin.domains.insight.models.effort import EffortTally
from youlin.domains.insight.models.ledgers import Ledger, LedgerFill, LedgerQuestion, LedgerVersion
from youlin.domains.insight.models.rollups import MonthTally, PlaceStanding, RollupRun, Tally, TallyChange

__all__ = [
    "EffortTally",
    "Issue",
    "Ledger",
    "LedgerFill",
    "LedgerQuestion",
    "LedgerVersion",
    "MonthTally",
    "PaperTemplate",
    "PlaceStanding",
    "RollupRun",
    "Story",
    "Tally",
    "TallyChange",
    "ToldFigure",
]
