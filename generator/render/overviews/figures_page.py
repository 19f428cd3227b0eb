"""/figures.html: what every figure means, in the words of the functions that compute it."""

from generator.model.contracts import Contracts
from generator.model.figures import Figure, figures
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview

GROUPS = (
    (
        "资金和合同",
        (
            "中央财政专项资金",
            "已到账",
            "安排到项目",
            "已拨付",
            "已使用",
            "退回、收回",
            "不属于项目的费用",
            "拨付率",
            "使用率",
            "拨付占额度",
            Contracts.label_of("contracts"),
        ),
    ),
    ("项目和进度", ("项目", "建设进度", "逾期", "已验收")),
    ("公开、问题和整改", ("公开率", "核对发现问题", "分差", "未销号")),
)
"""(heading, names of figures): everything that is declared, in the order of the page."""


def figure_groups() -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """The declared figures under their headings."""
    declared = figures()
    return tuple((heading, tuple(declared[name] for name in names)) for heading, names in GROUPS)


def _draw(_: Overview) -> Content:
    return content("figures.md.j2", updated=None, groups=figure_groups())


FIGURES_PAGE = OverviewPage(
    stem="figures",
    title="统计口径",
    description="各项数字怎样计算：算式，计入哪些记录，已取消的项目、更正和退回怎样处理，怎样取整。",
    menu=Menu.MORE,
    section="data",
    column_type="信息公开指南",
    is_always_shown=True,
    draw=_draw,
)
