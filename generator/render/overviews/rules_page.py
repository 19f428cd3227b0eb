"""/rules.html: the catalogue of rules."""

from generator.render.escape import Markdown
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.catalogue import rule_families


def code_block(text: str) -> Markdown:
    """Formats an example as indented code, in which nothing needs escaping."""
    lines = text.strip("\n").split("\n")
    return Markdown("\n".join(f"    {line}" if line.strip() else "" for line in lines))


def _draw(overview: Overview) -> Content:
    return content(
        "rules.md.j2",
        updated=None,
        families=rule_families(overview.catalogue),
        count=len(overview.catalogue),
        code=code_block,
        aside=overview.portal.site.set_aside,
    )


RULES_PAGE = OverviewPage(
    stem="rules",
    title="规则目录",
    description="核对公开数据的全部规则：依据、说明、改法和例子。",
    menu=Menu.MORE,
    section="outcome",
    column_type="信息公开指南",
    is_always_shown=True,
    draw=_draw,
)
