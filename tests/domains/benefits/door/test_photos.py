"""Photographs of papers: sealed, without their camera, each look on record, and gone in their time."""

import uuid
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from tests.factories import cast
from youlin.domains.benefits import actions
from youlin.domains.benefits.models import (
    Application,
    ApplicationPhoto,
    LocalFigure,
)
from youlin.foundation import clock
from youlin.foundation.models import Look
from youlin.foundation.refusal import NotThere, Refusal

NOW = cast.START
DAY = clock.day_of(NOW)


def picture(colour: str = "white") -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.new("RGB", (640, 480), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def on_disk(row: Application) -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "applications").rglob(f"{row.pk.hex}/*.sealed"))


def test_a_photograph_lies_sealed_without_its_camera_and_each_look_is_on_record(
    street: cast.Street, row: Application
) -> None:
    li, paper = street.actor("李邻长"), row.checklist[0]["text"]
    for _ in range(2):  # the same one twice is one
        made = actions.add_photo(actor=li, application=row.pk, paper=paper, data=picture(), now=NOW)
    assert ApplicationPhoto.objects.count() == 1
    kept = b"".join(path.read_bytes() for path in on_disk(row))
    assert kept
    assert not kept.startswith(b"\xff\xd8")
    seen = actions.look_at_photo(actor=li, application=row.pk, photo=made.pk, now=NOW)
    assert seen.startswith(b"\xff\xd8")
    assert b"SecretPhone" not in seen
    assert Look.objects.get(field="photo").target == row.pk
    with pytest.raises(NotThere):
        actions.look_at_photo(actor=street.actor("周邻长"), application=row.pk, photo=made.pk, now=NOW)


def test_a_photograph_taken_back_is_off_the_disk_and_the_row_says_by_whom(
    street: cast.Street, row: Application, django_capture_on_commit_callbacks: Any
) -> None:
    li, paper = street.actor("李邻长"), row.checklist[0]["text"]
    made = actions.add_photo(actor=li, application=row.pk, paper=paper, data=picture("red"), now=NOW)
    other = actions.add_photo(actor=li, application=row.pk, paper="form", data=picture("red"), now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(actor=li, application=row.pk, photo=made.pk, now=NOW)
    assert len(on_disk(row)) == 1  # the other paper shows the same picture
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(actor=li, application=row.pk, photo=other.pk, now=NOW)
    assert on_disk(row) == []
    assert list(ApplicationPhoto.objects.values_list("removed_by_name", flat=True)) == ["李邻长", "李邻长"]
    with pytest.raises(NotThere):
        actions.look_at_photo(actor=li, application=row.pk, photo=made.pk, now=NOW)


def test_photographs_go_when_their_time_is_over_and_stay_where_nobody_set_one(
    street: cast.Street, row: Application, django_capture_on_commit_callbacks: Any
) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    actions.add_photo(actor=li, application=row.pk, paper="form", data=picture(), now=NOW)
    Application.objects.filter(pk=row.pk).update(stage="reviewed")
    step = actions.Step("granted", DAY, document="武民函12号")
    actions.take_step(actor=qin, application=row.pk, step=step, now=NOW)
    later = NOW + timedelta(days=400)
    assert actions.forget_photos(now=later) == 0  # 未配置
    LocalFigure.objects.create(
        subdistrict=street.subdistrict,
        parameter="application.photos.days",
        value="90",
        valid_from=DAY,
        source="区民政局档案管理规定",
        state=LocalFigure.States.CONFIRMED,
        proposed_by=uuid.uuid4(),
        proposed_by_name="街道老彭",
        proposed_at=NOW,
        decided_by=uuid.uuid4(),
        decided_by_name="街道老田",
        decided_at=NOW,
        client_id=uuid.uuid4(),
    )
    assert actions.forget_photos(now=NOW + timedelta(days=90)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_photos(now=NOW + timedelta(days=91)) == 1
    assert actions.forget_photos(now=later) == 0
    assert on_disk(row) == []


def test_photographs_of_what_was_withdrawn_go_the_same_night(
    street: cast.Street, row: Application, django_capture_on_commit_callbacks: Any
) -> None:
    li = street.actor("李邻长")
    actions.add_photo(actor=li, application=row.pk, paper="form", data=picture(), now=NOW)
    actions.take_step(actor=li, application=row.pk, step=actions.Step("withdrawn", DAY), now=NOW)
    with pytest.raises(Refusal):
        actions.add_photo(actor=li, application=row.pk, paper="form", data=picture("blue"), now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_photos(now=NOW) == 1
    assert on_disk(row) == []
