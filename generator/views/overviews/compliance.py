"""What the counties disclose of clause 六, and what the rules found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.cities import City
from generator.model.days import chinese, in_sentence
from generator.model.figures import PERCENT, figure
from generator.model.finding import DutyOf, Finding
from generator.model.money import share
from generator.model.withheld import Rest, Withheld
from generator.rules.base import FAMILIES, Rule
from generator.rules.checklist import ChecklistItem, Disclosed, rest_of
from generator.views.dates import latest
from generator.views.findings import Answer, answers, since_when
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.of_city import city_url
from generator.views.summary import CountySummary

_Found = tuple[CountySummary, Finding]
"""A finding and the county it is on."""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One county's items of clause 六; ``share`` is the part of the due items that is fully disclosed, %."""

    name: str
    url: str
    items: tuple[ChecklistItem, ...]
    disclosed: int
    due: int
    share: Decimal | None
    findings: int
    updated: date | None
    rest: Rest
    """How withheld records affect the findings."""
    listed: Rest
    """How they affect the share."""


@dataclass(frozen=True, slots=True)
class MissingItem:
    """An item that a county discloses partly or not at all."""

    county: str
    url: str
    """The section of the county's page where the item belongs."""
    item: ChecklistItem


@dataclass(frozen=True, slots=True)
class UpdatedLine:
    """The latest date of each dated item of one county, or why there is none, in Chinese."""

    name: str
    url: str
    days: tuple[str, ...]
    newest: date | None


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding with its page and the county's published answers."""

    county: str
    county_url: str
    project: str
    message: str
    since: date | None
    responses: tuple[Answer, ...]

    @property
    def project_url(self) -> str:
        return f"projects/{self.project}.html"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why some rules reach no conclusion on a county."""

    name: str
    url: str
    message: str


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """All findings of one rule."""

    rule: Rule
    counties: int
    lines: tuple[FoundLine, ...]


@dataclass(frozen=True, slots=True)
class FoundCounts:
    """Number of a county's findings, by family."""

    name: str
    url: str
    counts: tuple[int, ...]
    total: int
    rest: Rest


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Findings that one city or the province can answer for."""

    name: str
    url: str
    """Address of the city's page; empty: there is none."""
    counties: tuple[tuple[str, str], ...]
    """Name and address of the counties concerned."""
    codes: tuple[str, ...]
    total: int
    rest: Rest


@dataclass(frozen=True)
class ComplianceView:
    titles: tuple[str, ...]
    """Titles of the items, in the order of each line's items."""
    matrix: tuple[MatrixLine, ...]
    """Highest share first; then fewer findings, then name. Counties whose share is not known come last."""
    missing: tuple[MissingItem, ...]
    dated_titles: tuple[str, ...]
    """Titles of the items whose records are dated."""
    updates: tuple[UpdatedLine, ...]
    families: tuple[str, ...]
    """Letter and title of the families with findings."""
    counts: tuple[FoundCounts, ...]
    family_totals: tuple[int, ...]
    found: tuple[RuleFindings, ...]
    """Rules with findings that counties or their contractors can answer for, 重要 first."""
    above: tuple[RuleFindings, ...]
    """Rules with findings that cities or the province can answer for."""
    duties: tuple[DutyLine, ...]
    """The cities with such findings by name, then the province."""
    total: int
    """Of ``found``."""
    unexamined: tuple[Rule, ...]
    """Rules that could not be checked in at least one county, for lack of a change record."""
    unsettled: tuple[Unsettled, ...]
    national: str
    """Why the national averages are not the latest submitted, in Chinese; empty if they are."""
    rest: Rest
    """How withheld records affect the page as a whole."""
    updated: date | None

    @property
    def all_counts(self) -> FoundCounts:
        return FoundCounts("", "", self.family_totals, self.total, self.rest)


def compliance_view(
    summaries: Sequence[CountySummary],
    catalogue: Sequence[Rule],
    withheld: Sequence[Withheld] = (),
    lack: Lack = NOTHING_LACKS,
) -> ComplianceView:
    """Gathers what every county discloses and what the rules found."""
    lines = [_line(summary) for summary in summaries]
    first = summaries[0].checklist if summaries else ()
    has_history = all(summary.changes is not None for summary in summaries)
    own = [(summary, finding) for summary in summaries for finding in summary.findings]
    above = [(summary, finding) for summary in summaries for finding in summary.of_others]
    dated = dated_positions(summaries)
    numbers = Counter(finding.code[0] for _, finding in own)
    letters = [letter for letter in FAMILIES if numbers[letter]]
    return ComplianceView(
        titles=tuple(item.title for item in first),
        matrix=tuple(sorted(lines, key=_rank)),
        missing=missing_items(summaries),
        dated_titles=tuple(first[position].title for position in dated),
        updates=tuple(_updates(summary, dated) for summary in summaries),
        families=tuple(f"{letter} {FAMILIES[letter]}" for letter in letters),
        counts=tuple(_counts(summary, letters) for summary in summaries),
        family_totals=tuple(numbers[letter] for letter in letters),
        found=_by_rule(own, catalogue),
        above=_by_rule(above, catalogue),
        duties=_duties(above),
        total=numbers.total(),
        unexamined=() if has_history else tuple(rule for rule in catalogue if rule.needs_history),
        unsettled=tuple(
            Unsettled(summary.name, summary.url, summary.unsettled)
            for summary in summaries
            if summary.unsettled
        ),
        national=next((_national(item) for item in withheld if item.kind == "national"), ""),
        rest=max([lack.rests.worst, *(line.rest for line in lines)]),
        updated=latest(line.updated for line in lines),
    )


def missing_items(summaries: Sequence[CountySummary]) -> tuple[MissingItem, ...]:
    """Returns every due item that is not fully disclosed, by county."""
    return tuple(
        MissingItem(summary.name, f"{summary.url}#{item.anchor}", item)
        for summary in summaries
        for item in summary.checklist
        if item.state in (Disclosed.NOT, Disclosed.PARTLY)
    )


def dated_positions(summaries: Sequence[CountySummary]) -> tuple[int, ...]:
    """Returns the positions of checklist items that have a date in at least one county."""
    width = len(summaries[0].checklist) if summaries else 0
    return tuple(
        position
        for position in range(width)
        if any(summary.checklist[position].updated is not None for summary in summaries)
    )


def _rank(line: MatrixLine) -> tuple[Rest, Decimal, int, str]:
    known = not line.listed
    return (
        line.listed,
        -(line.share or Decimal(0)) if known else Decimal(0),
        line.findings if known else 0,
        line.name,
    )


@figure(
    "公开率",
    "%",
    "完全公开的事项数 ÷ 应公开的事项数 × 100%",
    counts="《通知》第五部分第（六）项所列的事项，共十二项；只计本县应当公开的；一个事项涉及几个项目的，都公开才算完全公开",
    cancelled="项目名称等仍应公开，进度等不再要求",
    corrected="按现在公开的记录计算",
    shown=PERCENT,
)
def _line(summary: CountySummary) -> MatrixLine:
    due = [item for item in summary.checklist if item.due]
    disclosed = sum(item.state is Disclosed.FULLY for item in due)
    return MatrixLine(
        summary.name,
        summary.url,
        summary.checklist,
        disclosed,
        len(due),
        share(Decimal(disclosed), Decimal(len(due))),
        len(summary.findings),
        latest(event.date for event in summary.events),
        _rest(summary),
        rest_of(summary.checklist),
    )


def _national(item: Withheld) -> str:
    told = f"此为{chinese(item.since)}公开的内容" if item.since else "从未公开过的不采用"
    return f"全国平均（{item.place.file}）最近一次提交未通过核对，{told}，依据它的发现暂不下结论"


def _rest(summary: CountySummary) -> Rest:
    """How withheld records of the county and the province affect its findings."""
    return max(summary.rests.worst, Rest.EARLIER if summary.unsettled else Rest.LATEST)


def _updates(summary: CountySummary, positions: Sequence[int]) -> UpdatedLine:
    days = tuple(_updated(summary.checklist[position]) for position in positions)
    return UpdatedLine(summary.name, summary.url, days, latest(event.date for event in summary.events))


def _updated(item: ChecklistItem) -> str:
    if item.updated is not None:
        return item.updated.isoformat()
    return (
        item.state.value
        if item.state in (Disclosed.NOT, Disclosed.NOT_DUE, Disclosed.UNKNOWN)
        else "日期不详"
    )


def _counts(summary: CountySummary, letters: Sequence[str]) -> FoundCounts:
    numbers = Counter(finding.code[0] for finding in summary.findings)
    return FoundCounts(
        summary.name,
        summary.url,
        tuple(numbers[letter] for letter in letters),
        numbers.total(),
        _rest(summary),
    )


def _by_rule(found: Iterable[_Found], catalogue: Iterable[Rule]) -> tuple[RuleFindings, ...]:
    """Groups findings by their rules, 重要 first, then in the order of the catalogue."""
    groups: dict[str, list[_Found]] = defaultdict(list)
    for summary, finding in found:
        groups[finding.code].append((summary, finding))
    rules = sorted((rule for rule in catalogue if rule.code in groups), key=lambda rule: not rule.is_major)
    return tuple(_found(rule, groups[rule.code]) for rule in rules)


def _duties(found: Iterable[_Found]) -> tuple[DutyLine, ...]:
    """Groups findings by who can answer for them: the cities in the order of their codes, then the province."""
    groups: dict[City, list[_Found]] = defaultdict(list)
    province: list[_Found] = []
    for summary, finding in found:
        of_city = groups[summary.city] if finding.duty_of is DutyOf.CITY else province
        of_city.append((summary, finding))
    named = [(city.full, city_url(city), groups[city]) for city in sorted(groups)]
    return tuple(
        DutyLine(
            name,
            url,
            tuple(dict.fromkeys((summary.name, summary.url) for summary, _ in group)),
            tuple(sorted({finding.code for _, finding in group})),
            len(group),
            max(_rest(summary) for summary, _ in group),
        )
        for name, url, group in (*named, (DutyOf.PROVINCE.value, "", province))
        if group
    )


def _found(rule: Rule, findings: Sequence[_Found]) -> RuleFindings:
    lines = tuple(found_line(summary, finding) for summary, finding in findings)
    return RuleFindings(rule, len({line.county_url for line in lines}), lines)


def found_line(summary: CountySummary, finding: Finding) -> FoundLine:
    return FoundLine(
        summary.name,
        summary.url,
        finding.project,
        in_sentence(finding.message),
        since_when(finding),
        answers(finding, summary.answers, summary.code, summary.name),
    )
