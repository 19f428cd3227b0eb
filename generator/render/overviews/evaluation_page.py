"""/evaluation.html: scores, grades, and what is to be put right."""

from generator.model.outcome import Evaluation, Outcome, Rectification
from generator.model.partial_day import known_day
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.withheld import Rest
from generator.render.columns import Column, Columns, field
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    Shape,
    Words,
    day,
    fixed,
    number,
    or_gap,
    together,
    warned,
    words,
    year,
)
from generator.views.overviews.evaluation import (
    CountyItems,
    RectificationLine,
    ScoreLine,
    evaluation_view,
)

_WARNED, _DAYS_OPEN, _DAYS_LATE = Shape("***{}***"), Shape("***{} 天***"), Shape("，迟 {} 天")
_NOT_CONCLUDED, _NOT_DUE, _NO_LIMIT = fixed("暂不下结论"), fixed("未到期"), fixed("不适用")


def _county(sheet: Sheet, line: ScoreLine | CountyItems | RectificationLine) -> Words:
    return sheet.link(line.county, line.url, line.since)


def _difference(line: ScoreLine) -> Words:
    shown = words(line.difference_words)
    return _WARNED(shown) if line.is_far_apart else shown


def _days_open(line: RectificationLine) -> Words:
    if line.days_open:
        return _DAYS_OPEN(number(line.days_open))
    if line.since:
        return _NOT_CONCLUDED
    return _NOT_DUE if known_day(line.item.due) else _NO_LIMIT


def _closed(line: RectificationLine) -> Words:
    closed = day(line.item.closed)
    return together(closed, _DAYS_LATE(number(line.days_late))) if line.days_late else closed


_SCORES = Columns[ScoreLine](
    Column(DEMONSTRATION_COUNTY, _county),
    Column(Evaluation.label_of("year"), lambda _, line: year(line.year)),
    Column("自评", lambda _, line: words(line.own) if line.own else GAP),
    Column(Outcome.label_of("provincial_recheck"), lambda _, line: words(line.provincial or "未登记")),
    Column("日常评价", lambda _, line: words(line.routine or "未登记")),
    Column("分差（分）", lambda _, line: _difference(line), is_number=True),
)
_COUNTIES = Columns[CountyItems](
    Column(DEMONSTRATION_COUNTY, _county),
    Column("整改事项", lambda _, line: number(line.items), is_number=True),
    Column("已销号", lambda _, line: number(line.closed), is_number=True),
    Column("未销号", lambda _, line: number(line.open), is_number=True),
    Column(
        "其中逾期",
        lambda _, line: warned(line.overdue, Rest.EARLIER if line.since else Rest.LATEST),
        is_number=True,
    ),
)
_ITEMS = Columns[RectificationLine](
    Column(DEMONSTRATION_COUNTY, _county),
    field(Rectification, "number", words, inside="item"),
    Column(Rectification.label_of("source"), lambda _, line: words(line.item.source or "未注明")),
    field(Rectification, "problem", words, inside="item"),
    field(Rectification, "measure", or_gap, inside="item"),
    field(Rectification, "owner", or_gap, inside="item"),
    field(Rectification, "due", day, inside="item"),
)
_OPEN = _ITEMS + Columns[RectificationLine](Column("逾期", lambda _, line: _days_open(line)))
_CLOSED = _ITEMS + Columns[RectificationLine](
    Column(Rectification.label_of("closed"), lambda _, line: _closed(line))
)


def _draw(overview: Overview) -> Content:
    view = evaluation_view(overview.summaries, overview.portal, overview.lack)
    return content(
        "evaluation.md.j2",
        updated=view.updated,
        view=view,
        scores=_SCORES,
        counties=_COUNTIES,
        open=_OPEN,
        closed=_CLOSED,
    )


EVALUATION_PAGE = OverviewPage(
    stem="evaluation",
    title="绩效评价与整改",
    description="绩效评价得分与结论，整改清单与销号。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "results"),
    filled_by=lambda county: any(part.evaluations or part.rectifications for part in county.parts),
    lies_in="outcome.yaml",
    draw=_draw,
)
