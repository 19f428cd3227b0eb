"""After any series of edits the tree that grew step by step is the tree of a clean build."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.built import BuiltOnce
from tests.support.project import COUNTIES, ROOT, build, project, tree

Edit = Callable[[Path, random.Random], date | None]


def amount(data: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(data.glob("counties/*/projects/*.yaml")))
    text = path.read_text("utf-8")
    lines = [
        f"扶持资金额度: {chance.randint(10, 99)}.5" if line.startswith("扶持资金额度:") else line
        for line in text.split("\n")
    ]
    path.write_text("\n".join(lines), "utf-8")


def row(data: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(data.glob("counties/*/progress.csv")))
    lines = path.read_text("utf-8").rstrip("\n").split("\n")
    if len(lines) > 2:
        del lines[chance.randrange(1, len(lines))]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def no_project(data: Path, chance: random.Random) -> None:
    found = sorted(data.glob("counties/*/projects/*.yaml"))
    chance.choice(found).unlink()


def county_comes_or_goes(data: Path, chance: random.Random) -> None:
    code = chance.choice(COUNTIES)
    folder = data / "counties" / code
    if folder.exists():
        shutil.rmtree(folder)
    else:
        shutil.copytree(ROOT / "content_data/counties" / code, folder)


def case_renamed(data: Path, chance: random.Random) -> None:
    found = sorted(data.glob("counties/*/cases/*.md"))
    if found:
        path = chance.choice(found)
        path.rename(path.with_name(f"case-{chance.randrange(1000)}.md"))


def setting(data: Path, chance: random.Random) -> None:
    path = data / "site.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("栏目名称: 综合示范", f"栏目名称: 综合示范{chance.randrange(10)}"), "utf-8")


def notice_goes(data: Path, chance: random.Random) -> None:
    found = sorted(data.glob("notices/*.md"))
    if found:
        chance.choice(found).unlink()


def error(data: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(data.glob("counties/*/projects/*.yaml")))
    path.write_text(path.read_text("utf-8") + "多余: 1\n", "utf-8")


def cancelled(data: Path, chance: random.Random) -> None:
    """Its contractor's projects in other counties get a finding (B103)."""
    path = chance.choice(sorted(data.glob("counties/*/projects/*.yaml")))
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("状态:")]
    path.write_text(
        "\n".join(["状态: 已取消", *lines]) + "\n取消:\n  日期: 2022-03-01\n  原因: 未开工\n", "utf-8"
    )


def nothing(data: Path, chance: random.Random) -> None:
    """Files are touched, as a checkout does."""
    for path in data.rglob("*.yaml"):
        path.touch()


def another_day(data: Path, chance: random.Random) -> date:
    return date(2022, chance.randint(1, 6), chance.randint(1, 28))


EDITS: list[Edit] = [
    amount,
    row,
    no_project,
    county_comes_or_goes,
    case_renamed,
    setting,
    notice_goes,
    error,
    cancelled,
    nothing,
    another_day,
]


@pytest.mark.parametrize("seed", range(4))
def test_the_incremental_tree_is_the_clean_tree(built_once: BuiltOnce, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    grown = built_once(tmp_path / "grown")
    day: date | None = None
    order = EDITS[:]
    chance.shuffle(order)
    for number, edit in enumerate(order[:6]):
        found = edit(grown / "content_data", chance)
        day = found or day
        code = build(grown, as_of=day)
        clean = tmp_path / f"clean-{number}"
        shutil.copytree(
            grown, clean, symlinks=True, ignore=shutil.ignore_patterns(".cache", "site", ".site*")
        )
        assert build(clean, as_of=day) == code
        ours, theirs = tree(grown / "site"), tree(clean / "site")
        assert ours.keys() == theirs.keys(), edit.__name__
        assert [address for address in ours if ours[address] != theirs[address]] == [], edit.__name__


def test_a_build_without_a_change_writes_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    build(folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*") if path.is_file()}
    build(folder)
    after = {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*") if path.is_file()}
    assert before == after


def test_one_amount_changed_writes_what_shows_it_and_reads_one_county(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator import intake

    folder = project(tmp_path / "p")
    build(folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*.html")}
    path = next((folder / "content_data/counties/210197/projects").glob("*.yaml"))
    path.write_text(path.read_text("utf-8").replace("扶持资金额度: ", "扶持资金额度: 1"), "utf-8")
    read: list[str] = []
    real = intake.read_county

    def watched(root: Path, code: str, *others: Any) -> intake.CountyIntake:
        read.append(code)
        return real(root, code, *others)

    monkeypatch.setattr(intake, "read_county", watched)
    build(folder)
    assert read == ["210197"]
    written = {
        page.relative_to(folder / "site").as_posix()
        for page, time in before.items()
        if page.stat().st_mtime_ns != time
    }
    assert "counties/210197.html" in written
    assert not {
        page for page in written if page.startswith(("projects/2103", "projects/2106", "counties/2103"))
    }


def test_a_page_that_was_tampered_with_is_put_right(built_once: BuiltOnce, tmp_path: Path) -> None:
    folder = built_once(tmp_path / "p")
    page = folder / "site/counties/210197.html"
    right = page.read_bytes()
    page.write_bytes(b"changed by hand")
    (folder / "site/stray.html").write_text("x", "utf-8")
    (folder / "site/projects/210197-2020-01.html").unlink(missing_ok=True)
    build(folder)
    assert page.read_bytes() == right
    assert (folder / "site/stray.html").read_text("utf-8") == "x", "nobody of us wrote it"


def test_a_damaged_cache_is_no_cache(built_once: BuiltOnce, tmp_path: Path) -> None:
    folder = built_once(tmp_path / "p")
    right = tree(folder / "site")
    for path in (folder / ".cache").rglob("*.entry"):
        path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    build(folder)
    assert tree(folder / "site") == right


@pytest.mark.parametrize("option", ["--workers=1", "--clean"])
def test_two_builds_of_one_site_at_once_do_not_disturb_each_other(tmp_path: Path, option: str) -> None:
    folder = project(tmp_path / "p", ("210197",))
    command = [
        str(Path(sys.executable).with_name("gongkai")),
        "--root",
        str(folder),
        "build",
        "--workers",
        "1",
    ]
    running = [
        subprocess.Popen([*command, option], stderr=subprocess.PIPE, text=True)
        for option in ("--workers=1", option)
    ]
    ends = [run.communicate()[1] for run in running]
    assert [run.returncode for run in running] == [0, 0], ends
    ours = tree(folder / "site")
    shutil.rmtree(folder / "site")
    shutil.rmtree(folder / ".cache")
    build(folder)
    assert tree(folder / "site") == ours
