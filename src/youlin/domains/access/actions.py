"""Accounts and roles. Only `chiefs` grants roles; an operator may open an account."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.models import RoleGrant, User
from youlin.domains.access.queries import within_reach
from youlin.domains.access.rules import Can, Role, first_free, login_from_name
from youlin.foundation import audit, clock, crypto
from youlin.foundation.audit import Doer
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import BadValueError, Phone

# Letters and digits that are read one way only, also in a hurry and without glasses.
_CONSONANTS, _VOWELS, _DIGITS = "bdfghjkmnprstwxyz", "aeu", "23456789"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody to give an account. An empty password cannot log in until one is set."""

    username: str
    display_name: str
    password: str = ""
    phone: str = ""


def open_accounts(*, actor: Doer, accounts: list[NewAccount], now: datetime) -> list[User]:
    """Open accounts in one statement. Raises Invalid where a log-in name is missing or taken, or a phone is none."""
    names = [account.username.strip() for account in accounts]
    if not all(names):
        raise Invalid("username_missing", _("请写上登录名。"), field="username")
    taken = sorted(set(User.objects.filter(username__in=names).values_list("username", flat=True)))
    if taken or len(set(names)) < len(names):
        shown = taken[0] if taken else max(names, key=names.count)
        raise Invalid("username_taken", _("登录名“%(name)s”已有人用了，换一个。") % {"name": shown}, field="username")
    phones = [_phone(account.phone) for account in accounts]
    rows = [
        User(
            username=name,
            display_name=account.display_name,
            phone=phone,
            phone_index=crypto.blind_index(phone, field="phone"),
            password=make_password(account.password or None),
            created_at=now,
        )
        for name, account, phone in zip(names, accounts, phones, strict=True)
    ]
    with transaction.atomic():
        User.objects.bulk_create(rows, batch_size=500)
        audit.record([audit.Deed("account.open", "user", row.pk, None) for row in rows], actor=actor, now=now)
    return rows


def _phone(text: str) -> str:
    """A telephone number as it is dialled, or none. Raises Invalid."""
    if not text.strip():
        return ""
    try:
        return Phone.parse(text).value
    except BadValueError as error:
        raise Invalid("phone_bad", _("电话不对，请写 11 位手机号，或带区号的座机号。"), field="phone") from error


def free_username(name: str) -> str:
    """A log-in name for a person that nobody has yet."""
    wanted = login_from_name(name)
    return first_free(wanted, set(User.objects.filter(username__startswith=wanted).values_list("username", flat=True)))


def initial_password() -> str:
    """A first password that can be read out and typed with one finger: `mahu-tege-4729`. 30 bits, behind a throttle."""
    words = ["".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _pair in range(2)) for _word in range(2)]
    return "-".join([*words, "".join(secrets.choice(_DIGITS) for _digit in range(4))])


def reset_password(*, actor: Actor, user: UUID, now: datetime) -> str:
    """Give somebody in one's own tree a new first password, and return it this once.

    Raises NotThere where the account has no role there, or one outside of it: a community never opens its subdistrict.
    """
    with transaction.atomic():
        row = User.objects.select_for_update().filter(pk=user, is_active=True).first()
        scope = within_reach(actor, user, Can.APPOINT, today=clock.day_of(now))
        if row is None or scope is None:
            raise NotThere("account_unknown", _("没有这个账号。"))
        password = initial_password()
        row.password = make_password(password)
        row.save(update_fields=["password"])
        audit.record([audit.Deed("account.reset", "user", row.pk, scope)], actor=actor, now=now)
    return password


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


def end_roles(*, origins: list[UUID], on: date | None) -> None:
    """End the roles that follow from appointments, from a day on; None: they go on without an end."""
    RoleGrant.objects.filter(origin__in=origins).update(ends_on=on)


def change_password(*, actor: Doer, password: str, now: datetime) -> User:
    """Give one's own account another password, which the caller has judged good. Raises NotThere without an account."""
    with transaction.atomic():
        rows = User.objects.select_for_update().filter(is_active=True)
        user = rows.filter(pk=actor.user_id).first() if actor.user_id else None
        if user is None:
            raise NotThere("account_unknown", _("没有这个账号。"))
        user.password = make_password(password)
        user.save(update_fields=["password"])
        audit.record([audit.Deed("account.password", "user", user.pk, None)], actor=actor, now=now)
    return user
