"""A history that cannot be read: why, and how to mend it."""

import re
from collections.abc import Callable
from typing import TypeVar

import pygit2

T = TypeVar("T")
_ANEW = "运行 git fsck 查看哪里坏了；从别处取回缺少的内容，或者重新克隆完整的仓库"
_WHOLE = "运行 git fetch --refetch --no-filter 取回全部内容（git 2.36 以上），或者不加 --filter 重新克隆"
_OWNER = re.compile(r"'(?P<path>.*?)(?:/\.git)?/?' is not owned by current user")


class UnreadableError(Exception):
    """The history cannot be read; the message says why, in Chinese, without a full stop.

    Args:
        cure: how to mend it, likewise.
    """

    def __init__(self, why: str, cure: str = "") -> None:
        super().__init__(why)
        self.cure = cure or _ANEW


class LeftOutError(UnreadableError):
    """The repository is a partial clone, and what is asked for was left out of it."""


def left_out(id_: str) -> LeftOutError:
    """An object is missing from a partial clone; libgit2 never fetches one."""
    return LeftOutError(f"仓库是部分克隆（git clone --filter），{id_[:10]} 这一份内容未取回", _WHOLE)


def damaged(id_: str) -> UnreadableError:
    """An object is missing, cut short or damaged."""
    return UnreadableError(f"仓库里缺少 {id_[:10]} 这一份内容，或者它已经损坏")


def read(ask: Callable[[], T]) -> T:
    """Asks libgit2; what it raises becomes an ``UnreadableError``."""
    try:
        return ask()
    except (pygit2.GitError, KeyError, ValueError, OSError) as error:
        raise UnreadableError(*_why_and_cure(error)) from None


def _why_and_cure(error: Exception) -> tuple[str, str]:
    said = str(error)
    owned = _OWNER.search(said)
    if owned:
        trust = f"git config --global --add safe.directory {owned['path']}"
        return "仓库不属于运行本程序的用户", f"确认可信后运行 {trust}"
    if isinstance(error, PermissionError) or "ermission denied" in said:
        return "无权读取 .git", "让运行本程序的用户能读取 .git"
    return "文件夹 .git 缺少内容或已经损坏", _ANEW
