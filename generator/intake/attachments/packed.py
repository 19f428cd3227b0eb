"""docx, xlsx and pptx as ZIP archives: nothing before, between or behind the parts, unpacked within limits."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from generator.intake.attachments.screen import Refused
from generator.intake.screening.private import BETWEEN_TEXTS

MAX_UNPACKED = 100_000_000
MAX_RATIO = 200
MAX_PARTS = 5000
MAX_PART = 50_000_000
_SMALL = 10_000_000
"""Unpacked bytes up to which any ratio is allowed: office XML packs well."""
_LOCAL, _CENTRAL = struct.Struct("<4s22xHH"), 46
_END, _END_64 = 22, 56 + 20
_ENCRYPTED, _LENGTH_BEHIND = 0x1, 0x8
_WAYS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Compression methods of office programs."""
_MOST_BEHIND = 24
"""Bytes of the data descriptor that may follow a part."""
_AGAIN = "用原来的软件重新保存"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)


@dataclass(frozen=True)
class Packed:
    """The parts of an archive by name."""

    archive: zipfile.ZipFile

    def names(self) -> tuple[str, ...]:
        return tuple(part.filename for part in self.archive.infolist() if not part.is_dir())

    def read(self, name: str) -> bytes:
        """A part's bytes, cut off by zipfile at the length that the archive claims; raises Refused if damaged."""
        try:
            return self.archive.read(name)
        except (*_BROKEN, KeyError):
            raise damaged() from None

    def remarks(self) -> bytes:
        """The names, comments and extra fields of the parts, set apart from one another."""
        return BETWEEN_TEXTS.encode().join(
            text
            for part in self.archive.infolist()
            for text in (part.filename.encode("utf-8", "replace"), part.comment, part.extra)
        )


def damaged() -> Refused:
    return Refused("S003", "文件损坏或加了密，无法核对内容", f"去掉密码，{_AGAIN}")


def opened(data: bytes) -> Packed:
    """Open an archive.

    Raises:
        Refused: with other bytes around or between the parts, encrypted, damaged, with two parts of one name, or too
            large unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        _refuse_large(parts)
        if not _is_whole(archive, data):
            raise Refused("S003", "文件前后或中间夹有别的内容", f"{_AGAIN}，不要与其他文件拼接")
    except _BROKEN:
        raise damaged() from None
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names):
        raise Refused("S003", "文件内部有重名的部分，不同软件会读出不同的内容", _AGAIN)
    if any(part.flag_bits & _ENCRYPTED or part.compress_type not in _WAYS for part in parts):
        raise damaged()
    return Packed(archive)


def _refuse_large(parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    is_bomb = unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)
    is_long = any(part.file_size > MAX_PART for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or is_bomb or is_long:
        raise Refused("S005", "文件展开后过大", f"删去不用的内容和图片，{_AGAIN}")


def _is_whole(archive: zipfile.ZipFile, data: bytes) -> bool:
    """Whether the parts, the central directory and the end record fill the file from the first byte to the last."""
    position = behind = 0
    for part in sorted(archive.infolist(), key=lambda part: part.header_offset):
        if not 0 <= part.header_offset - position <= behind:
            return False
        mark, name, extra = _LOCAL.unpack_from(data, part.header_offset)
        start = part.header_offset + _LOCAL.size
        if mark != b"PK\x03\x04" or _decoded(data[start : start + name], part) != part.orig_filename:
            return False
        position = start + name + extra + part.compress_size
        behind = _MOST_BEHIND if part.flag_bits & _LENGTH_BEHIND else 0
    listed = sum(
        _CENTRAL + len(_encoded(part)) + len(part.extra) + len(part.comment) for part in archive.infolist()
    )
    end = len(data) - archive.start_dir - listed
    is_next = 0 <= archive.start_dir - position <= behind
    return is_next and not archive.comment and end in {_END, _END + _END_64}


def _decoded(name: bytes, part: zipfile.ZipInfo) -> str:
    return name.decode("utf-8" if part.flag_bits & 0x800 else "cp437")


def _encoded(part: zipfile.ZipInfo) -> bytes:
    return part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437")
