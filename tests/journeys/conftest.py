"""A journey walks through a house that is really served, in a browser that really paints.

The house has a database of its own, made by the same commands that a subdistrict runs. The time is the wall's.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.factories.databases import own_database
from tools import chromium

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
# How long a state may take to come about on a machine that has other things to do.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class House:
    """A served house: where it is, and the command line that works on it."""

    url: str
    env: dict[str, str]

    def youlin(self, *args: str) -> Any:
        """Run `youlin … --json` on this house; returns the document it prints. A refusal fails the journey."""
        done = subprocess.run([*YOULIN, *args, "--json"], env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"youlin {' '.join(args)}: {done.stderr}{done.stdout}"
        return json.loads(done.stdout)

    def account(self, role: str) -> dict[str, str]:
        """Somebody of the demo street with `role`: `username` and `password`."""
        kept = json.loads((Path(self.env["YOULIN_HOME"]) / "demo-accounts.json").read_text(encoding="utf-8"))
        return next(account for account in kept if account["role"] == role)


YOULIN = [sys.executable, "-m", "youlin.cli.main"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each journey is a `browser` test, in a house with a database of its own."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.own_database)


@pytest.fixture(scope="session")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house on its first day: migrated, nobody in it."""
    yield from serve(tmp_path_factory.mktemp("empty"), "init")


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in which a small street has lived for two weeks; `accounts` in its demo-accounts.json."""
    home = tmp_path_factory.mktemp("demo")
    yield from serve(home, "demo", "--households", "120", "--days", "14", "--seed", "7", "--no-serve")


def serve(home: Path, *prepare: str) -> Iterator[House]:
    """Serve a house that lives in `home`, after the command `prepare`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "YOULIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.journeys.served"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    env["YOULIN_DATABASE_URL"] = own_database()
    house = House(f"http://127.0.0.1:{port}", env)
    house.youlin(*prepare)
    log = (home / "serve.log").open("w")
    server = subprocess.Popen([*YOULIN, "serve", "--port", str(port)], env=env, stdout=log, stderr=log)
    try:
        wait_until_open(house.url, server, home / "serve.log")
        yield house
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def wait_until_open(url: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 180) -> None:
    """Wait for the first answer; fails with the server's own words."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/health/live", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the house did not open:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="module")
def chromium_browser() -> Iterator[Browser]:
    """One Chromium for the journeys of a file; while it is open, its event loop keeps Django away."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"]
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium_browser: Browser) -> Iterator[Page]:
    """A page on a small phone. What goes wrong in the page goes wrong in the journey."""
    yield from walk(chromium_browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True))  # type: ignore[arg-type]


@pytest.fixture
def desk(chromium_browser: Browser) -> Iterator[Page]:
    """A page on a desk's screen."""
    yield from walk(chromium_browser.new_context(viewport=DESK, locale="zh-CN"))  # type: ignore[arg-type]


def walk(context: BrowserContext) -> Iterator[Page]:
    """A page whose errors are collected and end the journey."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url} {error}"))
    page.on("console", lambda said: wrong.append(f"{page.url} {said.text}") if "Security Policy" in said.text else None)
    yield page
    context.close()
    assert wrong == []
