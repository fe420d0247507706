"""What happened (audit), who looked (read log), what must still be told (outbox), and which days are working days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.foundation.db import Row


class AuditEntry(Row):
    """Who did what to which record, and what changed."""

    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    scope = models.UUIDField(null=True)
    target_kind = models.CharField(max_length=40)
    target = models.UUIDField()
    changes = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["target", "at"], name="audit_by_target"),
            models.Index(fields=["scope", "at"], name="audit_by_scope"),
        ]


class Look(Row):
    """One look at a sensitive field (个人信息保护法 art. 51, 54: access is limited and can be audited)."""

    at = models.DateTimeField()
    actor = models.UUIDField()
    actor_name = models.CharField(max_length=80)
    scope = models.UUIDField(null=True)
    target_kind = models.CharField(max_length=40)
    target = models.UUIDField()
    field = models.CharField(max_length=40)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["target", "at"], name="look_by_target"),
            models.Index(fields=["scope", "at"], name="look_by_scope"),
        ]


class OutboxEvent(Row):
    """An announcement written in the same transaction as its cause, and dispatched after it."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    payload = models.JSONField()
    dispatched_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(dispatched_at__isnull=True)),
        ]


class CalendarDay(Row):
    """A day that differs from its weekday: off by the State Council's notice, or worked in its stead (调休)."""

    day = models.DateField(unique=True)
    working = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=20)  # holidays: the library; desk: set by hand
    set_at = models.DateTimeField()
