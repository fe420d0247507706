"""Opening a case: by somebody with a role, by a resident without one, or by what care found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import F, IntegerField, UUIDField
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import codes
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.actions import searching, street
from youlin.domains.cases.actions.authorities import lay_duties
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.actions.complaints import complained_of, rungs_without, write_down
from youlin.domains.cases.events import CaseReported
from youlin.domains.cases.models import Case, CaseEvent, CaseNumber, SealedReporter, Urgencies
from youlin.domains.cases.queries import places, search
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.ladder import Rung, starting_rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.cases.rules.ways import Secrecy
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock, crypto
from youlin.foundation.db import add_rows, new_id
from youlin.foundation.prepared import Prepared, Slot
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, Phone

TEXT_LIMIT = 2000
RESIDENT = Actor(user_id=None, name="居民")  # whoever stands before an open door; sees and may do nothing else
RUNGS_OF_CHIEFS = frozenset({Rung.NEIGHBOURHOOD, Rung.GROUP, Rung.AREA})


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is known when a case is reported. Without a place it belongs to the reporter's own.

    `happened_at` is the reporter's clock; one that runs ahead of ours counts as now.
    """

    text: str
    kind: str = Case.Kinds.APPEAL.value
    urgency: str = Urgency.NORMAL.value
    danger: str = ""
    place: str = ""
    territory: UUID | None = None
    household: UUID | None = None
    resident: UUID | None = None
    about_post: UUID | None = None
    about_rung: Rung | None = None  # the same, where only the level is known: 邻长, 组长, 片长
    source: str = Case.Sources.PHONE.value
    source_ref: str = ""  # which meeting, which chat group
    call_back: bool = False
    secrecy: str = Secrecy.OPEN.value
    reporter_name: str = ""
    reporter_phone: str = ""
    happened_at: datetime | None = None


def report(*, actor: Actor, case: NewCase, now: datetime, client_id: UUID | None = None) -> Case:
    """Report a need; the same `client_id` twice is the same case.

    Raises Invalid for what cannot be, NotThere for a place, household or resident out of sight, Refusal `sent_already`
    where the same write comes back with other words.
    """
    actor.require(Can.WORK_CASES)
    checked = _checked(case)
    with transaction.atomic():
        household, resident = _people(actor, checked)
        territory = _territory(actor, checked, household)
        return _open(actor, checked, territory, household, resident, client_id or new_id(), now)


def report_public(*, case: NewCase, now: datetime, client_id: UUID | None = None, proof: UUID | None = None) -> Case:
    """Report a need without an account. Its place finds the neighbourhood, else the desk that is nearest.

    `proof`: the serial of a proof against programs, which lets one report in. Raises Invalid, Refusal `proof_spent`.
    """
    checked = _checked(replace(case, source=Case.Sources.PUBLIC.value, household=None, resident=None))
    with transaction.atomic():
        identity = client_id or new_id()
        if proof is not None:
            street.spend(proof=proof, write=identity, now=now)
        territory = places.place_of_report(checked.place, door=case.territory)
        return _open(RESIDENT, checked, territory, None, None, identity, now)


def _checked(case: NewCase) -> NewCase:
    text = _plain(case.text)
    if not text:
        raise Invalid("text_missing", _("请写一句是什么事。"), field="text")
    if len(text) > TEXT_LIMIT:
        raise Invalid("text_too_long", _("写得太长了，请控制在 %(n)d 字以内。") % {"n": TEXT_LIMIT}, field="text")
    if case.kind not in Case.Kinds.values:
        raise Invalid("kind_unknown", _("请从列出的类别里选一个。"), field="kind")
    if case.danger and case.danger not in Case.Dangers.values:
        raise Invalid("danger_unknown", _("请从列出的情况里选一个。"), field="danger")
    if case.urgency not in Urgencies.values:
        raise Invalid("urgency_unknown", _("请从列出的紧急程度里选一个。"), field="urgency")
    phone = _plain(case.reporter_phone)
    if phone:
        try:
            phone = Phone.parse(phone).value
        except BadValueError as error:
            raise Invalid(
                "phone_bad", _("这个电话号码好像不完整，请写 11 位手机号，或带区号的座机。"), field="phone"
            ) from error
    if case.source not in Case.Sources.values:
        raise Invalid("source_unknown", _("请从列出的来路里选一个。"), field="source")
    urgency = Urgency.DANGER.value if case.danger else case.urgency
    name, phone = _kept_of_reporter(case, phone)
    return replace(
        case,
        text=text,
        place=_plain(case.place)[:200],
        source_ref=_plain(case.source_ref)[:200],
        reporter_name=name,
        reporter_phone=phone,
        urgency=urgency,
    )


def _kept_of_reporter(case: NewCase, phone: str) -> tuple[str, str]:
    """Name and telephone as far as the reporter wants them kept."""
    if case.secrecy not in Case.Secrecies.values:
        raise Invalid("secrecy_unknown", _("请选留名、保密或者匿名。"), field="secrecy")
    if case.secrecy == Secrecy.ANONYMOUS:
        return "", ""  # whatever was typed is kept nowhere
    name = _plain(case.reporter_name)[:60]
    if case.secrecy == Secrecy.CONFIDENTIAL and not (name or phone):
        raise Invalid("name_missing", _("保密要留个称呼或电话，街道才联系得上您；都不想留请选匿名。"), field="secrecy")
    if case.call_back and not phone:
        raise Invalid("phone_missing", _("要回电话，请写上电话号码。"), field="phone")
    return name, phone


def _plain(text: str) -> str:
    """Without the character that PostgreSQL cannot keep, and without space around."""
    return text.replace("\0", "").strip()


def _people(actor: Actor, case: NewCase) -> tuple[Household | None, Resident | None]:
    resident = household = None
    if case.resident is not None:
        resident = (
            Resident.objects.visible_to(actor)
            .filter(pk=case.resident)
            .select_related("household__neighbourhood")
            .first()
        )
        if resident is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        household = resident.household
    elif case.household is not None:
        household = (
            Household.objects.visible_to(actor).filter(pk=case.household).select_related("neighbourhood").first()
        )
        if household is None:
            raise NotThere("household_unknown", _("没有这一户。"))
    return household, resident


def _territory(actor: Actor, case: NewCase, household: Household | None) -> Territory:
    if household is not None:
        return household.neighbourhood
    mine = {grant.subdistrict for grant in actor.grants}
    if case.territory is not None:
        found = Territory.objects.filter(pk=case.territory, level__gte=Level.SUBDISTRICT).first()
        # A chief may see smoke on the other side of the street, but not in another town.
        if found is None or not (actor.everywhere or found.subdistrict_id in mine):
            raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
        return found
    own = max((grant for grant in actor.grants if grant.subdistrict), key=lambda grant: grant.level, default=None)
    if own is None:
        raise Invalid("territory_missing", _("请选一下是哪里的事。"), field="territory")
    found = _place().first(key=own.territory)
    if found is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
    return found


@cache
def _place() -> Prepared[Territory]:
    return Prepared(Territory.objects.filter(pk=Slot("key", UUIDField())))


def _open(
    actor: Actor,
    new: NewCase,
    territory: Territory,
    household: Household | None,
    resident: Resident | None,
    client_id: UUID,
    now: datetime,
) -> Case:
    if territory.subdistrict_id is None:
        raise Invalid("territory_missing", _("请选一下是哪里的事。"), field="territory")
    known = _by_write().first(subdistrict=territory.subdistrict_id, write=client_id)
    if known is not None:
        return _the_same(known, new)
    sealed = new.secrecy == Secrecy.CONFIDENTIAL
    case = Case(
        subdistrict_id=territory.subdistrict_id,
        kind=new.kind,
        urgency=new.urgency,
        danger=new.danger,
        # Who must not be read of in the neighbourhood: a child, somebody beaten, a witness; and whoever complains.
        restricted=bool(new.danger) or new.about_post is not None or new.about_rung is not None,
        text=new.text,
        place=new.place,
        territory=territory,
        household=household,
        resident=resident,
        source=new.source,
        source_ref=new.source_ref,
        call_back=new.call_back,
        secrecy=new.secrecy,
        about_post_id=new.about_post,
        reporter_name="" if sealed else new.reporter_name,
        reporter_phone="" if sealed else new.reporter_phone,
        phone_index="" if sealed else crypto.blind_index(new.reporter_phone, field="phone"),
        reported_by=actor.user_id,
        reported_by_name=actor.name,
        code_index=codes.fingerprint(codes.code_for(client_id)),
        client_id=client_id,
        reported_at=min(new.happened_at or now, now),
        received_at=now,
        version=1,
        searchable=search.INDEXED,
    )
    bench = benches.lay([case])[0]
    about = _complained_of(bench, new)
    meant = complained_of(case, day=clock.day_of(now))
    if actor.user_id in meant:
        raise Invalid("about_self", _("这是反映您自己的，请居民自己在网页上写，或者打社区电话。"), field="about")
    event = _first_step(bench, about, rungs_without(bench, meant, day=clock.day_of(now)), actor, now)
    # Only now: until the end of the transaction nobody else on the street gets a number.
    serial = _next_number(territory.subdistrict_id, clock.day_of(now).year, client_id)
    if isinstance(serial, Case):
        return _the_same(serial, new)
    case.number = serial
    add_rows([case])
    searching.add([case])
    write_down(case, meant)
    if sealed:
        SealedReporter.objects.create(
            subdistrict_id=case.subdistrict_id, case=case, name=new.reporter_name, phone=new.reporter_phone
        )
    if case.danger:
        lay_duties(case, now=now)
    benches.append([bench], actor=actor, now=now, announcing=[CaseReported(steps=(event.pk,))])
    return case


def _the_same(known: Case, new: NewCase) -> Case:
    """The case that this write made before; but words that were changed since then are not lost in silence."""
    if (known.text, known.place, known.kind) != (new.text, new.place, new.kind):
        raise Refusal(
            "sent_already",
            _("刚才那一次已经报上去了，编号 %(number)s。要补充请写在那件事里，要另报一件请重新打开这一页。")
            % {"number": known.number},
        )
    return known


def _complained_of(bench: Bench, new: NewCase) -> Rung | None:
    """The rung of the chief who is complained of; it goes onto the case, so that this chief never sees it."""
    if new.about_rung in bench.ladder and new.about_rung in RUNGS_OF_CHIEFS:
        bench.case.about_post = bench.ladder[new.about_rung]
        return new.about_rung
    if new.about_post is None:
        return None
    rung = next((rung for rung, post in bench.ladder.items() if post.pk == new.about_post), None)
    if rung is None:
        raise Invalid("about_unknown", _("要反映的这位不管这个地方，请核对。"), field="about_post")
    return rung


def _first_step(bench: Bench, about: Rung | None, rungs: list[Rung], actor: Actor, now: datetime) -> CaseEvent:
    case = bench.case
    if not bench.ladder:
        raise Invalid("no_post", _("这里还没有设岗位，请先到社区或街道反映。"), field="territory")
    rung = starting_rung(rungs, danger=bool(case.danger), complained_of=about)
    case.rung, case.holder, case.status = rung, bench.post_at(rung), Status.OPEN.value
    case.clock_started_at = now
    case.due_at = bench.deadline(Status.OPEN, rung, now)
    bench.hold(rung, since=now)
    skipped = case.danger or about is not None
    event = CaseEvent(
        subdistrict_id=case.subdistrict_id,
        case=case,
        seq=1,
        kind=(Step.BYPASS if skipped else Step.REPORT).value,
        at=now,
        actor=actor.user_id,
        actor_name=actor.name,
        to_post=case.holder,
        to_rung=rung,
        to_status=case.status,
        due_at=case.due_at,
        client_id=case.client_id,
    )
    bench.append(event)
    return event


def _next_number(subdistrict: UUID, year: int, client_id: UUID) -> str | Case:
    """The next number of the year; or the case, where an equal write was taken in at this moment.

    The look comes after the lock on the series, so that of two equal writes the second sees the first.
    """
    series = CaseNumber.objects.filter(subdistrict_id=subdistrict, year=year)
    if not series.update(last=F("last") + 1):  # the lock; the first report of a year has no series yet
        CaseNumber.objects.get_or_create(subdistrict_id=subdistrict, year=year)
        series.update(last=F("last") + 1)
    known = _by_write().first(subdistrict=subdistrict, write=client_id)
    if known is not None:
        series.update(last=F("last") - 1)
        return known
    return f"{year}-{_last_number().first(subdistrict=subdistrict, year=year):06d}"


@cache
def _by_write() -> Prepared[Case]:
    key = Slot("subdistrict", UUIDField())
    return Prepared(Case.objects.filter(subdistrict=key, client_id=Slot("write", UUIDField())).order_by()[:1])


@cache
def _last_number() -> Prepared[int]:
    rows = CaseNumber.objects.filter(subdistrict=Slot("subdistrict", UUIDField()), year=Slot("year", IntegerField()))
    return Prepared(rows.order_by().values_list("last", flat=True)[:1])
