"""The English catalogues: `python3 dev.py messages [update|check|compile] [room …]`.

Source strings are Chinese and stand in the code; each room keeps its own English in `locale/en/LC_MESSAGES/django.po`.
`update` writes what the code says now into them (new strings empty, gone strings gone), `check` tells what is missing,
`compile` makes the .mo files, which are not kept in git.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogMessage
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SRC = Path(__file__).resolve().parent.parent / "src" / "youlin"
ROOMS = ("foundation", "domains/*", "channels", "web/*", "api", "jobs", "cli")
FUNCTIONS = {"gettext", "ngettext", "pgettext", "npgettext"}
AGAIN = 24  # characters: the beginning of an English text that comes back inside it is a text written twice
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Django's templatize() turns a template into blotted text with calls like these left in it.
CALL_IN_TEMPLATE = re.compile(r"""\b(n?p?gettext|_)\(((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[\s,\w.])*)\)""")
LITERAL = re.compile(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


class Message(NamedTuple):
    """One string that a person may read, and the file that says it."""

    context: str | None
    singular: str
    plural: str | None
    file: Path


def rooms() -> list[Path]:
    """Each folder that keeps a catalogue."""
    found = (path for pattern in ROOMS for path in sorted(SRC.glob(pattern)))
    return [path for path in found if (path / "__init__.py").exists()]


def catalogue_of(room: Path) -> Path:
    """Where a room's English stands."""
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def messages_of(room: Path) -> list[Message]:
    """Every translatable string in a room's Python and templates."""
    found: list[Message] = []
    for path in sorted(room.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            found += in_python(path)
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            found += in_template(path)
    return found


def in_python(path: Path) -> Iterator[Message]:
    """Strings given to Django's translation functions, under whatever name the file imports them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy").removesuffix("_noop")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if names.get(called, called) in FUNCTIONS and words:
                yield message(names.get(called, called), words, path)


def in_template(path: Path) -> Iterator[Message]:
    """Strings in a template's translation tags and filters."""
    from django.utils.translation.template import templatize

    for call in CALL_IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        words = [ast.literal_eval(literal) for literal in LITERAL.findall(call[2])]
        if words:
            yield message(call[1] if call[1] != "_" else "gettext", words, path)


def message(function: str, words: list[str], path: Path) -> Message:
    """A call of one of FUNCTIONS as a Message."""
    context = words.pop(0) if "p" in function.partition("gettext")[0] else None
    return Message(context, words[0], words[1] if function.startswith("n") and len(words) > 1 else None, path)


def read(room: Path) -> Catalog:
    """A room's English; empty where it has none yet."""
    path = catalogue_of(room)
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def update(room: Path) -> None:
    """Write what the code says now into a room's catalogue; English that still fits is kept."""
    old, new = read(room), Catalog(locale="en", project="Youlin", fuzzy=False)
    for context, singular, plural, file in messages_of(room):
        where = [(file.relative_to(room).as_posix(), 0)]
        string = (singular, plural) if plural else singular
        new.add(string, kept(old.get(singular, context), plural), locations=where, context=context)
    path = catalogue_of(room)
    if len(new) == 0 and not path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file_out:
        write_po(file_out, new, width=120, include_lineno=False, sort_output=True, omit_header=True)
    written = path.read_text(encoding="utf-8")
    path.write_text(HEADER + written, encoding="utf-8")


def kept(known: CatalogMessage | None, plural: str | None) -> str | tuple[str, str]:
    """The English that stays when a string comes to have a plural, or loses it; what it lacks then is left empty."""
    said = known.string if known else ""
    one, *more = [said] if isinstance(said, str) else said or [""]
    if plural:
        return one, more[-1] if more else ""
    return more[-1] if more else one


HEADER = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def problems(chosen: list[Path]) -> list[str]:
    """Strings without English, English that lost a placeholder or stands twice, one string with two Englishes."""
    found = [
        f"{room.relative_to(SRC)}: {string} stands twice in the catalogue" for room in chosen for string in twice(room)
    ]
    said: dict[tuple[str | None, str], list[str]] = {}
    for room in chosen:
        catalogue = read(room)
        for word in dict.fromkeys(messages_of(room)):
            english = english_of(word, catalogue)
            wrong = wrong_with(word, english)
            first = said.setdefault((word.context, word.singular), english) if not wrong else english
            if first != english:
                wrong = f"has two Englishes, {first} and {english}; give one of them a context"
            if wrong:
                found.append(f"{word.file.relative_to(SRC)}: {word.singular!r} {wrong}")
    return found


def english_of(word: Message, catalogue: Catalog) -> list[str]:
    """The English of a string: one text, two where it has a plural, none where a catalogue does not know it."""
    known = catalogue.get(word.singular, word.context)
    if known is None or known.fuzzy:
        return []
    return [known.string] if isinstance(known.string, str) else [*(known.string or ())]


def wrong_with(word: Message, english: list[str]) -> str:
    """What is wrong with the English of a string; empty where nothing is."""
    if len(english) != (2 if word.plural else 1) or not all(english):
        return "has no English"
    if set(PLACEHOLDER.findall(english[-1])) != set(PLACEHOLDER.findall(word.plural or word.singular)):
        return f"has other placeholders than its English, {english[-1]!r}"
    if any(text.find(text[:AGAIN], 1) > 0 for text in english if len(text) > AGAIN):
        return f"has an English that says itself twice, {english[-1]!r}"
    return ""


ENTRY = re.compile(r"^(?:msgctxt (?P<context>.*)\n)?msgid (?P<string>(?:\".*\"\n)+)", re.M)


def twice(room: Path) -> list[str]:
    """Strings with two entries in a catalogue, one of which is read by chance; merging two branches makes them."""
    path = catalogue_of(room)
    entries = Counter(ENTRY.findall(path.read_text(encoding="utf-8"))) if path.exists() else Counter()
    return [string.strip() for (_context, string), count in entries.items() if count > 1]


def compile_(room: Path) -> None:
    """Make a room's .mo, and a Chinese one that says each string as it stands.

    Without the second, a site whose YOULIN_LANGUAGE is English would fall back to English on its Chinese pages.
    """
    path = catalogue_of(room)
    if not path.exists():
        return
    english, chinese = read(room), Catalog(locale="zh_Hans")
    for entry in english:
        if entry.id:
            said = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
            chinese.add(entry.id, (said,) if isinstance(entry.id, tuple | list) else said, context=entry.context)
    for catalogue, folder in ((english, "en"), (chinese, "zh_Hans")):
        target = room / "locale" / folder / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalogue)


def main(argv: list[str]) -> int:
    """Carry out `update`, `check` or `compile` for the rooms named, or for all."""
    verb = (argv[0] if argv else "update").lstrip("-")
    if verb not in ("update", "check", "compile"):
        print(__doc__)
        return 2
    chosen = [room for room in rooms() if not argv[1:] or room.relative_to(SRC).as_posix() in argv[1:]]
    for room in chosen:
        if verb == "update":
            update(room)
        if verb in ("update", "compile"):
            compile_(room)
    found = problems(chosen) if verb != "compile" else []
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
