"""What every test starts from: a Chinese-speaking, empty house; `street` puts the named cast in it."""

import os
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.factories import cast

# A slow machine is no defect; and what is tried where commits are judged is the same each time.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("judge", deadline=None, derandomize=True)
hypothesis.settings.load_profile("judge" if os.environ.get("CI") else "house")


@pytest.fixture(autouse=True)
def a_fresh_morning() -> Iterator[None]:
    """No language, log-in throttle or cached page is left from the test before."""
    cache.clear()
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def street(db: None) -> cast.Street:
    """The named cast in office: 王奶奶 and 刘小满 in 邻1, 赵大伯 in 邻2, 岩门社区 beside them."""
    return cast.street()


@pytest.fixture
def logged_in(street: cast.Street) -> Callable[[str], Client]:
    """A browser in which somebody of the cast has logged in: `logged_in("李邻长").get("/me/")`."""

    def as_(name: str) -> Client:
        client = Client()
        client.force_login(street.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_
