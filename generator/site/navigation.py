"""The column's navigation: it does not grow with the number of projects and names nothing empty."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the section of the pages below it, its words, its page's stem."""

    section: str
    title: str
    stem: str

    @property
    def url(self) -> str:
        return f"{self.stem}.html"


MAIN = (
    Entry("home", "首页", "index"),
    Entry("counties", "示范县", "counties/index"),
    Entry("projects", "项目", "projects/index"),
    Entry("funds", "资金", "funds"),
    Entry("progress", "进度", "progress"),
    Entry("outcome", "验收与绩效", "acceptance"),
    Entry("cases", "典型案例", "cases/index"),
    Entry("policies", "政策文件", "policies/index"),
    Entry("data", "数据", "data/index"),
    Entry("tip-off", "监督举报", "tip-off"),
)

MORE = (
    Entry("contractors", "承办单位", "contractors/index"),
    Entry("supervision", "督导检查", "supervision"),
    Entry("evaluation", "绩效评价与整改", "evaluation"),
    Entry("compliance", "公开情况与规则发现", "compliance"),
    Entry("rules", "规则目录", "rules"),
    Entry("changes", "变更记录", "changes"),
    Entry("notices", "工作动态", "notices/index"),
    Entry("subscribe", "订阅", "subscribe"),
    Entry("about", "关于本栏目", "about"),
    Entry("accessibility", "无障碍声明", "accessibility"),
)


def shown(entries: Iterable[Entry], stems: frozenset[str]) -> tuple[Entry, ...]:
    """The entries whose page has something to show."""
    return tuple(entry for entry in entries if entry.stem in stems)
