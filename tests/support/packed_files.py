"""What stands in a file, packed or not: a workbook is an archive of texts, a Parquet file packs each column."""

from io import BytesIO
from zipfile import ZipFile

import pyarrow.parquet as pq

_ARCHIVE = b"PK\x03\x04"
_PARQUET = b"PAR1"


def opened(data: bytes) -> bytes:
    """The bytes of a file; of a packed one those of what is in it, one after the other, with their names."""
    if data.startswith(_PARQUET):
        return _told(data).encode()
    if not data.startswith(_ARCHIVE):
        return data
    with ZipFile(BytesIO(data)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


def _told(parquet: bytes) -> str:
    """The names of a table's columns, what is said of it, and its values, a line each."""
    table = pq.read_table(BytesIO(parquet))
    said = [part.decode() for pair in (table.schema.metadata or {}).items() for part in pair]
    values = (str(value) for column in table.columns for value in column.to_pylist())
    return "\n".join((*table.column_names, *said, *values))
