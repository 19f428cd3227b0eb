"""Scores, grades and rectification lists, clause 五（五）."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.codelists import EvaluationKind
from generator.model.figures import WHOLE, figure
from generator.model.money import decimals_apart, share
from generator.model.outcome import Evaluation, Rectification
from generator.model.partial_day import known_day
from generator.model.withheld import Rest
from generator.views.county import days_open
from generator.views.dates import latest
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.portal import Portal
from generator.views.summary import CountySummary

_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One county's evaluations of one year, each as score and grade in words; empty if there is none."""

    county: str
    url: str
    year: int
    own: str
    provincial: str
    routine: str
    difference: Decimal | None
    """Own score minus the provincial one, both on a scale of 100."""
    limit: int
    """Points by which the two may differ before rule R106 speaks."""
    since: date | None
    """When they were published, if the latest version of the file was refused."""

    @property
    def difference_words(self) -> str:
        """Points with two decimals, more if it would look like the limit that it exceeds; or 不适用."""
        if self.difference is None:
            return "不适用"
        places = decimals_apart(abs(self.difference), self.limit)
        return plain(round(self.difference, places))

    @property
    def is_far_apart(self) -> bool:
        return self.since is None and self.difference is not None and abs(self.difference) > self.limit


@dataclass(frozen=True, slots=True)
class RectificationLine:
    """An entry of a rectification list with its county."""

    county: str
    url: str
    item: Rectification
    days_open: int
    """Days past its limit, if it is open."""
    days_late: int
    """Days past its limit when it was closed."""
    since: date | None
    """When it was published, if the latest version of the file was refused; days are then not counted."""


@dataclass(frozen=True, slots=True)
class CountyItems:
    """A county's rectification entries in numbers."""

    county: str
    url: str
    items: int
    closed: int
    open: int
    overdue: int
    since: date | None


@dataclass(frozen=True)
class EvaluationView:
    scores: tuple[ScoreLine, ...]
    counties: tuple[CountyItems, ...]
    """Counties with entries."""
    open: tuple[RectificationLine, ...]
    """Longest past the limit first."""
    closed: tuple[RectificationLine, ...]
    """Newest first."""
    updated: date | None
    rest: Rest
    """How withheld records affect the page."""


def evaluation_view(
    summaries: Sequence[CountySummary], portal: Portal, lack: Lack = NOTHING_LACKS
) -> EvaluationView:
    """Gathers every evaluation and every rectification entry."""
    summaries = [part for summary in summaries for part in summary.parts]
    items = [
        _rectification(summary, item, portal.as_of)
        for summary in summaries
        for item in summary.rectifications
    ]
    limits = portal.site.limits
    dates = [item.completed for summary in summaries for item in summary.evaluations]
    return EvaluationView(
        scores=tuple(line for summary in summaries for line in _scores(summary, limits.score_gap)),
        counties=tuple(_items(summary, portal.as_of) for summary in summaries if summary.rectifications),
        open=tuple(
            sorted(
                (line for line in items if line.item.closed is None),
                key=lambda line: (
                    -line.days_open,
                    known_day(line.item.due) or date.max,
                    line.url,
                    line.item.number,
                ),
            )
        ),
        closed=tuple(
            sorted(
                (line for line in items if line.item.closed is not None),
                key=lambda line: (line.item.closed or date.min, line.url, line.item.number),
                reverse=True,
            )
        ),
        updated=latest([*dates, *(line.item.closed for line in items)]),
        rest=max([lack.rests.results, *(summary.rests.results for summary in summaries)]),
    )


@figure(
    "未销号",
    "项",
    "整改清单里尚未填写销号日期的事项的个数；销号即整改完成并核销",
    counts="各批次整改清单的每一项",
    cancelled="不受影响",
    corrected="填写了销号日期的即为已销号",
    shown=WHOLE,
)
def open_rectifications(summary: CountySummary) -> tuple[Rectification, ...]:
    """Returns the entries that are still open."""
    return tuple(item for item in summary.rectifications if item.closed is None)


def _rectification(summary: CountySummary, item: Rectification, as_of: date) -> RectificationLine:
    due = known_day(item.due)
    late = max((item.closed - due).days, 0) if item.closed and due else 0
    since = summary.outcome_since
    late, open_ = (0, 0) if since else (late, days_open(item, as_of))
    return RectificationLine(summary.name, summary.url, item, open_, late, since)


def _items(summary: CountySummary, as_of: date) -> CountyItems:
    waiting = open_rectifications(summary)
    number = len(summary.rectifications)
    since = summary.outcome_since
    overdue = 0 if since else sum(days_open(item, as_of) > 0 for item in waiting)
    return CountyItems(
        summary.name, summary.url, number, number - len(waiting), len(waiting), overdue=overdue, since=since
    )


def _scores(summary: CountySummary, limit: int) -> tuple[ScoreLine, ...]:
    lines = []
    for year in sorted({evaluation.year for evaluation in summary.evaluations}, reverse=True):
        own, provincial, routine = (
            [item for item in summary.evaluations if item.year == year and item.kind is kind]
            for kind in (EvaluationKind.SELF, EvaluationKind.PROVINCIAL, EvaluationKind.ROUTINE)
        )
        lines.append(
            ScoreLine(
                summary.name,
                summary.url,
                year,
                _words(own),
                _words(provincial),
                _words(routine),
                _difference(own, provincial),
                limit,
                summary.outcome_since,
            )
        )
    return tuple(lines)


def _words(evaluations: Sequence[Evaluation]) -> str:
    """``88.5 分，较好``; several of one kind and year follow each other."""
    return "；".join(f"{_score(item)}，{item.grade or '结论未公开'}" for item in evaluations)


def _score(item: Evaluation) -> str:
    if item.score is None:
        return "得分未公开"
    return f"{plain(item.score)} 分" + (
        "" if item.full_score == _FULL else f"（满分 {plain(item.full_score)}）"
    )


def plain(number: Decimal) -> str:
    """Writes a number without trailing zeros or exponent: 92.50 → 92.5, 100 → 100."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@figure(
    "分差",
    "分",
    "自评得分 − 省级复核得分，都折算为百分制",
    counts="同一年度最近一次自评和最近一次省级复核；有一项未公开得分的，不适用",
    cancelled="不受影响",
    corrected="按现在公开的得分计算",
    shown="两位小数；会与界限相等而精确值不等的，多显示几位",
)
def _difference(own: Sequence[Evaluation], provincial: Sequence[Evaluation]) -> Decimal | None:
    """Returns the difference between the last score of each kind; None if one of them has no score."""
    scores = [
        share(found[-1].score, found[-1].full_score) if found and found[-1].score is not None else None
        for found in (own, provincial)
    ]
    if scores[0] is None or scores[1] is None:
        return None
    return scores[0] - scores[1]
