"""/compliance.html: what each county has disclosed, and what the rules found."""

from generator.model.codelists import FeedTopic
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.columns import Column, Columns
from generator.render.overviews.cells import COUNTY, linked
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.render.words import (
    Shape,
    Words,
    counted,
    day,
    fixed,
    number,
    percent,
    resting,
    together,
    words,
)
from generator.rules.checklist import ChecklistItem, Disclosed
from generator.views.overviews.compliance import (
    ComplianceView,
    DutyLine,
    FoundCounts,
    MatrixLine,
    MissingItem,
    UpdatedLine,
    compliance_view,
)

_OF, _WARNED, _NO_NEWS = Shape("{}/{}"), Shape("***{}***"), fixed("暂无动态")


def _disclosed(item: ChecklistItem) -> Words:
    return _OF(number(item.disclosed), number(item.due))


def _part(item: ChecklistItem) -> Words:
    if not item.due:
        return words(item.state.value)
    return _disclosed(item) if item.state is Disclosed.FULLY else _WARNED(_disclosed(item))


def _state(item: ChecklistItem) -> Words:
    state = words(item.state.value)
    return _WARNED(state) if item.state is Disclosed.NOT else state


_MISSING = Columns[MissingItem](
    Column(DEMONSTRATION_COUNTY, lambda sheet, line: sheet.link(line.county, line.url)),
    Column("事项", lambda _, line: words(line.item.title)),
    Column("情况", lambda _, line: _state(line.item)),
    Column("已公开/应公开", lambda _, line: _disclosed(line.item), is_number=True),
)


def _matrix(view: ComplianceView) -> Columns[MatrixLine]:
    def item(at: int, title: str) -> Column[MatrixLine]:
        return Column(title, lambda _, line: _part(line.items[at]), is_number=True)

    return Columns(
        COUNTY,
        Column("公开率", lambda _, line: resting(percent(line.share, "不适用"), line.listed), is_number=True),
        *(item(at, title) for at, title in enumerate(view.titles)),
        Column("发现", lambda _, line: counted(line.findings, line.rest), is_number=True),
    )


def _updates(view: ComplianceView) -> Columns[UpdatedLine]:
    def dated(at: int, title: str) -> Column[UpdatedLine]:
        return Column(title, lambda _, line: words(line.days[at]))

    return Columns(
        COUNTY,
        *(dated(at, title) for at, title in enumerate(view.dated_titles)),
        Column("最近动态", lambda _, line: day(line.newest) if line.newest else _NO_NEWS),
    )


def _counts(view: ComplianceView) -> Columns[FoundCounts]:
    def family(at: int, title: str) -> Column[FoundCounts]:
        return Column(title, lambda _, line: counted(line.counts[at], line.rest), is_number=True)

    return Columns(
        COUNTY,
        *(family(at, title) for at, title in enumerate(view.families)),
        Column("合计", lambda _, line: counted(line.total, line.rest), is_number=True),
    )


_DUTIES = Columns[DutyLine](
    Column("由谁负责", lambda sheet, line: linked(sheet, line.name, line.url)),
    Column(
        DEMONSTRATION_COUNTY,
        lambda sheet, line: together(*(sheet.link(*county) for county in line.counties), by="、"),
    ),
    Column(
        "规则",
        lambda sheet, line: together(*(sheet.link(code, f"#{code.lower()}") for code in line.codes), by=" "),
    ),
    Column("项数", lambda _, line: counted(line.total, line.rest), is_number=True),
)


def _draw(overview: Overview) -> Content:
    view = compliance_view(overview.summaries, overview.catalogue, overview.portal.withheld, overview.lack)
    return content(
        "compliance.md.j2",
        updated=view.updated,
        view=view,
        matrix=_matrix(view),
        missing=_MISSING,
        updates=_updates(view),
        counts=_counts(view),
        duties=_DUTIES,
    )


COMPLIANCE_PAGE = OverviewPage(
    stem="compliance",
    title="公开情况与问题清单",
    description="各县公开了什么、缺什么，规则核对发现什么。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "checklist", "findings", "answers", "events", "history"),
    filled_by=always,
    more_topics=(FeedTopic.RECTIFICATION,),
    draw=_draw,
)
