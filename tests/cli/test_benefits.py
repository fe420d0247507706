"""`youlin rules` and `youlin screen`."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from tests.factories import cast
from youlin.cli.main import main
from youlin.domains.residents.models import Circumstance, Household, Resident

SET = ["--set", "dibao.standard.urban=650元", "--set", "dibao.standard.rural=50000"]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 1
    return json.loads(capsys.readouterr().out)["refused"]


def test_rules_names_programmes_figures_and_problems(street: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "rules")
    assert {"id": "dibao", "name": "最低生活保障（低保）"}.items() <= found["programmes"][10].items()
    assert found["problems"] == []
    [urban] = [one for one in found["parameters"] if one["id"] == "dibao.standard.urban"]
    assert (urban["value"], urban["confirmed_by"], urban["filled_by"]) == (None, None, "区县民政局")
    [edge] = [one for one in found["parameters"] if one["id"] == "edge.multiple"]
    assert (edge["value"], edge["unit"], edge["region"], edge["from"]) == ("3/2", "multiple", "000000", "2021-07-01")


def test_a_street_s_own_rule_is_found_and_its_mistake_named(
    street: cast.Street, capsys: pytest.CaptureFixture[str], settings: LazySettings, tmp_path: Path
) -> None:
    settings.YOULIN_HOME = tmp_path
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "local.yaml").write_text(
        "programmes:\n  - id: firewood\n    name: {zh: 柴火, en: firewood}\n    unit: person\n    source: house\n"
        "    valid: {from: 2026-01-01}\n    conditions:\n      - id: old\n        label: {zh: 老, en: old}\n"
        "        when: agee >= 70\n        valid: {from: 2026-01-01}\n",
        encoding="utf-8",
    )
    [problem] = told(capsys, "rules")["problems"]
    assert (problem["file"], problem["line"], problem["code"]) == ("rules/local.yaml", 10, "expression")


def test_a_household_hears_each_programme_with_reasons(street: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    Household.objects.filter(pk=street.zhao_home.pk).update(annual_income_fen=779_999)
    Resident.objects.filter(pk=street.zhao.pk).update(relation="户主", health="健康")
    found = told(capsys, "screen", "--household", "00003", "--on", "2026-11-22", *SET)
    assert found["household"] == "00003"
    dibao = next(one for one in found["programmes"] if one["id"] == "dibao")
    assert (dibao["verdict"], dibao["likely"], dibao["ask"]) == ("unknown", True, None)
    income = dibao["conditions"][0]
    assert (income["verdict"], income["because"]) == ("yes", "家庭年收入（人均） 7,799.99 元，低于 7,800.00 元")
    assert "57号" in income["source"]
    assert "户口簿和身份证" in dibao["documents"]

    Household.objects.filter(pk=street.zhao_home.pk).update(annual_income_fen=780_000)
    [dibao] = told(capsys, "screen", "--household", "00003", "--programme", "dibao", *SET)["programmes"]
    assert dibao["verdict"] == "no"


def test_without_the_local_figure_it_is_unknown_and_names_it(
    street: cast.Street, capsys: pytest.CaptureFixture[str]
) -> None:
    [dibao] = told(capsys, "screen", "--household", "00003", "--programme", "dibao")["programmes"]
    assert dibao["verdict"] == "unknown"
    assert "dibao.standard.urban" in dibao["unset"]


def test_a_territory_is_counted(street: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    card = cast.circumstance(street.zhao, "disabled")
    Circumstance.objects.filter(pk=card.pk).update(detail="肢体一级")
    found = told(capsys, "screen", "--territory", "430899001000", "--programme", "disabled_care")
    assert (found["people"], found["households"], found["found"]) == (3, 3, {"disabled_care": 1})
    assert found["unknown"] == {"disabled_care": 2}
    assert found["seconds"] >= 0
    assert told(capsys, "screen", "--territory", street.lin1.door_code)["households"] == 2


def test_what_does_not_exist_is_refused_with_a_sentence(
    street: cast.Street, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, "screen", "--household", "99999") == "household_unknown"
    assert refused(capsys, "screen", "--programme", "gold") == "programme_unknown"
    assert refused(capsys, "screen", "--set", "dibao.gold=1") == "parameter_unknown"
    assert refused(capsys, "screen", "--set", "dibao.standard.urban=很多") == "figure_bad"
    assert refused(capsys, "screen", "--on", "明天") == "date_bad"


def test_people_read_it_too(street: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "--household", "00001", "--programme", "aged_80"]) == 0
    said = capsys.readouterr().out
    assert "未配置" in said
    assert "区县民政局" in said
    assert main(["rules"]) == 0
    assert "未配置：dibao.standard.urban" in capsys.readouterr().out
