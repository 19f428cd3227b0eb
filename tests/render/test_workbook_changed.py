"""The workbook of all counties after a change: the bytes that all rows give, from the last one and the changed rows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from generator.render.csv_table import csv_rows
from generator.render.data_tables import TABLES
from generator.render.open_workbook import Earlier, OfAll, RowsMap, portal_workbook, tables_held
from generator.render.open_workbook.groups import TOGETHER
from generator.render.portal_tables import CHANGES
from generator.views.summary import CountySummary
from tests.support.portal import PORTAL, artifacts, spotless

COUNTIES = 3 * TOGETHER - 1
CHANGED = TOGETHER + 2


class Tables(Mapping[str, bytes]):
    """A county's rows; remembers which of them were read."""

    def __init__(self, own: Mapping[str, bytes]) -> None:
        self.own = own
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        self.read.add(name)
        return self.own[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)


@pytest.fixture(scope="module")
def summary() -> CountySummary:
    return artifacts(spotless()).summary


def counties(summary: CountySummary) -> list[CountySummary]:
    return [replace(summary, tables=Tables(summary.tables)) for _ in range(COUNTIES)]


def changed(summary: CountySummary, *rows: tuple[str, str]) -> list[CountySummary]:
    """The counties, with further rows in one of them: (table, day)."""
    found = counties(summary)
    tables = dict(summary.tables)
    for name, day in rows:
        columns = next(table for table in TABLES if table.name == name).columns
        told = {"county_code": "210198", "project": "210198-2020-01", "date": day, "amount": "1.5"}
        tables[name] += csv_rows([[told.get(column.name, "") for column in columns]])
    found[CHANGED] = replace(summary, tables=Tables(tables))
    return found


def made(
    found: list[CountySummary], earlier: Earlier | None = None, of_all: bytes = b""
) -> tuple[bytes, RowsMap]:
    marks = [{name: own.own[name] for name in own.own} for own in map(tables_of, found)]
    return portal_workbook(found, PORTAL, OfAll([CHANGES], {CHANGES.name: of_all}), marks, earlier)


def tables_of(summary: CountySummary) -> Tables:
    assert isinstance(summary.tables, Tables)
    return summary.tables


@pytest.mark.parametrize("most", [200_000, 10])
@pytest.mark.parametrize(
    "rows",
    [(), (("payments", "2021-06-01"),), (("payments", "2019-06-01"), ("expenditures", "2021-06-01"))],
    ids=["nothing", "payment", "year"],
)
def test_a_change_gives_the_bytes_of_all_rows(
    summary: CountySummary, rows: tuple[tuple[str, str], ...], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_held, "MOST_ROWS", most)
    earlier = Earlier(*made(counties(summary)))
    after = changed(summary, *rows)
    of_all = csv_rows([["变更"] * len(CHANGES.columns)])
    assert made(after, earlier, of_all) == made(changed(summary, *rows), None, of_all)
    read = [tables_of(own).read for own in after]
    assert not any(read[: CHANGED // TOGETHER * TOGETHER]), "rows before the change are read again"
    assert set().union(*read) <= {name for name, _ in rows} | (
        {table.name for table in TABLES if table.is_ledger} if rows and most == 10 else set()
    )


def test_a_county_more_gives_the_bytes_of_all_rows(summary: CountySummary) -> None:
    earlier = Earlier(*made(counties(summary)[3:]))
    assert made(counties(summary), earlier) == made(counties(summary))


def test_a_workbook_that_begins_to_sum_gives_the_bytes_of_all_rows(
    summary: CountySummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Earlier(*made(counties(summary)))
    monkeypatch.setattr(tables_held, "MOST_ROWS", 10)
    assert made(counties(summary), earlier) == made(counties(summary))
