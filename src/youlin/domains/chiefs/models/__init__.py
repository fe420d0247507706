"""Tables of the three chiefs: `posts` the seats, who holds them, and the stations; `known` what makes them known."""

from youlin.domains.chiefs.models.known import CardReissue, GroupChat, GroupChatCount, Handout, Portrait, StationShift
from youlin.domains.chiefs.models.posts import Appointment, Post, PostQuerySet, Station

__all__ = [
    "Appointment",
    "CardReissue",
    "GroupChat",
    "GroupChatCount",
    "Handout",
    "Portrait",
    "Post",
    "PostQuerySet",
    "Station",
    "StationShift",
]
