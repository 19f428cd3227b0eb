"""A county that never was published: sums over it are not told, built step by step or anew, in both lanes."""

import shutil
from pathlib import Path

import pytest

from tests.engine.test_earlier_version_site import BAD, commit, git, under_git
from tests.support.project import ROOT, build, tree

WHY = f"因 1 个县（编号 {BAD}）未通过核对"


def hand_in(folder: Path) -> None:
    """A county whose county.yaml is in error from the first."""
    target = folder / "content_data/counties" / BAD
    shutil.copytree(ROOT / "content_data/counties" / BAD, target)
    (target / "county.yaml").write_text("示范县: [", "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = under_git(tmp_path_factory.mktemp("absent") / "project", counties=("210396",))
    assert build(made) == 0
    return made


@pytest.mark.parametrize("is_committed", [False, True])
def test_both_builds_say_so_and_are_equal(folder: Path, tmp_path: Path, *, is_committed: bool) -> None:
    before = tree(folder / "site")
    assert WHY not in before["index.html"].decode()
    hand_in(folder)
    if is_committed:
        commit(folder)
    assert build(folder) == 0
    after = tree(folder / "site")
    for address in ("index.html", "funds.html", "progress.html", "projects/index.html", "deadlines.ics"):
        assert WHY in after[address].replace(b"\r\n ", b"").decode(), address
    companies = [name for name in after if name.startswith("contractors/9") and name.endswith(".html")]
    assert [name for name in companies if "未计入" not in after[name].decode()] == []
    assert build(folder, tmp_path / "anew", workers=2) == 0
    assert tree(tmp_path / "anew") == after
    if not is_committed:
        config = folder / "mkdocs.yml"
        text = config.read_text("utf-8")
        config.write_text(text.replace("  - gongkai\n", "  - gongkai:\n      fast_lane: false\n"), "utf-8")
        assert build(folder, tmp_path / "slow") == 0
        config.write_text(text, "utf-8")
        slow = tree(tmp_path / "slow")
        assert [address for address in after if slow[address] != after[address]] == []
    shutil.rmtree(folder / "content_data/counties" / BAD)
    if is_committed:
        git(folder, "revert", "--no-edit", "HEAD")
    assert build(folder) == 0
    mended = tree(folder / "site")
    different = {address for address in before if mended[address] != before[address]}
    assert different <= {"manifest.json", "changes.html"}  # the refused version stays in history
