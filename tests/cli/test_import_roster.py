"""`youlin import roster`: what scripts and operators see."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, WANG, workbook
from youlin.cli.main import main
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = [*PLACE, "00001", "户主", "李邻长", "男", LI, "14000000001", "老屋场组1号"]
BAD = [*PLACE, "00002", "户主", "王奶奶", "女", WANG[:-1], "", ""]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(workbook(("花名册", [["锣溪街道居民花名册"], HEADER, GOOD, BAD]), ("说明", [["请先看这里"]])))
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_prints_one_document_of_the_agreed_shape(capsys: pytest.CaptureFixture[str], roster: Path) -> None:
    code, out, err = run(capsys, "import", "roster", roster, "--json")
    told: dict[str, Any] = json.loads(out)
    assert code == 0
    assert told == {
        "rows": 2,
        "sheets": 1,
        "territories": {"communities": 1, "areas": 1, "groups": 1, "neighbourhoods": 1},
        "households": {"created": 1, "updated": 0, "unchanged": 0, "registered_only": 0},
        "people": {"created": 1, "updated": 0, "unchanged": 0},
        "circumstances": {},
        "cleaned": 0,
        "rejected": [
            {
                "sheet": "花名册",
                "row": 4,
                "column": "公民身份号码",
                "code": "id_length",
                "message": "身份证号位数不对，应是 18 位。请照证件重填。",
            }
        ],
        "duplicates": 0,
    }
    assert "工作表“说明”不是花名册，没有读。" in err


def test_the_first_roster_begins_its_street(capsys: pytest.CaptureFixture[str], roster: Path) -> None:
    run(capsys, "import", "roster", roster)
    street = Territory.objects.get(level=Level.SUBDISTRICT)
    assert street.name == "锣溪街道"
    assert Household.objects.get().subdistrict == street
    run(capsys, "import", "roster", roster)
    assert Territory.objects.filter(level=Level.SUBDISTRICT).count() == 1


def test_a_trial_writes_nothing_not_even_the_street(capsys: pytest.CaptureFixture[str], roster: Path) -> None:
    code, out, _err = run(capsys, "import", "roster", roster, "--dry-run")
    assert code == 0
    assert out.startswith("试一遍，没有写入：")
    assert not Territory.objects.exists()


def test_rejects_are_corrected_and_brought_again(
    capsys: pytest.CaptureFixture[str], roster: Path, tmp_path: Path
) -> None:
    rejects = tmp_path / "待改正.xlsx"
    run(capsys, "import", "roster", roster, "--rejects", rejects)
    assert rejects.exists()
    code, out, _err = run(capsys, "import", "roster", rejects, "--json")
    assert code == 0
    assert json.loads(out)["rejected"][0]["code"] == "id_length"
    assert Resident.objects.count() == 1


def test_a_new_street_is_begun_by_code_and_name(capsys: pytest.CaptureFixture[str], roster: Path) -> None:
    words = ("--subdistrict", "430899002000", "--subdistrict-name", "画屏街道")
    assert run(capsys, "import", "roster", roster, *words)[0] == 0
    assert Territory.objects.get(code="430899002000").name == "画屏街道"
    assert run(capsys, "import", "roster", roster, "--subdistrict", "430899002")[0] == 0
    assert Territory.objects.filter(level=Level.SUBDISTRICT).count() == 1


def test_with_several_streets_one_must_be_named(capsys: pytest.CaptureFixture[str], roster: Path) -> None:
    for name in ("甲街道", "乙街道"):
        run(capsys, "import", "roster", roster, "--subdistrict-name", name)
    code, out, err = run(capsys, "import", "roster", roster, "--json")
    assert (code, json.loads(out)["refused"]) == (1, "territory_unclear")
    assert "--subdistrict" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("没有这个文件.xlsx",), "file_missing"),
        (("{file}", "--subdistrict", "999999999000"), "territory_unknown"),
        (("{file}", "--rejects", "{file}"), "rejects_is_source"),
        (("{file}", "--rejects", "{folder}/没有/a.xlsx"), "folder_missing"),
        (("{file}", "--rejects", "{folder}/a.txt"), "rejects_not_xlsx"),
        (("{picture}",), "picture"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_before_anything_is_written(
    capsys: pytest.CaptureFixture[str], roster: Path, words: tuple[str, ...], code: str
) -> None:
    picture = roster.with_name("照片.xlsx")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    filled = [word.format(file=roster, folder=roster.parent, picture=picture) for word in words]
    status, out, err = run(capsys, "import", "roster", *filled, "--json")
    assert (status, json.loads(out)["refused"]) == (1, code)
    assert err.strip().endswith("。")
    assert not Territory.objects.exists()


def test_wrong_usage_is_two() -> None:
    with pytest.raises(SystemExit) as left:
        main(["import", "roster"])
    assert left.value.code == 2
