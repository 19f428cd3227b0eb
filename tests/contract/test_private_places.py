"""Private data in every place, field or not: in nothing that is published, said or kept, and nothing depends on it."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.engine import changes_since, examine
from generator.history import read_history
from generator.model.beijing import BEIJING
from generator.model.files import PROVINCE_FILES, FileKind
from generator.render.changelog import format_changes
from generator.rules.reports import format_findings
from generator.site.clock import today
from tests.support.leaks import Leaks
from tests.support.packed_files import opened
from tests.support.private_injections import FORMS, in_turn, is_answered_for, is_settings, oddities
from tests.support.private_province import PrivateProvince
from tests.support.private_site import SIXTY, Built, built, gongkai, leaked, shown, with_theme
from tests.support.private_values import WRITINGS, Written
from tests.support.project import tree
from tests.support.record_fields import TEXT, Leaf, all_leaves, leaves, put, required
from tests.support.repository import Repository


def small(root: Path, seed: int) -> Built:
    return built(PrivateProvince.make(root, in_turn(WRITINGS, seed), oddities(WRITINGS, seed)))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = small(tmp_path_factory.mktemp("private") / "first", 1)
    made.said["check"] = gongkai(made.root, "check")
    content = made.root / "content_data"
    history = read_history(content, None)
    found = examine(content, None, today(), 1, history)
    lines = changes_since(content, history, datetime.fromtimestamp(0, BEIJING), today())
    for form in FORMS:
        made.said[f"check --format {form}"] = format_findings(found, form).encode()
    for form in ("markdown", "json"):
        made.said[f"changes --format {form}"] = format_changes(lines, form, "开始", "").encode()
    return made


KINDS = {leaf.kind.name for leaf in all_leaves() if leaf.sound == TEXT and leaf.path != ("更正",)}
KINDS -= {kind.name for kind in PROVINCE_FILES if is_settings(kind)} | {"national"}
"""Kinds of files with a text of their own; national averages are shown beside a county's goals alone."""


def kinds_shown(made: Built) -> set[str]:
    """The kinds of files of which something sound is shown."""
    found = shown(made)
    return {one.leaf.kind.name for one in made.province.injections if one.marker in found}


def test_no_private_value_gets_out(first: Built) -> None:
    """Nor a digest of one. The list of files read holds the names that they have now."""
    names = {one.name for one in first.province.odd if one.oddity.is_name}
    found = leaked(first, as_digests=True)
    elsewhere = {
        name: [file for file in files if not (name in names and file.endswith("/state.entry"))]
        for name, files in found.items()
    }
    assert {name: files for name, files in elsewhere.items() if files} == {}
    assert kinds_shown(first) == KINDS


_ID = re.compile(rb"[0-9a-f]{7,40}")
_OF_AN_ENTRY = re.compile(rb'(?<="sha256":")[0-9a-f]{64}')
_OF_A_CHANGE = re.compile(rb"\b[0-9a-f]{64}\b")
"""Digests in the files of changes, each of what its row says (recomputed by test_published_changes) and names its commit."""
_TELL_CHANGES = ("data/changes.", "data/gongkai.xlsx")
"""Beginnings of the addresses of these files."""


def without_commits(made: Built) -> Iterator[tuple[str, bytes]]:
    """The site without what must differ: ids of commits and trees, and digests of what names one."""
    ids = made.province.repository.git("log", "--format=%H %T %P").encode().split()

    def masked(found: re.Match[bytes]) -> bytes:
        return b"#" * len(found[0]) if any(one.startswith(found[0]) for one in ids) else found[0]

    for address, data in made.site.items():
        if address != "manifest.json":
            digests = _OF_A_CHANGE if address.startswith(_TELL_CHANGES) else _OF_AN_ENTRY
            yield address, digests.sub(b"", _ID.sub(masked, opened(data)))


def test_nothing_published_depends_on_a_private_value(first: Built, tmp_path: Path) -> None:
    """Another number in the same place gives the same bytes: no digest, id, order or link is made from it."""
    second = small(tmp_path / "second", 2)
    assert first.site.keys() == second.site.keys()
    other = dict(without_commits(second))
    assert [address for address, data in without_commits(first) if other[address] != data] == []


def test_what_is_put_right_leaves_nothing_behind(first: Built) -> None:
    """After the build with private data: the sound version, committed, and the next build, which takes what it kept."""
    first.province.put_right()
    said = {"build": gongkai(first.root, "build"), "changes": gongkai(first.root, "changes")}
    after = Built(first.province, tree(first.root / "site"), said)
    assert leaked(after, as_digests=True) == {}
    assert kinds_shown(after) == KINDS


# settings, of which a province has one file


SETTINGS = [kind for kind in PROVINCE_FILES if is_settings(kind)]


@dataclass
class Settings:
    """A province whose settings were private in the past, each at a time of its own, and are sound now."""

    repository: Repository
    sound: Mapping[str, str | None]
    """File → its text; None: there is none."""
    leaks: Leaks
    """Of all that ever stood in them."""

    def put_right(self, kind: FileKind) -> None:
        sound = self.sound[kind.path]
        if sound is None:
            (self.repository.content / kind.path).unlink()
        else:
            self.repository.write(kind.path, sound)

    def given_away(self, *commands: str) -> dict[str, list[str]]:
        """Name of a value → where it stands after these commands: in what they said, in the site, in what is kept."""
        root = self.repository.root
        said = {command: gongkai(root, command) for command in commands}
        return self.leaks.in_files(said | tree(root / "site") | tree(root / ".cache"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Commit by commit every value of one file in another writing, then sound; then the next file."""
    folder = tmp_path_factory.mktemp("settings")
    root = with_theme(PrivateProvince.make(folder / "column", ()).repository)
    files = {kind.path: root.content / kind.path for kind in SETTINGS}
    sound = {path: file.read_text("utf-8") if file.exists() else None for path, file in files.items()}
    held: dict[str, Written] = {}
    made = Settings(root, sound, Leaks())
    for kind in SETTINGS:
        for turn in range(len(SIXTY)):
            texts = private_settings(kind, turn)
            held |= {f"{leaf.name} {turn}": text for leaf, text in texts.items()}
            root.write(kind.path, with_private(sound[kind.path], texts))
            root.commit("private")
        made.put_right(kind)
        root.commit("sound")
    made.leaks = Leaks.of(held.items(), as_digests=True)
    return made


def test_settings_that_were_private_are_neither_published_nor_said(settings: Settings) -> None:
    assert settings.given_away("build", "changes") == {}


@pytest.mark.parametrize("kind", SETTINGS, ids=lambda kind: kind.name)
def test_private_settings_are_neither_published_nor_said(settings: Settings, kind: FileKind) -> None:
    """Private again, in the work tree; what was built before stands."""
    text = with_private(settings.sound[kind.path], private_settings(kind, len(SIXTY) - 1))
    settings.repository.write(kind.path, text)
    try:
        assert settings.given_away("check", "build") == {}
    finally:
        settings.put_right(kind)


def private_settings(kind: FileKind, turn: int) -> dict[Leaf, Written]:
    names = sorted(SIXTY)
    found = {}
    for number, leaf in enumerate(leaves(kind)):
        name = names[(turn + number) % len(names)]
        if not is_answered_for(kind, leaf, name):
            found[leaf] = WRITINGS[name](random.Random(f"{leaf.name} {turn}"))
    return found


def with_private(sound: str | None, held: Mapping[Leaf, Written]) -> str:
    record: dict[str, Any] = yaml.load(sound, Loader=yaml.BaseLoader) if sound else {}
    for leaf, text in held.items():
        for key, value in required(leaf.kind.model, leaf.path).items():
            record.setdefault(key, value)
        put(record, leaf.path, text)
    return str(yaml.safe_dump(record, allow_unicode=True, sort_keys=False))
