"""Whoever has set up pip for an own index has set up the house."""

from pathlib import Path

import pytest

from tools import chromium, environment, testing


def test_an_index_set_for_pip_is_an_index_for_uv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    listed = """\
global.index-url='https://mirror.example/simple'
global.find-links='/a /b'
install.index-url='https://nearer.example/simple'
:env:.cert='/certs.pem'
global.timeout='60'
"""
    monkeypatch.setattr(environment, "pip", lambda *words: ["printf", "%s", listed])
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/mine.pem")

    env = environment.uv_environment()

    assert env["UV_DEFAULT_INDEX"] == "https://nearer.example/simple"
    assert env["UV_FIND_LINKS"] == "/a,/b"
    assert env["SSL_CERT_FILE"] == "/mine.pem"  # what is set already stays


def test_settings_of_the_environment_win_over_those_of_a_file() -> None:
    listed = ":env:.index-url='https://env.example'\nglobal.index-url='https://file.example'"
    assert environment.pip_settings(listed) == {"index-url": "https://env.example"}


def test_the_environment_is_built_anew_when_the_lock_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = environment.fingerprint()
    for name in ("uv.txt", "dev.txt"):
        (tmp_path / name).write_text((environment.LOCKS / name).read_text() + "\nnew==1\n")
    monkeypatch.setattr(environment, "LOCKS", tmp_path)
    assert environment.fingerprint() != before


def test_the_lock_knows_each_file_by_its_hash_and_no_address() -> None:
    for name in ("uv.txt", "run.txt", "dev.txt"):
        text = (environment.LOCKS / name).read_text()
        pinned = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
        assert pinned
        assert all(line.endswith("\\") for line in pinned), f"{name} has a line without hashes"
        assert "://" not in text


class TestWithoutABrowser:
    """The run says loudly what it did not do, and where commits are judged it fails."""

    @pytest.fixture(autouse=True)
    def no_browser(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        ran: list[list[str]] = []

        def pytest_run(launcher: list[str], marks: list[str], args: list[str], env: dict[str, str]) -> int:
            ran.append(marks)
            return 0

        monkeypatch.setattr(chromium, "find", lambda: None)
        monkeypatch.setattr(testing, "pytest", pytest_run)
        return ran

    def test_everything_else_runs(
        self, no_browser: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delenv("CI", raising=False)
        assert testing.test([]) == 0
        assert no_browser == [["not browser"], ["not browser", "not sqlite_only"]]
        assert "did NOT run" in capsys.readouterr().err

    def test_it_is_a_failure_where_commits_are_judged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CI", "true")
        assert testing.test([]) == 1


def test_the_browser_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = tmp_path / "my-chrome"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.setenv("YOULIN_CHROMIUM", str(mine))
    assert chromium.find() == str(mine)
    monkeypatch.setenv("YOULIN_CHROMIUM", str(tmp_path / "gone"))
    assert chromium.find() is None
