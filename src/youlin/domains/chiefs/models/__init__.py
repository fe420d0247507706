"""Tables of the three chiefs: `posts` the seats, who holds them, and the stations."""

from youlin.domains.chiefs.models.posts import Appointment, Post, PostQuerySet, Station

__all__ = ["Appointment", "Post", "PostQuerySet", "Station"]
