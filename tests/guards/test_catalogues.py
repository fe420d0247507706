"""Whoever reads English reads all of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from tests.guards.house import SRC, sources
from tools import messages

HAN = re.compile(r"[\u4e00-\u9fff]")
TRANSLATING = re.compile(r"^(?:n?p?gettext(?:_lazy|_noop)?|_|lazy|_n|_l)$")
# What stays Chinese in every language, and why: words, and whole files.
CHINESE_BY_NATURE = {
    "中文": "a language is called by its own name",
    "友邻 Youlin": "the name of the house",
    "web/shared/style_guide.py": "example words on a page for who builds pages",
    "web/shared/templates/shared/style.html": "that page",
}


def test_every_string_has_english() -> None:
    assert messages.problems(messages.rooms()) == []


def test_django_reads_the_catalogue_of_every_room() -> None:
    rooms = {room for room in messages.rooms() if messages.catalogue_of(room).exists()}
    assert {room / "locale" for room in rooms} <= {Path(path) for path in settings.LOCALE_PATHS}


def test_no_word_in_a_template_is_left_untranslated() -> None:
    bare = [
        f"{path.relative_to(SRC)}:{line} {text}"
        for path in SRC.rglob("templates/**/*.html")
        if path.relative_to(SRC).as_posix() not in CHINESE_BY_NATURE
        for line, text in chinese_outside_tags(path.read_text(encoding="utf-8"))
    ]
    assert bare == []


@pytest.mark.parametrize("room", ["web", "api", "cli", "jobs"])
def test_no_word_in_the_code_of_a_page_is_left_untranslated(room: str) -> None:
    bare = [
        f"{name}:{line} {text!r}"
        for name, tree in sources(room)
        if name not in CHINESE_BY_NATURE
        for line, text in chinese_outside_calls(tree)
        if text not in CHINESE_BY_NATURE
    ]
    assert bare == []


def chinese_outside_tags(text: str) -> Iterator[tuple[int, str]]:
    """Chinese that a template says in every language: outside of translation tags."""
    inside = False
    for token in Lexer(text).tokenize():
        words = token.contents.split()
        if token.token_type is TokenType.BLOCK and words[0] in ("blocktranslate", "blocktrans", "comment"):
            inside = True
        elif token.token_type is TokenType.BLOCK and words[0] in ("endblocktranslate", "endblocktrans", "endcomment"):
            inside = False
        elif token.token_type is TokenType.TEXT and not inside:
            shown = re.sub(r"<!--.*?-->", "", token.contents, flags=re.S)
            if HAN.search(" ".join(word for word in re.split(r"<[^>]*>|[<>]", shown) if word not in CHINESE_BY_NATURE)):
                yield token.lineno or 0, shown.strip()[:40]
        elif token.token_type is not TokenType.COMMENT and not inside and words[0] not in ("translate", "trans"):
            bare = re.sub(r"_\((\"[^\"]*\"|'[^']*')\)", "", token.contents)
            yield from [(token.lineno or 0, bare[:40])] if HAN.search(bare) else []


def chinese_outside_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Chinese strings that no translation function wraps. Docstrings and log lines are for ourselves."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and TRANSLATING.match(ast.unparse(node.func).rsplit(".", 1)[-1]):
            spared |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HAN.search(node.value)
            and id(node) not in spared
        ):
            yield node.lineno, node.value[:40]


def test_a_bare_word_is_seen() -> None:
    assert list(chinese_outside_tags("<p>今天</p>"))
    assert list(chinese_outside_tags('{% include "a.html" with title="今天" %}'))
    assert not list(
        chinese_outside_tags('<p>{% translate "今天" %}</p>{% blocktranslate %}今天{% endblocktranslate %}')
    )
    assert not list(chinese_outside_tags('{% include "a.html" with title=_("今天") %}{# 今天 #}'))
    assert list(chinese_outside_calls(ast.parse('title = "今天"')))
    assert not list(chinese_outside_calls(ast.parse('"""今天"""\ntitle = _("今天")')))


class TestTheCatalogueTool:
    """The tool that the first guard trusts."""

    @pytest.fixture
    def room(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(messages, "SRC", tmp_path)
        room = tmp_path / "jobs"
        (room / "templates").mkdir(parents=True)
        (room / "__init__.py").touch()
        (room / "words.py").write_text(
            "from django.utils.translation import gettext_lazy as lazy, ngettext as _n, pgettext\n"
            "A = lazy('今天')\nB = _n('%(n)s 户', '%(n)s 户', 3)\nC = pgettext('name', '组')\nD = other('不译')\n"
        )
        (room / "templates" / "page.html").write_text(
            '{% load i18n %}<p>{% translate "去看看" %}</p>{{ x|default:_("没有") }}\n'
            "{% blocktranslate trimmed with who=name %}\n  {{ who }} 来过\n{% endblocktranslate %}"
        )
        return room

    def english(self, room: Path, **words: str) -> None:
        path = messages.catalogue_of(room)
        text = path.read_text(encoding="utf-8")
        for chinese, said in words.items():
            text = re.sub(rf'(msgid "{chinese}"\nmsgstr )""', rf'\1"{said}"', text)
        path.write_text(text, encoding="utf-8")

    def test_it_finds_words_under_every_name_and_in_every_tag(self, room: Path) -> None:
        found = {(word.context, word.singular) for word in messages.messages_of(room)}
        assert found == {
            (None, "今天"),
            (None, "%(n)s 户"),
            ("name", "组"),
            (None, "去看看"),
            (None, "没有"),
            (None, "%(who)s 来过"),
        }

    def test_a_string_without_english_is_told(self, room: Path) -> None:
        messages.update(room)
        assert len(messages.problems([room])) == 6

    def test_english_that_stands_is_kept_and_what_is_gone_goes(self, room: Path) -> None:
        messages.update(room)
        self.english(room, 今天="Today", 没有="None", 去看看="Have a look")
        (room / "templates" / "page.html").write_text("")
        messages.update(room)
        kept = messages.read(room)
        assert [entry.string for entry in [kept.get("今天")] if entry] == ["Today"]
        assert kept.get("没有") is None

    def test_english_that_lost_a_placeholder_is_told(self, room: Path) -> None:
        messages.update(room)
        path = messages.catalogue_of(room)
        path.write_text(
            path.read_text().replace('msgid "%(who)s 来过"\nmsgstr ""', 'msgid "%(who)s 来过"\nmsgstr "came by"')
        )
        assert any("placeholders" in problem for problem in messages.problems([room]))

    def test_english_that_says_itself_twice_is_told(self, room: Path) -> None:
        messages.update(room)
        once = "Somebody looked in today, and everybody is well."
        self.english(room, 今天=once, 没有=once + once, 去看看="No. No.")
        (told,) = [problem for problem in messages.problems([room]) if "says itself twice" in problem]
        assert "没有" in told

    def test_a_string_with_two_entries_is_told_and_with_two_contexts_not(self, room: Path) -> None:
        messages.update(room)
        path = messages.catalogue_of(room)
        path.write_text(
            path.read_text() + '\nmsgid "今天"\nmsgstr "Now"\n\nmsgctxt "name"\nmsgid "没有"\nmsgstr "No"\n'
        )
        assert [problem for problem in messages.problems([room]) if "stands twice" in problem] == [
            'jobs: "今天" stands twice in the catalogue'
        ]
