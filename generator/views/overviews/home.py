"""The home page of the portal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from generator.model.cities import City
from generator.model.codelists import UnitLevel
from generator.model.finding import Finding
from generator.model.money import total
from generator.model.site import Site, TimeLimits
from generator.model.withheld import Rest, Rests, together
from generator.rules.base import registered_as
from generator.rules.checklist import Disclosed, rest_of
from generator.views.funds import FundsView, no_share
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.news import Item, News, news_of
from generator.views.overviews.compliance import missing_items
from generator.views.overviews.evaluation import open_rectifications
from generator.views.portal import Portal
from generator.views.rows import number_accepted
from generator.views.shares import paid_share
from generator.views.summary import CountySummary

MOST_CARDS = 100
"""With more counties than this, the home page shows cities instead of counties."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to look at: how many there are, and the address of the list of exactly these."""

    label: str
    count: int
    unit: str
    title: str
    url: str
    rest: Rest
    """How withheld records affect the count; what rules leave open is not counted."""


@dataclass(frozen=True, slots=True)
class Card:
    """A county or city in short; money in 万元, shares in %."""

    name: str
    url: str
    projects: int
    overdue: int
    central: Decimal | None
    paid_share: Decimal | None
    disclosed: int
    due: int
    findings: int
    rests: Rests
    listed: Rest
    """How withheld records affect ``disclosed`` and ``due``."""
    no_share: str
    """The word shown if there is no share."""


@dataclass(frozen=True, slots=True)
class CountyCard(Card):
    city: str


@dataclass(frozen=True, slots=True)
class CityCard(Card):
    """A city's counties; ``url`` leads to the list of them, shares are over those that disclosed their 中央财政."""

    counties: int
    counted: Rest
    """How withheld records affect the number of counties."""


@dataclass(frozen=True)
class HomeView:
    """The home page; money in 万元."""

    site: Site
    as_of: date
    counties: tuple[CountyCard, ...]
    by_city: tuple[CityCard, ...]
    """Shown instead of the county cards if there are more than ``MOST_CARDS``; otherwise empty."""
    counted: Rest
    """How withheld records affect the number of counties and cities."""
    number: int
    """Of 示范县, without the units of cities and of the province."""
    cities: int
    projects: int
    accepted: int
    funds: FundsView
    news: News
    attention: tuple[Attention, ...]


def home_view(
    summaries: Sequence[CountySummary],
    funds: FundsView,
    items: Iterable[Item],
    portal: Portal,
    lack: Lack = NOTHING_LACKS,
) -> HomeView:
    """Makes the home page; ``items`` are the news of the whole portal."""
    rows = [row for summary in summaries for row in summary.projects]
    return HomeView(
        site=portal.site,
        as_of=portal.as_of,
        counties=tuple(county_card(summary) for summary in summaries),
        by_city=city_cards(summaries, lack) if len(summaries) > MOST_CARDS else (),
        counted=lack.rests.county,
        cities=len({summary.city for summary in summaries if summary.level is not UnitLevel.PROVINCE}),
        number=sum(summary.is_county for summary in summaries),
        projects=len(rows),
        accepted=number_accepted(rows),
        funds=funds,
        news=news_of(items, portal.as_of),
        attention=tuple(item for item in attention(summaries, portal.site.limits, lack) if item.count),
    )


def county_card(summary: CountySummary) -> CountyCard:
    due = [item for item in summary.checklist if item.due]
    return CountyCard(
        name=summary.name,
        url=summary.url,
        city=summary.city.full,
        central=summary.central,
        projects=len(summary.projects),
        overdue=sum(row.days_overdue > 0 for row in summary.projects),
        paid_share=summary.paid_share,
        disclosed=sum(item.state is Disclosed.FULLY for item in due),
        due=len(due),
        findings=len(summary.findings),
        rests=summary.rests,
        listed=rest_of(summary.checklist),
        no_share=summary.no_share,
    )


def city_cards(summaries: Sequence[CountySummary], lack: Lack = NOTHING_LACKS) -> tuple[CityCard, ...]:
    """Returns the cities that have counties, in the order of their codes."""
    cities = sorted({summary.city for summary in summaries})
    groups = ((city, [summary for summary in summaries if summary.city == city]) for city in cities)
    return tuple(_city_card(city, group, lack.within(city).rests) for city, group in groups)


def _city_card(city: City, summaries: Sequence[CountySummary], absent: Rests) -> CityCard:
    cards = [county_card(summary) for summary in summaries]
    known = [summary for summary in summaries if summary.central is not None]
    central = total(summary.central for summary in known) if known else None
    return CityCard(
        name=city.full,
        url=f"counties/index.html?city={quote(city.full)}",
        counties=sum(summary.is_county for summary in summaries),
        counted=absent.county,
        projects=sum(card.projects for card in cards),
        overdue=sum(card.overdue for card in cards),
        central=central,
        paid_share=paid_share(total(summary.paid for summary in known), central),
        disclosed=sum(card.disclosed for card in cards),
        due=sum(card.due for card in cards),
        findings=sum(card.findings for card in cards),
        listed=max(absent.county, *(card.listed for card in cards)),
        rests=together(absent, *(summary.rests for summary in summaries)),
        no_share=no_share(central),
    )


def attention(
    summaries: Sequence[CountySummary], limits: TimeLimits, lack: Lack = NOTHING_LACKS
) -> tuple[Attention, ...]:
    """Returns what to look at, each with the address of the list of exactly what is counted."""
    overdue = sum(row.days_overdue > 0 for summary in summaries for row in summary.projects)
    findings = [finding for summary in summaries for finding in summary.findings]
    open_items = sum(len(open_rectifications(part)) for summary in summaries for part in summary.parts)
    rests = together(lack.rests, *(summary.rests for summary in summaries))

    def found(label: str, code: str, unit: str, title: str) -> Attention:
        url = f"compliance.html#{code.lower()}"
        return Attention(label, _count(findings, code), unit, title, url, rests.of(registered_as(code).reads))

    return (
        Attention(
            "逾期", overdue, "个", "超过完成时限仍未完成的项目", "progress.html#逾期项目", rests.projects
        ),
        found("未拨付", "F108", "笔", f"到账逾 {limits.idle_funds} 天未拨付的资金"),
        Attention(
            "整改",
            open_items,
            "项",
            "尚未销号（整改完成并核销）的整改事项",
            "evaluation.html#未销号的整改事项",
            rests.results,
        ),
        Attention(
            "未公开",
            len(missing_items(summaries)),
            "项",
            "应公开而未公开或不全的事项",
            "compliance.html#未公开和不全的事项",
            rests.worst,
        ),
        found("调整", "L102", "次", "手续不全的方案调整"),
        found("变更", "L103", "处", "未登记对应方案调整的项目变更"),
    )


def _count(findings: Sequence[Finding], code: str) -> int:
    return sum(finding.code == code for finding in findings)
