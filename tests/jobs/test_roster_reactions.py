"""What follows when a roster tells where people live now."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.domains.care.conftest import on
from tests.domains.residents.roster.papers import PLACE, sheet
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import CarePlan
from youlin.domains.chiefs.models import Post
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.models import Household

pytestmark = pytest.mark.django_db

HEADER = ("社区", "片", "组", "邻", "户编号", "与户主关系", "姓名", "出生日期", "是否常住")


def bring(street: Street, *rows: list[object]) -> None:
    book = sheet(*rows, header=HEADER)
    import_roster(actor=SYSTEM, book=book, subdistrict=street.subdistrict.pk, now=on(1))


def test_care_ends_for_who_no_longer_lives_here(
    street: Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    care.open_plans(actor=SYSTEM, now=START)
    with django_capture_on_commit_callbacks(execute=True):
        bring(
            street,
            [*PLACE, "00001", "户主", "王桂英", "1944.3.2", "否"],
            [*PLACE, "00001", "子女", "王小英", "1970.3.2", "是"],
        )
    assert CarePlan.objects.get(resident=street.wang).ends_on is not None
    assert CarePlan.objects.get(resident=street.liu).ends_on is None


def test_care_goes_with_a_household_to_its_new_chief(
    street: Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    care.open_plans(actor=SYSTEM, now=START)
    with django_capture_on_commit_callbacks(execute=True):
        bring(street, [*PLACE[:3], "邻2", "00001", "户主", "王桂英", "1944.3.2", "是"])
    assert Household.objects.get(number="00001").neighbourhood == street.lin2
    assert CarePlan.objects.get(resident=street.wang).neighbourhood == street.lin2


def test_each_new_place_has_its_post(
    street: Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        bring(street, ["画卷社区", "第1片", "桥头组", "邻1", "1", "户主", "新来的", "1980.1.1", "是"])
    roles = Post.objects.filter(territory__full_name__startswith="画卷社区").values_list("role", flat=True)
    assert sorted(roles) == ["area_chief", "community_staff", "group_chief", "neighbourhood_chief"]
