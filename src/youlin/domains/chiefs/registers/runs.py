"""A register at the web desk: looked at, the unknown places asked for, confirmed, taken in. Each step may come twice.

A register is a page or two, not a street: it is read and taken in within the request. The file is kept encrypted
until it is in, as a roster is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import RegisterRun
from youlin.domains.chiefs.registers.reading import RegisterBook, read_register
from youlin.domains.chiefs.registers.sheets import rejects_sheet
from youlin.domains.chiefs.registers.taking import Taken, import_register
from youlin.domains.residents.intake import files
from youlin.domains.residents.intake.runs import MOST_BYTES, Upload
from youlin.domains.residents.roster import wording as roster_wording
from youlin.domains.residents.roster.rows import RowProblem
from youlin.domains.residents.roster.unreadable import RosterUnreadable
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

SHOWN: Final = 300
Stages = RegisterRun.Stages


def streets(actor: Actor) -> QuerySet[Territory]:
    """The streets whose registers the actor may bring in."""
    rows = Territory.objects.filter(level=Level.SUBDISTRICT).order_by("rank")
    if actor.everywhere:
        return rows
    own = [grant.subdistrict for grant in actor.grants if actor.can_at(Can.APPOINT, grant.path)]
    return rows.filter(pk__in=[street for street in own if street is not None])


def runs(actor: Actor) -> QuerySet[RegisterRun]:
    """The runs in sight, the newest first: the own ones, and for the street all of its."""
    visible = scope(actor, Can.APPOINT, "subdistrict__path")
    own = Q(by=actor.user_id) if actor.user_id else Q(pk__in=())
    return RegisterRun.objects.filter(visible | own).select_related("subdistrict").order_by("-started_at")


def get_run(actor: Actor, key: UUID) -> RegisterRun:
    """One run. Raises NotThere."""
    found = runs(actor).filter(pk=key).first() if actor.can(Can.APPOINT) else None
    if found is None:
        raise NotThere("import_unknown", _("没有这次导入。"))
    return found


def begin(*, actor: Actor, upload: Upload, subdistrict: UUID, now: datetime) -> RegisterRun:
    """Keep an uploaded register and look at it. Sent twice it is one run. Raises Invalid, NotThere."""
    actor.require(Can.APPOINT)
    street = streets(actor).filter(pk=subdistrict).first()
    if street is None or actor.user_id is None:
        raise NotThere("territory_unknown", _("没有这个街道。"), field="subdistrict")
    known = RegisterRun.objects.filter(pk=upload.client_id, by=actor.user_id).first()
    if known is not None:
        return known
    if len(upload.data) > MOST_BYTES:
        limit = RosterUnreadable("too_big", limit=MOST_BYTES // (1024 * 1024))
        raise Invalid("too_big", roster_wording.unreadable(limit), field="file")
    book = _read(upload.data, upload.filename, now)
    taken = import_register(actor=actor, book=book, subdistrict=street.pk, now=now, dry_run=True)
    files.drop_old(now)
    with transaction.atomic():
        files.keep(upload.client_id, "roster", upload.data)
        run = RegisterRun.objects.create(
            pk=upload.client_id,
            subdistrict=street,
            filename=upload.filename[-200:],
            stage=Stages.PREVIEW,
            outcome=_as_page(book, taken),
            by=actor.user_id,
            by_name=actor.name,
            started_at=now,
        )
        audit.record([audit.Deed("register.upload", "register_run", run.pk, street.pk)], actor=actor, now=now)
    return run


def _read(data: bytes, filename: str, now: datetime) -> RegisterBook:
    try:
        return read_register(data, filename, today=clock.day_of(now))
    except RosterUnreadable as problem:
        raise Invalid(problem.code, roster_wording.unreadable(problem), field="file") from problem


def confirm(*, actor: Actor, run: UUID, chosen: Mapping[str, UUID], now: datetime) -> RegisterRun:
    """Say yes to what the preview shows, with the places that were chosen. Said twice it is one yes.

    Raises NotThere, Refusal `import_over`.
    """
    with transaction.atomic():
        found = RegisterRun.objects.select_for_update().filter(pk=get_run(actor, run).pk).get()
        if found.stage == Stages.DONE:
            return found
        data = files.fetch(run, "roster")
        if found.stage != Stages.PREVIEW or data is None:
            raise Refusal("import_over", _("这次导入已经结束了，请重新选文件。"))
        book = _read(data, found.filename, now)
        taken = import_register(actor=actor, book=book, subdistrict=found.subdistrict_id, now=now, chosen=chosen)
        found.outcome = _as_page(book, taken)
        found.stage, found.finished_at = Stages.DONE, now
        found.save(update_fields=["outcome", "stage", "finished_at"])
    problems = [*book.problems, *taken.plan.problems]
    if any(not problem.kept for problem in problems):
        files.keep(run, "rejects", rejects_sheet(book, problems))
    files.drop(run, "roster")
    return found


def cancel(*, actor: Actor, run: UUID, now: datetime) -> RegisterRun:
    """Let it be: the file is removed, nothing was written. Raises NotThere."""
    found = get_run(actor, run)
    moved = RegisterRun.objects.filter(pk=run, stage=Stages.PREVIEW).update(
        stage=Stages.CANCELLED, finished_at=now, outcome={}
    )
    if moved:
        files.drop(run, "roster")
        deed = audit.Deed("register.cancel", "register_run", run, found.subdistrict_id)
        audit.record([deed], actor=actor, now=now)
    found.refresh_from_db()
    return found


def rejects(*, actor: Actor, run: UUID, now: datetime) -> bytes:
    """The rows to correct, as a workbook. Fetching it is on record. Raises NotThere once it is gone."""
    found = get_run(actor, run)
    data = files.fetch(run, "rejects")
    if data is None:
        raise NotThere("rejects_gone", _("待改正的名单已经删了。请重新导入名册。"))
    audit.record_look(
        actor=actor, target_kind="register_run", target=run, scope=found.subdistrict_id, field="rejects", now=now
    )
    return data


def _as_page(book: RegisterBook, taken: Taken) -> dict[str, object]:
    """What a page needs, short enough to keep. Sentences are made when it is read."""
    problems = [*book.problems, *taken.plan.problems]
    out = {(problem.sheet, problem.row) for problem in problems if not problem.kept}
    return {
        "rows": len(book.typed),
        "appointed": taken.appointed,
        "accounts": taken.accounts,
        "same": len(taken.plan.matches) - len(taken.plan.arriving),
        "out": len(out),
        "problems": [asdict(problem) for problem in problems[:SHOWN]],
        "problems_count": len(problems),
        "arriving": _arriving(taken),
        "unmatched": [
            {"written": one.written, "rows": one.rows, "proposals": [[str(key), name] for key, name in one.proposals]}
            for one in taken.plan.unmatched
        ],
        "unused": book.unused,
        "skipped": [asdict(sheet) for sheet in book.skipped],
    }


def _arriving(taken: Taken) -> Sequence[Mapping[str, str]]:
    return [
        {
            "name": match.row.name,
            "role": match.row.role.value,
            "place": match.post.territory.full_name,
            "since": match.term.starts_on.isoformat(),
            "day_told": "1" if match.row.since else "",
            "account": "known" if match.user else "new",
            "resident": "1" if match.resident else "",
        }
        for match in taken.plan.arriving[:SHOWN]
    ]


def problems_of(run: RegisterRun) -> list[RowProblem]:
    """The problems that a run kept."""
    return [RowProblem(**problem) for problem in run.outcome.get("problems", ())]
