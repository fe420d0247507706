"""What the browser is given: small, own, and complete."""

import gzip
import re
from pathlib import Path

import pytest

import youlin
import youlin.web.shared
from youlin.web.shared import assets, nav
from youlin.web.shared.assets import VersionedStorage
from youlin.web.shared.templatetags.youlin import SHAPES

ROOM = Path(youlin.web.shared.__file__).parent
STATIC = ROOM / "static/youlin"
SPRITE = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text()))


def weight(*patterns: str) -> int:
    return sum(file.stat().st_size for pattern in patterns for file in STATIC.glob(pattern))


@pytest.mark.parametrize("own", [["phone"], ["public"], ["desk", "tables", "charts"]], ids=["phone", "public", "desk"])
def test_the_styles_of_a_page_weigh_less_than_30_kb_and_its_scripts_less_than_12(own: list[str]) -> None:
    assert (
        weight(*(name.removeprefix("youlin/") for name in assets.PARTS), *(f"css/{name}.css" for name in own)) < 30_000
    )
    everywhere, heaviest = scripts_of(own[0])
    assert sum(map(size_of, everywhere)) + heaviest < 12_000


def size_of(script: str) -> int:
    return (STATIC / "js" / script).stat().st_size


def scripts_of(audience: str) -> tuple[set[str], int]:
    """The scripts of every page of an audience, and what the page or part that links most of its own adds to them."""
    web = Path(youlin.__file__).parent / "web"
    room = {"phone": "chief", "desk": "office"}.get(audience, audience)
    bases = {"base.html", "phone.html", "desk.html", "public.html"}
    everywhere, heaviest = set[str](), 0
    for owner in (room, "shared"):
        for template in web.glob(f"{owner}/templates/**/*.html"):
            linked = set(re.findall(r"youlin/js/(\w+\.js)", template.read_text(encoding="utf-8")))
            if template.name not in bases:
                heaviest = max(heaviest, sum(map(size_of, linked)))
            elif template.name in ("base.html", f"{audience}.html"):
                everywhere |= linked
    return everywhere, heaviest


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    web = Path(youlin.__file__).parent / "web"
    used = {
        name
        for template in web.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon ["\']([a-z]+)["\'] %}', template.read_text(encoding="utf-8"))
    }
    used |= {place.icon for menu in nav.MENUS.values() for place in menu} | set(SHAPES.values())
    assert used <= SPRITE


def test_the_docs_name_every_icon() -> None:
    docs = (Path(__file__).parents[3] / "docs/design.md").read_text(encoding="utf-8")
    listed = docs.split("Icons: `", 1)[1].split("`", 1)[0].split()
    assert set(listed) == SPRITE


def test_no_sheet_or_script_fetches_from_elsewhere() -> None:
    for file in [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]:
        assert not re.search(r"https?://|@import|\beval\(", file.read_text(encoding="utf-8")), file.name


def test_every_script_and_sheet_is_linked_by_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in ROOM.parent.glob("*/templates/**/*.html"))
    pages += " ".join(assets.PARTS)
    for file in [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]:
        assert f"youlin/{file.parent.name}/{file.name}" in pages


def test_an_address_changes_with_the_content_behind_it() -> None:
    storage = VersionedStorage(base_url="/static/")
    sprite, mark = storage.url("youlin/icons.svg"), storage.url("youlin/mark.svg")
    assert re.fullmatch(r"/static/youlin/icons\.svg\?v=[0-9a-f]{8}", sprite)
    assert sprite.split("?")[1] != mark.split("?")[1]
    assert storage.url("youlin/nothing.css") == "/static/youlin/nothing.css"


def gathered(root: Path) -> VersionedStorage:
    """What `collectstatic` leaves in `root`."""
    storage = VersionedStorage(location=root, base_url="/static/")
    paths = {name: (storage, name) for name in assets.PARTS}
    for name in paths:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((STATIC.parent / name).read_bytes())
    list(storage.post_process(paths))
    return storage


def test_what_is_gathered_is_one_sheet_and_compressed(tmp_path: Path) -> None:
    storage = gathered(tmp_path)
    whole = (tmp_path / assets.COMMON).read_bytes()
    assert whole == b"".join((STATIC.parent / name).read_bytes() for name in assets.PARTS)
    packed = (tmp_path / f"{assets.COMMON}.gz").read_bytes()
    assert gzip.decompress(packed) == whole
    assert len(packed) < len(whole) / 2
    assert re.fullmatch(r"/static/youlin/css/common\.css\?v=[0-9a-f]{8}", storage.url(assets.COMMON))


def test_a_page_begins_with_the_one_sheet_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert assets.sheets() == assets.PARTS
    monkeypatch.setattr(assets, "_gathered", True)
    assert assets.sheets() == (assets.COMMON,)


def test_a_frame_leaves_the_names_of_its_pages_alone() -> None:
    """A page's own `places` must not become the menu: what a frame names begins with nav_."""
    frames = ("base", "desk", "phone", "plain", "public")
    for frame in frames:
        text = (ROOM / f"templates/shared/{frame}.html").read_text(encoding="utf-8")
        assert all(name.startswith("nav_") for name in re.findall(r" as (\w+) %}", text)), frame
