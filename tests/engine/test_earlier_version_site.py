"""What is withheld keeps its pages and its entries in feeds, in both lanes, built anew or step by step."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.built import BuiltOnce
from tests.support.project import COUNTIES, build, project, tree

BAD, GOOD, OTHER = "210197", "210396", "210697"


def git(folder: Path, *command: str, on: str = "2022-06-01") -> None:
    """Run git as a clerk would on a day."""
    environment = os.environ | {
        "GIT_AUTHOR_NAME": "clerk",
        "GIT_AUTHOR_EMAIL": "clerk@example.gov.cn",
        "GIT_COMMITTER_NAME": "clerk",
        "GIT_COMMITTER_EMAIL": "clerk@example.gov.cn",
        "GIT_AUTHOR_DATE": f"{on}T10:00:00+08:00",
        "GIT_COMMITTER_DATE": f"{on}T10:00:00+08:00",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True, env=environment)


def commit(folder: Path, on: str = "2022-06-01") -> None:
    git(folder, "add", "content_data")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "change", on=on)


def under_git(folder: Path, counties: tuple[str, ...] = COUNTIES, **options: Any) -> Path:
    made = project(folder, counties, **options)
    git(made, "init", "--quiet", "--initial-branch=main")
    commit(made)
    return made


@pytest.fixture
def folder(built_once: BuiltOnce, tmp_path: Path) -> Path:
    """Built."""
    return built_once(tmp_path / "project", make=under_git)


def county(folder: Path, name: str = "") -> Path:
    return folder / "content_data/counties" / BAD / name


def append(name: str, text: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = county(folder, name)
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return spoil


def remove(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = county(folder, name)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return spoil


SPOILT: dict[str, Callable[[Path], None]] = {
    "county.yaml": append("county.yaml", "多余: 1\n"),
    "a project": append("projects/01.yaml", "- 不是\n"),
    "the plan": append("plan.yaml", "多余: 1\n"),
    "the outcome": append("outcome.yaml", "多余: 1\n"),
    "a ledger": append("payments.csv", '"未写完\n'),
    "no county.yaml": remove("county.yaml"),
    "no projects": remove("projects"),
    "no payments": remove("payments.csv"),
    "no folder": remove(""),
}


def entries(files: dict[str, bytes], address: str) -> set[bytes]:
    return set(re.findall(rb"<(?:guid|id)[^>]*>([^<]+)<", files.get(address, b"")))


@pytest.mark.parametrize("how", SPOILT)
def test_pages_and_entries_stay(folder: Path, tmp_path: Path, how: str) -> None:
    before = tree(folder / "site")
    SPOILT[how](folder)
    commit(folder, "2022-06-30")
    assert build(folder) == 0
    after = tree(folder / "site")
    assert before.keys() - after.keys() == set()
    feeds = [address for address in before if address.endswith(".xml") and "sitemap" not in address]
    assert len(feeds) > 20
    lost = {address: entries(before, address) - entries(after, address) for address in feeds}
    # a removal is an entry itself: in a document of so many entries it takes the place of the oldest
    came = {address: entries(after, address) - entries(before, address) for address in feeds}
    assert [address for address, gone in lost.items() if len(gone) > len(came[address])] == []
    assert not {address for address, gone in lost.items() if gone and ".archive-" in address}
    assert not any(lost.values()) or how.startswith("no ")
    assert build(folder, tmp_path / "anew", workers=2) == 0
    anew = tree(tmp_path / "anew")
    assert [address for address in after if anew.get(address) != after[address]] == []
    assert anew.keys() == after.keys()


def test_what_is_mended_is_as_if_nothing_had_been(folder: Path) -> None:
    before = tree(folder / "site")
    SPOILT["county.yaml"](folder)
    assert build(folder) == 0
    git(folder, "checkout", "--quiet", "--", "content_data")
    assert build(folder) == 0
    assert tree(folder / "site") == before


def test_both_lanes_give_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    lanes: dict[str, dict[str, Any]] = {"fast": {}, "slow": {"fast_lane": "false"}}
    for name, options in lanes.items():
        folder = under_git(tmp_path / name, **options)
        for how in ("a project", "a ledger", "the plan"):
            SPOILT[how](folder)
        county(folder, "projects/77.yaml").write_text("项目编号: [", "utf-8")
        commit(folder)
        assert build(folder) == 0
        sites.append(tree(folder / "site"))
    fast, slow = sites
    assert fast.keys() == slow.keys()
    assert [address for address in fast if fast[address] != slow[address]] == []


@pytest.mark.parametrize("is_built", [True, False])
def test_nothing_readable_publishes_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str], is_built: bool
) -> None:
    if not is_built:
        for name in (".cache", "site"):
            shutil.rmtree(folder / name)
    before = tree(folder / "site") if is_built else {}
    county(folder).parent.rename(folder / "elsewhere")
    from generator.site.mkdocs import build_site

    assert build_site(folder, as_of=None, site_dir=folder / "site", clean=False) == 1
    assert "counties/ 不在或者无法读取" in capfd.readouterr().err
    assert (tree(folder / "site") if is_built else {}) == before
    assert is_built or not (folder / "site").exists()


def test_nothing_readable_without_git_publishes_nothing_either(folder: Path) -> None:
    for name in (".git", ".cache", "site"):
        shutil.rmtree(folder / name)
    assert build(folder) == 0
    before = tree(folder / "site")
    county(folder).parent.rename(folder / "elsewhere")
    assert build(folder) == 1
    assert tree(folder / "site") == before


ATTACHMENT = "attachments/县级仓储配送中心验收意见书（示例附件）.pdf"


def refuse(folder: Path) -> None:
    county(folder, ATTACHMENT).write_bytes(b"no longer a PDF")


@pytest.mark.parametrize(
    "how", [refuse, remove(ATTACHMENT), remove("attachments")], ids=["refused", "gone", "all"]
)
def test_an_attachment_stands_as_it_was_published(folder: Path, how: Callable[[Path], None]) -> None:
    before = tree(folder / "site")
    how(folder)
    commit(folder)
    assert build(folder) == 0
    after = tree(folder / "site")
    own = [address for address in before if address.startswith(f"attachments/{BAD}/")]
    assert len(own) == 3
    assert [address for address in own if after.get(address) != before[address]] == []


def test_an_attachment_that_never_was_published_is_named_without_a_link(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    refuse(folder)
    assert build(folder) == 0
    site = tree(folder / "site")
    name = Path(ATTACHMENT).name
    assert f"attachments/{BAD}/{name}" not in site
    for ending in ("html", "md"):
        page = site[f"projects/{BAD}-2020-01.{ending}"].decode()
        assert f"{name}（未通过核对，暂不公开）" in page
