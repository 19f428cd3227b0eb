"""What a build leaves to the next: what rests on nothing new is not made again, and nothing is trusted blindly."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.engine.steps import province_work as province
from generator.engine.steps.jobs import DrawingJob, Published, Workshop, draw
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.render.overviews import Overview
from tests.support.built import BuiltOnce
from tests.support.project import ROOT, build, tree

COUNTY = "content_data/counties/210197"


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, "utf-8")


def first_project(folder: Path) -> Path:
    return min((folder / COUNTY / "projects").glob("*.yaml"))


def other_words(folder: Path) -> None:
    """Another sentence in a project: no list, sum or feed shows it."""
    rewrite(first_project(folder), lambda text: text.replace("工作要求: ", "工作要求: 另外，"))


def other_amount(folder: Path) -> None:
    rewrite(first_project(folder), lambda text: text.replace("扶持资金额度: ", "扶持资金额度: 1"))


def clean_tree(folder: Path, copy: Path) -> dict[str, bytes]:
    """What a build of the same data from nothing gives."""
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".cache", "site", ".site*"))
    build(copy)
    return tree(copy / "site")


@pytest.fixture
def folder(built_once: BuiltOnce, tmp_path: Path) -> Path:
    return built_once(tmp_path / "p")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what was drawn from all counties."""
    names: list[str] = []

    def watched(shared: tuple[Workshop, Overview], job: DrawingJob) -> Published:
        names.append(job.drawing.name)
        return draw(shared, job)

    monkeypatch.setattr(province, "draw", watched)
    return names


def test_other_words_in_one_project_draw_no_page_of_the_province(folder: Path, drawn: list[str]) -> None:
    other_words(folder)
    assert build(folder) == 0
    assert drawn == []


def test_another_amount_draws_what_shows_amounts(folder: Path, drawn: list[str]) -> None:
    other_amount(folder)
    assert build(folder) == 0
    assert {"projects/index", "funds", "contractors/index"} <= set(drawn)
    assert not {"cases/index", "rules", "subscribe", "notices", "evaluation", "policies", "feeds.opml"} & set(
        drawn
    )


def test_equal_records_are_equal_bytes_in_every_process() -> None:
    program = (
        "import pickle; from generator.model.ledgers import Payment; print(pickle.dumps(Payment.model_validate("
        "{'日期': '2021-03-10', '项目编号': '210198-2020-01', '金额': '50'})).hex())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_a_build_that_ends_before_the_swap_is_not_believed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_amount(folder)

    def full(_: OngoingBuild) -> None:
        raise OSError(28, "No space left on device", "site")

    before = tree(folder / "site")
    with monkeypatch.context() as patch:
        patch.setattr(OngoingBuild, "finish", full)
        with pytest.raises(Exception, match="磁盘已满"):
            build(folder)
    assert tree(folder / "site") == before
    assert build(folder) == 0
    assert tree(folder / "site") == clean_tree(folder, tmp_path / "clean")


@pytest.mark.parametrize("damage", [lambda data: bytes(len(data)), lambda data: data[:10], None])
def test_a_damaged_block_is_no_block(
    folder: Path, tmp_path: Path, damage: Callable[[bytes], bytes] | None
) -> None:
    for path in (folder / ".cache").rglob("counties/*.block"):
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(damage(path.read_bytes()))
    other_amount(folder)
    assert build(folder) == 0
    assert tree(folder / "site") == clean_tree(folder, tmp_path / "clean")


def test_a_file_that_was_spoiled_is_mended_whatever_part_it_belongs_to(folder: Path) -> None:
    right = tree(folder / "site")
    names = (
        "funds.html",
        "about.html",
        "sitemap.xml",
        "search/index.json",
        "feed.xml",
        "counties/210396.html",
    )
    for name in (*names, next(name for name in right if name.startswith("contractors/9"))):
        (folder / "site" / name).write_bytes(b"spoiled")
    (folder / "site/data/press.html").unlink()
    assert build(folder) == 0
    assert tree(folder / "site") == right


def own_documents(folder: Path) -> Path:
    """Hand-written pages of its own."""
    (folder / "docs").unlink()
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder / "docs/about.md"


def test_a_hand_written_page_that_changes_is_built(folder: Path, tmp_path: Path) -> None:
    about = own_documents(folder)
    assert build(folder) == 0
    rewrite(about, lambda text: f"{text}\n又写了一段。\n")
    assert build(folder) == 0
    assert "又写了一段" in (folder / "site/about.html").read_text("utf-8")
    assert tree(folder / "site") == clean_tree(folder, tmp_path / "clean")


def test_a_link_whose_target_vanishes_is_broken_though_its_page_stands(folder: Path) -> None:
    about = own_documents(folder)
    gone = first_project(folder)
    rewrite(about, lambda text: f"{text}\n见[项目](projects/210197-2020-{gone.stem}.md)。\n")
    assert build(folder) == 0
    before = tree(folder / "site")
    gone.unlink()
    assert build(folder) == 1
    assert tree(folder / "site") == before
