"""What stands in a file, packed or not: a workbook is an archive of texts, and looked into as such."""

from io import BytesIO
from zipfile import ZipFile

_ARCHIVE = b"PK\x03\x04"


def opened(data: bytes) -> bytes:
    """The bytes of a file; of an archive those of the files in it, one after the other, with their names."""
    if not data.startswith(_ARCHIVE):
        return data
    with ZipFile(BytesIO(data)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())
