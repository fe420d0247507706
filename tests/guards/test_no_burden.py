"""What no form of the house may demand: a photograph, or to be told where somebody stands."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import pytest
from django import forms
from django.urls import get_resolver

import youlin.web
from tests.guards.house import SRC

POINTS = {"point", "lat", "lon", "latitude", "longitude"}
# Somebody without an account asks which chief is nearest to where they stand: without a point there is no question.
ASKED_BY_POINT = {"youlin.web.public.finding.PointForm"}


@cache
def everyone() -> dict[str, type[forms.Form]]:
    """Every form of the web, by its name."""
    for module in pkgutil.walk_packages(youlin.web.__path__, "youlin.web."):
        importlib.import_module(module.name)
    assert get_resolver().url_patterns
    found = {f"{one.__module__}.{one.__qualname__}": one for one in _below(forms.Form)}
    return {name: one for name, one in found.items() if name.startswith("youlin.")}


def _below(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def photographs(form: type[forms.Form]) -> dict[str, forms.Field]:
    """The fields of a form that take a picture."""
    fields: dict[str, forms.Field] = form.base_fields
    return {name: one for name, one in fields.items() if "image" in str(one.widget.attrs.get("accept", ""))}


def demanded(form: type[forms.Form]) -> set[str]:
    """What a form demands and may not."""
    fields: dict[str, forms.Field] = form.base_fields
    places = {name: one for name, one in fields.items() if name in POINTS}
    return {name for name, one in (photographs(form) | places).items() if one.required}


def test_no_form_demands_a_photograph_or_a_point() -> None:
    assert {name for name, form in everyone().items() if demanded(form)} == ASKED_BY_POINT


def test_forms_with_photographs_are_seen() -> None:
    with_photographs = {name for name, form in everyone().items() if photographs(form)}
    assert len(with_photographs) > 10
    assert "youlin.web.chief.cases.forms.ReportForm" in with_photographs


def test_one_that_demands_it_would_be_seen() -> None:
    class ClockIn(forms.Form):
        picture = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*"}))
        lat = forms.FloatField()
        note = forms.CharField()

    assert demanded(ClockIn) == {"picture", "lat"}


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_asks_where_somebody_stands_only_when_pressed(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    asked, pressed = text.find("geolocation.get"), text.find('addEventListener("click"')
    assert "watchPosition" not in text
    assert asked == -1 or -1 < pressed < asked
