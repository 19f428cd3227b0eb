"""A disk that is full, read-only or used up, at every step of a build: one line, exit code 2, the site as it was."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from errno import EACCES, EDQUOT, EIO, ENOSPC, EROFS
from functools import partial
from pathlib import Path

import pytest

from generator.model.reasons import reason_and_place
from generator.render.csv_table import csv_rows
from generator.render.data_tables import TABLES
from generator.render.database import database_file
from tests.support.faulty_disk import break_at
from tests.support.gongkai import gongkai
from tests.support.project import ROOT, build, project, tree

COUNTY = "210396"
INSPECTIONS = next(table for table in TABLES if table.name == "inspections")
WORDS = {
    ENOSPC: "磁盘已满",
    EDQUOT: "磁盘配额已用完",
    EROFS: "磁盘是只读的",
    EACCES: "无权限",
    EIO: "磁盘读写出错",
}
STAGED = r"\.site\.next/files"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site stands, and whose data have changed since."""
    made = project(tmp_path_factory.mktemp("base") / "p", (COUNTY,))
    assert build(made) == 0
    record = made / f"content_data/counties/{COUNTY}/projects/01.yaml"
    record.write_text(record.read_text("utf-8").replace("建设内容: ", "建设内容: 另外，"), "utf-8")
    return made


@pytest.fixture(scope="module")
def old(base: Path) -> dict[str, bytes]:
    return tree(base / "site")


@pytest.fixture(scope="module")
def new(base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = tmp_path_factory.mktemp("new") / "site"
    assert build(base, site) == 0
    return tree(site)


@pytest.fixture
def folder(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "faulty/p", symlinks=True))


def faulty(folder: Path, pattern: str, number: int, workers: int) -> "subprocess.CompletedProcess[str]":
    marker = folder.parents[1] / "broken"
    options = ["--root", str(folder), "build", "--workers", str(workers)]
    done = gongkai(*options, cwd=ROOT, before=partial(break_at, pattern, number, marker))
    assert marker.exists(), "the build never came to where the disk was to fail"
    return done


def said(done: "subprocess.CompletedProcess[str]") -> list[str]:
    """What was said of the failure."""
    usual = ("未给出 --published", "未找到 git 历史")
    return [line for line in done.stderr.splitlines() if not line.startswith(usual)]


STEPS = {
    "cache": (r"mkdir .*/\.cache/build/\w+$", ENOSPC),
    "lock": (r"open .*/\.cache/build/\w+/lock$", EACCES),
    "staging folder": (r"mkdir .*\.site\.next$", EDQUOT),
    "page": (rf"open .*{STAGED}/projects/", ENOSPC),
    "second folder": (rf"mkdir .*{STAGED}/counties", EDQUOT),
    "cached county": (rf"open .*/counties/{COUNTY}\.\w+.*part$", ENOSPC),
    "cached county put in place": (rf"rename .*/counties/{COUNTY}\.\w+.*part$", EIO),
    "search": (rf"open .*{STAGED}/search/", EROFS),
    "cached feeds": (r"open .*/parts/feeds\.", EDQUOT),
    "page of MkDocs": (r"open .*/theme/404\.html$", ENOSPC),
    "stylesheet": (rf"open .*{STAGED}/assets/", ENOSPC),
    "manifest": (rf"open .*{STAGED}/manifest\.json$", EIO),
    "plan": (r"open .*/plan\.json", ENOSPC),
}

IN_WORKERS = {"page", "search", "cached feeds"}


@pytest.mark.parametrize("step", STEPS)
def test_before_the_swap_the_site_stays(
    folder: Path, old: dict[str, bytes], new: dict[str, bytes], step: str
) -> None:
    pattern, number = STEPS[step]
    done = faulty(folder, pattern, number, 2 if step in IN_WORKERS else 1)
    assert done.returncode == 2, done.stderr
    (line,) = said(done)
    assert line.startswith(f"gongkai：网站未写完（{WORDS[number]}：{folder.parent}/")
    assert tree(folder / "site") == old
    assert build(folder) == 0
    assert tree(folder / "site") == new


@pytest.mark.parametrize(
    "pattern",
    [rf"rename .*{STAGED}/projects", rf"rename .*{STAGED}/index\.html", rf"rename .*{STAGED}/manifest\.json"],
)
def test_a_swap_that_the_disk_does_not_take_says_so_and_is_carried_through(
    folder: Path, new: dict[str, bytes], pattern: str
) -> None:
    done = faulty(folder, pattern, EROFS, 1)
    assert done.returncode == 2
    (line,) = said(done)
    assert line.startswith(f"gongkai：网站换到一半（{WORDS[EROFS]}：")
    assert tree(folder / "site") != new
    assert (folder / ".site.next/plan.json").is_file()
    assert build(folder) == 0
    assert tree(folder / "site") == new
    assert not (folder / ".site.next").exists()


def test_a_site_that_is_whole_is_not_called_unfinished(folder: Path, new: dict[str, bytes]) -> None:
    done = faulty(folder, r"open .*/state\.", ENOSPC, 1)
    assert done.returncode == 0
    (line,) = said(done)
    assert line.startswith("网站已生成，但缓存未存下（磁盘已满：")
    assert tree(folder / "site") == new
    assert build(folder) == 0
    assert tree(folder / "site") == new


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with two megabytes."""
    place = tmp_path / "faulty"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path, base: Path, new: dict[str, bytes]) -> None:
    site = small_disk / "site"
    done = gongkai("--root", base, "build", "--site-dir", site)
    assert done.returncode == 2
    (line,) = said(done)
    assert line.startswith(f"gongkai：网站未写完（磁盘已满：{small_disk}/")
    assert not site.exists()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert build(base, site) == 0
    assert tree(site) == new


def test_a_disk_that_the_database_fills(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite tells of it in its own way, and it is no fault of the program."""
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    told = ["说明" * 40] * (len(INSPECTIONS.columns) - 2)
    part = csv_rows([f"{number:06}", COUNTY, *told] for number in range(500))
    with pytest.raises(OSError, match="disk is full") as full:
        database_file([{INSPECTIONS.name: part}], (), ())
    assert reason_and_place(full.value) == f"磁盘已满：{small_disk}"
    assert not any(small_disk.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="limits of processes are POSIX'")
def test_a_limit_on_the_size_of_files_is_told(folder: Path, old: dict[str, bytes]) -> None:
    program = Path(sys.executable).with_name("gongkai")
    limited = f'ulimit -f 64; exec "{program}" --root "{folder}" build'
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    (line,) = said(done)
    assert line.startswith("gongkai：网站未写完（文件超过了允许的大小：")
    assert tree(folder / "site") == old
