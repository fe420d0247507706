"""The interface for residents' cases, exactly as others rely on it."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.cast import Street
from tools import openapi
from youlin.domains.cases import actions
from youlin.domains.cases.models import Case
from youlin.foundation import clock

CASES = "/api/v1/public/cases"
SAID = {"text": "下水道堵了", "place": "溪布社区第1片老屋场组1号", "name": "王奶奶", "phone": "14000000001"}


def post(body: Any, **headers: str) -> Any:
    content = body if isinstance(body, str) else json.dumps(body)
    return Client().post(CASES, content, content_type="application/json", headers=headers)


def problem(answer: Any) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(answer.content)
    assert found["status"] == answer.status_code
    assert found["detail"]
    return found


@pytest.mark.usefixtures("street")
class TestReporting:
    def test_a_report_gives_number_and_code(self) -> None:
        answer = post(SAID)
        assert answer.status_code == 201
        assert answer.json().keys() == {"number", "code"}
        assert answer.json()["number"] == Case.objects.get().number

    def test_the_same_key_and_body_give_the_same_receipt(self) -> None:
        key = {"Idempotency-Key": str(uuid4())}
        assert post(SAID, **key).json() == post(SAID, **key).json()
        assert Case.objects.count() == 1

    def test_the_same_key_with_another_body_is_refused_and_shows_nothing(self) -> None:
        key = {"Idempotency-Key": "my-key-0001"}
        post(SAID, **key)
        answer = post(SAID | {"text": "别的事"}, **key)
        assert (answer.status_code, problem(answer)["code"]) == (409, "sent_already")
        assert Case.objects.count() == 1

    def test_without_a_key_two_reports_are_two(self) -> None:
        assert post(SAID).json() != post(SAID).json()

    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ("{not json", 400, None),
            ({"place": "x"}, 422, "text"),
            ({"text": "x"}, 422, "place"),
            (SAID | {"text": ""}, 422, "text"),
            (SAID | {"text": "   "}, 422, "text"),
            (SAID | {"text": "长" * 2001}, 422, "text"),
            (SAID | {"kind": "poem"}, 422, "kind"),
            (SAID | {"phone": "八个八"}, 422, "phone"),
            (SAID | {"text": 7}, 422, "text"),
            ([], 422, None),
        ],
    )
    def test_bad_input_gets_a_problem_document(self, body: Any, status: int, field: str | None) -> None:
        answer = post(body)
        assert answer.status_code == status
        found = problem(answer)
        if field:
            assert [fault["field"] for fault in found["errors"]] == [field]
        assert not Case.objects.exists()

    def test_a_key_that_is_too_short_to_be_ones_own_is_refused(self) -> None:
        assert problem(post(SAID, **{"Idempotency-Key": "1"}))["code"] == "idempotency_key_bad"

    def test_a_flood_is_a_429(self) -> None:
        statuses = [post(SAID).status_code for _again in range(actions.REPORT.tries + 1)]
        assert statuses == [201] * actions.REPORT.tries + [429]


class TestTracking:
    def test_the_trail_by_levels_without_names(self, street: Street) -> None:
        receipt = post(SAID).json()
        case = Case.objects.get()
        actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="田组长有数", now=clock.now())
        answer = Client().get(f"{CASES}/{receipt['number']}", {"code": receipt["code"]})
        found = answer.json()

        assert found.keys() == {"number", "status", "holder_level", "due_at", "trail"}
        assert (found["status"], found["holder_level"]) == ("open", "group")
        assert [(step["level"], step["what"]) for step in found["trail"]] == [
            ("neighbourhood", "report"),
            ("group", "escalate"),
        ]
        assert all(step.keys() == {"at", "level", "what"} for step in found["trail"])
        assert re.search(r"[\u4e00-\u9fff]", answer.content.decode()) is None

    def test_a_wrong_code_and_an_unknown_number_are_the_same_404(self, street: Street) -> None:
        receipt = post(SAID).json()
        wrong = Client().get(f"{CASES}/{receipt['number']}", {"code": "22222222"})
        unknown = Client().get(f"{CASES}/2026-999999", {"code": receipt["code"]})
        assert wrong.status_code == unknown.status_code == 404
        assert problem(wrong) == problem(unknown)

    def test_a_character_that_no_database_keeps_is_no_trouble(self, street: Street) -> None:
        assert post({key: f"\0{value}\0" for key, value in SAID.items()}).status_code == 201
        case = Case.objects.get()
        assert (case.text, case.place, case.reporter_name) == (SAID["text"], SAID["place"], SAID["name"])
        assert Client().get(f"{CASES}/%00", {"code": "22222222\0"}).status_code == 404

    def test_without_a_code_it_says_which_value_is_missing(self, street: Street) -> None:
        answer = Client().get(f"{CASES}/2026-000001")
        assert [fault["field"] for fault in problem(answer)["errors"]] == ["code"]

    def test_guessing_comes_to_an_end(self, street: Street) -> None:
        receipt = post(SAID).json()
        for _guess in range(actions.TRACK.tries):
            Client().get(f"{CASES}/{receipt['number']}", {"code": "22222222"})
        assert problem(Client().get(f"{CASES}/{receipt['number']}", {"code": receipt["code"]}))["status"] == 429

    def test_every_step_that_can_happen_has_its_word_in_the_interface(self) -> None:
        from typing import get_args

        from youlin.api.v1.cases import What
        from youlin.domains.cases.queries.public import HIDDEN
        from youlin.domains.cases.rules.states import Step

        assert set(get_args(What)) == {step.value for step in Step if step not in HIDDEN}


class TestTheDescription:
    def test_it_is_the_kept_one(self) -> None:
        assert openapi.description() == openapi.KEPT.read_text(encoding="utf-8"), (
            "run .venv/bin/python -m tools.openapi and read what changed: others rely on it"
        )

    def test_it_is_served(self) -> None:
        served = Client().get("/api/v1/openapi.json").json()
        assert served == json.loads(openapi.KEPT.read_text(encoding="utf-8"))
        assert Client().get("/api/v1/").status_code == 302

    def test_every_answer_is_declared(self) -> None:
        paths = json.loads(openapi.description())["paths"]
        assert set(paths["/api/v1/public/cases"]["post"]["responses"]) == {"201", "400", "409", "422", "429"}
        assert set(paths["/api/v1/public/cases/{number}"]["get"]["responses"]) == {"200", "404", "422", "429"}
