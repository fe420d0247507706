"""The phone's one-line page."""

from collections.abc import Callable

from django.test import Client

from tests.factories import cast
from youlin.domains.outreach.models import MicroService

PAGE = "/me/services/"


def test_李邻长_types_a_line_and_it_stands_below(street: cast.Street, logged_in: Callable[[str], Client]) -> None:
    phone = logged_in("李邻长")
    drawn = phone.get(PAGE)
    assert drawn.status_code == 200
    assert "在哪个邻" not in drawn.content.decode()

    sent = {
        "text": "帮王奶奶换灯泡",
        "neighbourhood": str(street.lin1.pk),
        "client_id": "019aa000-0000-7000-8000-000000000001",
    }
    for _press in range(2):
        assert phone.post(PAGE, sent).status_code == 302
    assert MicroService.objects.count() == 1
    assert "帮王奶奶换灯泡" in phone.get(PAGE).content.decode()


def test_an_empty_line_stays_on_the_page_with_a_sentence(
    street: cast.Street, logged_in: Callable[[str], Client]
) -> None:
    answer = logged_in("李邻长").post(PAGE, {"text": "", "neighbourhood": str(street.lin1.pk)})
    assert answer.status_code == 422
    assert "请写一句做了什么" in answer.content.decode()


def test_田组长_is_asked_where(street: cast.Street, logged_in: Callable[[str], Client]) -> None:
    assert "在哪个邻" in logged_in("田组长").get(PAGE).content.decode()


def test_an_elses_neighbourhood_is_no_choice(street: cast.Street, logged_in: Callable[[str], Client]) -> None:
    answer = logged_in("李邻长").post(PAGE, {"text": "送菜", "neighbourhood": str(street.yanmen_lin.pk)})
    assert answer.status_code == 422
    assert MicroService.objects.count() == 0
