"""Accounts and roles."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from youlin.domains.access.rules import Role
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class UserManager(BaseUserManager["User"]):
    """What Django's log-in needs of a manager."""


class User(AbstractBaseUser, Row):
    """Somebody who logs in. Roles come from posts; the account itself opens nothing."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=60)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        indexes: ClassVar = [models.Index(fields=["phone_index"], name="user_by_phone")]

    def __str__(self) -> str:
        return self.display_name


class RoleGrant(Row):
    """A role at a territory from a day to a day, because of `origin` (an appointment)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants", db_index=False)
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    post = models.UUIDField(null=True)
    origin = models.UUIDField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day without the role

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "starts_on"], name="grant_by_user")]
