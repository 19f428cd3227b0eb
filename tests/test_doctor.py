"""`gongkai doctor`: each thing that a machine lacks, or has in an unusual way, is named with its cure."""

import locale
import os
import shutil
import subprocess
import sys
import sysconfig
from collections import namedtuple
from pathlib import Path

import pytest

from generator import doctor
from generator.doctor import Sign, State
from generator.render import fonts, parquet_tables
from tests.support.project import ROOT, project

Usage = namedtuple("Usage", "total used free")


def found(folder: Path, said: str) -> Sign:
    """The one sign that speaks of this."""
    (sign,) = [sign for sign in doctor.signs(folder) if said in sign.said]
    if sign.state is not State.FINE:
        assert sign.cure
    return sign


@pytest.fixture
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data repository on a machine where all is well."""
    folder = project(tmp_path / "数据", ("210697",))
    for command in (["init", "-q"], ["add", "content_data"], ["commit", "-qm", "开始"]):
        git(folder, *command)
    monkeypatch.setattr(fonts, "chinese_font", lambda: ("/x.ttc", "Noto Sans CJK SC"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 10**12))
    monkeypatch.setattr(locale, "getencoding", lambda: "UTF-8")
    return folder


def test_what_writes_parquet_may_be_lacking(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(healthy, "pyarrow").state is State.FINE
    monkeypatch.setattr(parquet_tables, "find_spec", lambda _: None)
    sign = found(healthy, "pyarrow")
    assert (sign.state, "requirements-publish.lock" in sign.cure) == (State.ODD, True)
    monkeypatch.setattr(sysconfig, "get_platform", lambda: "win-arm64")
    assert "arm64" in found(healthy, "pyarrow").cure


def git(folder: Path, *command: str) -> None:
    own = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-C", str(folder)]
    subprocess.run(["git", *own, *command], check=True, capture_output=True)


def test_a_machine_that_lacks_nothing_is_told_so(healthy: Path) -> None:
    signs = list(doctor.signs(healthy))
    assert [sign for sign in signs if sign.state is not State.FINE] == []
    assert doctor.summary(signs) == "都正常。"


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 10), State.MISSING), ((3, 11), State.FINE), ((3, 14), State.FINE), ((3, 15), State.ODD)],
)
def test_python_is_of_a_version_that_is_tested(
    version: tuple[int, int], state: State, healthy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0))
    assert found(healthy, "Python").state is state


@pytest.mark.parametrize(("minor", "state"), [(11, State.MISSING), (12, State.FINE), (14, State.FINE)])
def test_windows_on_arm_begins_one_python_later(
    minor: int, state: State, healthy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sysconfig, "get_platform", lambda: "win-arm64")
    monkeypatch.setattr(sys, "version_info", (3, minor, 0))
    sign = found(healthy, "Python")
    assert sign.state is state
    assert ("3.12" in sign.cure) is (state is State.MISSING)


@pytest.mark.parametrize(
    ("needed", "named"),
    [
        ("not-there-at-all>=1", "not-there-at-all"),
        ("click>=999", "click>=999"),
        ("not-there; python_version < '3'", ""),
        ("not-there; extra == 'cluster'", ""),
    ],
)
def test_packages_that_are_missing_or_old_are_named(
    needed: str, named: str, healthy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "requires", lambda _: ["click>=8", needed])
    sign = found(healthy, "依赖")
    assert sign.state is (State.MISSING if named else State.FINE)
    assert named in sign.said


def test_git_that_is_not_there_or_does_not_run(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert found(healthy, "未找到 git").state is State.MISSING
    broken = healthy / "git"
    broken.write_text("", "utf-8")
    monkeypatch.setattr(shutil, "which", lambda _: str(broken))
    assert found(healthy, "git 不能运行").state is State.ODD


@pytest.mark.parametrize(
    ("system", "cure"), [("linux", "apt-get"), ("darwin", "xcode-select"), ("win32", "winget")]
)
def test_the_cure_is_that_of_the_system(
    system: str, cure: str, healthy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "platform", system)
    assert cure in found(healthy, "未找到 git").cure


def test_a_folder_that_holds_no_data(tmp_path: Path) -> None:
    sign = found(tmp_path, "mkdocs.yml")
    assert sign.state is State.MISSING
    assert "gongkai new province" in sign.cure


def test_a_shallow_clone(healthy: Path, tmp_path: Path) -> None:
    git(healthy, "commit", "-qm", "又一次", "--allow-empty")
    git(tmp_path, "clone", "-q", "--depth=1", healthy.as_uri(), str(tmp_path / "clone"))
    sign = found(tmp_path / "clone", "浅克隆")
    assert (sign.state, "--unshallow" in sign.cure) == (State.ODD, True)


def test_a_folder_without_history_and_one_whose_history_is_damaged(healthy: Path) -> None:
    (healthy / ".git/HEAD").write_text("?", "utf-8")
    assert found(healthy, "git 历史无法读取").state is State.ODD
    shutil.rmtree(healthy / ".git")
    assert found(healthy, "未找到 git 历史").state is State.ODD


def test_no_font_for_pictures(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "chinese_font", lambda: ("", ""))
    assert "fonts-noto-cjk" in found(healthy, "字体").cure


def test_a_disk_that_is_nearly_full(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 499_999_999))
    sign = found(healthy, "磁盘")
    assert (sign.state, "499 MB" in sign.said) == (State.ODD, True)


def test_a_folder_that_nobody_may_write_to(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found(healthy, "不能写入").state is State.MISSING


def test_a_locale_that_is_not_utf_8(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: "cp936")
    assert found(healthy, "cp936").state is State.ODD


def test_the_command_ends_with_1_where_no_site_could_be_built(healthy: Path, tmp_path: Path) -> None:
    def run(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "generator.cli", "doctor", "--root", str(folder)]
        variables = {**os.environ, "PYTHONPATH": str(ROOT), **changed}
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False, env=variables
        )

    well = run(healthy)
    assert (well.returncode, well.stderr) == (0, "")
    ill = run(tmp_path / "nowhere", PATH=str(tmp_path), LC_ALL="C")
    assert (ill.returncode, ill.stderr) == (1, "")
    assert ill.stdout.count("缺少  ") == 2
    assert ill.stdout.count("怎么办：") == ill.stdout.count("缺少  ") + ill.stdout.count("异常  ")
    assert ill.stdout.splitlines()[-1].startswith("缺少 2 项，异常 ")
