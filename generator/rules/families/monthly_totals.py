"""F115, F116: the monthly totals of money against the rows that they should be the sum of."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment, Snapshot
from generator.model.money import total
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import COMPARED
from generator.rules.facts import wan
from generator.rules.spans import next_month

_COLUMNS = ("paid", "spent")


@rule(
    "F115",
    basis=COMPARED,
    title="累计数与逐笔台账不一致",
    reads=("county", "batches", "payments", "expenditures", "snapshots"),
    explanation="资金累计月报的累计拨付、累计使用，应当等于拨付台账、使用台账到那个月月底各行之和。按月报所写的小数位数比较；"
    "累计拨付减去退回、收回与不减去的，全县的累计数含费用与不含的，都算一致；有几个批次的，全县的累计数与各批次的合计比较。逐笔台账里无一行记录的不比较，那个月尚未结束的不比较。每个项目只列最近一次。",
    cure="核对月报和台账：漏登的补登，写错的更正。",
    good="+snapshots: [{截至: 2021-05, 项目编号: 210198-2020-01, 累计拨付: '400'}]",
    bad="+snapshots: [{截至: 2021-05, 项目编号: 210198-2020-01, 累计拨付: '399.99'}]",
)
def totals_agree_with_rows(scene: Scene) -> Iterator[Hit]:
    for project, reports in scene.county.snapshots_of.items():
        for name in _COLUMNS:
            told = [row for row in reports if getattr(row, name) is not None and _until(row) <= scene.as_of]
            if told and (message := _disagreement(scene.county, project, told[-1], name)):
                yield Hit(told[-1].place(name), message, project)


def _disagreement(county: CountyDisclosure, project: str, report: Snapshot, name: str) -> str:
    """Returns in what a total differs from its rows; empty if it agrees, or if there is no row to compare it with."""
    rows: Sequence[Payment | Expenditure]
    if name == "paid":
        rows = county.payments_of[project] if project else county.payments
    else:
        rows = county.expenditures_of[project] if project else county.expenditures
    if not rows:
        return ""
    sums = _sums(rows, _until(report))
    fees = [row for row in county.fee_payments if row.date < _until(report)]
    if fees and not project:
        net, gross = sums
        sums += (
            net + total(row.net for row in fees),
            gross + total(row.amount for row in fees if not row.is_back),
        )
    stated: Decimal = getattr(report, name)
    if any(found.quantize(stated, ROUND_HALF_UP) == stated for found in sums):
        return ""
    return f"截至 {report.month} {report.label_of(name)} {wan(stated)}，台账到月底的各行之和是 {wan(sums[0])}"


def _sums(rows: Sequence[Payment | Expenditure], until: date) -> tuple[Decimal, ...]:
    """Returns the sum of the rows before a day, and what it is if money that came back is not taken off."""
    counted = [row for row in rows if row.date < until]
    gross = total(row.amount for row in counted if not (isinstance(row, Payment) and row.is_back))
    net = total(row.net if isinstance(row, Payment) else row.amount for row in counted)
    return net, gross


def _until(report: Snapshot) -> date:
    """Returns the day after the month of a report."""
    return next_month(date.fromisoformat(f"{report.month}-01"))


@rule(
    "F116",
    basis=COMPARED,
    title="累计数减少",
    reads=("county", "batches", "payments", "snapshots"),
    explanation="累计拨付、累计使用只增不减；后一个月比前一个月少的，或者前一个月报多了，或者有资金退回。拨付台账里、全县的费用里有退回、收回的，累计拨付减少不列出。",
    cure="核对两个月的月报，写错的更正；有退回、收回的补登拨付台账。",
    good="+snapshots: [{截至: 2021-04, 累计拨付: '100'}, {截至: 2021-05, 累计拨付: '100'}]",
    bad="+snapshots: [{截至: 2021-04, 累计拨付: '100'}, {截至: 2021-05, 累计拨付: '99.99'}]",
)
def totals_do_not_fall(scene: Scene) -> Iterator[Hit]:
    for project, reports in scene.county.snapshots_of.items():
        payments = scene.county.payments_of[project] if project else scene.county.payments
        has_returns = any(row.is_back for row in payments)
        has_returns |= not project and scene.county.fees_returned > 0
        for name in _COLUMNS:
            if name == "paid" and has_returns:
                continue
            told = [(row, amount) for row in reports if (amount := getattr(row, name)) is not None]
            for (before, more), (row, less) in pairwise(told):
                if less < more:
                    message = (
                        f"截至 {row.month} {row.label_of(name)} {wan(less)}，"
                        f"比截至 {before.month} 的 {wan(more)}少 {wan(more - less)}"
                    )
                    yield Hit(row.place(name), message, project)
