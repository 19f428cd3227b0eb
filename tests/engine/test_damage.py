"""Whatever happens to the cache, the next build ends well, and the site is that of a build without one."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.store.disk import own_folder
from generator.site.comparison import Comparison
from generator.site.mkdocs import build_site
from generator.site.pages import RecordPages
from tests.support.damage import DAMAGES, Damage
from tests.support.project import build, project, tree
from tests.support.repository import Repository

PROJECT = "content_data/counties/210197/projects/01.yaml"
KINDS = ("state.entry", "lock", "history.sqlite", "counties", "texts", "parts")
Tree = dict[str, bytes]


@dataclass
class Built:
    """A project that was built once, and is put back as it was for each test."""

    folder: Path
    left: Path
    texts: tuple[str, str]
    """What a file of a project said when it was built, and what it says once it was changed."""
    right: dict[bool, Tree]
    """The site as it is to be, once it was changed or not."""

    def again(self, *, is_changed: bool) -> Tree:
        """Put back what the build left; what the site is to be now."""
        for name in (".cache", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(self.left / name, self.folder / name)
        (self.folder / PROJECT).write_text(self.texts[is_changed], "utf-8")
        return self.right[is_changed]

    def files(self, *kinds: str) -> list[Path]:
        """Files of the cache: of a folder of this name, or of this name."""
        found = sorted(path for path in (self.folder / ".cache").rglob("*") if path.is_file())
        return [path for path in found if path.parent.name in kinds or path.name in kinds]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    top = tmp_path_factory.mktemp("damage")
    folder = project(top / "p", ("210197",))
    Repository(folder).commit("数据")
    before = (folder / PROJECT).read_text("utf-8")
    made = Built(folder, top / "left", (before, before.replace("扶持资金额度: ", "扶持资金额度: 1")), {})
    for is_changed in (True, False):
        (folder / PROJECT).write_text(made.texts[is_changed], "utf-8")
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        assert build(folder) == 0
        made.right[is_changed] = tree(folder / "site")
    for name in (".cache", "site"):
        shutil.copytree(folder / name, made.left / name)
    assert all(made.files(kind) for kind in KINDS)
    return made


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("is_changed", [False, True])
def test_all_that_the_state_names_is_damaged(built: Built, damage: Damage, is_changed: bool) -> None:
    right = built.again(is_changed=is_changed)
    for file in built.files(*KINDS[1:]):
        damage(file)
    assert build(built.folder) == 0
    assert tree(built.folder / "site") == right


@pytest.mark.parametrize("is_changed", [False, True])
def test_its_folders_are_files(built: Built, is_changed: bool) -> None:
    right = built.again(is_changed=is_changed)
    for kind in ("counties", "texts", "parts"):
        folder = built.files(kind)[0].parent
        shutil.rmtree(folder)
        folder.write_bytes(b"x")
    assert build(built.folder) == 0
    assert tree(built.folder / "site") == right


def test_a_folder_that_may_not_be_written_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "build/parts"
    folder.mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, _: path.stat().st_mode & 0o200 != 0)  # root may all
    folder.chmod(0o500)
    own_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", KINDS)
def test_any_file_of_the_cache_is_damaged(built: Built, kind: str) -> None:
    """Every file by itself; the ways take turns."""
    ways = cycle(DAMAGES)
    built.again(is_changed=True)
    for number in range(len(built.files(kind))):
        right = built.again(is_changed=True)
        file, damage = built.files(kind)[number], next(ways)
        damage(file)
        assert build(built.folder) == 0, (file, damage)
        assert tree(built.folder / "site") == right, (file, damage)


@pytest.mark.parametrize(
    "place", [(OngoingBuild, "keep_whole"), (RecordPages, "broken_links"), (Comparison, "add_manifest")]
)
@pytest.mark.parametrize("is_changed", [False, True])
def test_the_cache_is_removed_while_a_build_is_at_work(
    built: Built, monkeypatch: pytest.MonkeyPatch, place: tuple[type, str], is_changed: bool
) -> None:
    right = built.again(is_changed=is_changed)
    remove, real = removing(built.folder / ".cache", times=1), getattr(*place)
    monkeypatch.setattr(*place, lambda *given: (remove(), real(*given))[1])
    assert build(built.folder) == 0
    assert tree(built.folder / "site") == right


def removing(folder: Path, times: int) -> Callable[[], None]:
    left = iter(range(times))

    def remove() -> None:
        if next(left, None) is not None:
            shutil.rmtree(folder / "build")

    return remove


def test_a_cache_that_is_removed_again_and_again_ends_a_build_in_one_line(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built.again(is_changed=True)
    before = tree(built.folder / "site")
    remove, real = removing(built.folder / ".cache", times=100), Comparison.add_manifest
    monkeypatch.setattr(Comparison, "add_manifest", lambda *given: (remove(), real(*given))[1])
    assert build_site(built.folder, as_of=None, site_dir=built.folder / "site", clean=False, workers=1) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith("gongkai：缓存（.cache）在生成期间一再被删去或改动，网站未改动。")
    assert tree(built.folder / "site") == before
