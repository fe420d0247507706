"""Accounts and roles. Only `chiefs` grants roles; an operator may open an account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.models import RoleGrant, User
from youlin.domains.access.rules import Role
from youlin.foundation import audit
from youlin.foundation.audit import Doer
from youlin.foundation.refusal import Invalid, NotThere


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody to give an account. An empty password cannot log in until one is set."""

    username: str
    display_name: str
    password: str = ""
    phone: str = ""


def open_accounts(*, actor: Doer, accounts: list[NewAccount], now: datetime) -> list[User]:
    """Open accounts in one statement. Raises Invalid where a log-in name is missing or taken."""
    names = [account.username.strip() for account in accounts]
    if not all(names):
        raise Invalid("username_missing", _("请写上登录名。"), field="username")
    taken = sorted(set(User.objects.filter(username__in=names).values_list("username", flat=True)))
    if taken or len(set(names)) < len(names):
        shown = taken[0] if taken else max(names, key=names.count)
        raise Invalid("username_taken", _("登录名“%(name)s”已有人用了，换一个。") % {"name": shown}, field="username")
    rows = [
        User(
            username=name,
            display_name=account.display_name,
            phone=account.phone,
            password=make_password(account.password or None),
            created_at=now,
        )
        for name, account in zip(names, accounts, strict=True)
    ]
    with transaction.atomic():
        User.objects.bulk_create(rows, batch_size=500)
        audit.record([audit.Deed("account.open", "user", row.pk, None) for row in rows], actor=actor, now=now)
    return rows


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role that follows from `origin`."""

    user: UUID
    role: Role
    territory: UUID
    post: UUID
    origin: UUID
    starts_on: date
    ends_on: date | None = None


def grant_roles(grants: Iterable[NewGrant]) -> None:
    """Give the roles that follow from appointments. Part of the caller's transaction, which audits them."""
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(
                user_id=item.user,
                role=item.role,
                territory_id=item.territory,
                post=item.post,
                origin=item.origin,
                starts_on=item.starts_on,
                ends_on=item.ends_on,
            )
            for item in grants
        ],
        batch_size=500,
    )


def end_roles(*, origins: list[UUID], on: date) -> None:
    """End the roles that follow from appointments, from a day on."""
    RoleGrant.objects.filter(origin__in=origins).update(ends_on=on)


def change_password(*, actor: Doer, password: str, now: datetime) -> User:
    """Give one's own account another password, which the caller has judged good. Raises NotThere without an account."""
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=actor.user_id, is_active=True).first()
        if user is None:
            raise NotThere("account_unknown", _("没有这个账号。"))
        user.password = make_password(password)
        user.save(update_fields=["password"])
        audit.record([audit.Deed("account.password", "user", user.pk, None)], actor=actor, now=now)
    return user
