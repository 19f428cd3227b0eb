"""Where the program fails at a county, the county stands as git tells: a fresh clone gives the same site."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.engine.steps import county_work
from generator.render import portal_artifacts as drawing
from generator.rules.checklist import checklist
from generator.views.county import county_view
from tests.engine.test_earlier_version_site import BAD, GOOD, commit, county, under_git
from tests.support.project import build, tree

POISON = "毒"
"""What the program fails at, in these tests."""


def fails(*_: Any) -> None:
    raise RuntimeError


def ends(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failing_at_poison(function: Callable[..., Any], how: Callable[..., None]) -> Callable[..., Any]:
    """The function, which fails at a county that holds the word."""

    def made(*arguments: Any, **named: Any) -> Any:
        for argument in arguments:
            projects = getattr(
                argument, "projects", getattr(getattr(argument, "county", None), "projects", ())
            )
            if any(POISON in getattr(project, "title", "") for project in projects):
                how()
        return function(*arguments, **named)

    return made


def say(folder: Path, word: str, file: str = "projects/01.yaml") -> None:
    path = county(folder, file)
    path.write_text(path.read_text("utf-8").replace("项目名称: ", f"项目名称: {word}"), "utf-8")


def fresh(folder: Path, place: Path, **options: Any) -> dict[str, bytes]:
    """The site of the same checkout without anything that an earlier build left."""
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("site", ".cache"), symlinks=True)
    assert build(place, **options) == 0
    return tree(place / "site")


WHERE: dict[str, tuple[Any, str, Any, Any]] = {
    "drawing": (drawing, "county_view", county_view, fails),
    "checking": (county_work, "checklist", checklist, fails),
    "a process that ends": (drawing, "county_view", county_view, ends),
}


@pytest.mark.parametrize("where", WHERE)
def test_a_fresh_clone_gives_the_same_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = under_git(tmp_path / "project", counties=(BAD, GOOD))
    say(folder, "早先")
    commit(folder, "2022-06-03")
    module, name, function, how = WHERE[where]
    workers = 2 if how is ends else 1  # one ends its own process
    assert build(folder, workers=workers) == 0
    before = tree(folder / "site")
    say(folder, POISON)
    say(folder, "改过", "projects/02.yaml")
    other = folder / f"content_data/counties/{GOOD}/projects/01.yaml"
    other.write_text(other.read_text("utf-8").replace("项目名称: ", "项目名称: 也改"), "utf-8")
    commit(folder, "2022-06-05")
    with monkeypatch.context() as patch:
        patch.setattr(module, name, failing_at_poison(function, how))
        assert build(folder, workers=workers) == 0
        after = tree(folder / "site")
        anew = fresh(folder, tmp_path / "clone", workers=2)
    assert after.keys() == anew.keys()
    new = after.keys() - before.keys()
    assert before.keys() <= after.keys()
    assert all(".archive-" in name for name in new)  # entries of the change record may begin another archive
    assert [address for address in after if after[address] != anew[address]] == []
    page = after[f"projects/{BAD}-2020-01.md"].decode()
    assert page.startswith("# 早先")
    assert "以下为2022年6月3日公开的内容" in page
    assert "以下为2022年6月3日公开的内容" in after[f"projects/{BAD}-2020-02.md"].decode()
    assert "公开的内容" not in after[f"projects/{BAD}-2020-03.md"].decode()
    assert "早先" in after["projects/index.html"].decode()
    assert build(folder) == 0
    assert POISON in (folder / f"site/projects/{BAD}-2020-01.md").read_text("utf-8")


def test_both_lanes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = []
    monkeypatch.setattr(drawing, "county_view", failing_at_poison(county_view, fails))
    for name, options in (("fast", {}), ("slow", {"fast_lane": "false"})):
        folder = under_git(tmp_path / name, counties=(BAD, GOOD), **options)
        for number in (1, 2, 3):
            say(folder, POISON if number > 1 else "早先")
            commit(folder, f"2022-06-0{number + 1}")
        assert build(folder) == 0
        sites.append(tree(folder / "site"))
    fast, slow = sites
    assert fast.keys() == slow.keys()
    assert [address for address in fast if fast[address] != slow[address]] == []
    assert "早先" in fast[f"projects/{BAD}-2020-01.md"].decode()


def test_where_no_version_can_be_made_the_county_is_left_out_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = under_git(tmp_path / "project", counties=(BAD, GOOD))
    say(folder, POISON)
    commit(folder, "2022-06-03")

    def never(*arguments: Any, **named: Any) -> Any:
        if any(getattr(one, "code", "") == BAD for one in arguments):
            fails()
        return county_view(*arguments, **named)

    assert build(folder) == 0
    say(folder, "再改")
    monkeypatch.setattr(drawing, "county_view", never)
    assert build(folder) == 0
    after = tree(folder / "site")
    assert f"counties/{BAD}.html" not in after
    assert f"counties/{GOOD}.html" in after
    assert after == fresh(folder, tmp_path / "clone")
