"""Applying an accepted adjustment, and taking it back: homes, places, posts and chiefs change together or not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.actions.posts import open_posts
from youlin.domains.chiefs.actions.seating import NewTerm, locked, seat, stop
from youlin.domains.chiefs.actions.terms import fetch_term, put_out, reinstate
from youlin.domains.chiefs.events import NeighbourhoodsClosed, NeighbourhoodsReopened
from youlin.domains.chiefs.models import Adjustment, Appointment, Post
from youlin.domains.chiefs.queries.absence import candidates
from youlin.domains.chiefs.queries.adjusting import due
from youlin.domains.chiefs.queries.holding import in_charge, in_office
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Household
from youlin.domains.territory import actions as territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import NotThere, Refusal

States, Kinds = Adjustment.States, Adjustment.Kinds
ACTING = timedelta(days=90)  # so long somebody stands in, until the neighbours have chosen


def apply_due(*, actor: Actor, now: datetime) -> int:
    """Apply every accepted adjustment whose day has come, each by itself; one that no longer fits is stuck.

    Idempotent. Returns how many were applied.
    """
    return sum(apply_one(actor=actor, adjustment=key, now=now) for key in due(day=clock.day_of(now)))


def apply_one(*, actor: Actor, adjustment: UUID, now: datetime) -> bool:
    """Apply one accepted adjustment; False where it was applied before, or is stuck now."""
    try:
        with transaction.atomic():
            row = _locked(actor, adjustment)
            if row.state != States.ACCEPTED:
                return False
            row.done = _retire(row, actor, now) if row.kind == Kinds.CHIEF_MOVED else _move(row, actor, now)
            row.state, row.applied_at, row.problem = States.APPLIED, now, ""
            row.save(update_fields=["state", "applied_at", "done", "problem"])
            _record("adjustment.apply", row, actor, now)
    except Refusal as refusal:
        Adjustment.objects.filter(pk=adjustment, state=States.ACCEPTED).update(
            state=States.STUCK, problem=refusal.message[:300]
        )
        return False
    return True


def undo_adjustment(*, actor: Actor, adjustment: UUID, now: datetime) -> Adjustment:
    """Put back what an adjustment changed, if nothing has moved since.

    One that was only accepted is simply open again. Raises NotThere, NotAllowed, Refusal `not_applied`, `moved_since`.
    """
    with transaction.atomic():
        row = _locked(actor, adjustment)
        actor.require(Can.APPOINT, row.place.path)
        if row.state in (States.ACCEPTED, States.DECLINED, States.STUCK):
            row.state, row.apply_on, row.problem = States.OPEN, None, ""
        elif row.state == States.APPLIED:
            _refuse_moved_since(row)
            _put_back(row, actor, now)
            row.state, row.undone_at = States.UNDONE, now
        else:
            raise Refusal("not_applied", _("这一条还没有调整，不用撤回。"))
        row.save(update_fields=["state", "apply_on", "undone_at", "problem"])
        _record("adjustment.undo", row, actor, now)
    return row


def merge_places(*, actor: Actor, place: UUID, into: UUID, now: datetime) -> Adjustment:
    """Merge a neighbourhood into another of its community by hand, today; undone like any adjustment.

    Raises NotThere, Refusal `same_place`, `other_community`.
    """
    with transaction.atomic():
        rows = Territory.objects.filter(pk__in=[place, into], level=Level.NEIGHBOURHOOD, closed_on__isnull=True)
        known = {row.pk: row for row in rows if actor.can_at(Can.APPOINT, row.path)}
        if place == into:
            raise Refusal("same_place", _("请选另一个邻。"), field="into")
        if len(known) < 2:
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        homes = Household.objects.filter(neighbourhood=place).values_list("pk", flat=True)
        row = Adjustment.objects.create(
            subdistrict_id=known[place].subdistrict_id or place,
            place=known[place],
            kind=Kinds.BY_HAND,
            mark=f"by_hand:{place}:{now.isoformat()}",
            state=States.ACCEPTED,
            facts={"into": known[into].full_name},
            plan={"moves": {str(key): str(into) for key in homes}, "closes": [str(place)]},
            effect={"households": len(homes), "before": {}, "after": {}},
            found_at=now,
            decided_at=now,
            decided_by=actor.user_id,
            decided_by_name=actor.name,
            apply_on=clock.day_of(now),
        )
        row.done = _move(row, actor, now)
        row.state, row.applied_at = States.APPLIED, now
        row.save(update_fields=["state", "applied_at", "done"])
        _record("adjustment.apply", row, actor, now)
    return row


def _locked(actor: Actor, key: UUID) -> Adjustment:
    rows = Adjustment.objects.visible_to(actor).filter(pk=key).select_for_update(of=("self",))
    row = rows.select_related("place__parent").first()
    if row is None:
        raise NotThere("adjustment_unknown", _("没有这条调整建议。"))
    return row


def _move(row: Adjustment, actor: Actor, now: datetime) -> dict[str, object]:
    """Open what is new, move the homes, close what is empty; who answers for the new ones stands in at once."""
    today = clock.day_of(now)
    moves = {UUID(home): str(target) for home, target in row.plan["moves"].items()}
    closes = [UUID(key) for key in row.plan["closes"]]
    homes = dict(Household.objects.filter(pk__in=moves).values_list("pk", "neighbourhood"))
    _refuse_changed(row, moves, homes)
    if row.place.pk in closes:  # whoever lives there on paper only goes along: a closed neighbourhood holds nobody
        target = next(iter(moves.values()))
        rest = Household.objects.filter(neighbourhood=row.place).exclude(pk__in=moves)
        for key in rest.values_list("pk", flat=True):
            moves[key], homes[key] = target, row.place.pk
    made = _open_new(row, sorted({name for name in moves.values() if not _is_key(name)}), actor, now)
    goals = {home: made[name].pk if name in made else UUID(name) for home, name in moves.items()}
    why = _("邻的调整：%(kind)s") % {"kind": row.get_kind_display()}
    residents.move_many(actor=actor, moves=goals, evidence=why, moved_on=today, now=now)
    acting = _stand_in(row, [place.pk for place in made.values()], actor, now)
    ended = _close(closes, next(iter(goals.values()), None), actor, now)
    return {
        "moves": {str(home): [str(homes[home]), str(goal)] for home, goal in goals.items()},
        "made": [str(place.pk) for place in made.values()],
        "closed": [str(key) for key in closes],
        "ended": [str(key) for key in ended],
        "acting": [str(key) for key in acting],
    }


def _refuse_changed(row: Adjustment, moves: dict[UUID, str], homes: dict[UUID, UUID]) -> None:
    """Whoever moved since the proposal was made is not moved by it."""
    targets = {UUID(target) for target in moves.values() if _is_key(target)}
    elsewhere = [key for key, place in homes.items() if place != row.place.pk and row.place.pk not in targets]
    if len(homes) < len(moves) or elsewhere:
        raise Refusal("changed_since", _("提出建议以后，有的户已经换了邻。请重新找一遍再定。"))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _open_new(row: Adjustment, names: list[str], actor: Actor, now: datetime) -> dict[str, Territory]:
    """New neighbourhoods beside this one, each with its post."""
    if not names:
        return {}
    new = [territory.NewTerritory(row.place.parent, Level.NEIGHBOURHOOD, name) for name in names]
    made = territory.add_territories(actor=actor, places=new, now=now)
    open_posts(actor=actor, territories=[place.pk for place in made], now=now)
    return {place.name: place for place in made}


def _stand_in(row: Adjustment, places: list[UUID], actor: Actor, now: datetime) -> list[UUID]:
    """Whoever answered for the homes until now acts in the new posts, so that nobody is without a chief."""
    today = clock.day_of(now)
    holders = Appointment.objects.filter(in_charge(today), post__territory=row.place).order_by("kind")
    holder = holders.first()
    if not places or holder is None:
        return []
    posts = locked(Post.objects.filter(territory__in=places, department=""))
    until = min(today + ACTING, rules.five_years_after(today))
    terms = [NewTerm(post, holder.user_id, Appointment.Kinds.ACTING.value, today, until) for post in posts]
    return [one.pk for one in seat(actor=actor, posts=posts, terms=terms, now=now)]


def _close(places: list[UUID], into: UUID | None, actor: Actor, now: datetime) -> list[UUID]:
    """Close neighbourhoods that nobody lives in any more; who held their posts is out of office."""
    if not places:
        return []
    today = clock.day_of(now)
    territory.close_places(actor=actor, places=places, now=now)
    terms = Appointment.objects.filter(post__territory__in=places).exclude(ends_on__lte=today)
    ended = []
    for key in list(terms.values_list("pk", flat=True)):
        term = fetch_term(actor, key)
        put_out(term, actor=actor, ends_on=max(today, term.starts_on), reason=_("这个邻已经并走"), now=now)
        ended.append(key)
    if into is not None:
        pairs = tuple((key, into) for key in places)
        outbox.announce([NeighbourhoodsClosed(places=tuple(a for a, _b in pairs), into=into)], now=now)
    return ended


def _retire(row: Adjustment, actor: Actor, now: datetime) -> dict[str, object]:
    """End the term of a chief who moved away; the nearest who can stands in until somebody is chosen."""
    today = clock.day_of(now)
    term = fetch_term(actor, UUID(str(row.facts["appointment"])))
    if not rules.Term(term.starts_on, term.ends_on).holds_on(today):
        raise Refusal("already_ended", _("这段任期在 %(day)s 已经结束。") % {"day": term.ends_on})
    put_out(term, actor=actor, ends_on=max(today, term.starts_on), reason=_("本人已搬走"), now=now)
    days = rules.Term(today, today + ACTING)
    acts = Appointment.objects.filter(in_office(today), post=term.post_id, kind=Appointment.Kinds.ACTING).exists()
    found = [] if acts else candidates([term.post], away=term.user_id, days=days)
    acting: list[Appointment] = []
    if found:
        new = NewTerm(term.post_id, found[0].user, Appointment.Kinds.ACTING.value, today, days.ends_on)
        acting = seat(actor=actor, posts={term.post_id: term.post}, terms=[new], now=now)
    return {"moves": {}, "made": [], "closed": [], "ended": [str(term.pk)], "acting": [str(one.pk) for one in acting]}


def _refuse_moved_since(row: Adjustment) -> None:
    """Says what has changed since: homes that went on, new ones that came, a seat that was filled."""
    done = row.done
    goals = {UUID(home): UUID(goal) for home, (_left, goal) in done["moves"].items()}
    now_at = dict(Household.objects.filter(pk__in=goals).values_list("pk", "neighbourhood"))
    gone = [key for key, goal in goals.items() if now_at.get(key) != goal]
    if gone:
        numbers = Household.objects.filter(pk__in=gone).order_by("number").values_list("number", flat=True)
        raise _since(_("%(homes)s 户又换了邻") % {"homes": _("、").join(numbers[:5])})
    made = [UUID(key) for key in done["made"]]
    came = Household.objects.filter(neighbourhood__in=made).exclude(pk__in=goals)
    if came.exists():
        raise _since(_("新的邻里又来了别的户"))
    back = [UUID(left) for left, _goal in done["moves"].values()]
    if (
        Territory.objects.filter(pk__in=back, closed_on__isnull=False)
        .exclude(pk__in=[UUID(key) for key in done["closed"]])
        .exists()
    ):
        raise _since(_("原来的邻后来并走了"))
    seats = Appointment.objects.filter(post__territory__in=made).exclude(pk__in=[UUID(key) for key in done["acting"]])
    if seats.exists():
        raise _since(_("新的邻已经有了邻长"))


def _since(what: str) -> Refusal:
    return Refusal("moved_since", _("撤不回了：%(what)s。要改，请另做一次调整。") % {"what": what})


def _put_back(row: Adjustment, actor: Actor, now: datetime) -> None:
    done, today = row.done, clock.day_of(now)
    closed = [UUID(key) for key in done["closed"]]
    if closed:
        territory.reopen_places(actor=actor, places=closed, now=now)
    back = {UUID(home): UUID(left) for home, (left, _goal) in done["moves"].items()}
    if back:
        residents.move_many(actor=actor, moves=back, evidence=_("撤回邻的调整"), moved_on=today, now=now)
    _stop_acting([UUID(key) for key in done["acting"]], today)
    made = [UUID(key) for key in done["made"]]
    if made:
        territory.close_places(actor=actor, places=made, now=now)
        outbox.announce([NeighbourhoodsClosed(places=tuple(made), into=row.place_id)], now=now)
    for key in done["ended"]:
        reinstate(fetch_term(actor, UUID(key)), actor=actor, now=now)
    if closed:
        outbox.announce([NeighbourhoodsReopened(places=tuple(closed))], now=now)


def _stop_acting(keys: list[UUID], today: date) -> None:
    rows = Appointment.objects.filter(pk__in=keys, ends_on__gt=today)
    stop([row.pk for row in rows if row.starts_on <= today], today)


def _record(verb: str, row: Adjustment, actor: Actor, now: datetime) -> None:
    deed = audit.Deed(verb, "adjustment", row.pk, row.place_id, {"kind": row.kind, "state": row.state})
    audit.record([deed], actor=actor, now=now)
