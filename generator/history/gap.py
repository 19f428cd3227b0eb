"""Why the change record is missing or incomplete, worded for the terminal and the page, and how to mend it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Lack(Enum):
    NONE = "none"
    """There is no repository, or it has no commit."""
    CUT = "cut"
    """The clone is shallow: it ends before the record begins."""
    UNREADABLE = "unreadable"
    """There is a history, but it is damaged or may not be read."""


@dataclass(frozen=True)
class Gap:
    """Chinese sentences; ``told`` and ``cure`` are without a full stop."""

    lack: Lack
    told: str
    cure: str
    on_page: str = ""
    """Text for the page; empty where the page's note that there is no record is enough."""

    @property
    def line(self) -> str:
        """Both sentences, for the terminal."""
        return f"{self.told}。{self.cure}。"


NO_GIT = Gap(
    Lack.NONE,
    "未找到 git 历史，无变更记录",
    "变更记录取自数据仓库的提交，请在带有 .git 的仓库里运行",
)
NO_LIST = Gap(
    Lack.UNREADABLE,
    "依法隐去的登记 redactions.yaml 有错，不能确定该隐去什么，未列出变更记录",
    "运行 gongkai check，照提示改正 redactions.yaml",
)
"""While redactions.yaml is in error, nobody can tell what must be hidden."""


def unreadable(why: str, cure: str) -> Gap:
    """The gap for a history that is damaged or may not be read."""
    return Gap(
        Lack.UNREADABLE,
        f"git 历史无法读取（{why}），无变更记录",
        cure,
        "本次生成时，数据仓库的提交历史无法读取，所以无逐项的变更记录。这不表示未作修改。",
    )


def cut(day: date) -> Gap:
    """The gap for a shallow clone whose oldest commit is of ``day``."""
    return Gap(
        Lack.CUT,
        f"本次生成所用的仓库不完整，变更记录只到 {day}，此前的变更未列出",
        "运行 git fetch --unshallow 取全历史；在工作流里给 actions/checkout 写 fetch-depth: 0",
        f"本次生成所用的数据仓库不完整，变更记录只到 {day}，此前的修改未列出。这不表示此前未作修改。",
    )
