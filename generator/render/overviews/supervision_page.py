"""/supervision.html: visits by city and county, and how the problems found were dealt with."""

from generator.model.codelists import InspectionLevel
from generator.model.ledgers import Inspection
from generator.render.columns import Column, Columns, resting_field
from generator.render.overviews.cells import COUNTY, linked
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.records.parts import dated
from generator.render.sheet import Sheet
from generator.render.words import Shape, Words, counted, fixed, number, resting, together, warned, words
from generator.views.overviews.supervision import (
    Calendar,
    LevelLine,
    ProblemLine,
    VisitLine,
    supervision_view,
)

_MISSED, _NO_VISIT, _NOT_CONCLUDED = fixed("***缺***"), fixed("—"), fixed("暂不下结论")
_WITH_CITY, _LATE = Shape("{} {}"), Shape("***逾期 {} 天*** ")
_NOT_STATED = "未写明"
_COUNTY_AND_CITY = Column[VisitLine](
    COUNTY.heading,
    lambda sheet, line: _WITH_CITY(sheet.link(line.name, line.url), linked(sheet, line.city, line.city_url)),
)


def _visits(county: Column[VisitLine], calendar: Calendar) -> Columns[VisitLine]:
    """Returns the columns of a calendar: the county, its periods, and how many were missed in all."""
    return Columns(
        county,
        *(_in_period(at, period) for at, period in enumerate(calendar.periods)),
        Column(
            "累计缺", lambda _, line: _NOT_CONCLUDED if line.rest else number(line.missed), is_number=True
        ),
    )


def _in_period(at: int, period: str) -> Column[VisitLine]:
    return Column(period, lambda _, line: _cell(line, at), is_number=True)


def _cell(line: VisitLine, at: int) -> Words:
    cell = line.cells[at]
    if cell.is_missed:
        return _MISSED
    if cell.count:
        return resting(number(cell.count), line.visits)
    return _NOT_CONCLUDED if line.rest else _NO_VISIT


def _of_level(at: int, level: InspectionLevel) -> Column[LevelLine]:
    return Column(level.label, lambda _, line: resting(number(line.counts[at]), line.rest), is_number=True)


def _overdue(line: LevelLine) -> Words:
    """Warns of a county; the total, which has no address, is no warning."""
    return (warned if line.url else counted)(line.overdue, line.rest)


_LEVELS = Columns[LevelLine](
    COUNTY,
    *(_of_level(at, level) for at, level in enumerate(InspectionLevel)),
    resting_field("合计", "visits", "rest"),
    resting_field(Inspection.label_of("problem"), "problems", "rest"),
    resting_field("已处理", "handled", "rest"),
    Column("逾期未处理", lambda _, line: _overdue(line), is_number=True),
)


def _project(sheet: Sheet, line: ProblemLine) -> Words:
    project = line.visit.project
    return sheet.link(line.project, f"projects/{project}.html") if project else words("全县")


def _handling(line: ProblemLine) -> Words:
    state = words(line.state)
    return together(_LATE(number(line.days_overdue)), state) if line.days_overdue else state


_PROBLEMS = Columns[ProblemLine](
    Column(Inspection.label_of("date"), lambda _, line: dated(line.visit)),
    Column(COUNTY.heading, lambda sheet, line: sheet.link(line.county, line.county_url)),
    Column(Inspection.label_of("unit"), lambda _, line: words(line.visitor)),
    Column("项目", _project),
    Column("问题", lambda _, line: words(line.visit.problem or _NOT_STATED)),
    Column(
        Inspection.label_of("measure"),
        lambda _, line: words(line.visit.measure.label if line.visit.measure else _NOT_STATED),
    ),
    Column(Inspection.label_of("handling"), lambda _, line: _handling(line)),
)


def _draw(overview: Overview) -> Content:
    view = supervision_view(overview.summaries, overview.portal, overview.lack)
    return content(
        "supervision.md.j2",
        updated=view.updated,
        view=view,
        visits=_visits,
        county=COUNTY,
        county_and_city=_COUNTY_AND_CITY,
        levels=_LEVELS,
        problems=_PROBLEMS,
    )


SUPERVISION_PAGE = OverviewPage(
    stem="supervision",
    title="督导检查",
    description="市、县督导走访的次数，发现的问题和处理情况。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "works", "inspections", "lapses"),
    filled_by=lambda county: county.inspections,
    lies_in="inspections.csv",
    draw=_draw,
)
