"""Pages that were published do not vanish in number unless somebody says so: ``build --allow-removals``."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest
from mkdocs.exceptions import Abort

from generator.engine.steps.manifest import read_manifest
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.site.comparison import Comparison
from generator.site.published import Published
from tests.support.gongkai import gongkai as forked
from tests.support.project import project, tree

CODES = ("210197", "210396", "210697")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = project(tmp_path / "project", CODES)
    assert gongkai(made).returncode == 0
    return made


def gongkai(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return forked("build", "--workers", "1", *options, cwd=folder, env=os.environ | {"NO_COLOR": "1"})


def refusal(built: subprocess.CompletedProcess[str]) -> str:
    (line,) = [line for line in built.stderr.splitlines() if "--allow-removals" in line]
    return line


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


@pytest.mark.parametrize("lost", ["counties/210396", "counties/210697/projects"])
def test_many_pages_that_would_vanish_leave_the_site_as_it_is(lost: str, folder: Path) -> None:
    before = tree(folder / "site")
    shutil.rmtree(folder / "content_data" / lost)
    built = gongkai(folder)
    line = refusal(built)
    assert (built.returncode, tree(folder / "site")) == (1, before)
    allowed = gongkai(folder, "--allow-removals")
    assert allowed.returncode == 0, allowed.stderr
    left = pages(folder / "site")
    gone = sorted(address for address in before if address.endswith(".html") and address not in left)
    total = sum(address.endswith(".html") for address in before)
    assert line == (
        f"gongkai：上一次公开的 {total} 个网页中有 {len(gone)} 个会消失，网站未生成："
        f"{'、'.join(gone[:5])}{' 等' if len(gone) > 5 else ''}。请先查明原因；确要删去的，加上 --allow-removals。"
    )
    assert gongkai(folder).returncode == 0  # what went is no longer missed


def test_what_was_published_is_what_the_manifest_says(folder: Path, tmp_path: Path) -> None:
    """The machine that builds may be new, or may hold another site than the one that was published."""
    manifest = tmp_path / "manifest.json"
    shutil.copy(folder / "site/manifest.json", manifest)
    shutil.rmtree(folder / "content_data/counties/210396")
    shutil.rmtree(folder / "site")
    shutil.rmtree(folder / ".cache")
    assert gongkai(folder, "--site-dir", "new").returncode == 0
    built = gongkai(folder, "--published", str(manifest))
    assert built.returncode == 1
    assert "contractors/91210396" in refusal(built)
    assert not (folder / "site").exists()
    assert gongkai(folder, "--published", str(manifest), "--allow-removals").returncode == 0


@dataclass
class Made:
    """As much of a ongoing as is asked."""

    addresses: frozenset[str]
    others: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("pages_before", "gone", "is_refused"),
    [
        (5000, 20, False),
        (5000, 21, True),
        (1000, 20, False),
        (999, 20, True),
        (100, 2, False),
        (100, 3, True),
        (49, 1, True),
        (50, 1, False),
        (1, 1, True),
        (3, 0, False),
    ],
)
def test_twenty_pages_or_two_in_a_hundred_may_vanish(pages_before: int, gone: int, is_refused: bool) -> None:
    """Files of other kinds are not counted on either side."""
    before = [f"projects/{number}.html" for number in range(pages_before)]
    made = Made(frozenset(before[gone:]) | {f"new/{number}.html" for number in range(100)})
    earlier = json.dumps(
        {"format": 1, "commit": "", "tree": "", "as_of": "2022-06-30", "published": None, "versions": {}}
        | {"records": {}, "entries": {}}
        | {"files": dict.fromkeys([*before, *(f"old/{number}.xml" for number in range(900))], "0" * 64)}
    ).encode()
    before_it = Published(read_manifest(earlier), "0" * 64)
    comparison = Comparison(Path("none"), before_it, Path("none"), None, False, False, False, print)
    if is_refused:
        with pytest.raises(Abort, match=f"{pages_before} 个网页中有 {gone} 个会消失"):
            comparison.hold_against_removals(cast(OngoingBuild, made))
        replace(comparison, may_remove=True).hold_against_removals(cast(OngoingBuild, made))
    else:
        comparison.hold_against_removals(cast(OngoingBuild, made))


def test_a_county_in_error_removes_nothing_and_refuses_nothing(folder: Path) -> None:
    """A typo in a file is no removal: but for the one page the site stands."""
    path = folder / "content_data/counties/210396/projects/01.yaml"
    path.write_text(path.read_text("utf-8") + "多余: 1\n", "utf-8")
    built = gongkai(folder)
    assert built.returncode == 0, built.stderr
    assert (folder / "site/counties/210396.html").is_file()


def test_a_preview_removes_what_it_likes_and_a_first_build_misses_nothing(tmp_path: Path) -> None:
    made = project(tmp_path / "project", CODES[:1])
    assert gongkai(made).returncode == 0
    assert gongkai(made, "--clean").returncode == 0
