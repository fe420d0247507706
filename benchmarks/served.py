"""The program as it is served: eight clients at once report cases and open the list, for some seconds each."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

from django.db import connection

from tests.factories import cast

if TYPE_CHECKING:
    from benchmarks.figures import Figure

CLIENTS, SECONDS = 8, 10
HOUSEHOLDS, DAYS = 300, 20
Visit = Callable[["Visitor"], int]


class Visitor:
    """A browser that keeps its cookies and its connection."""

    def __init__(self, port: int) -> None:
        self.link = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """One request; its status and its page."""
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **form})
        self.link.request(method, path, body, head)
        answer = self.link.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and (found := re.match(r"([^=]+)=([^;]*)", value)):
                self.cookies[found[1]] = found[2]
        return answer.status, answer.read().decode("utf-8", "replace")

    def log_in(self, account: dict[str, str]) -> None:
        """As people do."""
        self.ask("GET", "/account/login/")
        status, _page = self.ask(
            "POST", "/account/login/", {"username": account["username"], "password": account["password"]}
        )
        if status != 302:
            raise AssertionError(f"{account['username']} cannot log in: {status}")


def served(street: cast.Street) -> "Iterator[Figure]":
    """Creates and lists a second, of a street in a house of its own."""
    from benchmarks.figures import Figure

    with tempfile.TemporaryDirectory(prefix="youlin-served-") as home:
        surroundings = {**os.environ, "YOULIN_HOME": home}
        surroundings.pop("DJANGO_SETTINGS_MODULE", None)
        if connection.vendor == "postgresql":
            surroundings["YOULIN_DATABASE_URL"] = _own_database()
        youlin = [sys.executable, "-m", "youlin.cli.main"]
        small = ["--households", str(HOUSEHOLDS), "--days", str(DAYS), "--no-serve", "--json"]
        made = subprocess.run([*youlin, "demo", *small], env=surroundings, capture_output=True, text=True, check=True)
        accounts = {one["role"]: one for one in json.loads(made.stdout)["accounts"]}
        port = _free_port()
        server = subprocess.Popen([*youlin, "serve", "--port", str(port)], env=surroundings, stdout=subprocess.DEVNULL)
        try:
            _wait(port)
            for what, role, visit, least in (
                ("reports", "neighbourhood_chief", _report, 60),
                ("lists", "community_staff", _list, 100),
            ):
                done = _crowd(port, accounts[role], visit)
                yield Figure(f"{what} a second, {CLIENTS} clients, served", done, "/s", at_least=least)
        finally:
            server.terminate()
            server.wait(30)


def _own_database() -> str:
    """The address of an empty database on the same server: the street of the works stands in the other one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE served")
    return urlunsplit(urlsplit(os.environ["YOULIN_DATABASE_URL"])._replace(path="/served"))


def _report(visitor: Visitor) -> int:
    form = {"text": "门口的路灯不亮", "kind": "problem", "urgency": "normal", "client_id": str(uuid4())}
    return visitor.ask("POST", "/me/cases/new/", form)[0]


def _list(visitor: Visitor) -> int:
    return visitor.ask("GET", "/office/cases/?work=all")[0]


def _crowd(port: int, account: dict[str, str], visit: Visit) -> float:
    """How many visits a second went well, of all clients together."""
    visitors = [Visitor(port) for _each in range(CLIENTS)]
    for visitor in visitors:
        visitor.log_in(account)
    counts, until = [0] * CLIENTS, time.perf_counter() + SECONDS

    def go(number: int) -> None:
        while time.perf_counter() < until:
            if visit(visitors[number]) in (200, 302):
                counts[number] += 1

    crowd = [threading.Thread(target=go, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return sum(counts) / (time.perf_counter() - began)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(port: int) -> None:
    for _try in range(120):
        try:
            if Visitor(port).ask("GET", "/health/live")[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the program did not begin to serve")
