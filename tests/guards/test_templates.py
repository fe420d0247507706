"""Every page can be put together, and obeys the rule that nothing typed by anybody runs."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates

from tests.guards.house import SRC

TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
INLINE = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:json|ld\+json)[\"'])", re.IGNORECASE
    ),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+=\s*[\"']", re.IGNORECASE),
    "an htmx attribute that evaluates": re.compile(r"\shx-on|\shx-vals=[\"']js:", re.IGNORECASE),
    "something from another house": re.compile(r"(?:src|href)=[\"'](?:https?:)?//(?!www\.w3\.org)", re.IGNORECASE),
    "text that skips escaping": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
}


def engine() -> DjangoTemplates:
    found = engines["django"]
    assert isinstance(found, DjangoTemplates)
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_a_template_compiles(path: Path) -> None:
    name = path.as_posix().split("/templates/", 1)[1]
    engine().get_template(name)


def wrong_with(text: str) -> list[str]:
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


def test_no_template_asks_the_browser_to_run_what_stands_in_it() -> None:
    found = {
        path.relative_to(SRC).as_posix(): wrong
        for path in TEMPLATES
        if (wrong := wrong_with(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_variable_that_is_not_there_fails_whoever_renders_it() -> None:
    """FAIL_INVALID_TEMPLATE_VARS of pyproject.toml, for every test of every page."""
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        engine().from_string("{{ nobody.name }}").render({})


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        '<p style="color:red">',
        '<a onclick="go()">',
        '<img src="https://example.org/a.png">',
        "{{ name|safe }}",
    ],
)
def test_a_template_that_breaks_the_rule_is_seen(text: str) -> None:
    assert wrong_with(text)
