"""A file that is edited while a build reads it: the next build publishes what it says, even where it says the old again."""

import hashlib
import os
import pickle
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import intake
from generator.engine.steps import jobs
from generator.engine.store import cache
from generator.engine.store.cache import Signature, is_still, signature, source
from generator.site import building
from generator.site import project_folder as settings
from generator.site.frame import ThemeFrame
from generator.site.pages import RecordPages
from tests.support.project import build, project, tree

DATA, COUNTY = "content_data/", "content_data/counties/210197/"
Seam = tuple[Any, str]
"""Where a build reads: what is called, before the first byte or after the last."""
READINGS: dict[str, tuple[Seam, Seam, str, str]] = {
    DATA + "site.yaml": ((intake, "read_portal"), (intake, "read_portal"), "商务厅", "商务局"),
    DATA + "national.csv": ((intake, "read_portal"), (intake, "read_portal"), "\n", "\n\n"),
    DATA + "notices/2022-03-kaigong.md": ((intake, "read_portal"), (intake, "read_portal"), "开工", "动工"),
    COUNTY + "county.yaml": ((intake, "read_county"), (intake, "read_county"), "青禾", "青苗"),
    COUNTY + "progress.csv": ((intake, "read_county"), (intake, "read_county"), "移交", "交付"),
    COUNTY + "plan.yaml": ((intake, "read_county"), (jobs, "stage"), "县", "县里"),
    "docs/about.md": ((RecordPages, "add_to"), (RecordPages, "broken_links"), "公开", "公示"),
}


@pytest.mark.parametrize("when", ["after it was read", "before it is read", "only while it is read"])
@pytest.mark.parametrize("name", READINGS)
def test_the_next_build_publishes_what_a_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, when: str
) -> None:
    folder = project(tmp_path / "p", ("210197",))
    of_its_own(folder, "docs")
    first, last, old, new = READINGS[name]
    file = folder / name
    before = file.read_text("utf-8")
    after = before.replace(old, new)
    assert before != after
    with monkeypatch.context() as patched:
        if when != "after it was read":
            seam(patched, first, before=lambda: file.write_text(after, "utf-8"))
        if when != "before it is read":
            back = before if when == "only while it is read" else after
            seam(patched, last, after=lambda: file.write_text(back, "utf-8"))
        assert build(folder) == 0
    assert_next_build_is_right(folder)


def seam(
    patched: pytest.MonkeyPatch,
    place: Seam,
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> None:
    real = getattr(*place)

    def called(*given: Any, **named: Any) -> Any:
        before()
        found = real(*given, **named)
        after()
        return found

    patched.setattr(*place, called)


def of_its_own(folder: Path, name: str) -> Path:
    """A folder of the project that is no link to this repository's."""
    linked = (folder / name).resolve()
    (folder / name).unlink()
    return Path(shutil.copytree(linked, folder / name))


def assert_next_build_is_right(folder: Path) -> None:
    """It makes what a first one would make."""
    assert build(folder) == 0
    found = tree(folder / "site")
    right = first_build(folder)
    assert [
        address for address in right.keys() | found.keys() if right.get(address) != found.get(address)
    ] == []


_FIRST: dict[str, dict[str, bytes]] = {}
"""What a first build made: many tests come to the same files."""


def first_build(folder: Path) -> dict[str, bytes]:
    """The site that a first build makes of the files as they are."""
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name)
    files = hashlib.sha256(pickle.dumps(sorted(read_through(folder).items()))).hexdigest()
    if files not in _FIRST:
        assert build(folder) == 0
        _FIRST[files] = tree(folder / "site")
    return _FIRST[files]


def read_through(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, also through links to folders."""
    walked = ((Path(at), name) for at, _, names in os.walk(folder, followlinks=True) for name in names)
    return {(at / name).relative_to(folder).as_posix(): (at / name).read_bytes() for at, name in walked}


PERMALINKS = "markdown_extensions:\n  - toc:\n      permalink: true\n"
"""Settings that make every hand-written page another one."""


@pytest.mark.parametrize(
    "place",
    [
        (settings, "load_config"),
        (building, "version_of"),
        (ThemeFrame, "prepare"),
        (building.Building, "finish"),
    ],
    ids=lambda place: str(place[1]),
)
@pytest.mark.parametrize("goes_back", [False, True])
def test_mkdocs_yml_is_edited_while_a_build_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Seam, goes_back: bool
) -> None:
    """MkDocs read it before, and the program's digest of it is taken after."""
    folder = project(tmp_path / "p", ("210197",))
    file = folder / "mkdocs.yml"
    before = file.read_text("utf-8")
    after = before + PERMALINKS
    with monkeypatch.context() as patched:
        seam(patched, place, before=lambda: file.write_text(after, "utf-8"))
        if goes_back:
            seam(patched, (building.Building, "close"), before=lambda: file.write_text(before, "utf-8"))
        assert build(folder) == 0
    assert_next_build_is_right(folder)


@pytest.mark.parametrize("goes_back", [False, True])
@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("base.html", "</", " </", (building, "version_of")),
        ("base.html", "</", " </", (ThemeFrame, "prepare")),
        ("assets/column.css", "{", "{ ", (building, "version_of")),
        ("assets/column.css", "{", "{ ", (RecordPages, "add_to")),
        ("assets/lists.js", "{", "{ ", (RecordPages, "broken_links")),
        ("404.html", "</", " </", (RecordPages, "add_to")),
    ],
)
def test_the_theme_is_edited_while_a_build_reads_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    old: str,
    new: str,
    place: Seam,
    goes_back: bool,
) -> None:
    folder = project(tmp_path / "p", ("210197",))
    file = of_its_own(folder, "overrides") / name
    before = file.read_text("utf-8")
    after = before.replace(old, new)
    assert before != after
    with monkeypatch.context() as patched:
        seam(patched, place, before=lambda: file.write_text(after, "utf-8"))
        if goes_back:
            seam(patched, (building.Building, "finish"), before=lambda: file.write_text(before, "utf-8"))
        assert build(folder) == 0
    assert_next_build_is_right(folder)


def test_an_attachment_is_edited_while_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "p", ("210197",))
    file = min((folder / COUNTY / "attachments").iterdir())
    right = file.read_bytes()
    with monkeypatch.context() as patched:
        seam(patched, (jobs, "stage"), lambda: file.write_bytes(b"other"), lambda: file.write_bytes(right))
        build(folder)
    assert build(folder) == 0
    assert right in tree(folder / "site").values()
    assert b"other" not in tree(folder / "site").values()


def test_within_a_tick_of_the_clock_bytes_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with git: a file that was written just before shows no other time when it is written again."""
    file = tmp_path / "a"
    file.write_text("甲", "utf-8")
    same = signature(tmp_path)

    def unmoved(_: Path) -> Signature:
        return same

    seen = source(tmp_path, None, unmoved)
    assert not seen.is_settled
    assert is_still(tmp_path, seen, unmoved)
    file.write_text("乙", "utf-8")
    assert not is_still(tmp_path, seen, unmoved)
    assert source(tmp_path, seen, unmoved).digest != seen.digest


def test_reading_for_long_settles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")
    written = (tmp_path / "a").stat().st_mtime_ns
    moments = iter([written + 1, written + 10**10])
    monkeypatch.setattr(time, "time_ns", lambda: next(moments, written + 10**10))
    assert not source(tmp_path, None).is_settled


def test_what_was_written_long_ago_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")
    monkeypatch.setattr(cache, "_TICK", -(10**10))  # as if it had been
    seen = source(tmp_path, None)
    monkeypatch.setattr(cache, "content_digest", pytest.fail)
    assert is_still(tmp_path, seen)
    os.utime(tmp_path / "a", (1, 1))
    assert not is_still(tmp_path, seen)
