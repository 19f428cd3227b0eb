"""Lists of counties, cases, policies and notices, in groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from generator.model.codelists import CaseKind, GovernmentLevel, Validity
from generator.model.documents import Notice, Policy
from generator.model.withheld import Rest, Rests
from generator.views.funds import CountyFunds, FundsView
from generator.views.of_city import city_url
from generator.views.overviews.home import county_card
from generator.views.summary import CountySummary


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county, or all of them, in one line; money in 万元, shares in %."""

    name: str
    url: str
    city: str
    city_url: str
    """Address of the city's page; empty: there is none."""
    cohorts: tuple[int, ...]
    funds: CountyFunds | FundsView
    projects: int
    done: int
    """Projects that are 基本完成, 投入使用 or 已验收."""
    overdue: int
    disclosed: int
    due: int
    findings: int
    rests: Rests
    is_county: bool = False
    """Whether it is one 示范县, not a city's own projects nor all of them."""
    listed: Rest = Rest.LATEST
    """How withheld records and counties affect the numbers of items."""

    @property
    def no_share(self) -> str:
        return self.funds.no_share


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list."""

    day: date | None
    tag: str
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; never empty."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CountyProjects:
    """The projects of one county in one line; money in 万元, without the subsidies of cancelled projects."""

    name: str
    url: str
    projects: int
    subsidy: Decimal
    paid: Decimal
    overdue: int
    rests: Rests


def projects_by_county(summaries: Sequence[CountySummary]) -> tuple[CountyProjects, ...]:
    """One line per county, shown if the list of all projects would be too long for a page."""
    return tuple(
        CountyProjects(
            summary.name,
            f"{summary.url}#项目",
            len(summary.projects),
            summary.allocated,
            summary.paid,
            sum(row.days_overdue > 0 for row in summary.projects),
            summary.rests,
        )
        for summary in summaries
        if summary.projects
    )


def county_lines(summaries: Sequence[CountySummary], funds: FundsView) -> tuple[CountyLine, ...]:
    """Returns the counties by city, in the order of codes; ``funds`` are those of the same counties."""
    lines = [_line(*pair) for pair in zip(summaries, funds.counties, strict=True)]
    order = sorted(range(len(lines)), key=lambda at: summaries[at].city)
    return tuple(lines[at] for at in order)


def _line(summary: CountySummary, funds: CountyFunds) -> CountyLine:
    card = county_card(summary)
    return CountyLine(
        name=card.name,
        url=card.url,
        city=card.city,
        city_url=city_url(summary.city),
        cohorts=tuple([part.cohort for part in summary.parts]),
        funds=funds,
        projects=card.projects,
        done=sum(row.status.is_done for row in summary.projects),
        overdue=card.overdue,
        disclosed=card.disclosed,
        due=card.due,
        findings=card.findings,
        rests=card.rests,
        listed=card.listed,
        is_county=summary.is_county,
    )


def all_counties(lines: Sequence[CountyLine], funds: FundsView, listed: Rest = Rest.LATEST) -> CountyLine:
    """Adds up the lines of all counties; ``listed`` says whether a county is missing."""
    return CountyLine(
        name="",
        url="",
        city="",
        city_url="",
        cohorts=(),
        funds=funds,
        projects=sum(line.projects for line in lines),
        done=sum(line.done for line in lines),
        overdue=sum(line.overdue for line in lines),
        disclosed=sum(line.disclosed for line in lines),
        due=sum(line.due for line in lines),
        findings=sum(line.findings for line in lines),
        rests=funds.rests,
        listed=max([listed, *(line.listed for line in lines)]),
    )


def cases_by_kind(summaries: Sequence[CountySummary]) -> tuple[Group, ...]:
    """Groups cases by the five kinds of clause 六 in their order, then 其他; newest first."""
    cases = [case for summary in summaries for case in summary.cases]
    cases.sort(key=lambda case: (case.date, case.id), reverse=True)
    return _filled(
        (
            kind.label,
            [
                Line(case.date, case.county_name, case.title, case.url)
                for case in cases
                if case.kind == kind.label
            ],
        )
        for kind in CaseKind
    )


def policies_by_level(policies: Iterable[Policy]) -> tuple[Group, ...]:
    """Groups policies from the state's down to the county's, newest first; those without a level come last."""
    listed = sorted(policies, key=lambda policy: (_issued(policy) or date.min, policy.id), reverse=True)
    return _filled(
        (
            f"{level.label}级文件" if level else "未注明层级的文件",
            [_policy(policy) for policy in listed if policy.level is level],
        )
        for level in (*GovernmentLevel, None)
    )


def _policy(policy: Policy) -> Line:
    repealed = "（已失效）" if policy.validity is Validity.REPEALED else ""
    return Line(
        _issued(policy),
        policy.number or "无文号",
        policy.title,
        f"policies/{policy.id}.html",
        f"{policy.issuer or '发文机关未公开'}{repealed}",
    )


def _issued(policy: Policy) -> date | None:
    return policy.published or policy.date


def notices_by_year(notices: Iterable[Notice]) -> tuple[Group, ...]:
    """Groups notices by year, newest first."""
    newest = sorted(notices, key=lambda notice: (notice.date, notice.id), reverse=True)
    return _filled(
        (
            f"{year} 年",
            [
                Line(item.date, item.kind.label, item.title, f"notices/{item.id}.html", item.source or "")
                for item in group
            ],
        )
        for year, group in groupby(newest, key=lambda notice: notice.date.year)
    )


def _filled(groups: Iterable[tuple[str, Sequence[Line]]]) -> tuple[Group, ...]:
    return tuple(Group(title, tuple(lines)) for title, lines in groups if lines)
