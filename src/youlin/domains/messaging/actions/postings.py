"""Putting up, taking down, objecting, answering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.messaging.events import ObjectionAnswered, ObjectionMade, PostingPutUp, PostingTakenDown
from youlin.domains.messaging.models import Objection, ObjectionAnswer, Posting, TakeDown
from youlin.domains.messaging.queries.postings import minors_within
from youlin.domains.messaging.rules.postings import FORMS, Kind, last_day, named_minors, problem_of, shown
from youlin.domains.messaging.wording import problem_text
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import new_id
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, Phone

TEXT_LIMIT = 2000
RESIDENT = Actor(user_id=None, name="居民")  # whoever objects from the street; sees and may do nothing else


def put_up(
    *,
    actor: Actor,
    kind: str,
    territory: UUID,
    about: UUID | None,
    title: str,
    lines: Sequence[Mapping[str, str]],
    days: int,
    now: datetime,
    text: str = "",
    client_id: UUID | None = None,
) -> Posting:
    """Put something on public notice from today for `days` whole days; the same `client_id` twice is the same notice.

    Each line carries the fields of its kind (`rules.postings.FORMS`); where the kind asks for ages also `born` (ISO
    day), which is judged and never kept. Raises NotThere for a place out of reach, Invalid with a code of
    `rules.postings.Bad` for what may not be shown: other fields, minors, numbers, too few or too many days.
    """
    day = clock.day_of(now)
    with transaction.atomic():
        place = Territory.objects.filter(pk=territory).first()
        if place is None or place.subdistrict_id is None or not actor.can_at(Can.PUT_UP, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        client_id = client_id or new_id()
        known = Posting.objects.filter(subdistrict=place.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        problem = problem_of(kind, title=title, text=text, lines=lines, days=days, day=day)
        if problem is not None:
            raise Invalid(problem.bad.value, problem_text(problem), field="days" if "days" in problem.bad else None)
        _refuse_named_minors(place, f"{title}\n{text}", day)
        row = Posting(
            subdistrict_id=place.subdistrict_id,
            territory=place,
            kind=kind,
            about=about,
            title=title.strip(),
            text=text.strip(),
            lines=[shown(Kind(kind), line) for line in lines],
            first_day=day,
            last_day=last_day(day, days),
            put_up_at=now,
            by=actor.user_id,
            by_name=actor.name,
            client_id=client_id,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # the same press, twice at once
            return Posting.objects.get(subdistrict=place.subdistrict_id, client_id=client_id)
        changes = {"title": [None, row.title], "last_day": row.last_day.isoformat(), "lines": len(row.lines)}
        audit.record([audit.Deed("posting.put_up", "posting", row.pk, place.pk, changes)], actor=actor, now=now)
        outbox.announce([PostingPutUp(posting=row.pk, kind_of_posting=row.kind, about=about)], now=now)
    return row


def _refuse_named_minors(place: Territory, words: str, day: date) -> None:
    street = place.subdistrict or place
    found = named_minors(words, minors_within(street.path, day))
    if found:
        raise Invalid("minor", _("这里写了“%(name)s”，花名册里是一位未成年人。请去掉。") % {"name": found[0]})


def take_down(*, actor: Actor, posting: UUID, reason: str, now: datetime) -> Posting:
    """Take a notice down before its last day. Raises NotThere, Invalid without a reason, Refusal `already_down`."""
    with transaction.atomic():
        row = _posting(actor, posting)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句为什么撤下。"), field="reason")
        if row.last_day < clock.day_of(now) or row.take_downs.exists():
            raise Refusal("already_down", _("这份公示已经撤下了。"))
        TakeDown.objects.create(
            subdistrict_id=row.subdistrict_id,
            posting=row,
            reason=reason.strip()[:200],
            at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        deed = audit.Deed("posting.take_down", "posting", row.pk, row.territory_id, {"reason": reason.strip()})
        audit.record([deed], actor=actor, now=now)
        outbox.announce([PostingTakenDown(posting=row.pk, kind_of_posting=row.kind, about=row.about)], now=now)
    return row


def object_to(*, posting: UUID, text: str, name: str, phone: str, client_id: UUID, now: datetime) -> Objection:
    """Object to what shows today; name and telephone may stay empty. The same `client_id` twice is one objection.

    Whoever lets the street in bounds the tries. Raises NotThere for what no longer shows, Invalid.
    """
    day = clock.day_of(now)
    with transaction.atomic():
        row = (
            Posting.objects.select_for_update()
            .filter(pk=posting, first_day__lte=day, last_day__gte=day)
            .exclude(pk__in=TakeDown.objects.filter(posting=posting).values("posting"))
            .first()
        )
        if row is None or not FORMS[Kind(row.kind)].objections:
            raise NotThere("posting_over", _("这份公示已经期满或撤下。有意见请直接告诉社区或街道。"))
        known = Objection.objects.filter(subdistrict=row.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        if not text.strip():
            raise Invalid("text_missing", _("请写一句您的意见。"), field="text")
        made = Objection.objects.create(
            subdistrict_id=row.subdistrict_id,
            posting=row,
            text=text.strip()[:TEXT_LIMIT],
            name=name.strip()[:60],
            phone=_dialled(phone),
            at=now,
            client_id=client_id,
        )
        deed = audit.Deed("posting.object", "objection", made.pk, row.territory_id)
        audit.record([deed], actor=RESIDENT, now=now)
        outbox.announce([ObjectionMade(objection=made.pk, posting=row.pk, about=row.about)], now=now)
    return made


def _dialled(phone: str) -> str:
    try:
        return Phone.parse(phone).value if phone.strip() else ""
    except BadValueError as error:
        raise Invalid("phone_bad", _("电话号码好像不对，请核对；不想留也可以空着。"), field="phone") from error


def answer_objection(*, actor: Actor, objection: UUID, upheld: bool, text: str, now: datetime) -> ObjectionAnswer:
    """Answer an objection: right or not, in words. What follows if it is right, the posting's domain decides.

    Raises NotThere, Invalid without words, Refusal `already_answered`.
    """
    with transaction.atomic():
        row = (
            Objection.objects.select_for_update(of=("self",))
            .filter(pk=objection, posting__in=Posting.objects.visible_to(actor))
            .select_related("posting")
            .first()
        )
        if row is None:
            raise NotThere("objection_unknown", _("没有这条意见。"))
        if not text.strip():
            raise Invalid("text_missing", _("请写一句答复，提意见的人会看到。"), field="text")
        if row.answers.exists():
            raise Refusal("already_answered", _("这条意见已经答复过了。"))
        answer = ObjectionAnswer.objects.create(
            subdistrict_id=row.subdistrict_id,
            objection=row,
            upheld=upheld,
            text=text.strip()[:TEXT_LIMIT],
            at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        deed = audit.Deed("posting.answer", "objection", row.pk, row.posting.territory_id, {"upheld": upheld})
        audit.record([deed], actor=actor, now=now)
        outbox.announce(
            [ObjectionAnswered(objection=row.pk, posting=row.posting_id, about=row.posting.about, upheld=upheld)],
            now=now,
        )
    return answer


def _posting(actor: Actor, key: UUID) -> Posting:
    row = Posting.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotThere("posting_unknown", _("没有这份公示。"))
    return row


def look_at_objector(*, actor: Actor, objection: UUID, now: datetime) -> Objection:
    """The telephone of who objected, for checking back; each look is on record. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        row = (
            Objection.objects.filter(pk=objection, posting__in=Posting.objects.visible_to(actor))
            .select_related("posting")
            .first()
        )
        if row is None or not row.phone:
            raise NotThere("objection_unknown", _("没有这条意见，或者没有留电话。"))
        audit.record_look(
            actor=actor,
            target_kind="objection",
            target=row.pk,
            scope=row.posting.territory_id,
            field="reporter_phone",
            now=now,
        )
    return row
