"""What goes into the repository stays true on every machine."""

import re
from pathlib import Path

from tests.guards.house import ROOT, tracked_files

# A path of one person's machine, an address that packages come from, a name with a company's proxy in it.
MACHINE = re.compile(r"(?<![\w.:/])/(?:work|home|root|Users|tmp|opt)/\w+|[A-Z]:\\\\Users")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|mirrors?\.[a-z]+\.(?:com|cn|edu)", re.IGNORECASE
)
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}")
HERE = "tests/guards/test_tracked_files.py"


def wrong_with(text: str) -> list[str]:
    return [found[0] for pattern in (MACHINE, REGISTRY, SECRET) for found in [pattern.search(text)] if found]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): wrong
        for path in tracked_files()
        if path.relative_to(ROOT).as_posix() != HERE and (wrong := wrong_with(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_real_person_stands_in_the_repository() -> None:
    """An identity number in here is of county 430899, which is assigned to nobody; a mobile number begins with 140."""
    number_of_the_standard = "11010519491231002"  # the example that GB 11643 itself prints
    number = re.compile(
        r"(?<![\w.])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2][1-9]|[123]0|31)\d{3}[\dXx](?!\w)"
    )
    mobile = re.compile(r"(?<![\w.:-])1[3-9]\d{9}(?![\w.])")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked_files()
        if path.suffix in (".py", ".html", ".po", ".md", ".json", ".csv", ".yaml", ".toml", ".js")
        for text in [path.read_text(encoding="utf-8")]
        for match in [*number.finditer(text), *mobile.finditer(text)]
        if not match[0].startswith(("430899", "140", number_of_the_standard))
    ]
    assert found == []


def dead_links(page: Path) -> list[str]:
    """Links and pictures of a page that lead to no file."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    named = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text)
    paths = [(one or other).partition("#")[0] for one, other in named]
    return [path for path in paths if path and "://" not in path and not (page.parent / path).exists()]


def test_every_link_leads_somewhere() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    assert {page.relative_to(ROOT).as_posix(): dead for page in pages if (dead := dead_links(page))} == {}


def test_a_link_to_nowhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('[here](page.md) [gone](gone.md#top) <img src="gone.png"> [away](https://example.org)')
    assert dead_links(page) == ["gone.md", "gone.png"]


def test_a_machine_path_an_address_and_a_key_are_seen() -> None:
    assert wrong_with("see /" + "home/li/notes.txt")
    assert wrong_with("index = https://" + "pypi" + ".org/simple")
    assert wrong_with("-----BEGIN " + "PRIVATE KEY-----")
    assert not wrong_with("GET /me/today and /office/home/")
