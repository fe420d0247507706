"""What nobody asks for on purpose is answered in words, not with a trace."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/?q=%00", "/find/?q=a%00b", "/office/cases/?q=%00"])
def test_a_zero_character_in_an_address_is_refused_on_every_page(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 400
    assert "text/html" in answer["Content-Type"]


def test_the_address_of_a_form_that_is_opened_as_a_page_says_so_and_leads_back() -> None:
    answer = Client().get("/display/", headers={"referer": "http://testserver/find/"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    said = answer.content.decode()
    assert "不能直接打开" in said
    assert 'href="http://testserver/find/"' in said
