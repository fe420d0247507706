"""Adjustments at the desk: reason and effect, many decided at once, taken back; places renamed and merged."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.chiefs.models import Adjustment
from youlin.domains.residents.models import Household
from youlin.foundation import clock

NOW = cast.START
TODAY = clock.day_of(NOW)
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_split_is_seen_accepted_and_taken_back(street: cast.Street, logged_in: As) -> None:
    for number in range(16):
        cast.household(street.lin1, f"7{number:04}", f"老屋场组{number}号")
    qin = logged_in("社区小覃")
    assert "新添 3 条建议" in said(qin.post("/office/adjustments/look/", follow=True))
    page = said(qin.get("/office/adjustments/?kind=too_large"))
    assert "有 18 户常住户，超过 15 户，建议分成 2 个邻" in page and "邻1 18→9" in page
    assert "条邻的调整建议" in said(qin.get("/office/"))
    row = Adjustment.objects.get(kind="too_large")
    assert "老屋场组9号" in said(qin.get(f"/office/adjustments/{row.pk}/"))

    answer = qin.post("/office/adjustments/decide/", {"row": [row.pk], "verb": "accept"}, follow=True)
    assert "同意了 1 条" in said(answer)
    assert Household.objects.filter(neighbourhood=street.lin1).count() == 9
    assert "已调整" in said(qin.get(f"/office/adjustments/{row.pk}/"))
    assert "都回到原来的样子" in said(qin.post(f"/office/adjustments/{row.pk}/undo/", follow=True))
    assert Household.objects.filter(neighbourhood=street.lin1).count() == 18


def test_declined_many_at_once_with_a_reason(street: cast.Street, logged_in: As) -> None:
    peng = logged_in("街道老彭")
    peng.post("/office/adjustments/look/")
    rows = {"row": list(Adjustment.objects.values_list("pk", flat=True)), "verb": "decline"}
    assert "请写一句为什么不调整" in said(peng.post("/office/adjustments/decide/", rows, follow=True))
    assert "2 条不调整了" in said(peng.post("/office/adjustments/decide/", rows | {"reason": "山上户散"}, follow=True))
    assert "山上户散" in said(peng.get("/office/adjustments/?state=declined"))
    assert "请先勾上" in said(peng.post("/office/adjustments/decide/", {}, follow=True))
    assert peng.get("/office/adjustments/?as=xlsx&state=declined").status_code == 200


def test_no_other_office_decides(street: cast.Street, logged_in: As) -> None:
    logged_in("街道老彭").post("/office/adjustments/look/")
    row = Adjustment.objects.get(place=street.lin2)
    wu = logged_in("岩门小吴")
    assert wu.get(f"/office/adjustments/{row.pk}/").status_code == 404
    answer = wu.post("/office/adjustments/decide/", {"row": [row.pk], "verb": "decline", "reason": "无关"})
    assert answer.status_code == 404


def test_bounds_are_set_for_a_place(street: cast.Street, logged_in: As) -> None:
    qin, page = logged_in("社区小覃"), f"/office/adjustments/bounds/{street.group.pk}/"
    assert qin.post(page, {"least": 9, "most": 4}).status_code == 422
    qin.post(page, {"least": 1, "most": 12})
    assert 'value="12"' in said(qin.get(page))


def test_a_place_is_renamed_with_all_below_it(street: cast.Street, logged_in: As) -> None:
    qin, page = logged_in("社区小覃"), f"/office/settings/places/{street.group.pk}/rename/"
    assert qin.post(page, {"name": ""}).status_code == 422
    qin.post(page, {"name": "新屋场组"})
    street.lin1.refresh_from_db()
    assert street.lin1.full_name == "溪布社区第1片新屋场组邻1"
    taken = qin.post(f"/office/settings/places/{street.lin1.pk}/rename/", {"name": "邻2"})
    assert taken.status_code == 422 and "已经有“邻2”了" in said(taken)
    assert logged_in("岩门小吴").get(page).status_code == 404


def test_two_neighbourhoods_are_merged_by_hand_and_the_closed_one_is_gone_from_the_lists(
    street: cast.Street, logged_in: As
) -> None:
    qin = logged_in("社区小覃")
    page = f"/office/settings/places/{street.lin2.pk}/merge/"
    assert "岩门" not in said(qin.get(page)).split("<form", 2)[-1]
    answer = qin.post(page, {"into": str(street.lin1.pk)}, follow=True)
    assert "已经并好" in said(answer) and "并入溪布社区第1片老屋场组邻1" in said(answer)
    assert "老屋场组邻2" not in said(qin.get("/office/chiefs/")) + said(qin.get("/office/chiefs/coverage/"))
