"""/data/gongkai.sqlite: the tables of open data in one file, with keys and views, and /data/metadata.json for Datasette.

It is made from the counties' parts of the CSV tables, which SQLite itself reads. Amounts are whole 分, so that sums are
exact; views give 万元. An empty cell is NULL; a figure that is not given is NULL, too, and ``not_given`` names it.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from errno import EIO, ENOSPC
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, NamedTuple

import apsw

from generator.model.money import FEN_PER_WAN
from generator.model.redactions import Redaction
from generator.render.csv_table import csv_rows
from generator.render.data_table import ROW_ID, Table
from generator.render.data_tables import TABLES
from generator.render.database_views import VIEWS
from generator.render.portal_tables import CHANGES, CONTRACTORS, AnyTable, PortalTable, contractor_rows
from generator.render.table_columns import NOT_GIVEN, YES, Column, Kind
from generator.views.contractor import ContractorView
from generator.views.overviews.changes import ChangeLine
from generator.views.portal import Portal

DATABASE, METADATA = "data/gongkai.sqlite", "data/metadata.json"
_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.MONEY: "INTEGER",
    Kind.NUMBER: "REAL",
    Kind.WHOLE: "INTEGER",
    Kind.DAY: "TEXT",
    Kind.FLAG: "INTEGER",
}
_COUNTERS = (24, 40, 92)
"""Where the header counts what was done to the file: changes, changes of its shape, the change that last saw the size."""
_FAULTS = {apsw.FullError: ENOSPC, apsw.IOError: EIO, apsw.CantOpenError: EIO}
"""How SQLite tells that the disk is at fault."""
_PRAGMAS = {"page_size": 8192, "journal_mode": "OFF", "synchronous": "OFF", "cache_size": -65536}
"""For a file that is thrown away if it does not succeed."""
_CHANGES = PortalTable(
    CHANGES.name,
    CHANGES.title,
    (
        Column("id", "变更编号", is_needed=True),
        Column("published", "公开时间", is_needed=True),
        Column(
            "county_code",
            "所在县代码",
            note="不属于哪个县的空着，如栏目设置、政策文件",
            refers="counties",
        ),
        Column(
            "record",
            Redaction.label_of("record"),
            note="项目编号，或行政区划代码和文件名；不属于哪个县的只写文件名",
        ),
        Column("title", "记录名称"),
        Column("field", Redaction.label_of("field")),
        Column("old", "原来"),
        Column("new", "现在"),
        Column("unit", "计量单位"),
        Column("weight", "变更类别"),
        Column("commit_id", Redaction.label_of("commit")),
    ),
)
_OF_ALL = (CONTRACTORS, _CHANGES)
"""Tables that are made of all counties at once."""
_ALL: tuple[AnyTable, ...] = (*TABLES, *_OF_ALL)


class NewRows(NamedTuple):
    """What became of a table's rows."""

    codes: Collection[str]
    """The counties whose rows in the earlier database are no more."""
    parts: Iterable[bytes]
    """The rows of today of those that have any."""


def database_file(
    parts: Sequence[Mapping[str, bytes]], contractors: Iterable[ContractorView], changes: Iterable[ChangeLine]
) -> bytes:
    """Returns the file; the same rows give the same bytes.

    Args:
        parts: each county's rows of every table, as ``county_tables`` writes them.
    """

    def fill(base: apsw.Connection) -> None:
        for table in _ALL:
            told = ", ".join(_declared(table, column) for column in table.typed_columns)
            base.execute(f"CREATE TABLE {sql_name(table)} ({told}) STRICT, WITHOUT ROWID")
        for table in TABLES:
            _fill(base, table, (part.get(table.name, b"") for part in parts))
        _fill_of_all(base, contractors, changes)
        for table in _ALL:
            _index(base, table)
        for table in TABLES:
            _in_wan(base, table)
        for view in VIEWS:
            base.execute(f"CREATE VIEW {view.name} AS {view.query}")

    return _written(fill)


def updated_database(
    earlier: Path,
    rows: Mapping[str, NewRows],
    of_all: tuple[Iterable[ContractorView], Iterable[ChangeLine]] | None = None,
) -> bytes:
    """Returns the file with other rows of some counties: the bytes that ``database_file`` gives for all rows of today.

    Args:
        earlier: the file of the last build, which is only read.
        rows: table → what changed in it; the other tables stay.
        of_all: the companies and changes; None: they are as they were.
    """

    def fill(base: apsw.Connection) -> None:
        for table in TABLES:
            if table.name in rows:
                new = rows[table.name]
                gone = [(code,) for code in new.codes]
                base.executemany(f"DELETE FROM {sql_name(table)} WHERE county_code = ?", gone)  # nosec B608  # names are our own
                _fill(base, table, new.parts)
        if of_all:
            for own in _OF_ALL:
                base.execute(f"DELETE FROM {sql_name(own)}")  # nosec B608  # names are our own
            _fill_of_all(base, *of_all)

    return _written(fill, earlier)


def _written(fill: Callable[[apsw.Connection], None], earlier: Path | None = None) -> bytes:
    """Makes the file, or changes a copy of an earlier one.

    VACUUM writes the rows of each table into another file in the order of their keys, so that it does not tell how they
    came; only the counters of its header would.

    Raises:
        OSError: the disk is full or faulty.
    """
    from apsw import sqlite_extra

    with TemporaryDirectory(prefix="gongkai-") as folder, _disk_at_fault():
        filled, path = Path(folder, "filled.sqlite"), Path(folder, "gongkai.sqlite")
        if earlier is not None:
            copyfile(earlier, filled)
        with closing(apsw.Connection(str(filled))) as base:
            for name, value in _PRAGMAS.items():
                base.pragma(name, value)
            sqlite_extra.load(base, "csv")
            with base:
                fill(base)
            base.pragma("cache_size", -2000)  # each page is read and written once: a large cache only costs
            base.execute("VACUUM INTO ?", [str(path)])
        with path.open("r+b") as file:
            for counter in _COUNTERS:
                file.seek(counter)
                file.write((1).to_bytes(4, "big"))
        return path.read_bytes()


@contextmanager
def _disk_at_fault() -> Iterator[None]:
    """Tells faults of the disk as the operating system does: they are none of the program."""
    try:
        yield
    except tuple(_FAULTS) as error:
        raise OSError(_FAULTS[type(error)], str(error), gettempdir()) from error


@contextmanager
def reading(data: bytes) -> Iterator[apsw.Connection]:
    """Opens a database that was made; nothing is written."""
    with closing(apsw.Connection(":memory:")) as base:
        base.deserialize("main", data)
        yield base


def sql_name(table: AnyTable) -> str:
    """The name of a table in the database, where a dash would have to be quoted."""
    return table.name.replace("-", "_")


def sql_column(column: Column) -> str:
    return f"{column.name}_fen" if column.kind is Kind.MONEY else column.name


def _fill(base: apsw.Connection, table: AnyTable, parts: Iterable[bytes]) -> None:
    """Writes rows; SQLite reads the cells and makes them values, several times faster than Python hands them over."""
    cells = ", ".join(column.name for column in table.columns)
    values = [_value(column, column in table.figures) for column in table.columns]
    if table.figures:
        values.append(_missing(table.figures))
    with TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder, "rows.csv")
        with path.open("wb") as file:
            file.writelines(parts)
        base.execute(
            f"CREATE VIRTUAL TABLE temp.cells USING csv({_source(path)}, schema='CREATE TABLE cells ({cells})',"
            f" columns={len(table.columns)})"
        )
        base.execute(f"INSERT INTO {sql_name(table)} SELECT {', '.join(values)} FROM temp.cells")  # nosec B608  # names are our own
        base.execute("DROP TABLE temp.cells")


def _source(path: Path) -> str:
    """Names a CSV file to SQLite, which on Windows opens none with other letters in its path: it is given the text."""
    if str(path).isascii():
        return f"filename={apsw.format_sql_value(str(path))}"
    return f"data={apsw.format_sql_value(path.read_bytes().decode())}"


def _value(column: Column, is_figure: bool) -> str:
    """SQL that makes a cell a value of its column, which gives it the type."""
    cell = column.name if column.is_needed else f"nullif({column.name}, '')"
    if is_figure and column.kind is not Kind.TEXT:
        cell = f"nullif({cell}, '{NOT_GIVEN}')"
    if column.kind is Kind.MONEY:
        return f"CAST(round({cell} * {FEN_PER_WAN}) AS INTEGER)"  # exact up to 10**9 万元
    return f"{cell} = '{YES}'" if column.kind is Kind.FLAG else cell


def _missing(figures: Iterable[Column]) -> str:
    """SQL that names the figures that are not given."""
    names = ", ".join(f"iif({figure.name} = '{NOT_GIVEN}', '{figure.name}', NULL)" for figure in figures)
    return f"nullif(concat_ws('；', {names}), '')"


def _fill_of_all(
    base: apsw.Connection, contractors: Iterable[ContractorView], changes: Iterable[ChangeLine]
) -> None:
    _fill(base, CONTRACTORS, [contractor_rows(contractors)])
    _fill(base, _CHANGES, [csv_rows(map(_change, changes))])


def _index(base: apsw.Connection, table: AnyTable) -> None:
    """Makes the indexes, once the rows are there: that is quicker."""
    name = sql_name(table)
    for column in table.columns[1:]:
        if column.refers and column.refers != table.name:
            base.execute(f"CREATE INDEX {name}_{column.name} ON {name} ({column.name})")


def _declared(table: AnyTable, column: Column) -> str:
    told = f"{sql_column(column)} {_TYPES[column.kind]}"
    if column == table.columns[0]:
        return f"{told} NOT NULL PRIMARY KEY"
    if column.is_needed:
        told += " NOT NULL"
    if column.refers:
        told += f" REFERENCES {column.refers.replace('-', '_')} ({ROW_ID})"
    return f"{told} CHECK ({column.name} IN (0, 1))" if column.kind is Kind.FLAG else told


def _in_wan(base: apsw.Connection, table: Table) -> None:
    """Makes the view of a table with its amounts in 万元; no view without amounts."""
    if any(column.kind is Kind.MONEY for column in table.columns):
        name = sql_name(table)
        told = ", ".join(
            f"{column.name}_fen / {FEN_PER_WAN}.0 AS {column.name}"
            if column.kind is Kind.MONEY
            else column.name
            for column in table.typed_columns
        )
        base.execute(f"CREATE VIEW {name}_wan AS SELECT {told} FROM {name}")  # nosec B608  # names are our own


def _change(line: ChangeLine) -> tuple[str, ...]:
    change = line.change
    return (
        line.key,
        change.published.isoformat(),
        line.county_code,
        change.record,
        line.record,
        line.field,
        line.old,
        line.new,
        line.unit,
        line.weight.value,
        change.commit,
    )


def metadata_file(portal: Portal) -> bytes:
    """What Datasette shows beside the tables: titles, units and what columns mean, in Chinese."""
    site = portal.site
    tables: dict[str, Any] = {}
    for table in TABLES:
        columns = {sql_column(column): _described(column) for column in table.columns}
        tables[sql_name(table)] = {"title": table.title, "columns": columns}
        if any(column.kind is Kind.MONEY for column in table.columns):
            tables[f"{sql_name(table)}_wan"] = {"title": f"{table.title}（金额以万元计）"}
    for own in _OF_ALL:
        columns = {sql_column(column): _described(column) for column in own.columns}
        tables[own.name] = {"title": own.title, "columns": columns}
    if portal.incomplete:
        tables[CHANGES.name]["description"] = portal.incomplete
    tables |= {view.name: {"title": view.title, "description": view.note} for view in VIEWS}
    whole = {
        "title": site.title,
        "source": site.publisher,
        "source_url": site.base_url,
        "description": f"数据截至 {portal.as_of}。表里的金额以分计，空值是未公开或者未填，不是 0；视图的金额以万元计。",
        "databases": {"gongkai": {"tables": tables}},
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()


def _described(column: Column) -> str:
    title = column.title.replace("（万元）", "（分）") if column.kind is Kind.MONEY else column.title
    return f"{title}：{column.note}" if column.note else title
