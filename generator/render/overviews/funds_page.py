"""/funds.html: money received, allocated, paid and spent, by direction, county and month."""

from typing import Any

from generator.model.codelists import FeedTopic
from generator.model.county import Allocation
from generator.model.project import Project
from generator.model.withheld import Rest, Rests
from generator.render.columns import Column, Columns, resting_field, resting_share
from generator.render.overviews.cells import COUNTY
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.records.parts import DIRECTIONS
from generator.render.words import percent, resting, wan, words
from generator.views.funds import CountyFunds, FundsView
from generator.views.months import MonthFunds

_COUNTIES = Columns[CountyFunds | FundsView](
    COUNTY,
    resting_field(Allocation.label_of("central"), "central", "rests.received", wan),
    resting_field("已到账", "received", "rests.received", wan),
    resting_field("安排到项目", "allocated", "rests.allocated", wan),
    resting_field("已拨付", "paid", "rests.paid", wan),
    resting_share("拨付率", "paid_share", "rests.paid_share"),
    resting_field("已使用", "spent", "rests.spent", wan),
    resting_share("使用率", "spent_share", "rests.spent_share"),
)
_MONTHS = Columns[tuple[MonthFunds | FundsView, Rests]](
    Column("月份", lambda _, row: words(row[0].month if isinstance(row[0], MonthFunds) else "")),
    Column("到账", lambda _, row: resting(wan(row[0].received), row[1].received), is_number=True),
    Column("拨付", lambda _, row: resting(wan(row[0].paid), row[1].paid), is_number=True),
    Column("使用", lambda _, row: resting(wan(row[0].spent), row[1].spent), is_number=True),
)


def _draw(overview: Overview) -> Content:
    view = overview.funds
    return content(
        "funds.md.j2",
        updated=view.updated,
        view=view,
        directions=_directions(view.rests.allocated),
        counties=_COUNTIES,
        months=_MONTHS,
        contracts=_contracts(view.rests.contracts),
        month_rows=[(line, view.rests) for line in view.months],
        all_months=(view, view.rests),
    )


def _contracts(rest: Rest) -> Columns[Any]:
    """Returns the columns of the amounts of contracts by direction, all of which rest on the same."""
    return Columns(
        Column(
            Project.label_of("direction"), lambda _, part: words(part[0].label if part[0] else "未分到项目")
        ),
        Column("合同金额（万元）", lambda _, part: resting(wan(part[1]), rest), is_number=True),
    )


def _directions(whole: Rest) -> Columns[Any]:
    """Returns the columns; a direction's part rests on what the whole rests on."""
    part = Column[Any](
        "额度占比", lambda _, line: resting(percent(line.part, "不适用"), whole), is_number=True
    )
    return DIRECTIONS + Columns(part)


FUNDS_PAGE = OverviewPage(
    stem="funds",
    title=FeedTopic.FUNDS.label,
    description="中央财政专项资金的到账、安排、拨付和使用，按方向、按县、按月。",
    menu=Menu.MAIN,
    section="funds",
    column_type="数据发布",
    reads=("names", "money", "projects", "batches"),
    filled_by=lambda county: county.received or county.paid or county.spent,
    lies_in="county.yaml",
    draw=_draw,
)
