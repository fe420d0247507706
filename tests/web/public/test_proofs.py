"""A report without an account shows that a person is there: by the script's work, or a sum for who has no script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client

from tests.factories.cast import Street
from tests.web.public.proofs import answered, proved
from youlin.domains.cases import actions
from youlin.domains.cases.models import Case, SpentProof
from youlin.domains.cases.rules.proof import LIFE
from youlin.foundation import clock

SAID = {"text": "下水道堵了", "place": "溪布社区第1片老屋场组1号"}


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "INVALID" not in page
    return page


def test_the_script_or_the_sum_lets_one_report_in(street: Street) -> None:
    for proof in (proved(), answered()):
        assert Client().post("/report/", SAID | proof).status_code == 302
    assert Case.objects.count() == 2


def test_without_either_it_stays_on_the_page_with_the_question(street: Street) -> None:
    wrong = proved() | {"proof_solution": "x"}
    for proof in ({}, wrong, {"proof_token": "made-up", "proof_answer": "7"}, answered() | {"proof_answer": "99"}):
        answer = Client().post("/report/", SAID | proof)
        assert answer.status_code == 422
        assert "等于几" in text_of(answer)
        assert "下水道堵了" in text_of(answer)
    assert not Case.objects.exists()


def test_one_proof_lets_one_report_in_and_a_double_press_is_one(street: Street) -> None:
    proof, first = proved(), {"client_id": "6f0c1a52-6c1f-4b7e-9a86-0d8f5f3f7a01"}
    for _press in range(2):
        assert Client().post("/report/", SAID | proof | first).status_code == 302
    again = Client().post("/report/", SAID | proof | {"text": "另一件"})
    assert again.status_code == 422
    assert "已经用过一次了" in text_of(again)
    assert Case.objects.count() == SpentProof.objects.count() == 1


def test_a_refused_report_spends_no_proof(street: Street) -> None:
    proof = proved()
    assert Client().post("/report/", SAID | proof | {"phone": "八个八"}).status_code == 422
    assert Client().post("/report/", SAID | proof).status_code == 302


def test_an_old_page_asks_once_more_with_a_fresh_question_and_the_words_stay(street: Street) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        proof = proved()
    with time_machine.travel(now + LIFE + timedelta(seconds=1), tick=False):
        page = text_of(Client().post("/report/", SAID | proof))
    assert "页面开得太久了" in page
    assert "下水道堵了" in page
    token = re.search(r'name="proof_token" value="([^"]+)"', page)
    assert token is not None
    assert token[1] != proof["proof_token"]


def test_used_up_proofs_are_forgotten_once_no_page_can_hold_them(street: Street) -> None:
    Client().post("/report/", SAID | proved())
    actions.escalate_overdue(now=clock.now() + timedelta(days=2))
    assert not SpentProof.objects.exists()


def test_the_question_is_there_for_who_has_no_script_and_speaks_to_a_screen_reader(street: Street) -> None:
    page = text_of(Client().get("/report/"))
    assert re.search(r'<label[^>]*for="id_proof_answer"[^>]*>[^<]*等于几', page)
    assert "http" not in re.sub(r'xmlns="[^"]+"', "", re.search(r"<script.*</script>", page, re.S)[0])  # type: ignore[index]
