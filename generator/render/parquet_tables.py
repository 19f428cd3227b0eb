"""/data/<table>.parquet: a table of open data with types, for programs: amounts are exact decimals in 万元, days are dates.

It is made from the counties' parts of the CSV table, some counties at a time. pyarrow reads and converts them; it is not
a library that every build has (ADR 0035), and where it is absent no such file is made.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import BytesIO
from struct import pack
from typing import TYPE_CHECKING, Any

from generator.render.data_tables import TABLES
from generator.render.portal_tables import AnyTable
from generator.render.table_columns import NO, NOT_GIVEN, YES, Column, Kind

if TYPE_CHECKING:
    import pyarrow as pa

MEDIA_TYPE = "application/vnd.apache.parquet"
_GROUP = 8_000_000
"""Bytes of CSV from which a row group is made, at least: some 70 000 rows of a ledger."""
MONEY_DIGITS = (18, 6)
"""Digits of an amount in 万元 and those after the point: to the 分, stored as whole 分."""


def makes_parquet() -> bool:
    """Returns whether Parquet is made here: whether what writes it is installed."""
    return find_spec("pyarrow") is not None


def parquet_address(table: AnyTable) -> str:
    return f"data/{table.name}.parquet"


def forms_of(table: AnyTable, parts: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yields a table as CSV and, if it is made here, as Parquet: (address, file)."""
    yield table.address, table.whole(parts)
    if makes_parquet():
        yield parquet_address(table), parquet_file(table, parts)


def table_files(parts: Sequence[Mapping[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yields all tables in these forms."""
    for table in TABLES:
        yield from forms_of(table, [part.get(table.name, b"") for part in parts])


def parquet_file(table: AnyTable, parts: Iterable[bytes], notice: str = "") -> bytes:
    """Returns the table; the same parts give the same bytes.

    Args:
        parts: rows, each county's or those of all, as CSV without headings.
        notice: what of the table is lacking, in Chinese; empty if nothing is.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(table, notice)
    out = BytesIO()
    _, *others = schema.names  # no two rows have the same key, so that a dictionary of the keys only costs
    with pq.ParquetWriter(
        out, schema, compression="zstd", use_dictionary=others, store_decimal_as_integer=True
    ) as file:
        for data in _grouped(parts):
            arrays = _read(table, schema, data)
            file.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=len(arrays[0]))
    return out.getvalue()


def _grouped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Joins parts until they are enough for a row group."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _GROUP:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)


def _schema(table: AnyTable, notice: str) -> "pa.Schema":
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.MONEY: pa.decimal128(*MONEY_DIGITS),
        Kind.NUMBER: pa.float64(),
        Kind.WHOLE: pa.int64(),
        Kind.DAY: pa.date32(),
        Kind.FLAG: pa.bool_(),
    }
    columns = table.typed_columns
    described = {column.name: _described(column) for column in columns}
    fields = [
        pa.field(
            column.name, types[column.kind], nullable=not column.is_needed, metadata=described[column.name]
        )
        for column in columns
    ]
    told = {"title": table.title, "columns": json.dumps(described, ensure_ascii=False)}
    return pa.schema(fields, metadata=told | ({"description": notice} if notice else {}))


def _described(column: Column) -> dict[str, str]:
    """What a column is called in Chinese, with its unit, and what it means."""
    return {"title": column.title, **({"description": column.note} if column.note else {})}


def _read(table: AnyTable, schema: "pa.Schema", data: bytes) -> list[Any]:
    """Returns the values of each column; null where nothing is told."""
    import pyarrow as pa
    from pyarrow import csv

    figures = [column.name for column in table.figures if column.kind is not Kind.FLAG]
    columns = [column.name for column in table.columns]
    types = {name: schema.field(name).type for name in columns}
    found = csv.read_csv(
        pa.BufferReader(data),
        csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=columns),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=types | dict.fromkeys(figures, pa.string()),
            null_values=[""],
            true_values=[YES],
            false_values=[NO],
            strings_can_be_null=True,
        ),
    ).combine_chunks()
    texts = {name: found.column(name).combine_chunks() for name in figures}
    given = {name: _given(cells, types[name]) for name, cells in texts.items()}
    arrays = [given.get(name, found.column(name)) for name in columns]
    if not figures:
        return arrays
    return [*arrays, _missing(texts)]


def _given(cells: Any, kind: "pa.DataType") -> Any:
    """Returns the values of a figure; null where it is not given."""
    import pyarrow as pa
    from pyarrow import compute

    if kind == pa.string():
        return cells
    return compute.if_else(compute.equal(cells, _text(NOT_GIVEN)), _nothing(), cells).cast(kind)


def _missing(figures: Mapping[str, Any]) -> Any:
    """Names the figures of each row that are not given; null if all are."""
    from pyarrow import compute

    empty = _text("")
    named = [
        compute.if_else(compute.equal(cells.fill_null(empty), _text(NOT_GIVEN)), _text(f"{name}；"), empty)
        for name, cells in figures.items()
    ]
    joined = compute.utf8_rtrim(compute.binary_join_element_wise(*named, empty), "；")
    return compute.if_else(compute.equal(joined, empty), _nothing(), joined)


def _text(text: str) -> "pa.StringScalar":
    """Returns a text as pyarrow's own value: given Python's, it loads pandas where that is installed, 0.4 s."""
    import pyarrow as pa

    data = text.encode()
    offsets = pack("<ii", 0, len(data))
    return pa.StringArray.from_buffers(1, pa.py_buffer(offsets), pa.py_buffer(data))[0]


def _nothing() -> "pa.StringScalar":
    import pyarrow as pa

    return pa.nulls(1, pa.string())[0]
