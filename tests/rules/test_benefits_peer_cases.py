"""Cases that others wrote for other countries' rules, where their packages are installed (`dev.py bench screening`)."""

from pathlib import Path

import pytest

from tests.factories import peer_cases

LEAST = {peer_cases.COUNTRY: 20, peer_cases.JAPAN: 15}


@pytest.mark.parametrize(("name", "package"), peer_cases.packages().items())
def test_whatever_of_theirs_our_language_can_say_comes_out_as_they_state_it(name: str, package: Path) -> None:
    found = peer_cases.run(name, package)
    assert found.apart == []
    assert found.agreed == found.mapped >= LEAST[name]
    assert found.mapped + sum(found.left_out.values()) == found.read


def test_a_statement_that_is_wrong_would_be_seen(tmp_path: Path) -> None:
    """The comparison itself: one made-up case that holds, one that does not, one that nobody can say."""
    package = tmp_path / peer_cases.JAPAN
    (package / "tests").mkdir(parents=True)
    loans = package / "parameters" / "福祉" / "生活福祉資金貸付制度"
    loans.mkdir(parents=True)
    for name in (
        "生活支援費_貸付上限額_単身",
        "生活支援費_貸付上限額_二人以上",
        "福祉費_貸付上限額",
        "福祉費_災害_貸付上限額",
    ):
        (loans / f"{name}.yaml").write_text("values:\n  2020-01-01:\n    value: 100\n", encoding="utf-8")
    born = "- period: 2022-01-01\n  input:\n    誕生年月日: 1980-02-15\n  output:\n    "
    (package / "tests" / "ages.yaml").write_text(f"{born}年齢: 41\n{born}年齢: 42\n{born}身長: 180\n", encoding="utf-8")
    found = peer_cases.run(peer_cases.JAPAN, package)
    assert (found.read, found.mapped, found.agreed, len(found.apart)) == (3, 2, 1, 1)
    assert "年齢 on 2022-01-01 is 42" in found.apart[0]
