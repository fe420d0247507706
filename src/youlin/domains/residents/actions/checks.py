"""Checking how a household lives, noting what makes one doubt, and settling a doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.actions.fetching import refuse_future
from youlin.domains.residents.actions.homes import remember_first
from youlin.domains.residents.events import ResidenceChanged
from youlin.domains.residents.models import Household, ResidenceFact, ResidenceSign
from youlin.domains.residents.queries.checks import settled_days
from youlin.domains.residents.rules import checks as rules
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

Residence, Evidence, Signs = Household.Residence, ResidenceFact.Evidence, ResidenceSign.Kinds
NOTE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class NewCheck:
    """What was found, how it is known, on which day. `until`: when they who are away mean to be back."""

    household: UUID
    residence: str
    evidence: str
    found_on: date
    client_id: UUID
    note: str = ""
    until: date | None = None


def record_check(*, actor: Actor, check: NewCheck, now: datetime) -> ResidenceFact:
    """Append what a check found; a change is announced, and every doubt about the household is settled by it.

    The same check twice changes nothing. Raises NotThere out of sight, NotAllowed, Invalid for what cannot be.
    """
    with transaction.atomic():
        home = _locked(actor, check.household)
        known = ResidenceFact.objects.filter(household=home, client_id=check.client_id).first()
        if known is not None:
            return known
        _refuse_bad(check, now)
        fact = _append(home, check, actor, now)
        _settle([home.pk], _("核查过：%(found)s") % {"found": home.get_residence_display()}, actor, now)
    return fact


def take_back_check(*, actor: Actor, household: UUID, client_id: UUID, now: datetime) -> ResidenceFact:
    """Say that one's own latest check was a mistake: what was known before holds again, as one more fact.

    Sent twice it is one. Raises NotThere for a check that is not the actor's, Refusal `checked_since` where somebody
    found something later.
    """
    with transaction.atomic():
        home = _locked(actor, household)
        identity = uuid5(client_id, "taken back")
        again = ResidenceFact.objects.filter(household=home, client_id=identity, by=actor.user_id).first()
        if again is not None:
            return again
        facts = list(ResidenceFact.objects.filter(household=home).order_by("-id")[:2])
        mine = ResidenceFact.objects.filter(household=home, client_id=client_id, by=actor.user_id).first()
        if mine is None or len(facts) < 2:
            raise NotThere("check_unknown", _("没有这次核查。"))
        if facts[0].pk != mine.pk:
            raise Refusal("checked_since", _("这以后又有人核查过，撤不回了。请再记一次现在的情况。"))
        before = facts[1]
        as_before = NewCheck(
            home.pk,
            before.residence,
            before.evidence_kind,
            clock.day_of(now),
            identity,
            _("撤回：上一次记错了"),
            before.until,
        )
        return _append(home, as_before, actor, now)


def _locked(actor: Actor, household: UUID) -> Household:
    rows = Household.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=household)
    home = rows.select_related("neighbourhood").first()
    if home is None:
        raise NotThere("household_unknown", _("没有这一户。"))
    actor.require(Can.CHECK_RESIDENCE, home.neighbourhood.path)
    return home


def _refuse_bad(check: NewCheck, now: datetime) -> None:
    if check.residence not in Residence.values:
        raise Invalid("residence_unknown", _("请选一种居住状态。"), field="residence")
    if check.evidence not in Evidence.values:
        raise Invalid("evidence_missing", _("请选一种怎么知道的。"), field="evidence")
    if check.evidence == Evidence.OTHER and not check.note.strip():
        raise Invalid("note_missing", _("请写一句是怎么知道的。"), field="note")
    if len(check.note.strip()) > NOTE_LENGTH:
        raise Invalid("note_too_long", _("说明最多 100 个字，请写短一些。"), field="note")
    refuse_future(check.found_on, now, "found_on")
    if check.until is None:
        return
    if check.residence != Residence.AWAY:
        raise Invalid("until_unfit", _("只有暂时外出才写哪天回来。"), field="until")
    if not check.found_on < check.until <= check.found_on + timedelta(days=rules.LONGEST_AWAY_DAYS):
        raise Invalid("until_bad", _("回来的日子要在核查以后、两年以内。"), field="until")


def _append(home: Household, check: NewCheck, actor: Actor, now: datetime) -> ResidenceFact:
    """The fact, the household's state, the audit, the announcement."""
    before = home.residence
    remember_first(home, now)
    if before != check.residence:
        home.residence, home.changed_at = check.residence, now
        home.save(update_fields=["residence", "changed_at"])
    fact = ResidenceFact.objects.create(
        subdistrict_id=home.subdistrict_id,
        household=home,
        residence=check.residence,
        neighbourhood=home.neighbourhood,
        found_on=check.found_on,
        evidence=check.note.strip(),
        evidence_kind=check.evidence,
        until=check.until,
        by=actor.user_id,
        by_name=actor.name,
        client_id=check.client_id,
    )
    changes = {
        "residence": [before, check.residence],
        "found_on": check.found_on.isoformat(),
        "evidence": check.evidence,
    }
    deed = audit.Deed("household.check", "household", home.pk, home.neighbourhood_id, changes)
    audit.record([deed], actor=actor, now=now)
    if before != check.residence:
        changed = ResidenceChanged(household=home.pk, before=before, after=check.residence, found_on=check.found_on)
        outbox.announce([changed], now=now)
    return fact


@dataclass(frozen=True, slots=True)
class NewSign:
    """Something noticed about a household on a day."""

    household: UUID
    kind: str
    seen_on: date
    note: str = ""


def propose_checks(*, actor: Actor, signs: Iterable[NewSign], now: datetime) -> int:
    """Let signs ask for a check, set-based: what is known already, or older than what settled the doubt, adds nothing.

    Returns how many were new. For the clock; people note one sign with `note_sign`.
    """
    wanted = list(signs)
    homes = {
        home.pk: home for home in Household.objects.visible_to(actor).filter(pk__in={sign.household for sign in wanted})
    }
    with transaction.atomic():
        settled = settled_days(homes)
        open_kinds = set(
            ResidenceSign.objects.filter(household__in=homes, settled_at__isnull=True).values_list("household", "kind")
        )
        fresh = {
            (sign.household, sign.kind): sign
            for sign in wanted
            if sign.household in homes
            and (sign.household, sign.kind) not in open_kinds
            and rules.is_news(sign.seen_on, settled.get(sign.household))
        }
        rows = [_sign(homes[sign.household], sign, "", now) for sign in fresh.values()]
        add_rows(rows, skip_known=True)
        kept = set(ResidenceSign.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        _record("household.sign", [row for row in rows if row.pk in kept], actor, now)
    return len(kept)


def note_sign(*, actor: Actor, sign: NewSign, now: datetime) -> ResidenceSign:
    """Somebody noticed it: a notice came back. Noted twice for a day is once. Raises NotThere, NotAllowed, Invalid."""
    with transaction.atomic():
        home = _locked(actor, sign.household)
        if sign.kind not in Signs.values:
            raise Invalid("sign_unknown", _("请选是什么迹象。"), field="kind")
        refuse_future(sign.seen_on, now, "seen_on")
        row = _sign(home, sign, actor.name, now)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return ResidenceSign.objects.get(household=home, kind=sign.kind, seen_on=sign.seen_on)
        _record("household.sign", [row], actor, now)
    return row


def dismiss_signs(*, actor: Actor, households: Iterable[UUID], reason: str, now: datetime) -> int:
    """Settle the doubts about households with a reason, many at once; only a later sign raises them again.

    Returns how many signs were open. Raises Invalid without a reason, NotThere where one is out of sight.
    """
    keys = set(households)
    if not reason.strip():
        raise Invalid("reason_missing", _("请写一句为什么不用核实。"), field="reason")
    with transaction.atomic():
        homes = list(Household.objects.visible_to(actor).filter(pk__in=keys).select_related("neighbourhood"))
        if len(homes) < len(keys) or not keys:
            raise NotThere("household_unknown", _("没有这一户。"))
        for home in homes:
            actor.require(Can.CHECK_RESIDENCE, home.neighbourhood.path)
        return _settle(list(keys), reason.strip()[:200], actor, now)


def _settle(homes: list[UUID], because: str, actor: Actor, now: datetime) -> int:
    rows = list(ResidenceSign.objects.select_for_update().filter(household__in=homes, settled_at__isnull=True))
    ResidenceSign.objects.filter(pk__in=[row.pk for row in rows]).update(
        settled_at=now, settled_because=because[:200], settled_by_name=actor.name
    )
    _record("household.settle", rows, actor, now)
    return len(rows)


def _sign(home: Household, sign: NewSign, by_name: str, now: datetime) -> ResidenceSign:
    return ResidenceSign(
        subdistrict_id=home.subdistrict_id,
        household=home,
        kind=sign.kind,
        seen_on=sign.seen_on,
        note=sign.note.strip()[:NOTE_LENGTH],
        by_name=by_name,
        created_at=now,
        settled_because="",
        settled_by_name="",
    )


def _record(verb: str, rows: list[ResidenceSign], actor: Actor, now: datetime) -> None:
    audit.record(
        [
            audit.Deed(
                verb, "household", row.household_id, None, {"sign": row.kind, "seen_on": row.seen_on.isoformat()}
            )
            for row in rows
        ],
        actor=actor,
        now=now,
    )
