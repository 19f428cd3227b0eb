"""Why the change record is missing or incomplete, worded for the terminal and the page, and how to mend it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from generator.model.incomplete import INCOMPLETE, NOT_READ, unlisted_because


class Lack(Enum):
    NONE = "none"
    """There is no repository, or it has no commit, or none with the folder of data."""
    CUT = "cut"
    """The clone is shallow and ends before the record begins, or it is partial and lacks contents."""
    UNREADABLE = "unreadable"
    """There is a history, but it is damaged or may not be read."""


@dataclass(frozen=True)
class Gap:
    """Chinese sentences; ``told`` and ``cure`` are without a full stop."""

    lack: Lack
    told: str
    cure: str
    on_page: str
    """Text for the pages: what is missing, and that nothing follows from it."""

    @property
    def line(self) -> str:
        """Both sentences, for the terminal."""
        return f"{self.told}。{self.cure}。"


_IN_THE_REPOSITORY = (
    "变更记录取自数据仓库的提交：克隆数据仓库，在带有 .git 的仓库里运行，下载的压缩包里无提交历史"
)
NO_GIT = Gap(Lack.NONE, "未找到 git 历史，无变更记录", _IN_THE_REPOSITORY, NOT_READ)
NOT_COMMITTED = Gap(
    Lack.NONE, "所在的 git 仓库里未提交过 content_data，无变更记录", _IN_THE_REPOSITORY, NOT_READ
)
_UNREAD = unlisted_because("本次生成时，数据仓库的提交历史无法读取")
NO_LIST = Gap(
    Lack.UNREADABLE,
    "依法隐去的登记 redactions.yaml 有错，不能确定该隐去什么，未列出变更记录",
    "运行 gongkai check，照提示改正 redactions.yaml",
    _UNREAD,
)
"""While redactions.yaml is in error, nobody can tell what must be hidden."""


def unreadable(why: str, cure: str) -> Gap:
    """The gap for a history that is damaged or may not be read."""
    return Gap(Lack.UNREADABLE, f"git 历史无法读取（{why}），无变更记录", cure, _UNREAD)


def partial(why: str, cure: str) -> Gap:
    """The gap for a partial clone that lacks contents of the record."""
    page = unlisted_because("本次生成所用的数据仓库是部分克隆，缺少旧版本的内容")
    return Gap(Lack.CUT, f"{INCOMPLETE}：{why}", cure, page)


def cut(day: date) -> Gap:
    """The gap for a shallow clone whose oldest commit is of ``day``."""
    return Gap(
        Lack.CUT,
        f"{INCOMPLETE}：仓库是浅克隆，只有 {day} 以后的提交，此前的变更不得而知",
        "运行 git fetch --unshallow 取回全部历史；在工作流里给 actions/checkout 写 fetch-depth: 0",
        unlisted_because(f"本次生成所用的数据仓库只有 {day} 以后的提交"),
    )
