"""Tables of the three chiefs, a file each: seats and terms, what makes chiefs known, selection rounds and votes."""

from youlin.domains.chiefs.models.absence import Absence
from youlin.domains.chiefs.models.adjusting import Adjustment, SizeBounds
from youlin.domains.chiefs.models.appraisal import Appraisal
from youlin.domains.chiefs.models.coverage import CoverageGap, CoverageGapQuerySet
from youlin.domains.chiefs.models.drawing import Drawing, DrawnHome, DrawnPart
from youlin.domains.chiefs.models.handover import HandoverNote, HandoverTick
from youlin.domains.chiefs.models.helping import Offer, Skills
from youlin.domains.chiefs.models.known import CardReissue, GroupChat, GroupChatCount, Handout, Portrait, StationShift
from youlin.domains.chiefs.models.posts import Appointment, Post, PostQuerySet, Station
from youlin.domains.chiefs.models.registers import RegisterRun
from youlin.domains.chiefs.models.selection import (
    Candidature,
    Contest,
    Lesson,
    Nomination,
    Review,
    SelectionEntry,
    SelectionRound,
)
from youlin.domains.chiefs.models.voting import BoxLine, PaperCount, Poll, RollLine

__all__ = [
    "Absence",
    "Adjustment",
    "Appointment",
    "Appraisal",
    "BoxLine",
    "Candidature",
    "CardReissue",
    "Contest",
    "CoverageGap",
    "CoverageGapQuerySet",
    "Drawing",
    "DrawnHome",
    "DrawnPart",
    "GroupChat",
    "GroupChatCount",
    "Handout",
    "HandoverNote",
    "HandoverTick",
    "Lesson",
    "Nomination",
    "Offer",
    "PaperCount",
    "Poll",
    "Portrait",
    "Post",
    "PostQuerySet",
    "RegisterRun",
    "Review",
    "RollLine",
    "SelectionEntry",
    "SelectionRound",
    "SizeBounds",
    "Skills",
    "Station",
    "StationShift",
]
