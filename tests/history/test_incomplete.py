"""Repositories that do not hold the whole history, each made with git: what is said of them, and that nothing is concluded.

And those that look like it and are complete: nothing is said of them, and their record is that of the original.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.history import PortalHistory, read_history
from generator.history.gap import Lack
from tests.support.repository import Repository

CODE = "210198"
PROJECT = f"counties/{CODE}/projects/01.yaml"
TEXT = "项目编号: 210198-2020-01\n项目名称: 县级仓储配送中心\n扶持资金额度: {}\n"
ADDED = ("-c", "user.name=a", "-c", "user.email=a@example.cn", "-c", "protocol.file.allow=always")

Made = Callable[[Path, Path], Path]
"""Makes a repository (second) of the original one (first); returns the folder that holds content_data/."""


def git(folder: Path, *command: str) -> str:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    run = subprocess.run(
        ["git", "-C", str(folder), *ADDED, *command],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return run.stdout.strip()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """One commit, then eight on eight days: the column is opened, an amount moves, and a second project comes."""
    made = Repository(tmp_path_factory.mktemp("original") / "data")
    made.write("site.yaml", "栏目名称: 示例\n")
    made.commit("prepared", "2022-02-01T10:00:00+08:00")
    made.write("site.yaml", "栏目名称: 示例\n开栏日期: 2022-03-01\n")
    made.write(f"counties/{CODE}/county.yaml", "名称: 青禾县\n")
    made.write(PROJECT, TEXT.format(350))
    made.commit("opened", "2022-03-01T10:00:00+08:00")
    for number in range(2, 9):
        made.write(PROJECT, TEXT.format(350 + number))
        if number == 6:
            made.write(PROJECT.replace("01", "02"), TEXT.format(100).replace("-01", "-02"))
        made.commit(f"day {number}", f"2022-03-{number:02d}T10:00:00+08:00")
    made.git("config", "uploadpack.allowFilter", "true")
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made.git("branch", "other", "HEAD~3")
    return made


def cloned(*options: str) -> Made:
    def make(original: Path, folder: Path) -> Path:
        git(original, "clone", "--quiet", *options, f"file://{original}", str(folder))
        return folder

    return make


def then(first: Made, *commands: tuple[str, ...]) -> Made:
    def make(original: Path, folder: Path) -> Path:
        found = first(original, folder)
        for command in commands:
            git(found, *command)
        return found

    return make


def in_a_work_tree(first: Made) -> Made:
    def make(original: Path, folder: Path) -> Path:
        tree = folder.with_name("tree")
        git(first(original, folder), "worktree", "add", "--quiet", "--detach", str(tree))
        return tree

    return make


def as_a_submodule(*options: str) -> Made:
    def make(original: Path, folder: Path) -> Path:
        folder.mkdir()
        git(folder, "init", "--quiet")
        git(folder, "submodule", "--quiet", "add", *options, f"file://{original}", "data")
        return folder / "data"

    return make


def unpacked(original: Path, folder: Path) -> Path:
    """What a hosting service hands out as a zip or tar file: the files alone."""
    shutil.copytree(original / "content_data", folder / "content_data")
    return folder


def unpacked_in_another_repository(original: Path, folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "README").write_text("other\n", "utf-8")
    git(folder, "add", "README")
    git(folder, "commit", "--quiet", "-m", "other")
    return unpacked(original, folder / "download")


def without(revision: str) -> Made:
    def make(original: Path, folder: Path) -> Path:
        shutil.copytree(original, folder)
        name = git(folder, "rev-parse", revision)
        (folder / f".git/objects/{name[:2]}/{name[2:]}").unlink()
        return folder

    return make


def turned(original: Path, folder: Path) -> Path:
    """One bit of an old version is another."""
    shutil.copytree(original, folder)
    name = git(folder, "rev-parse", f"HEAD~4:content_data/{PROJECT}")
    path = folder / f".git/objects/{name[:2]}/{name[2:]}"
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)
    return folder


def grafted(original: Path, folder: Path) -> Path:
    """.git/info/grafts says that a commit in the middle has no parent."""
    cloned()(original, folder)
    (folder / ".git/info/grafts").write_text(git(folder, "rev-parse", "HEAD~2") + "\n", "ascii")
    return folder


UNSHALLOW, REFETCH, FSCK, CLONE = (
    "git fetch --unshallow",
    "git fetch --refetch --no-filter",
    "git fsck",
    "克隆",
)
INCOMPLETE: dict[str, tuple[Made, Lack, str]] = {
    "depth 1": (cloned("--depth", "1"), Lack.CUT, UNSHALLOW),
    "depth 5": (cloned("--depth", "5"), Lack.CUT, UNSHALLOW),
    "as deep as the opening": (cloned("--depth", "8"), Lack.CUT, UNSHALLOW),
    "shallow since a day": (cloned("--shallow-since=2022-03-04"), Lack.CUT, UNSHALLOW),
    "shallow without a branch": (cloned("--shallow-exclude=other"), Lack.CUT, UNSHALLOW),
    "cut afterwards": (then(cloned(), ("fetch", "--quiet", "--depth", "3")), Lack.CUT, UNSHALLOW),
    "deepened, not enough": (
        then(cloned("--depth", "1"), ("fetch", "--quiet", "--deepen", "2")),
        Lack.CUT,
        UNSHALLOW,
    ),
    "work tree of a shallow clone": (in_a_work_tree(cloned("--depth", "2")), Lack.CUT, UNSHALLOW),
    "shallow submodule": (as_a_submodule("--depth", "2"), Lack.CUT, UNSHALLOW),
    "no blobs": (cloned("--filter=blob:none"), Lack.CUT, REFETCH),
    "no large blobs": (cloned("--filter=blob:limit=1"), Lack.CUT, REFETCH),
    "no trees": (cloned("--filter=tree:0"), Lack.CUT, REFETCH),
    "no blobs, shallow": (cloned("--filter=blob:none", "--depth", "3"), Lack.CUT, REFETCH),
    "work tree of a partial clone": (in_a_work_tree(cloned("--filter=blob:none")), Lack.CUT, REFETCH),
    "zip": (unpacked, Lack.NONE, CLONE),
    "zip in another repository": (unpacked_in_another_repository, Lack.NONE, CLONE),
    "a commit is gone": (without("HEAD~4"), Lack.UNREADABLE, FSCK),
    "a tree is gone": (without("HEAD~4:content_data"), Lack.UNREADABLE, FSCK),
    "a version is gone": (without(f"HEAD~4:content_data/{PROJECT}"), Lack.UNREADABLE, FSCK),
    "a damaged version": (turned, Lack.UNREADABLE, FSCK),
}
COMPLETE: dict[str, Made] = {
    "clone": cloned(),
    "as deep as the first commit": cloned("--depth", "9"),
    "deeper": cloned("--depth", "20"),
    "one branch": cloned("--single-branch"),
    "shared": lambda original, folder: cloned("--shared")(Path(f"{original}"), folder),
    "with a reference": lambda original, folder: cloned("--reference", str(original))(original, folder),
    "work tree": in_a_work_tree(cloned()),
    "submodule": as_a_submodule(),
    "shallow, completed": then(cloned("--depth", "1"), ("fetch", "--quiet", "--unshallow")),
    "partial, completed": then(
        cloned("--filter=blob:none"), ("fetch", "--quiet", "--refetch", "--no-filter")
    ),
    "partial, read by git": then(cloned("--filter=blob:none"), ("log", "--patch")),
    "shallow elsewhere": then(
        cloned(), ("fetch", "--quiet", "--depth", "1", "origin", "other"), ("fetch", "--quiet", "--unshallow")
    ),
    "grafted": grafted,
    "a commit replaced": then(cloned(), ("replace", "HEAD~2", "HEAD~5")),
    "a commit replaced by one without parents": then(cloned(), ("replace", "--graft", "HEAD~2")),
}


def record(history: PortalHistory) -> object:
    return history.county(CODE), history.county(""), history.commit, history.tree


@pytest.mark.parametrize("kind", INCOMPLETE)
def test_what_is_incomplete_is_told_with_its_cure_and_proves_nothing(
    kind: str, original: Repository, tmp_path: Path
) -> None:
    make, lack, cure = INCOMPLETE[kind]
    folder = make(original.root, tmp_path / "made")
    before = sorted(path.name for path in folder.parent.rglob("*.pack"))
    history = read_history(folder / "content_data", tmp_path / "cache")
    assert history.gap is not None
    assert history.gap.lack is lack
    assert cure in history.gap.cure
    assert history.limits().told.startswith("变更记录不完整：")
    assert "这不表示未作修改" in history.limits().told
    assert (history.told(CODE), history.told("")) == (None, None)
    again = read_history(folder / "content_data", tmp_path / "cache")
    assert (again.gap, again.told(CODE)) == (history.gap, None)
    assert sorted(path.name for path in folder.parent.rglob("*.pack")) == before, "nothing was fetched"


@pytest.mark.parametrize("kind", COMPLETE)
def test_what_is_complete_is_not_called_incomplete(kind: str, original: Repository, tmp_path: Path) -> None:
    folder = COMPLETE[kind](original.root, tmp_path / "made")
    whole, history = (read_history(at / "content_data", None) for at in (original.root, folder))
    assert (history.gap, history.limits().told) == (None, "")
    assert record(history) == record(whole)
    assert history.told(CODE) == whole.county(CODE)
    assert len(whole.county(CODE).changes) == 7  # type: ignore[union-attr]


def test_a_partial_clone_is_not_completed_from_the_net(original: Repository, tmp_path: Path) -> None:
    """Its server is gone: whoever asked it would fail otherwise than by what is said."""
    folder = cloned("--filter=blob:none")(original.root, tmp_path / "made")
    git(folder, "remote", "set-url", "origin", f"file://{tmp_path}/nowhere")
    history = read_history(folder / "content_data", None)
    assert history.gap is not None
    assert REFETCH in history.gap.line


def test_the_mark_of_a_county_tells_a_cut_record_from_a_whole_one(
    original: Repository, tmp_path: Path
) -> None:
    """As deep as the opening, both begin with the same commit: pages of the one must not stand for the other."""
    cut = read_history(cloned("--depth", "8")(original.root, tmp_path / "made") / "content_data", None)
    whole = read_history(original.content, None)
    assert [one.county(CODE).opening for one in (cut, whole)] == [whole.county(CODE).opening] * 2  # type: ignore[union-attr]
    assert cut.mark(CODE) != whole.mark(CODE)
