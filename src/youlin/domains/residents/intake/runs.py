"""A roster at the web desk: uploaded, looked at, confirmed, taken in. Each step may be asked for twice.

The work itself runs in the background, or in the request where nobody works in the background. Whoever begins claims
the run by compare-and-set, and gives signs of life; a run without one for STALE may be claimed again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can
from youlin.domains.access.scope import scope
from youlin.domains.residents.intake import files
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.intake.outcome import ImportOutcome
from youlin.domains.residents.models import ImportRun
from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.book import RosterBook, read_roster
from youlin.domains.residents.roster.rejects import write_rejects
from youlin.domains.residents.roster.source import MAX_BYTES
from youlin.domains.residents.roster.unreadable import RosterUnreadable
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

STALE: Final = timedelta(minutes=5)
SHOWN: Final = 200  # changes and problems kept for the page; the workbook of rejects has them all
Stages = ImportRun.Stages
MOST_BYTES: Final = MAX_BYTES
Beat = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it. The client's identity makes a double submit one run."""

    client_id: UUID
    filename: str
    data: bytes


def streets(actor: Actor) -> QuerySet[Territory]:
    """The streets into which the actor may bring a roster."""
    if actor.everywhere:
        return Territory.objects.filter(level=Level.SUBDISTRICT)
    able = [grant.subdistrict for grant in actor.grants if Can.IMPORT_ROSTER in CAPABILITIES[grant.role]]
    own = [street for street in able if street is not None]
    return Territory.objects.filter(level=Level.SUBDISTRICT, pk__in=own).order_by("rank")


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """The runs that the actor may see, the newest first: the own ones, and for the street all of its."""
    visible = scope(actor, Can.IMPORT_ROSTER, "subdistrict__path")
    own = Q(by=actor.user_id) if actor.user_id else Q(pk__in=())
    return ImportRun.objects.filter(visible | own).select_related("subdistrict").order_by("-started_at")


def get_run(actor: Actor, key: UUID) -> ImportRun:
    """One run. Raises NotThere."""
    found = runs(actor).filter(pk=key).first() if actor.can(Can.IMPORT_ROSTER) else None
    if found is None:
        raise NotThere("import_unknown", _("没有这次导入。"))
    return found


def begin(*, actor: Actor, upload: Upload, subdistrict: UUID, now: datetime) -> ImportRun:
    """Keep an uploaded roster, to be looked at. Sent twice it is one run. Raises Invalid, NotThere."""
    actor.require(Can.IMPORT_ROSTER)
    if not upload.data:
        raise Invalid("empty_file", wording.unreadable(RosterUnreadable("empty_file")), field="file")
    if len(upload.data) > MOST_BYTES:
        limit = RosterUnreadable("too_big", limit=MOST_BYTES // (1024 * 1024))
        raise Invalid("too_big", wording.unreadable(limit), field="file")
    street = streets(actor).filter(pk=subdistrict).first()
    if street is None or actor.user_id is None:
        raise NotThere("territory_unknown", _("没有这个街道。"), field="subdistrict")
    files.drop_old(now)
    with transaction.atomic():
        run, created = ImportRun.objects.get_or_create(
            pk=upload.client_id,
            defaults={
                "subdistrict": street,
                "filename": upload.filename[-200:],
                "stage": Stages.READING,
                "by": actor.user_id,
                "by_name": actor.name,
                "started_at": now,
            },
        )
        if created:
            files.keep(run.pk, "roster", upload.data)
            audit.record([audit.Deed("roster.upload", "import_run", run.pk, street.pk)], actor=actor, now=now)
    if run.by != actor.user_id:
        raise NotThere("import_unknown", _("没有这次导入。"))
    return run


def confirm(*, actor: Actor, run: UUID, now: datetime) -> ImportRun:
    """Say yes to what the preview shows. Said twice it is one yes. Raises NotThere, Refusal `import_over`."""
    found = get_run(actor, run)
    moved = ImportRun.objects.filter(pk=run, stage=Stages.PREVIEW).update(
        stage=Stages.IMPORTING, beat_at=None, done=0, started_at=now
    )
    found.refresh_from_db()
    if not moved and found.stage not in (Stages.IMPORTING, Stages.DONE):
        raise Refusal("import_over", _("这次导入已经结束了，请重新选文件。"))
    return found


def cancel(*, actor: Actor, run: UUID, now: datetime) -> ImportRun:
    """Let it be: the file is removed, nothing was written. Raises NotThere, Refusal `import_running`."""
    found = get_run(actor, run)
    still = ImportRun.objects.filter(pk=run, stage__in=(Stages.READING, Stages.PREVIEW))
    moved = still.update(stage=Stages.CANCELLED, finished_at=now, outcome={})
    found.refresh_from_db()
    if moved:
        files.drop(run, "roster")
        audit.record([audit.Deed("roster.cancel", "import_run", run, found.subdistrict_id)], actor=actor, now=now)
    elif found.stage == Stages.IMPORTING:
        raise Refusal("import_running", _("已经在写入了，请等它做完。"))
    return found


def rejects(*, actor: Actor, run: UUID, now: datetime) -> bytes:
    """The workbook of what needs another look. It holds identity numbers, so that fetching it is on record.

    Raises NotThere once it is gone.
    """
    found = get_run(actor, run)
    data = files.fetch(run, "rejects")
    if data is None:
        raise NotThere(
            "rejects_gone",
            _("待改正的名单只留 %(days)s 天，已经删了。请重新导入花名册。") % {"days": files.KEPT_FOR.days},
        )
    audit.record_look(
        actor=actor, target_kind="import_run", target=run, scope=found.subdistrict_id, field="rejects", now=now
    )
    return data


def work(*, actor: Actor, run: UUID, beat: Beat) -> bool:
    """Do what a run waits for: look at it, or take it in. False where there is nothing to do or somebody is at it.

    `actor` is who asked for the run; `beat` tells the time of a sign of life.
    """
    now = beat()
    waiting = Q(beat_at__isnull=True) | Q(beat_at__lt=now - STALE)
    claimed = ImportRun.objects.filter(waiting, pk=run, stage__in=(Stages.READING, Stages.IMPORTING)).update(
        beat_at=now
    )
    if not claimed:
        return False
    found = ImportRun.objects.get(pk=run)
    try:
        _work(actor, found, beat)
    except RosterUnreadable as problem:
        _fail(found, wording.unreadable(problem), beat(), told={"unreadable": problem.code, "params": problem.params})
    except Refusal as refusal:
        _fail(found, refusal.message, beat())
    except Exception:
        _fail(found, _("导入时出了意外，什么都没有写入。请再试一次；还是不行，请联系系统管理员。"), beat())
        raise
    return True


def _work(actor: Actor, run: ImportRun, beat: Beat) -> None:
    data = files.fetch(run.pk, "roster")
    if data is None:
        raise Refusal("file_gone", _("上传的文件已经不在了，请重新选一次。"))

    def read_so_far(rows: int) -> None:
        ImportRun.objects.filter(pk=run.pk).update(done=rows, beat_at=beat())

    now = beat()
    book = read_roster(data, run.filename, today=clock.day_of(now), progress=read_so_far)
    ImportRun.objects.filter(pk=run.pk).update(done=book.rows, total=book.rows, beat_at=beat())
    if run.stage == Stages.READING:
        outcome = import_roster(actor=actor, book=book, subdistrict=run.subdistrict_id, now=now, dry_run=True)
        preview = {"stage": Stages.PREVIEW, "outcome": _as_page(outcome, _keep_rejects(run.pk, book)), "beat_at": None}
        ImportRun.objects.filter(pk=run.pk, stage=Stages.READING).update(**preview)  # cancelled, it stays cancelled
        return
    with transaction.atomic():  # a run is done exactly when its roster is in
        outcome = import_roster(actor=actor, book=book, subdistrict=run.subdistrict_id, now=now)
        told = _as_page(outcome, _keep_rejects(run.pk, book))
        told["changes"] = []  # names of people: needed to decide, not to look back
        done = {"stage": Stages.DONE, "outcome": told, "beat_at": None, "finished_at": beat()}
        ImportRun.objects.filter(pk=run.pk).update(**done)
    files.drop(run.pk, "roster")


def _keep_rejects(run: UUID, book: RosterBook) -> int:
    if not book.problems:
        return 0
    target = io.BytesIO()
    rows = write_rejects(book, target, wording.row_problem)
    files.keep(run, "rejects", target.getvalue())
    return rows


def _fail(run: ImportRun, problem: str, now: datetime, told: Mapping[str, object] | None = None) -> None:
    files.drop(run.pk, "roster")
    ImportRun.objects.filter(pk=run.pk).update(
        stage=Stages.FAILED, problem=problem[:300], outcome=told or {}, beat_at=None, finished_at=now
    )


def _as_page(outcome: ImportOutcome, rejected_rows: int) -> dict[str, object]:
    """What a page needs of an outcome, short enough to keep. Sentences are made when it is read."""
    problems = outcome.book.problems
    return outcome.as_json() | {
        "rejected": [asdict(problem) for problem in problems[:SHOWN]],
        "rejected_count": len(problems),
        "rejects_rows": rejected_rows,
        "kept_out": outcome.kept_out,
        "changes": [asdict(change) for change in outcome.changes[:SHOWN]],
        "changes_count": len(outcome.changes),
        "new_places": dict(list(outcome.new_places.items())[:SHOWN]),
        "new_territories_count": len(outcome.new_territories),
        "nothing_new": outcome.nothing_new,
        "skipped": [asdict(sheet) for sheet in outcome.book.skipped],
        "unused": sorted({label for sheet in outcome.book.sheets for label in sheet.header.unused}),
        "notes": sum(len(sheet.notes) for sheet in outcome.book.sheets),
    }
