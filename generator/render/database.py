"""/data/gongkai.sqlite: the tables of open data in one file, with keys and views, and /data/metadata.json for Datasette.

It is made from the counties' parts of the CSV tables. Amounts are whole 分, so that sums are exact; views give 万元. An
empty cell is NULL; a figure that is not given is NULL, too, and ``not_given`` names it.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.model.money import FEN_PER_WAN
from generator.model.redactions import Redaction
from generator.render.csv_table import cells_of_any_length, harmless, read_rows
from generator.render.data_table import FIGURES_NOT_GIVEN, ROW_ID, Table, not_given
from generator.render.data_tables import TABLES
from generator.render.database_views import VIEWS
from generator.render.portal_tables import CHANGES, CONTRACTORS, PortalTable
from generator.render.table_columns import NOT_GIVEN, YES, Column, Kind
from generator.views.contractor import ContractorView
from generator.views.overviews.changes import ChangeLine
from generator.views.portal import Portal

DATABASE, METADATA = "data/gongkai.sqlite", "data/metadata.json"
_STRICT = "STRICT, WITHOUT ROWID" if sqlite3.sqlite_version_info >= (3, 37) else "WITHOUT ROWID"
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
_IS_YES = f" = '{YES}'"
_CHANGES = (
    Column("id", "变更编号", is_needed=True),
    Column("published", "公开时间", is_needed=True),
    Column("county_code", "所在县代码", note="不属于哪个县的空着，如栏目设置、政策文件", refers="counties"),
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
)


_OF_ALL = ((CONTRACTORS.name, CONTRACTORS.columns, "key"), (CHANGES.name, _CHANGES, "id"))
"""Tables that are made of all counties at once: (name, columns, key)."""


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

    def fill(base: sqlite3.Connection) -> None:
        for table in TABLES:
            _create(base, sql_name(table), table.typed_columns, ROW_ID)
            _fill(base, table, (part.get(table.name, b"") for part in parts))
            _index(base, sql_name(table), table.typed_columns, ROW_ID)
            _in_wan(base, sql_name(table), table.typed_columns)
        for name, columns, key in _OF_ALL:
            _create(base, name, columns, key)
        _fill_of_all(base, contractors, changes)
        for name, columns, key in _OF_ALL:
            _index(base, name, columns, key)
        for view in VIEWS:
            base.execute(f"CREATE VIEW {view.name} AS {view.query}")

    return _written(fill)


def updated_database(
    earlier: Path,
    rows: Mapping[str, NewRows],
    contractors: Iterable[ContractorView],
    changes: Iterable[ChangeLine],
) -> bytes:
    """Returns the file with other rows of some counties: the bytes that ``database_file`` gives for all rows of today.

    Args:
        earlier: the file of the last build, which is only read.
        rows: table → what changed in it; the other tables stay.
    """

    def fill(base: sqlite3.Connection) -> None:
        base.execute("PRAGMA foreign_keys = OFF")
        for table in TABLES:
            if table.name in rows:
                new, name = rows[table.name], sql_name(table)
                gone = [(code,) for code in new.codes]
                base.executemany(f"DELETE FROM {name} WHERE county_code = ?", gone)  # nosec B608  # names are our own
                _fill(base, table, new.parts)
        for name, _, _ in _OF_ALL:
            base.execute(f"DELETE FROM {name}")  # nosec B608  # names are our own
        _fill_of_all(base, contractors, changes)

    return _written(fill, earlier)


def _written(fill: Callable[[sqlite3.Connection], None], earlier: Path | None = None) -> bytes:
    """Makes the file, or changes a copy of an earlier one.

    VACUUM writes the rows of each table into another file in the order of their keys, so that it does not tell how they
    came; only the counters of its header would.
    """
    with TemporaryDirectory(prefix="gongkai-") as folder:
        filled, path = Path(folder, "filled.sqlite"), Path(folder, "gongkai.sqlite")
        if earlier is not None:
            copyfile(earlier, filled)
        with closing(sqlite3.connect(filled, isolation_level=None)) as base:
            base.executescript(
                "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
            )
            base.execute("BEGIN")
            fill(base)
            base.execute("COMMIT")
            base.execute("VACUUM INTO ?", [str(path)])
        with path.open("r+b") as file:
            for counter in _COUNTERS:
                file.seek(counter)
                file.write((1).to_bytes(4, "big"))
        return path.read_bytes()


@contextmanager
def reading(data: bytes) -> Iterator[sqlite3.Connection]:
    """Opens a database that was made; nothing is written."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        yield base


def sql_name(table: Table | PortalTable) -> str:
    """The name of a table in the database, where a dash would have to be quoted."""
    return table.name.replace("-", "_")


def sql_column(column: Column) -> str:
    return f"{column.name}_fen" if column.kind is Kind.MONEY else column.name


def _fill(base: sqlite3.Connection, table: Table, parts: Iterable[bytes]) -> None:
    """Writes rows, a county's at once: where it has no cell in a column, the column is left out and so NULL."""
    with cells_of_any_length():
        for part in filter(None, parts):
            filled = dict(_filled(table, list(zip(*read_rows([part]), strict=True))))
            _insert(base, sql_name(table), tuple(filled), zip(*filled.values(), strict=True))


def _fill_of_all(
    base: sqlite3.Connection, contractors: Iterable[ContractorView], changes: Iterable[ChangeLine]
) -> None:
    _insert(base, CONTRACTORS.name, CONTRACTORS.columns, map(_contractor, contractors))
    _insert(base, CHANGES.name, _CHANGES, map(_change, changes))


def _filled(table: Table, columns: Sequence[Sequence[str]]) -> Iterator[tuple[Column, Iterable[str | int]]]:
    """Yields the columns with cells, amounts in 分; the other cells become values in SQL, which is faster than here."""
    figures: dict[str, Sequence[str]] = {}
    for column, cells in zip(table.columns, columns, strict=True):
        if column in table.figures:
            figures[column.name] = cells
        if any(cells):
            yield column, map(_fen_of, cells) if column.kind is Kind.MONEY else cells
    if any(NOT_GIVEN in cells for cells in figures.values()):
        yield FIGURES_NOT_GIVEN, not_given(figures)


def _create(base: sqlite3.Connection, name: str, columns: Sequence[Column], key: str) -> None:
    told = ", ".join(_declared(column, key) for column in columns)
    base.execute(f"CREATE TABLE {name} ({told}) {_STRICT}")


def _insert(
    base: sqlite3.Connection, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> None:
    """Writes rows of these columns; an empty text is NULL: sqlite3 takes longer to be given None."""
    names = ", ".join(map(sql_column, columns))
    values = ", ".join(f"nullif(?, ''){_IS_YES if column.kind is Kind.FLAG else ''}" for column in columns)
    base.executemany(f"INSERT INTO {name} ({names}) VALUES ({values})", rows)  # nosec B608  # names are our own


def _index(base: sqlite3.Connection, name: str, columns: Sequence[Column], key: str) -> None:
    """Makes the indexes, once the rows are there: that is quicker."""
    for column in columns:
        if column.refers and column.refers != name and column.name != key:
            base.execute(f"CREATE INDEX {name}_{column.name} ON {name} ({column.name})")


def _declared(column: Column, key: str) -> str:
    told = f"{sql_column(column)} {_TYPES[column.kind]}"
    if column.name == key:
        return f"{told} NOT NULL PRIMARY KEY"
    if column.is_needed:
        told += " NOT NULL"
    if column.refers:
        told += f" REFERENCES {column.refers.replace('-', '_')} ({ROW_ID})"
    return f"{told} CHECK ({column.name} IN (0, 1))" if column.kind is Kind.FLAG else told


def _in_wan(base: sqlite3.Connection, name: str, columns: Sequence[Column]) -> None:
    """Makes the view of a table with its amounts in 万元; no view without amounts."""
    if any(column.kind is Kind.MONEY for column in columns):
        told = ", ".join(
            f"{column.name}_fen / {FEN_PER_WAN}.0 AS {column.name}"
            if column.kind is Kind.MONEY
            else column.name
            for column in columns
        )
        base.execute(f"CREATE VIEW {name}_wan AS SELECT {told} FROM {name}")  # nosec B608  # names are our own


@lru_cache(maxsize=20_000)
def _fen_of(cell: str) -> int | str:
    return fen(Decimal(cell)) if cell and cell != NOT_GIVEN else ""


def fen(wan: Decimal) -> int:
    """万元 → 分, exact: an amount has at most six decimals."""
    return int(wan * FEN_PER_WAN)


def _contractor(view: ContractorView) -> tuple[Any, ...]:
    money = (fen(amount) for amount in (view.subsidy, view.paid, view.returned))
    return (
        view.key,
        harmless(view.name),
        len(view.counties),
        len(view.rows),
        *money,
        view.overdue,
        view.cancelled,
    )


def _change(line: ChangeLine) -> tuple[Any, ...]:
    change = line.change
    return (
        line.key,
        change.published.isoformat(),
        line.county_code,
        change.record,
        harmless(line.record),
        harmless(line.field),
        harmless(line.old),
        harmless(line.new),
        line.unit,
        line.weight.value,
        change.commit,
    )


def metadata_file(portal: Portal) -> bytes:
    """What Datasette shows beside the tables: titles, units and what columns mean, in Chinese."""
    site = portal.site
    tables: dict[str, Any] = {}
    table: Table | PortalTable
    for table in TABLES:
        columns = {sql_column(column): _described(column) for column in table.columns}
        tables[sql_name(table)] = {"title": table.title, "columns": columns}
        if any(column.kind is Kind.MONEY for column in table.columns):
            tables[f"{sql_name(table)}_wan"] = {"title": f"{table.title}（金额以万元计）"}
    for table, own in ((CONTRACTORS, CONTRACTORS.columns), (CHANGES, _CHANGES)):
        tables[table.name] = {
            "title": table.title,
            "columns": {sql_column(each): _described(each) for each in own},
        }
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
