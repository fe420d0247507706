"""Reads of disputes: who may see that there is one, who may read what parties said, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import (
    Case,
    Dispute,
    DisputeAgreement,
    DisputeParty,
    DisputeSession,
    DisputeStep,
    DisputeTerm,
    Mediator,
)
from youlin.domains.cases.rules.disputes import RUNNING, Hurdle, Move, Stage, hurdle, may
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.queries import in_charge
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

# What the reads give back, for who writes their types.
__all__ = ["Dispute", "DisputeParty", "DisputeStep", "DisputeTerm", "Mediator"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow a list to; empty means everything in sight."""

    stage: str = ""
    kind: str = ""
    place: UUID | None = None
    running: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A dispute as its page shows it. `open`: the reader may read what is sealed. `can`: moves that may be made now."""

    dispute: Dispute
    open: bool
    parties: list[DisputeParty]
    mediators: list[Mediator]
    sessions: list[DisputeSession]
    agreement: DisputeAgreement | None
    terms: list[DisputeTerm]
    steps: list[DisputeStep]
    can: frozenset[Move]
    hurdle: Hurdle | None
    told: dict[UUID, date] = field(default_factory=dict)  # party -> the day they were told the ways of the law

    @property
    def serving(self) -> list[Mediator]:
        """Mediators whom the parties accepted."""
        return [one for one in self.mediators if one.state == Mediator.States.SERVING]

    @property
    def waiting_terms(self) -> list[DisputeTerm]:
        """What is still to be done."""
        return [term for term in self.terms if term.state == DisputeTerm.States.OPEN]


def disputes(actor: Actor, wanted: Wanted) -> QuerySet[Dispute]:
    """Disputes in sight: running ones by their day, else the newest first. No seal is broken by a list."""
    rows = Dispute.objects.visible_to(actor)
    if wanted.running:
        rows = rows.filter(stage__in=RUNNING)
    if wanted.mine:
        rows = rows.filter(_mine(actor))
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    order = ("deadline", "pk") if wanted.running or wanted.mine else ("-opened_at", "-pk")
    return rows.select_related("case", "territory", "keeper__territory").defer("facts").order_by(*order)


def _mine(actor: Actor) -> Q:
    """What the actor mediates or keeps, and what is not over."""
    if actor.user_id is None:
        return Q(pk__in=())
    mediates = Mediator.objects.filter(
        user=actor.user_id, state__in=[Mediator.States.PROPOSED, Mediator.States.SERVING]
    ).values("dispute")
    return Q(stage__in=RUNNING) & (Q(keeper__in=actor.posts()) | Q(pk__in=mediates))


def late(actor: Actor, *, now: datetime) -> QuerySet[Dispute]:
    """Disputes in sight in which a promise is overdue (`overdue`), or the days for the court are about to end."""
    today = clock.day_of(now)
    terms = DisputeTerm.objects.filter(dispute=OuterRef("pk"), state=DisputeTerm.States.OPEN, due_on__lt=today)
    nearing = Q(confirm_until__gte=today, reminded__gt=0, ruling="")
    rows = (
        Dispute.objects.visible_to(actor)
        .annotate(overdue=Exists(terms))
        .filter(Q(stage=Stage.PERFORMING, overdue=True) | (nearing & Q(stage__in=[Stage.PERFORMING, Stage.SETTLED])))
    )
    return rows.select_related("case", "territory").defer("facts").order_by("deadline", "pk")


def counts(actor: Actor) -> dict[str, int]:
    """How many disputes in sight stand at each stage. One query."""
    rows = Dispute.objects.visible_to(actor).order_by().values_list("stage").annotate(n=Count("pk", distinct=True))
    return dict(rows)


def reads(actor: Actor, row: Dispute) -> bool:
    """Whether the actor reads what is sealed without giving a reason: who mediates, and who keeps the papers."""
    if row.keeper_id in actor.posts():
        return True
    if actor.user_id is None:
        return actor.everywhere
    return row.mediators.filter(user=actor.user_id, state=Mediator.States.SERVING).exists()


def works_on(actor: Actor, row: Dispute) -> bool:
    """Whether the actor may write in a dispute in sight: mediators, keeper, and the desk whose ledger it is in."""
    return actor.everywhere or actor.can_at(Can.KEEP_DISPUTES, row.territory.path) or reads(actor, row)


def get(actor: Actor, key: UUID) -> Dispute:
    """A dispute in sight, without what is sealed. Raises NotThere."""
    row = (
        Dispute.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("case", "territory", "keeper__territory")
        .first()
    )
    if row is None:
        raise NotThere("dispute_unknown", _("没有这件纠纷，或者它不归您这里看。"))
    return row


def record(actor: Actor, key: UUID, *, unsealed: bool = False) -> Record:
    """A dispute with everything its page shows; `unsealed`: the look is on record already. Raises NotThere."""
    row = get(actor, key)
    parties = list(row.parties.order_by("side", "added_at"))
    mediators = list(row.mediators.select_related("post__territory").order_by("since"))
    serving = [one for one in mediators if one.state == Mediator.States.SERVING]
    steps = list(row.steps.select_related("party").order_by("seq"))
    return Record(
        dispute=row,
        open=unsealed or reads(actor, row),
        parties=parties,
        mediators=mediators,
        sessions=list(row.sessions.order_by("held_at")),
        agreement=DisputeAgreement.objects.filter(dispute=row).first(),
        terms=list(row.terms.select_related("party").order_by("number")),
        steps=steps,
        can=_can(row, mediators) if works_on(actor, row) else frozenset(),
        hurdle=hurdle([(party.side, party.will) for party in parties], len(serving)),
        told={step.party_id: step.day for step in steps if step.move == Move.ROUTES and step.party_id},
    )


def _can(row: Dispute, mediators: Sequence[Mediator]) -> frozenset[Move]:
    """The moves a page offers; the actions decide again."""
    can = {move for move in Move if may(Stage(row.stage), move)}
    if not any(one.state == Mediator.States.PROPOSED for one in mediators):
        can.discard(Move.ACCEPT)
    if not any(one.state != Mediator.States.RECUSED for one in mediators):
        can.discard(Move.RECUSE)
    if row.ruling:
        can -= {Move.APPLY, Move.WISH}
    if row.ruling != Dispute.Rulings.APPLIED:
        can.discard(Move.RULE)
    return frozenset(can)


def of_case(actor: Actor, case: UUID) -> Dispute | None:
    """The dispute that is made of a case, if it is for the actor to see."""
    return Dispute.objects.visible_to(actor).filter(case=case).first()


def may_mediate(actor: Actor, case: Case) -> bool:
    """Whether a page offers to begin mediation: an open dispute that nobody mediates yet, in the actor's hands."""
    fits = case.kind == Case.Kinds.DISPUTE and case.status == Case.Statuses.OPEN
    return fits and case.holder_id in actor.posts() and not Dispute.objects.filter(case=case).exists()


def candidates(row: Dispute, *, now: datetime) -> list[Appointment]:
    """Who may be asked to mediate: in office in the community, above it, or at a department; no party, nobody twice."""
    path = row.territory.path
    above = list(Territory.objects.filter(path__in=prefixes(path), level__gte=Level.SUBDISTRICT).order_by("path"))
    community = next((one.path for one in above if one.level == Level.COMMUNITY), path)
    around = (
        under("post__territory__path", community)
        | Q(post__territory__in=above, post__department="")
        | Q(post__subdistrict=row.subdistrict_id) & ~Q(post__department="")
    )
    parties = row.parties.filter(user__isnull=False).values("user")
    rows = Appointment.objects.filter(in_charge(clock.day_of(now)), around).exclude(user__in=parties)
    ordered = rows.select_related("post__territory", "user", "resident").order_by("-post__territory__level", "user")
    return list({one.user_id: one for one in ordered}.values())


def people_called(actor: Actor, row: Dispute, name: str) -> list[Resident]:
    """Residents of the dispute's community with exactly this name, in the actor's sight."""
    rows = Resident.objects.visible_to(actor).filter(
        under("household__neighbourhood__path", _community(row)), name=name
    )
    return list(rows.select_related("household").order_by("household__number")[:10])


def homes_called(actor: Actor, row: Dispute, text: str) -> list[Household]:
    """Households of the dispute's community with this number or address, in the actor's sight."""
    rows = Household.objects.visible_to(actor).filter(under("neighbourhood__path", _community(row)))
    return list(rows.filter(Q(number=text) | Q(address=text)).order_by("number")[:10])


def _community(row: Dispute) -> str:
    """The path of the community around a dispute, or of its own place where it lies above one."""
    above = Territory.objects.filter(path__in=prefixes(row.territory.path), level=Level.COMMUNITY)
    return above.values_list("path", flat=True).first() or row.territory.path


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; `names` only where somebody asked for them and it is on record."""

    dispute: Dispute
    parties: list[DisputeParty]
    mediators: list[str]
    agreement: DisputeAgreement | None
    kept: int
    terms: int


def ledger(rows: Iterable[Dispute]) -> list[Entry]:
    """Lines of the ledger. Four queries, however many disputes."""
    known = list(rows)
    keys = [row.pk for row in known]
    parties: dict[UUID, list[DisputeParty]] = {}
    for party in DisputeParty.objects.filter(dispute__in=keys).order_by("side", "added_at"):
        parties.setdefault(party.dispute_id, []).append(party)
    mediators: dict[UUID, list[str]] = {}
    serving = Mediator.objects.filter(dispute__in=keys, state=Mediator.States.SERVING).order_by("since")
    for dispute, name in serving.values_list("dispute", "name"):
        mediators.setdefault(dispute, []).append(name)
    agreements = {one.dispute_id: one for one in DisputeAgreement.objects.filter(dispute__in=keys).defer("facts")}
    terms: dict[UUID, list[str]] = {}
    for dispute, state in DisputeTerm.objects.filter(dispute__in=keys).values_list("dispute", "state"):
        terms.setdefault(dispute, []).append(state)
    return [
        Entry(
            row,
            parties.get(row.pk, []),
            mediators.get(row.pk, []),
            agreements.get(row.pk),
            terms.get(row.pk, []).count(DisputeTerm.States.KEPT),
            len(terms.get(row.pk, [])),
        )
        for row in known
    ]
