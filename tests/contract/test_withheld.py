"""A build with records in error publishes the rest, says how many were withheld, and ends well."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.gongkai import gongkai
from tests.support.project import ROOT, project

CODE = "210397"
SAID = "已生成；{} 条记录未通过核对，未按最新内容发布，见上。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project", (CODE,))


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return gongkai(*command, cwd=folder, env=os.environ | {"NO_COLOR": "1"})


def mkdocs(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def last_line(run: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in run.stderr
    return run.stderr.rstrip("\n").split("\n")[-1]


def spoil(folder: Path, name: str, text: str) -> None:
    path = folder / "content_data/counties" / CODE / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_a_record_in_error_does_not_fail_the_build(folder: Path) -> None:
    spoil(folder, "projects/01.yaml", "多余: 1\n")
    built = run(folder, "build")
    assert (built.returncode, last_line(built)) == (0, SAID.format(1))
    assert "E003" in built.stderr
    assert (folder / f"site/projects/{CODE}-2021-02.html").is_file()


def test_rows_and_files_are_counted_once_each(folder: Path) -> None:
    spoil(folder, "projects/01.yaml", "多余: 1\n又多余: 2\n")
    spoil(folder, "projects/02.yaml", "- 不是一项\n")
    spoil(
        folder,
        "progress.csv",
        "2021-13-40,210397-2021-03,一百,不知道,,\n2021-14-01,210397-2021-03,10,在建,,\n",
    )
    built = run(folder, "build")
    assert (built.returncode, last_line(built)) == (0, SAID.format(4))


def test_strict_ends_with_one_and_publishes_all_the_same(folder: Path) -> None:
    spoil(folder, "projects/01.yaml", "多余: 1\n")
    built = run(folder, "build", "--strict")
    assert (built.returncode, last_line(built)) == (1, SAID.format(1))
    assert (folder / f"site/projects/{CODE}-2021-02.html").is_file()


@pytest.mark.parametrize("arguments", [(), ("--strict",)])
def test_without_errors_no_record_is_counted(folder: Path, arguments: tuple[str, ...]) -> None:
    """One line says what was not compared, since no earlier site was given; one that this folder has no history."""
    built = run(folder, "build", *arguments)
    assert built.returncode == 0
    compared, history = built.stderr.splitlines()
    assert compared.startswith("未给出 --published")
    assert history.startswith("未找到 git 历史")


def test_plain_mkdocs_build_does_not_fail_either(folder: Path) -> None:
    spoil(folder, "projects/01.yaml", "多余: 1\n")
    built = mkdocs(folder, "build")
    assert built.returncode == 0, built.stderr
    assert SAID.format(1) in built.stderr
    assert mkdocs(folder, "build", "--strict").returncode == 1
