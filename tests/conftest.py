"""What every test starts from: a Chinese-speaking, empty house; `street` puts the named cast in it."""

import os
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.factories import cast, databases, remembered
from youlin.domains.cases.queries import search
from youlin.foundation import calendar, fulltext, workdays

# A slow machine is no defect; and what is tried where commits are judged is the same each time.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("judge", deadline=None, derandomize=True)
hypothesis.settings.load_profile("judge" if os.environ.get("CI") else "house")


class FileByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types for it
    """A file's tests run on one worker, where they share what is dear; all journeys share one house."""

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileByFile:
    """Share the tests out by file."""
    return FileByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about no database runs on one; the long ones first, so that no worker waits for them at the end."""
    if connection.vendor != "postgresql":
        elsewhere = [item for item in items if item.get_closest_marker("postgres_only")]
        items[:] = [item for item in items if item not in elsewhere]
        config.hook.pytest_deselected(items=elsewhere)
    for item in items:
        if not databases.asks_for_a_database(item):
            item.add_marker(pytest.mark.sqlite_only)
    long = ("tests/journeys/", "tests/simulation/", "tests/web/shared/test_browser", "tests/guards/")
    items.sort(key=lambda item: next((place for place, name in enumerate(long) if item.nodeid.startswith(name)), 9))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables come from the models; an index for searching is none of them, so it is made as its migration makes it."""
    with django_db_blocker.unblock():
        if search.TABLE not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                fulltext.make(search.TABLE, editor)


@pytest.fixture(autouse=True)
def a_fresh_morning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No language, log-in throttle, cached page or working day is left from the test before."""
    cache.clear()
    workdays.forget()
    if not databases.asks_for_a_database(request.node):
        monkeypatch.setattr(calendar, "source", calendar.library)  # a rule without a database asks the library
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def street(db: None) -> cast.Street:
    """The named cast in office: 王奶奶 and 刘小满 in 邻1, 赵大伯 in 邻2, 岩门社区 beside them."""
    return remembered.street()


@pytest.fixture
def logged_in(street: cast.Street) -> Callable[[str], Client]:
    """A browser in which somebody of the cast has logged in: `logged_in("李邻长").get("/me/")`."""

    def as_(name: str) -> Client:
        client = Client()
        client.force_login(street.users[name], backend="youlin.domains.access.sessions.Accounts")
        return client

    return as_
