"""A card is scanned on the street, shown on a phone, printed at a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment
from youlin.foundation import clock

NOW = cast.START
TODAY = clock.day_of(NOW)


@pytest.fixture(autouse=True)
def that_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


@pytest.fixture
def card(street: cast.Street) -> queries.Card:
    return queries.my_cards(street.actor("李邻长"), day=TODAY)[0]


def test_a_resident_reads_valid_with_name_post_and_place(card: queries.Card) -> None:
    answer = Client().get(f"/cards/{card.token}")
    page = text_of(answer)
    assert answer.status_code == 200
    for words in ("有效", "李邻长", "邻长", "溪布社区第1片老屋场组邻1"):
        assert words in page
    assert "no-store" in answer["Cache-Control"]


def test_the_moment_the_term_ends_the_page_says_revoked(street: cast.Street, card: queries.Card) -> None:
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=card.appointment, ends_on=TODAY, reason="搬家", now=NOW)
    page = text_of(Client().get(f"/cards/{card.token}"))
    assert "<h1>作废</h1>" in page
    assert "<h1>有效</h1>" not in page


def test_a_term_that_ran_out_says_expired(card: queries.Card) -> None:
    Appointment.objects.filter(pk=card.appointment).update(ends_on=TODAY + timedelta(days=2))
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert "<h1>过期</h1>" in text_of(Client().get(f"/cards/{card.token}"))


def test_a_made_up_code_is_none_of_ours(card: queries.Card) -> None:
    for token in (card.token[:-1] + ("a" if card.token[-1] != "a" else "b"), card.number, "x" * 48, "证"):
        answer = Client().get(f"/cards/{token}")
        assert answer.status_code == 404
        assert "不是本系统的证" in text_of(answer)
        assert "李邻长" not in text_of(answer)


def test_no_telephone_stands_on_it_though_it_is_public(street: cast.Street, card: queries.Card) -> None:
    from youlin.domains.access.models import User

    User.objects.filter(username="li").update(phone="14000000088")
    Appointment.objects.filter(pk=card.appointment).update(phone_public=True)
    assert "14000000088" not in text_of(Client().get(f"/cards/{card.token}"))


def test_on_the_phone_the_card_is_shown_printed_and_replaced(
    street: cast.Street, card: queries.Card, logged_in: Callable[[str], Client]
) -> None:
    li = logged_in("李邻长")
    page = text_of(li.get("/me/cards/"))
    assert "<svg" in page
    assert card.number in page
    assert li.get(f"/me/cards/{card.appointment}/paper/").content.startswith(b"%PDF")
    li.post(f"/me/cards/{card.appointment}/lost/", {"reason": "丢了", "serial": "1"})
    assert card.number not in text_of(li.get("/me/cards/"))
    assert "<h1>作废</h1>" in text_of(Client().get(f"/cards/{card.token}"))


def test_one_chief_does_not_print_anothers_card(card: queries.Card, logged_in: Callable[[str], Client]) -> None:
    zhou = logged_in("周邻长")
    for page in ("paper", "photo", "lost", "picture"):
        assert zhou.get(f"/me/cards/{card.appointment}/{page}/").status_code == 404


def test_the_photograph_shows_while_the_card_is_good_and_not_after(
    street: cast.Street, card: queries.Card, logged_in: Callable[[str], Client]
) -> None:
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 400), "#a05030").save(out, "JPEG")
    li = logged_in("李邻长")
    sent = li.post(
        f"/me/cards/{card.appointment}/photo/", {"photo": SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")}
    )
    assert sent.status_code == 302
    assert Client().get(f"/cards/{card.token}/photo")["Content-Type"] == "image/jpeg"
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=card.appointment, ends_on=TODAY, reason="搬家", now=NOW)
    assert Client().get(f"/cards/{card.token}/photo").status_code == 404
    assert "/photo" not in text_of(Client().get(f"/cards/{card.token}"))


def test_the_desk_prints_a_community_and_replaces_a_lost_card(
    street: cast.Street, card: queries.Card, logged_in: Callable[[str], Client]
) -> None:
    qin = logged_in("社区小覃")
    page = text_of(qin.get("/office/known/cards/"))
    assert card.number in page
    assert "岩门邻长" not in page
    assert qin.get("/office/known/cards/paper/").content.startswith(b"%PDF")
    qin.post(f"/office/known/cards/{card.appointment}/lost/", {"reason": "洗坏了", "serial": "1"})
    assert "<h1>作废</h1>" in text_of(Client().get(f"/cards/{card.token}"))
    wu = logged_in("岩门小吴")
    assert wu.get(f"/office/known/cards/{card.appointment}/paper/").status_code == 404
