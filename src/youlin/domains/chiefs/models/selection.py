"""A selection round: its posts, candidates, nominations, reviews, and the history of all of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.models.posts import Post
from youlin.domains.chiefs.rules.selection.states import RUNNING, Candidacy, Stage
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class RoundQuerySet(ScopedQuerySet["SelectionRound"]):
    """Rounds by their place."""

    path_field = "territory__path"
    capability = Can.RUN_SELECTION


class SelectionRound(Row):
    """Some posts to fill, with one calendar and one set of rules."""

    class Methods(models.TextChoices):
        """How it is decided."""

        HOUSEHOLDS = "households", _("一户一票")
        MEETING = "meeting", _("开会表决")

    class Majorities(models.TextChoices):
        """What a candidate needs."""

        MOST = "most", _("得票最多")
        HALF = "half", _("超过投票户数的一半")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    nominate_until = models.DateField()
    review_until = models.DateField()
    notice_from = models.DateField()
    notice_until = models.DateField()
    vote_from = models.DateField()
    vote_until = models.DateField()
    recognise_by = models.DateField()
    confirm_by = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()  # the first day out of office
    method = models.CharField(max_length=12, choices=Methods.choices)
    online = models.BooleanField(default=True)  # beside paper, where households vote
    quorum_percent = models.PositiveSmallIntegerField()
    majority = models.CharField(max_length=8, choices=Majorities.choices)
    minimum_age = models.PositiveSmallIntegerField()
    minimum_age_source = models.CharField(max_length=200)
    standing_first = models.BooleanField()
    training = models.JSONField(default=list)  # what whoever takes office learns first, line by line
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    client_id = models.UUIDField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="selection_round_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["territory", "opened_at"], name="round_by_place")]


class ContestQuerySet(ScopedQuerySet["Contest"]):
    """The posts of a round by the round's place."""

    path_field = "round__territory__path"
    capability = Can.RUN_SELECTION


class Contest(Row):
    """One post of a round, and how far its selection has come."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(SelectionRound, on_delete=models.PROTECT, related_name="contests")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=[(stage.value, stage.value) for stage in Stage])
    since = models.DateTimeField()  # when it came to this stage
    # Own days, for a post whose nominations were opened anew or whose vote is repeated; else the round's.
    nominate_until = models.DateField(null=True)
    notice_from = models.DateField(null=True)
    notice_until = models.DateField(null=True)
    posting = models.UUIDField(null=True)  # the public notice that hangs, or hung last
    appointment = models.UUIDField(null=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "round", "post"], name="post_once_in_a_round"),
            models.UniqueConstraint(
                fields=["subdistrict", "post"],
                condition=Q(stage__in=sorted(stage.value for stage in RUNNING)),
                name="post_in_one_running_round",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["stage"], name="contest_by_stage")]


class CandidatureQuerySet(ScopedQuerySet["Candidature"]):
    """Candidates by the place of their round."""

    path_field = "contest__round__territory__path"
    capability = Can.RUN_SELECTION


class Candidature(Row):
    """Somebody put forward for one post. Linked to the roster by the desk, never by a public page."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="candidatures", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)
    phone = EncryptedTextField(blank=True)
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in Candidacy])
    standing = models.JSONField(default=list)
    consented_on = models.DateField(null=True)
    consent_how = models.CharField(max_length=100, blank=True)
    lost_in = models.PositiveSmallIntegerField(null=True)  # the vote in which it was decided; a recount goes back there
    created_at = models.DateTimeField()

    objects = CandidatureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "contest", "resident"],
                condition=Q(resident__isnull=False) & ~Q(state="merged"),
                name="resident_once_in_a_contest",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["contest", "created_at"], name="candidate_by_contest")]


class Nomination(Row):
    """One time that somebody put a candidate forward."""

    class Ways(models.TextChoices):
        """Who did."""

        COMMUNITY = "community", _("社区推荐")
        RESIDENT = "resident", _("居民推荐")
        ONESELF = "oneself", _("本人自荐")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="nominations")
    way = models.CharField(max_length=12, choices=Ways.choices)
    nominator = models.CharField(max_length=60, blank=True)
    nominator_phone = EncryptedTextField(blank=True)
    nominator_user = models.UUIDField(null=True)  # the account that recommends, where it is one
    entered_by = models.UUIDField(null=True)  # the desk that wrote it down; none from the public page
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="nomination_once"),
        ]


class Review(Row):
    """One review of a candidate. A later one stands in for it and leaves it on record."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="reviews")
    conditions = models.JSONField()  # condition: [answer, note]
    criteria = models.JSONField()  # criterion: note
    standing = models.JSONField(default=list)
    verdict = models.CharField(max_length=8)
    reviewer = models.UUIDField(null=True)
    reviewer_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subdistrict", "client_id"], name="review_once")]


class SelectionEntry(Row):
    """One line of a round's history. Appended, never edited."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(SelectionRound, on_delete=models.PROTECT, related_name="entries", db_index=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, null=True, related_name="entries")
    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, null=True, related_name="entries")
    what = models.CharField(max_length=30)  # a Move, a Turn, or a deed of its own such as `calendar`
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["round", "at"], name="selection_entry_by_round")]


class Lesson(Row):
    """One line of the training of whoever took office, ticked off when it was done."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="lessons")
    rank = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    done_on = models.DateField(null=True)
    done_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "contest", "rank"], name="lesson_once"),
        ]
