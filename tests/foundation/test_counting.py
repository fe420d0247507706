"""Counting as far as anybody reads."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case
from youlin.foundation.counting import AtLeast, up_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(street: cast.Street) -> None:
    """Three cases: a lamp, a lamp, a drain."""
    for text in ("路灯不亮", "路灯又不亮", "下水道堵了"):
        cases.report(actor=street.actor("李邻长"), case=cases.NewCase(text=text), now=cast.START)


@pytest.mark.usefixtures("three")
def test_as_many_as_there_are_is_a_plain_number() -> None:
    assert up_to(Case.objects.all(), 3) == 3
    assert not isinstance(up_to(Case.objects.all(), 3), AtLeast)


@pytest.mark.usefixtures("three")
def test_more_than_anybody_reads_says_so() -> None:
    counted = up_to(Case.objects.all(), 2)
    assert counted == 2
    assert f"{counted}" == "2+"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_prints_the_plus_sign(language: str) -> None:
    page = Template("{% load i18n %}{{ n }} {% blocktranslate %}{{ n }} 件{% endblocktranslate %}")
    with override(language):
        assert page.render(Context({"n": AtLeast(10_000)})).startswith("10000+ 10000+")
