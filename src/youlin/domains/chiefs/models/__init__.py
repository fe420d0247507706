"""Tables of the three chiefs: `posts` the seats, who holds them, and the stations; `known` what makes them known.

`absence` is who is away and covers, `appraisal` the yearly word, `handover` what the next one must know.
"""

from youlin.domains.chiefs.models.absence import Absence
from youlin.domains.chiefs.models.appraisal import Appraisal
from youlin.domains.chiefs.models.handover import HandoverNote, HandoverTick
from youlin.domains.chiefs.models.known import CardReissue, GroupChat, GroupChatCount, Handout, Portrait, StationShift
from youlin.domains.chiefs.models.posts import Appointment, Post, PostQuerySet, Station

__all__ = [
    "Absence",
    "Appointment",
    "Appraisal",
    "CardReissue",
    "GroupChat",
    "GroupChatCount",
    "Handout",
    "HandoverNote",
    "HandoverTick",
    "Portrait",
    "Post",
    "PostQuerySet",
    "Station",
    "StationShift",
]
