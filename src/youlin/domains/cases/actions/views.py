"""Keeping ways of looking at the list of cases: named, shared at a desk, pinned, and what the list opens with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can
from youlin.domains.cases.models import SavedView, ViewChoice
from youlin.domains.cases.queries import saved as queries
from youlin.domains.cases.rules import views as rules
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def save_view(
    *, actor: Actor, name: str, filters: Mapping[str, str], shared: bool, client_id: UUID, now: datetime
) -> SavedView:
    """Keep a way of looking at the list, pinned above it for its owner. The same write twice is one view.

    Raises NotAllowed, Invalid, Refusal `views_enough`.
    """
    actor.require(Can.WORK_CASES)
    grant = next((one for one in actor.grants if one.post and Can.USE_DESK in CAPABILITIES[one.role]), None)
    if grant is None or grant.post is None or grant.subdistrict is None or actor.user_id is None:
        raise NotAllowed("no_desk", _("视图是办公桌上用的，您的岗位没有办公桌。"))
    with transaction.atomic():
        known = SavedView.objects.filter(owner=actor.user_id, client_id=client_id).first()
        if known is not None:
            return known
        if SavedView.objects.filter(owner=actor.user_id, removed_at=None).count() >= rules.MOST_VIEWS:
            raise Refusal("views_enough", _("视图已经有 %(n)d 个，请先删掉不用的。") % {"n": rules.MOST_VIEWS})
        view = SavedView.objects.create(
            subdistrict_id=grant.subdistrict,
            post_id=grant.post,
            owner=actor.user_id,
            owner_name=actor.name,
            name=_free_name(actor, name),
            filters=rules.kept(filters),
            shared=shared,
            client_id=client_id,
            changed_at=now,
        )
        ViewChoice.objects.create(subdistrict_id=grant.subdistrict, view=view, user=actor.user_id, pinned=True)
        _record("view.save", view, actor, now, {"name": [None, view.name], "shared": [None, shared]})
    return view


def change_view(*, actor: Actor, view: UUID, name: str, shared: bool, now: datetime) -> SavedView:
    """Call a view of one's own otherwise, share it, or share it no more. Raises NotThere, NotAllowed, Invalid."""
    with transaction.atomic():
        found = _own(actor, view)
        changes: dict[str, object] = {"name": [found.name, name.strip()], "shared": [found.shared, shared]}
        found.name = _free_name(actor, name, but=found.pk)
        found.shared, found.changed_at = shared, now
        found.save(update_fields=["name", "shared", "changed_at"])
        _record("view.change", found, actor, now, changes)
    return found


def remove_view(*, actor: Actor, view: UUID, now: datetime) -> SavedView:
    """Put a view of one's own away; `restore_view` brings it back. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        found = _own(actor, view)
        found.removed_at = now
        found.save(update_fields=["removed_at"])
        _record("view.remove", found, actor, now, {})
    return found


def restore_view(*, actor: Actor, view: UUID, now: datetime) -> SavedView:
    """Bring back a view that was put away. Raises NotThere, Invalid where its name was given again since."""
    with transaction.atomic():
        found = SavedView.objects.filter(pk=view, owner=_person(actor)).select_for_update().first()
        if found is None:
            raise NotThere("view_unknown", _("没有这个视图，或者它已经不共用了。"))
        if found.removed_at is not None:
            found.name, found.removed_at = _free_name(actor, found.name, but=found.pk), None
            found.save(update_fields=["removed_at"])
            _record("view.restore", found, actor, now, {})
    return found


def choose_view(
    *, actor: Actor, view: UUID, now: datetime, pinned: bool | None = None, opens: bool | None = None
) -> ViewChoice:
    """Pin a view above one's list, or let the list open with it; one view opens it at a time. Raises NotThere."""
    with transaction.atomic():
        found = queries.view(actor, view)
        person = _person(actor)
        if opens:
            ViewChoice.objects.filter(user=person, opens=True).exclude(view=found).update(opens=False)
        wanted = {name: value for name, value in (("pinned", pinned), ("opens", opens)) if value is not None}
        choice, _made = ViewChoice.objects.update_or_create(
            subdistrict_id=found.subdistrict_id, view=found, user=person, defaults=wanted
        )
        _record("view.choose", found, actor, now, dict(wanted))
    return choice


def _person(actor: Actor) -> UUID:
    """The account: the clock has no views."""
    if actor.user_id is None:
        raise NotThere("view_unknown", _("没有这个视图，或者它已经不共用了。"))
    return actor.user_id


def _own(actor: Actor, key: UUID) -> SavedView:
    found = queries.visible(actor).filter(pk=key).select_for_update().first()
    if found is None:
        raise NotThere("view_unknown", _("没有这个视图，或者它已经不共用了。"))
    if found.owner != actor.user_id:
        raise NotAllowed("not_your_view", _("这是%(name)s共用出来的视图，只有本人能改。") % {"name": found.owner_name})
    return found


def _free_name(actor: Actor, name: str, *, but: UUID | None = None) -> str:
    plain = name.replace("\0", "").strip()
    if not plain:
        raise Invalid("name_missing", _("请给这个视图起个名字，例如“急的隐患”。"), field="name")
    if len(plain) > rules.LONGEST_NAME:
        raise Invalid("name_long", _("名字请不要超过 %(n)d 个字。") % {"n": rules.LONGEST_NAME}, field="name")
    same = SavedView.objects.filter(owner=_person(actor), name=plain, removed_at=None)
    if same.exclude(pk=but).exists() if but else same.exists():
        raise Invalid("name_taken", _("您已经有一个叫“%(name)s”的视图了。") % {"name": plain}, field="name")
    return plain


def _record(verb: str, view: SavedView, actor: Actor, now: datetime, changes: Mapping[str, object]) -> None:
    audit.record([audit.Deed(verb, "view", view.pk, view.subdistrict_id, changes)], actor=actor, now=now)
