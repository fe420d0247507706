"""A roster at the desk: one step at a time, each safe to ask for twice, and the file gone when it is over."""

import datetime as dt
import io
import os
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, WANG, ZHAO, workbook
from tests.factories.cast import Street
from youlin.domains.residents.intake import files, runs
from youlin.domains.residents.models import ImportRun, Resident
from youlin.foundation import clock
from youlin.foundation.db import new_id
from youlin.foundation.models import AuditEntry, Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = clock.at(dt.date(2026, 11, 22), 9)
GOOD = [*PLACE, "00101", "户主", "李大山", "男", LI, "14000000001", "老屋场组101号"]
BAD = [*PLACE, "00102", "户主", "王二婶", "女", WANG[:-1], "", ""]


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Path:
    settings.YOULIN_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


def begin(street: Street, *rows: list[str], who: str = "街道老彭", key: UUID | None = None) -> ImportRun:
    upload = runs.Upload(key or new_id(), "花名册.xlsx", workbook(("花名册", [HEADER, *rows])))
    return runs.begin(actor=street.actor(who), upload=upload, subdistrict=street.subdistrict.pk, now=NOW)


def work(street: Street, run: ImportRun, who: str = "街道老彭", watch: Watch | None = None) -> bool:
    done = runs.work(actor=street.actor(who), run=run.pk, beat=watch or Watch())
    run.refresh_from_db()
    return done


def test_from_the_upload_to_the_end(street: Street, home: Path) -> None:
    people = Resident.objects.count()
    run = begin(street, GOOD, BAD)
    assert work(street, run)
    assert (run.stage, run.done, run.total) == ("preview", 2, 2)
    assert run.outcome["people"] == {"created": 1, "updated": 0, "unchanged": 0}
    assert Resident.objects.count() == people
    runs.confirm(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    assert work(street, run)
    assert run.stage == "done"
    assert Resident.objects.count() == people + 1
    assert [path.suffix for path in (home / "uploads").iterdir()] == [".rejects"]


def test_a_kept_file_cannot_be_read_by_who_finds_it(street: Street, home: Path) -> None:
    run = begin(street, GOOD)
    path = home / "uploads" / f"{run.pk}.roster"
    assert path.stat().st_mode & 0o077 == 0
    files.keep(run.pk, "roster", b"PK of a roster")
    assert b"PK of a roster" not in path.read_bytes()
    assert files.fetch(run.pk, "roster") == b"PK of a roster"


def test_sent_twice_it_is_one_run(street: Street) -> None:
    key = new_id()
    assert begin(street, GOOD, key=key).pk == begin(street, GOOD, key=key).pk
    assert ImportRun.objects.count() == 1


def test_asked_for_twice_the_work_is_done_once(street: Street) -> None:
    run = begin(street, GOOD)
    assert [work(street, run), work(street, run)] == [True, False]
    actor = street.actor("街道老彭")
    runs.confirm(actor=actor, run=run.pk, now=NOW)
    runs.confirm(actor=actor, run=run.pk, now=NOW)
    assert [work(street, run), work(street, run)] == [True, False]
    runs.confirm(actor=actor, run=run.pk, now=NOW)
    run.refresh_from_db()
    assert run.stage == "done"


def test_while_somebody_is_at_it_nobody_else_begins_until_it_is_plainly_dead(street: Street) -> None:
    run = begin(street, GOOD)
    ImportRun.objects.filter(pk=run.pk).update(beat_at=NOW)
    watch = Watch()
    assert not work(street, run, watch=watch)
    watch.now = NOW + runs.STALE + dt.timedelta(seconds=1)
    assert work(street, run, watch=watch)


def test_what_is_no_roster_fails_with_its_sentence_and_the_file_goes(street: Street, home: Path) -> None:
    upload = runs.Upload(new_id(), "照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100))
    run = runs.begin(actor=street.actor("街道老彭"), upload=upload, subdistrict=street.subdistrict.pk, now=NOW)
    work(street, run)
    assert (run.stage, run.problem) == ("failed", "这是一张图片，不是表格。请导入 Excel 或 CSV 花名册。")
    assert list((home / "uploads").iterdir()) == []


def test_beyond_the_own_community_it_is_refused_in_the_preview_already(street: Street) -> None:
    elsewhere = ["岩门社区", "第1片", "桥头组", "邻1", *GOOD[4:]]
    run = begin(street, elsewhere, who="社区小覃")
    work(street, run, who="社区小覃")
    assert run.stage == "failed"
    assert "岩门社区" in run.problem


def test_cancelled_it_leaves_nothing(street: Street, home: Path) -> None:
    run = begin(street, GOOD)
    work(street, run)
    runs.cancel(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.stage, run.outcome) == ("cancelled", {})
    assert list((home / "uploads").iterdir()) == []
    with pytest.raises(Refusal) as refused:
        runs.confirm(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    assert refused.value.code == "import_over"
    assert not work(street, run)


def test_once_it_is_being_written_it_cannot_be_cancelled(street: Street) -> None:
    run = begin(street, GOOD)
    work(street, run)
    runs.confirm(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    with pytest.raises(Refusal) as refused:
        runs.cancel(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    assert refused.value.code == "import_running"


def test_the_names_in_the_differences_are_not_kept_longer_than_needed(street: Street) -> None:
    first = begin(street, GOOD)
    work(street, first)
    runs.confirm(actor=street.actor("街道老彭"), run=first.pk, now=NOW)
    work(street, first)
    again = begin(street, [*GOOD[:9], "14000000009", *GOOD[10:]])
    work(street, again)
    assert [change["who"] for change in again.outcome["changes"]] == ["李大山"]
    runs.confirm(actor=street.actor("街道老彭"), run=again.pk, now=NOW)
    work(street, again)
    assert again.outcome["changes"] == []


def test_fetching_the_rows_to_correct_is_on_record(street: Street) -> None:
    run = begin(street, GOOD, BAD)
    work(street, run)
    data = runs.rejects(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["花名册"]
    assert Look.objects.get(target=run.pk).actor_name == "街道老彭"


def test_kept_files_go_after_a_week(street: Street, home: Path) -> None:
    run = begin(street, BAD, [*PLACE, "00103", "户主", "", "男", ZHAO, "", ""])
    work(street, run)
    old = (NOW - dt.timedelta(days=8)).timestamp()
    for path in (home / "uploads").iterdir():
        os.utime(path, (old, old))
    begin(street, GOOD)
    with pytest.raises(NotThere):
        runs.rejects(actor=street.actor("街道老彭"), run=run.pk, now=NOW)


def test_each_sees_the_own_runs_and_the_street_sees_all(street: Street) -> None:
    run = begin(street, GOOD, who="社区小覃")
    assert runs.get_run(street.actor("社区小覃"), run.pk) == run
    assert runs.get_run(street.actor("街道老彭"), run.pk) == run
    for stranger in ("岩门小吴", "李邻长", "民政老杜"):
        with pytest.raises(NotThere):
            runs.get_run(street.actor(stranger), run.pk)


def test_only_who_may_import_begins(street: Street) -> None:
    with pytest.raises(NotAllowed):
        begin(street, GOOD, who="李邻长")
    upload = runs.Upload(new_id(), "花名册.xlsx", b"")
    with pytest.raises(Invalid) as refused:
        runs.begin(actor=street.actor("社区小覃"), upload=upload, subdistrict=street.subdistrict.pk, now=NOW)
    assert refused.value.field == "file"
    with pytest.raises(NotThere):
        runs.begin(
            actor=street.actor("社区小覃"),
            upload=runs.Upload(new_id(), "花名册.xlsx", b"x"),
            subdistrict=street.county.pk,
            now=NOW,
        )


def test_too_large_a_file_is_not_even_kept(street: Street, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_BYTES", 10)
    with pytest.raises(Invalid) as refused:
        begin(street, GOOD)
    assert refused.value.code == "too_big"
    assert not (home / "uploads").exists()


def test_an_accident_writes_nothing_and_says_so(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begin(street, GOOD)
    work(street, run)
    runs.confirm(actor=street.actor("街道老彭"), run=run.pk, now=NOW)
    people = Resident.objects.count()

    def stumble(*_args: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(runs, "_keep_rejects", stumble)
    with pytest.raises(OSError, match="full"):
        work(street, run)
    run.refresh_from_db()
    assert run.stage == "failed"
    assert Resident.objects.count() == people
    assert not AuditEntry.objects.filter(verb="roster.import").exists()
