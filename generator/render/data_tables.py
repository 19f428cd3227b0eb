"""The portal's records as tables, /data/<table>.csv: each declared once, its columns taken from the model.

A county's rows are written when the county is made; the whole tables are the parts, joined. An empty cell is a value that
is not told, never 0.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.contracts import Contract, Contracts, Part
from generator.model.county import Batch, County, Receipt
from generator.model.disclosure import CountyDisclosure
from generator.model.fees import Fee, FeePayment
from generator.model.files import COUNTY_FILES, LEDGERS
from generator.model.outcome import Outcome, Rectification
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.project import BudgetLine, Project, Source
from generator.model.row_key import numbered, row_keys
from generator.render import table_rows as rows_of
from generator.render.data_table import Nothing, Row, Rows, RowsOf, Table, by_column, cell_of, id_of
from generator.render.table_columns import Column, Kind
from generator.render.table_figures import MONEY_FIGURES, figure_column, given, money_figures
from generator.views.summary import CountySummary

_NOT_LISTED = ("snapshots", "enforcement")
"""Ledgers that are no tables: totals of other ledgers; decisions, which stand with the authority that published them."""


def _of_county(row: Row) -> tuple[str, ...]:
    names = dict.fromkeys(kind.title for kind in _kinds_missing(row.county))
    return (*money_figures(row), "；".join(names))


def _unsettled(row: Row) -> tuple[str]:
    return (row.county.unsettled,)


def _kinds_missing(county: CountyDisclosure) -> Iterator[Any]:
    missing = {held.kind for held in county.withheld if held.is_missing}
    return (kind for kind in COUNTY_FILES if kind.name in missing)


def _of_project(row: Row) -> tuple[str, ...]:
    shown = row.shown
    if shown is None:
        raise ValueError(f"{row.id} has no figures")
    return (
        *_contractor(row),
        cell_of(not shown.counts),
        cell_of(shown.subsidy),
        given(shown.paid, shown.rests.paid),
        given(shown.spent, shown.rests.spent),
        cell_of(shown.days_overdue),
    )


def _contractor(row: Row) -> tuple[str]:
    contractor = row.record.__dict__["contractor"]
    return (contractor.name if contractor else "",)


@by_column
def _counties(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    yield Row(county, summary, county.code, county.county)


@by_column
def _projects(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    shown = {row.id: row for row in summary.projects}
    for project in county.projects:
        yield Row(county, summary, project.id, project, shown=shown[project.id])


def _contract_id(county: CountyDisclosure, contract: Contract) -> str:
    return id_of(county, "contracts", contract.number)


@by_column
def _contracts(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for contract in county.contracts.contracts:
        yield Row(county, summary, _contract_id(county, contract), contract)


@by_column
def _parts(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for contract in county.contracts.contracts:
        owner = _contract_id(county, contract)
        for number, part in enumerate(contract.parts, 1):
            yield Row(county, summary, f"{owner}/{number}", part, owner, inside=contract)


@by_column
def _fees(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for owner, fee, record in _fees_named(county):
        yield Row(county, summary, owner, fee, inside=record)


@by_column
def _fee_payments(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for owner, fee, record in _fees_named(county):
        for number, payment in enumerate(fee.payments, 1):
            yield Row(county, summary, f"{owner}/{number}", payment, owner, inside=record)


def _fees_named(county: CountyDisclosure) -> Iterator[tuple[str, Fee, County]]:
    for batch in county.batches:
        for number, fee in enumerate(batch.county.fees, 1):
            yield id_of(county, "fees", f"{batch.county.cohort}/{number}"), fee, batch.county


@by_column
def _rectifications(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for batch in county.batches:
        for item in batch.outcome.rectifications:
            id_ = id_of(county, "rectifications", f"{batch.county.cohort}/{item.number}")
            yield Row(county, summary, id_, item, inside=batch.outcome)


def _ledger(name: str) -> RowsOf:
    """The rows of a ledger: those that count, then those that were corrected, each with the one in its place."""

    def rows(county: CountyDisclosure, _: CountySummary) -> Rows:
        corrected = [
            found
            for found in county.corrections
            if found.ledger == name and (not found.old.project or found.old.project in county.by_id)
        ]
        old = [found.old for found in corrected]
        records: list[Any] = [*old, *getattr(county, name)]
        start = id_of(county, name, "")
        ids = [start + key for key in numbered((*row_keys(old, county.all_lasting), *county.row_keys[name]))]
        id_by_record = dict(zip(map(id, records), ids, strict=True)) if corrected else {}
        newer = [id_by_record.get(id(found.new), "") for found in corrected]
        # numbered as the rows stood, shown with those that count first
        counted, gone = slice(len(old), None), slice(len(old))
        shown = [*records[counted], *old]
        corrected_by = [*[""] * (len(records) - len(old)), *newer]
        return Rows([*ids[counted], *ids[gone]], shown, (), shown, corrected_by)

    return rows


_BATCH = Column("batch", "批次的行编号", is_needed=True, refers="batches")
_PROJECT = Column("project", Project.label_of("id"), is_needed=True, refers="projects")
_CONTRACTOR = Column("contractor", Project.label_of("contractor"))
_BESIDE = Column("is_without_central", "无中央资金（拨付、使用不计入全县）", Kind.FLAG)
_CENTRAL = Column("central", "中央资金（万元）", Kind.MONEY, "未写额度而资金来源列有中央资金的，取来源之和")
_OVERDUE = Column("days_overdue", "逾期天数（天）", Kind.WHOLE, "未逾期的是 0", unit="天")
TABLES: tuple[Table, ...] = (
    Table(
        "counties",
        DEMONSTRATION_COUNTY,
        County,
        _counties,
        beside=(Column("unsettled", "暂不下结论的发现", note="因哪些记录未通过核对；空的是都有结论"),),
        beside_of=_unsettled,
        figures=(
            *MONEY_FIGURES,
            Column("not_listed", "未通过核对、从未公开，因而未列入的记录"),
        ),
        figures_of=_of_county,
    ),
    Table(
        "batches",
        "批次",
        Nothing,
        rows_of.batches,
        beside=(Column("cohort", Batch.label_of("cohort"), Kind.WHOLE, is_needed=True),),
        beside_of=rows_of.cohort,
        figures=MONEY_FIGURES,
        figures_of=money_figures,
    ),
    Table("receipts", Batch.label_of("receipts"), Receipt, rows_of.receipts, _BATCH),
    Table(
        "projects",
        "项目台账",
        Project,
        _projects,
        parts=("public_notice", "procurement", "logistics_subsidy", "acceptance", "cancellation"),
        beside=(_BATCH,),
        beside_of=rows_of.batch_of_project,
        figures=(
            _CONTRACTOR,
            _BESIDE,
            _CENTRAL,
            figure_column("paid", "已拨付"),
            figure_column("spent", "已使用"),
            _OVERDUE,
        ),
        figures_of=_of_project,
    ),
    Table("sources", Project.label_of("sources"), Source, rows_of.sources, _PROJECT),
    Table("budget-lines", Project.label_of("budget_lines"), BudgetLine, rows_of.budget_lines, _PROJECT),
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
    Table(
        "findings",
        "核对发现的问题",
        Nothing,
        rows_of.findings,
        beside=rows_of.FINDING_COLUMNS,
        beside_of=rows_of.finding_cells,
    ),
)
"""All tables, in the order of the data page."""


def county_tables(county: CountyDisclosure, summary: CountySummary) -> Mapping[str, bytes]:
    """Writes a county's rows of every table: name → its part."""
    return {table.name: table.part(county, summary) for table in TABLES}
