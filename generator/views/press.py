"""The press kit: figures as sentences ready to quote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from generator.model.change import Change, Weight
from generator.model.codelists import UnitLevel
from generator.model.incomplete import INCOMPLETE
from generator.model.money import format_percent, format_wan, total
from generator.model.withheld import MONEY, Rest, Rests
from generator.views.county import CountyView, DirectionLine
from generator.views.earlier_versions import EarlierVersions
from generator.views.funds import CountyFunds, DirectionFunds, FundsView
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.portal import Portal
from generator.views.rows import ProjectRow, number_accepted
from generator.views.shares import paid_share, spent_share
from generator.views.summary import CountySummary, other_units

_NO_CENTRAL = "{}的项目不用中央财政专项资金，资金来源列在各项目的页面上。"


@dataclass(frozen=True, slots=True)
class Money:
    """Money of a county or the province, 万元."""

    central: Decimal | None
    received: Decimal
    allocated: Decimal
    paid: Decimal
    spent: Decimal
    rests: Rests


def source_lines(portal: Portal, *, is_demo: bool) -> tuple[str, ...]:
    """Returns the lines below every exported chart: source and as-of date."""
    lines = [f"来源：{portal.site.publisher}“{portal.site.title}”", f"数据截至 {portal.as_of}"]
    if is_demo:
        lines.append("示例数据，示范县和单位均为虚构")
    return tuple(lines)


def _county_sentences(view: CountyView, portal: Portal) -> tuple[str, ...]:
    money = Money(view.central, view.received, view.allocated, view.paid, view.spent, view.rests)
    name = view.county.name
    rests = view.rests
    rectifications = [item for part in view.parts for item in part.rectifications]
    due = sum(item.item.closed is None for item in rectifications)
    visits = sum(row.city + row.county + row.others for row in view.visits)
    return (
        *([_NO_CENTRAL.format(name)] if view.is_without_central else money_sentences(name, money, view.lack)),
        *_projects(name, view.rows, rests, view.lack),
        f"{_disclosed(name, view)}；按规则目录核对，发现 {found(len(view.findings), rests.worst)} 项。",
        f"台账登记督导检查 {told(visits, rests.inspections)} 次；整改事项 {told(len(rectifications), rests.results)} 项，"
        f"未销号 {told(due, rests.results)} 项。",
        *_changes(view.changes, portal),
    )


def _disclosed(name: str, view: CountyView) -> str:
    if view.listed:
        return f"{name}有记录未通过核对，应公开的内容公开了几项暂不计算"
    return f"按要求应公开 {view.due} 项内容，{name}完全公开 {view.disclosed} 项"


def _province_sentences(
    summaries: Sequence[CountySummary],
    funds: FundsView,
    portal: Portal,
    lack: Lack,
    own_changes: tuple[Change, ...],
) -> tuple[str, ...]:
    rows = [row for summary in summaries for row in summary.projects]
    money = Money(funds.central, funds.received, funds.allocated, funds.paid, funds.spent, funds.rests)
    findings = sum(len(summary.findings) for summary in summaries)
    cities = len({summary.city for summary in summaries if summary.level is not UnitLevel.PROVINCE})
    counties = sum(summary.is_county for summary in summaries)
    known = [summary.changes for summary in summaries if summary.changes is not None]
    changes = [*own_changes, *(change for changes in known for change in changes)] if known else None
    return (
        f"全省有 {lack.named}未通过核对，从未公开过，示范县数暂不计算。"
        if lack.counties
        else f"全省公开 {counties} 个示范县{other_units(summaries)}，分布在 {cities} 个市。",
        *money_sentences("全省", money, lack),
        *_projects("全省", rows, funds.rests, lack),
        f"按规则目录核对，发现 {found(findings, funds.rests.worst)} 项，逐项列在各示范县和项目的页面上。",
        *_changes(changes, portal),
    )


def money_sentences(whose: str, money: Money, lack: Lack) -> Iterator[str]:
    worst = money.rests.money
    if worst is Rest.MISSING:
        yield f"{whose}{lack.because(MONEY)}，从未公开过，资金合计暂不计算。"
        return
    if worst is Rest.EARLIER:
        yield f"{whose}的资金合计含上一次公开的记录，这些记录最近一次提交未通过核对。"
    if money.central is None:
        yield f"{whose}未公开中央财政专项资金；已拨付 {format_wan(money.paid)} 万元，已使用 {format_wan(money.spent)} 万元。"
        return
    yield (
        f"{whose}中央财政专项资金 {format_wan(money.central)} 万元，已到账 {format_wan(money.received)} 万元，"
        f"安排到项目 {format_wan(money.allocated)} 万元。"
    )
    yield (
        f"{whose}已拨付 {format_wan(money.paid)} 万元（{_rate('拨付率', paid_share(money.paid, money.central))}），"
        f"已使用 {format_wan(money.spent)} 万元（{_rate('使用率', spent_share(money.spent, money.central))}）。"
    )


def _rate(name: str, percent: Decimal | None) -> str:
    return f"{name}不适用" if percent is None else f"{name} {format_percent(percent)}"


def told(number: int, rest: Rest) -> str:
    """Writes a count ready to quote; notes earlier versions, gives no number if a record was never published."""
    return (
        "暂不计算" if rest is Rest.MISSING else f"{number:,}（含上一次公开的记录）" if rest else f"{number:,}"
    )


def found(number: int, rest: Rest) -> str:
    """Writes the number of findings; marked if withheld records were left out."""
    return f"{number:,}（不含未通过核对的记录）" if rest else f"{number:,}"


def _projects(whose: str, rows: Sequence[ProjectRow], rests: Rests, lack: Lack) -> Iterator[str]:
    accepted = number_accepted(rows)
    cancelled = sum(row.is_cancelled for row in rows)
    late = [row for row in rows if row.days_overdue]
    left_out = f"，{cancelled} 个已取消" if cancelled else ""
    if rests.projects is Rest.MISSING:
        yield f"{whose}{lack.because(('projects',))}，从未公开过，项目数暂不计算。"
        return
    yield (
        f"{whose}公开项目 {told(len(rows), rests.projects)} 个，{accepted} 个已验收{left_out}，"
        f"{found(len(late), rests.projects)} 个逾期。"
    )
    if late and rests.projects is Rest.LATEST:
        longest = max(late, key=lambda row: (row.days_overdue, row.id))
        yield (
            f"逾期最久的是{longest.county_name}“{longest.title}”（{longest.id}），"
            f"时限 {longest.deadline}，已逾期 {longest.days_overdue} 天；"
            f"逾期项目的扶持资金额度共 {format_wan(total(row.subsidy for row in late))} 万元。"
        )


def _changes(changes: Sequence[Change] | None, portal: Portal) -> Iterator[str]:
    if not portal.is_record_whole:
        yield f"{INCOMPLETE}，公开以来已公开的内容改动几处不得而知。"
        return
    if changes is None:
        return
    heavy = sum(change.weight is Weight.MAJOR for change in changes)
    yield f"公开以来已公开的内容改动 {len(changes)} 处，其中重大 {heavy} 处，原值和新值见变更记录。"


@dataclass(frozen=True)
class PressView:
    """One page of the press kit; money in 万元, shares in %."""

    key: str
    """``province`` or the county's code."""
    name: str
    url: str
    """The page with the same figures in full."""
    as_of: date
    sentences: tuple[str, ...]
    source: tuple[str, ...]
    directions: Sequence[DirectionLine | DirectionFunds]
    rows: tuple[ProjectRow, ...]
    counties: tuple[CountyFunds, ...]
    kits: tuple[tuple[str, str], ...]
    """Press kits of the counties: (name, address)."""
    updated: date | None
    is_demo: bool
    earlier_versions: EarlierVersions = field(default_factory=dict)


def county_press_view(view: CountyView, portal: Portal) -> PressView:
    county = view.county
    return PressView(
        key=county.code,
        name=county.name,
        url=f"counties/{county.code}.html",
        as_of=portal.as_of,
        sentences=_county_sentences(view, portal),
        source=source_lines(portal, is_demo=county.is_demo),
        directions=view.directions,
        rows=view.rows,
        counties=(),
        kits=(),
        updated=view.updated,
        is_demo=county.is_demo,
        earlier_versions=view.earlier_versions,
    )


def province_press_view(
    summaries: Sequence[CountySummary],
    funds: FundsView,
    portal: Portal,
    updated: date | None,
    lack: Lack = NOTHING_LACKS,
    own_changes: tuple[Change, ...] = (),
) -> PressView:
    """Makes the province's kit, with links to those of the counties.

    Args:
        own_changes: those of the portal's own records.
    """
    return PressView(
        key="province",
        name="全省",
        url="funds.html",
        as_of=portal.as_of,
        sentences=_province_sentences(summaries, funds, portal, lack, own_changes),
        source=source_lines(portal, is_demo=portal.is_demo),
        directions=funds.directions,
        rows=(),
        counties=funds.counties,
        kits=tuple((summary.name, press_url(summary.code)) for summary in summaries),
        updated=updated,
        is_demo=portal.is_demo,
        earlier_versions={
            address: day for summary in summaries for address, day in summary.earlier_versions.items()
        },
    )


def press_url(code: str) -> str:
    """Returns the address of a county's kit."""
    return f"data/press-{code}.html"
