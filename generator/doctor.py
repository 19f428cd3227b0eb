"""``gongkai doctor``: checks this machine and tells how to cure what is missing or unusual."""

import locale
import os
import shutil
import subprocess  # nosec B404  # git is asked for its version
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_OLDEST, _NEWEST = (3, 11), (3, 14)
"""The oldest and the newest Python version that is tested."""
_OLDEST_ON_WINDOWS_ARM = (3, 12)
"""The oldest for which each dependency has a wheel there."""
_LEAST = 500
"""MB that a build of a province may need: the site, the staging folder and the cache."""
_INSTALL = "在仓库里运行 scripts/setup site；Windows 见 README.md 的“开始”"


class State(Enum):
    """Result of a check; the value is printed."""

    FINE = "正常"
    ODD = "异常"
    """A site can be built, but it may lack something."""
    MISSING = "缺少"
    """No site can be built."""


@dataclass(frozen=True)
class Sign:
    """One thing that was checked."""

    state: State
    said: str
    """One Chinese sentence without a full stop."""
    cure: str = ""
    """Likewise; empty if all is well."""

    def __str__(self) -> str:
        return f"{self.state.value}  {self.said}。" + (f"\n      怎么办：{self.cure}。" if self.cure else "")


def signs(folder: Path) -> Iterator[Sign]:
    """Checks everything that a build in ``folder`` needs."""
    yield _python()
    yield _packages()
    yield _git()
    yield _project(folder)
    if (folder / "content_data").is_dir():
        yield from _history(folder / "content_data")
    yield _font()
    yield _parquet()
    yield from _disk(folder)
    yield _locale()


def summary(found: list[Sign]) -> str:
    """Returns the last line of the output."""
    missing, odd = (sum(sign.state is state for sign in found) for state in (State.MISSING, State.ODD))
    return f"缺少 {missing} 项，异常 {odd} 项。" if missing or odd else "都正常。"


def _python() -> Sign:
    now = sys.version_info[:2]
    said = f"Python {sys.version.split()[0]}（{sysconfig.get_platform()}）"
    if now < _OLDEST:
        return Sign(State.MISSING, f"{said}，需要 3.11 或更高版本", "安装新的 Python，再重新安装 gongkai")
    if sysconfig.get_platform() == "win-arm64" and now < _OLDEST_ON_WINDOWS_ARM:
        return Sign(
            State.MISSING,
            f"{said}，有的依赖缺少它的安装包",
            "安装 Python 3.12 或更高版本，再重新安装 gongkai",
        )
    if now > _NEWEST:
        return Sign(State.ODD, f"{said}，比测试过的 3.14 新", "生成不正常的，换用 Python 3.11–3.14")
    return Sign(State.FINE, said)


def _packages() -> Sign:
    lacking = sorted(_lacking())
    if lacking:
        return Sign(State.MISSING, f"缺少依赖或版本太低：{'、'.join(lacking)}", _INSTALL)
    return Sign(State.FINE, f"gongkai {version('gongkai')} 的依赖齐全")


def _lacking() -> Iterator[str]:
    """Yields the program's requirements that are not installed; extras are not checked."""
    try:
        from packaging.requirements import Requirement
    except ModuleNotFoundError:
        yield "packaging"
        return
    for line in requires("gongkai") or ():
        needed = Requirement(line)
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            if not needed.specifier.contains(version(needed.name), prereleases=True):
                yield str(needed).partition(";")[0].strip()
        except PackageNotFoundError:
            yield needed.name


def _git() -> Sign:
    program = shutil.which("git")
    cure = {
        "darwin": "运行 xcode-select --install",
        "win32": "从 git-scm.com 下载安装，或运行 winget install Git.Git",
    }.get(sys.platform, "Debian：apt-get install git")
    if program is None:
        return Sign(State.MISSING, "未找到 git，不能取得、提交数据", cure)
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, check=True, timeout=20)  # nosec B603
    except (OSError, subprocess.SubprocessError):
        return Sign(State.ODD, "git 不能运行", cure)
    return Sign(State.FINE, asked.stdout.decode("utf-8", "replace").strip())


def _project(folder: Path) -> Sign:
    lacking = [name for name in ("mkdocs.yml", "content_data/site.yaml") if not (folder / name).is_file()]
    if not lacking:
        return Sign(State.FINE, "数据仓库里有 mkdocs.yml 和 content_data/site.yaml")
    cure = "进入数据仓库或用 --root 指明；尚未建立的，用 gongkai new province 建立"
    return Sign(State.MISSING, f"这个文件夹里缺少 {'、'.join(lacking)}", cure)


def _history(content: Path) -> Iterator[Sign]:
    try:
        from generator.history import read_history
        from generator.history.repository import MainLine, NoHistoryError
        from generator.history.unreadable import UnreadableError
    except ImportError:  # ``_packages`` reports it
        return
    begin = "运行 git init、git add、git commit，或者克隆数据仓库"
    try:
        line = MainLine(content)
        head = line.head[:12]
    except NoHistoryError:
        yield Sign(State.ODD, "未找到 git 历史，无变更记录", begin)
    except UnreadableError as error:
        yield Sign(State.ODD, f"git 历史无法读取（{error}），无变更记录", error.cure)
    else:
        gap = read_history(content, None).gap if line.is_shallow or line.objects.is_partial else None
        if gap:
            yield Sign(State.ODD, gap.told, gap.cure)
        else:
            yield Sign(State.FINE, f"git 历史完整，最新的提交 {head}")


def _font() -> Sign:
    from generator.render.fonts import chinese_font

    path, family = chinese_font()
    if path:
        return Sign(State.FINE, f"中文字体 {family}")
    cure = "Debian：apt-get install fonts-noto-cjk；其他系统安装“思源黑体”"
    return Sign(State.ODD, "未找到中文字体，新闻素材不含图片", cure)


def _parquet() -> Sign:
    from generator.render.parquet_tables import makes_parquet

    if makes_parquet():
        return Sign(State.FINE, "有 pyarrow，开放数据含 Parquet")
    return Sign(State.ODD, "未安装 pyarrow，开放数据不含 Parquet", _parquet_cure())


def _parquet_cure() -> str:
    if sysconfig.get_platform() == "win-arm64":
        return "换一台机器生成：它无 arm64 的 Windows 的安装包"
    return "要 Parquet 的，运行 scripts/setup publish，或按 requirements-publish.lock 安装"


def _disk(folder: Path) -> Iterator[Sign]:
    place = next(
        (parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.is_dir()), folder
    )
    free = shutil.disk_usage(place).free // 1_000_000
    if free < _LEAST:
        yield Sign(State.ODD, f"磁盘剩余 {free} MB，少于 {_LEAST} MB", "清理磁盘，或用 --site-dir 写到别处")
    else:
        yield Sign(State.FINE, f"磁盘剩余 {free} MB")
    if not os.access(place, os.W_OK):
        yield Sign(State.MISSING, "不能写入这个文件夹", "换一个有写入权限的文件夹，或改它的权限")


def _locale() -> Sign:
    encoding = locale.getencoding()
    if encoding.lower().replace("-", "") == "utf8":
        return Sign(State.FINE, f"字符编码 {encoding}")
    cure = "PowerShell：$env:PYTHONUTF8 = 1" if sys.platform == "win32" else "运行 export LC_ALL=C.UTF-8"
    return Sign(State.ODD, f"字符编码是 {encoding}，不是 UTF-8，有的字会显示不出来", cure)
