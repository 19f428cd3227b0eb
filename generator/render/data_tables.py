"""The portal's records as tables, /data/<table>.csv: each declared once, its columns taken from the model.

A county's rows are written when the county is made; the whole tables are the parts, joined. An empty cell is a value that
is not told, never 0.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import Any, NamedTuple

from generator.model.base import Record, record_inside
from generator.model.contracts import Contract, Contracts, Part
from generator.model.county import County
from generator.model.days import iso
from generator.model.disclosure import CountyDisclosure
from generator.model.fees import Fee, FeePayment
from generator.model.figures import figures
from generator.model.files import COUNTY_FILES, LEDGERS
from generator.model.outcome import Outcome, Rectification
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.project import Project
from generator.model.row_key import rows_named
from generator.model.withheld import Rest
from generator.render.csv_table import csv_rows, csv_table
from generator.render.table_columns import NO, NOT_GIVEN, YES, Column, Kind, column_of
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary

ROW_ID = "row_id"
_NOT_LISTED = ("snapshots", "enforcement")
"""Ledgers that are no tables: totals of other ledgers; decisions, which stand with the authority that published them."""


class Row(NamedTuple):
    """What a table's row is made from."""

    county: CountyDisclosure
    summary: CountySummary
    id: str
    """Permanent; by it other rows name this one."""
    record: Record
    owner: str = ""
    """The row that this one is a part of."""
    corrected_by: str = ""
    shown: ProjectRow | None = None
    """A project as its pages show it."""


@dataclass(frozen=True)
class Table:
    """One table: the columns that join it, those of its record, and the figures that pages show."""

    name: str
    title: str
    record: type[Record]
    rows: Callable[[CountyDisclosure, CountySummary], Iterable[Row]]
    owner: Column | None = None
    """Names the row of another table that a row is a part of."""
    figures: tuple[Column, ...] = ()
    figures_of: Callable[[Row], tuple[str, ...]] = lambda _: ()
    is_ledger: bool = False

    @property
    def address(self) -> str:
        return f"data/{self.name}.csv"

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column(ROW_ID, "行编号", note="永不改变，别的表用它指这一行", is_needed=True),
            Column("county_code", "所在县代码", is_needed=True, refers="counties"),
            *((self.owner,) if self.owner else ()),
            *(
                column_of(self.record, name, "projects" if self.is_ledger and name == "project" else "")
                for name in plain_fields(self.record)
            ),
            *self.figures,
            *((_corrected_by(self.name),) if self.is_ledger else ()),
            Column("standing_since", "所示版本的公开日期（最新一次未通过核对的）", Kind.DAY),
        )

    def part(self, county: CountyDisclosure, summary: CountySummary) -> bytes:
        """Writes a county's rows."""
        return csv_rows(self._cells(row) for row in self.rows(county, summary))

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Joins the counties' rows under the headings."""
        return csv_table([column.title for column in self.columns], ()) + b"".join(parts)

    def _cells(self, row: Row) -> Iterator[str]:
        yield row.id
        yield row.county.code
        if self.owner:
            yield row.owner
        values = row.record.__dict__  # faster than attribute access
        yield from (_text(values[name]) for name in plain_fields(self.record))
        yield from self.figures_of(row)
        if self.is_ledger:
            yield row.corrected_by
        yield _standing_since(self.name, row)


def plain_fields(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that fit a cell: no records, and no lists of them."""
    return tuple(
        name for name, info in model.model_fields.items() if info.alias and not record_inside(info.annotation)
    )


def _corrected_by(table: str) -> Column:
    return Column("corrected_by", "由哪一行更正（已更正的不计）", refers=table)


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "；".join(map(_text, value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _standing_since(table: str, row: Row) -> str:
    """The day on which the shown version was published, if the latest was refused."""
    if row.record.earlier:
        return iso(row.record.earlier)
    project = row.record.__dict__.get("project") or ""
    days = [
        held.since
        for held in row.county.withheld
        if held.kind == table and held.since and held.concerns(project)
    ]
    return iso(max(days)) if days else ""


def _figure(name: str, title: str) -> Column:
    told = figures()[title]
    return Column(name, f"{told.name}（{told.unit}）", Kind.MONEY, told.formula)


def _given(amount: Decimal | None, rest: Rest) -> str:
    return NOT_GIVEN if rest is Rest.MISSING else _text(amount)


def _of_county(row: Row) -> tuple[str, ...]:
    told = row.summary
    names = dict.fromkeys(kind.title for kind in _kinds_missing(row.county))
    return (
        _given(told.central, told.rests.received),
        _given(told.received, told.rests.received),
        _given(told.allocated, told.rests.projects),
        _given(told.paid, told.rests.paid),
        _given(told.returned, told.rests.paid),
        _given(told.spent, told.rests.spent),
        "；".join(names),
    )


def _kinds_missing(county: CountyDisclosure) -> Iterator[Any]:
    missing = {held.kind for held in county.withheld if held.is_missing}
    return (kind for kind in COUNTY_FILES if kind.name in missing)


def _of_project(row: Row) -> tuple[str, ...]:
    shown = row.shown
    if shown is None:
        raise ValueError(f"{row.id} has no figures")
    return (
        *_contractor(row),
        _text(not shown.counts),
        _text(shown.subsidy),
        _given(shown.paid, shown.rests.paid),
        _given(shown.spent, shown.rests.spent),
        _text(shown.days_overdue),
    )


def _contractor(row: Row) -> tuple[str]:
    contractor = row.record.__dict__["contractor"]
    return (contractor.name if contractor else "",)


def _counties(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    yield Row(county, summary, county.code, county.county)


def _projects(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    shown = {row.id: row for row in summary.projects}
    for project in county.projects:
        yield Row(county, summary, project.id, project, shown=shown[project.id])


def _id(county: CountyDisclosure, table: str, key: str) -> str:
    return county.lasting(f"{county.code}/{table}/{key}")


def _contract_id(county: CountyDisclosure, contract: Contract) -> str:
    return _id(county, "contracts", contract.number)


def _contracts(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for contract in county.contracts.contracts:
        yield Row(county, summary, _contract_id(county, contract), contract)


def _parts(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for contract in county.contracts.contracts:
        owner = _contract_id(county, contract)
        for number, part in enumerate(contract.parts, 1):
            yield Row(county, summary, f"{owner}/{number}", part, owner)


def _fees(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for owner, fee in _fees_named(county):
        yield Row(county, summary, owner, fee)


def _fee_payments(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for owner, fee in _fees_named(county):
        for number, payment in enumerate(fee.payments, 1):
            yield Row(county, summary, f"{owner}/{number}", payment, owner)


def _fees_named(county: CountyDisclosure) -> Iterator[tuple[str, Fee]]:
    for batch in county.batches:
        for number, fee in enumerate(batch.county.fees, 1):
            yield _id(county, "fees", f"{batch.county.cohort}/{number}"), fee


def _rectifications(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for batch in county.batches:
        for item in batch.outcome.rectifications:
            id_ = _id(county, "rectifications", f"{batch.county.cohort}/{item.number}")
            yield Row(county, summary, id_, item)


def _ledger(name: str) -> Callable[[CountyDisclosure, CountySummary], Iterator[Row]]:
    """The rows of a ledger: those that count, then those that were corrected, each with the one in its place."""

    def rows(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
        corrected = [
            found
            for found in county.corrections
            if found.ledger == name and (not found.old.project or found.old.project in county.by_id)
        ]
        old = [found.old for found in corrected]
        seen: Counter[str] = Counter()
        ids: dict[int, str] = {}
        records: list[Any] = [*old, *getattr(county, name)]
        for each in rows_named(records):
            key = each.key(county.lasting)
            seen[key] += 1
            ids[id(each.row)] = _id(county, name, key if seen[key] == 1 else f"{key}-{seen[key]}")
        newer = {id(found.old): ids.get(id(found.new), "") for found in corrected}
        for record in chain(getattr(county, name), old):
            yield Row(county, summary, ids[id(record)], record, "", newer.get(id(record), ""))

    return rows


_CONTRACTOR = Column("contractor", Project.label_of("contractor"))
_BESIDE = Column("is_without_central", "无中央资金（拨付、使用不计入全县）", Kind.FLAG)
_CENTRAL = Column("central", "中央资金（万元）", Kind.MONEY, "未写额度而资金来源列有中央资金的，取来源之和")
_OVERDUE = Column("days_overdue", "逾期天数（天）", Kind.WHOLE, "未逾期的是 0")
TABLES: tuple[Table, ...] = (
    Table(
        "counties",
        DEMONSTRATION_COUNTY,
        County,
        _counties,
        figures=(
            _figure("central", "中央财政专项资金"),
            _figure("received", "已到账"),
            _figure("allocated", "安排到项目"),
            _figure("paid", "已拨付"),
            _figure("returned", "退回、收回"),
            _figure("spent", "已使用"),
            Column("not_listed", "未通过核对、从未公开，因而未列入的记录"),
        ),
        figures_of=_of_county,
    ),
    Table(
        "projects",
        "项目台账",
        Project,
        _projects,
        figures=(
            _CONTRACTOR,
            _BESIDE,
            _CENTRAL,
            _figure("paid", "已拨付"),
            _figure("spent", "已使用"),
            _OVERDUE,
        ),
        figures_of=_of_project,
    ),
    Table(
        "contracts",
        Contracts.label_of("contracts"),
        Contract,
        _contracts,
        figures=(_CONTRACTOR,),
        figures_of=_contractor,
    ),
    Table(
        "contract-parts",
        "合同涉及的项目",
        Part,
        _parts,
        Column("contract", "合同的行编号", is_needed=True, refers="contracts"),
    ),
    *(
        Table(kind.name, kind.title, kind.model, _ledger(kind.name), is_ledger=True)
        for kind in LEDGERS
        if kind.name not in _NOT_LISTED
    ),
    Table("fees", "不属于项目的费用", Fee, _fees),
    Table(
        "fee-payments",
        "费用的支付",
        FeePayment,
        _fee_payments,
        Column("fee", "费用的行编号", is_needed=True, refers="fees"),
    ),
    Table("rectifications", Outcome.label_of("rectifications"), Rectification, _rectifications),
)
"""All tables, in the order of the data page."""


def county_tables(county: CountyDisclosure, summary: CountySummary) -> Mapping[str, bytes]:
    """Writes a county's rows of every table: name → its part."""
    return {table.name: table.part(county, summary) for table in TABLES}


def table_files(parts: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """Joins the counties' parts: address → file."""
    held = list(parts)
    return {table.address: table.whole(part.get(table.name, b"") for part in held) for table in TABLES}
