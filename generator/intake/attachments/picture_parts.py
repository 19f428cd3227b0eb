"""What a picture file holds besides its pixels: EXIF, XMP, IPTC, comments, text chunks, profiles, bytes after the end."""

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice

from generator.intake.attachments.screen import Refused, Screen

JPEG, PNG, RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
_PNG_PIXELS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split()
)
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_END_OF_SCAN = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
"""The next marker after entropy-coded data, in which ``FF 00`` and restarts are no markers."""
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length."""
_JPEG_PIXELS = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD})
_MAX_UNPACKED = 5_000_000
_AGAIN = "用“画图”打开后另存，再放进来"
_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
_MOST_TIFFS = 64
"""TIFF directories read in one part: of a picture, its thumbnail, further pictures."""
_MOST_ENTRIES = 500
"""Entries read of a directory; cameras write some dozens."""
_GPS_IFD = 0x8825
_COORDINATES = {2, 4}  # GPSLatitude, GPSLongitude
_GPS_WORDS = re.compile(rb"gps(?:latitude|longt?itude)", re.IGNORECASE)
_PROFILE = re.compile(rb"Raw profile type [^\x00]*\x00+\s*\w+\s+\d+\s+([0-9a-f\s]+)")
"""EXIF, IPTC and XMP as ImageMagick writes them into text chunks, in hexadecimal."""
_FILE = re.compile(
    rb"[\x00\t\n\r ]*(?:PK\x03\x04|%PDF-|MZ|\x7fELF|Rar!|7z\xbc\xaf|\x1f\x8b|\xd0\xcf\x11\xe0|#!)"
)
"""The first bytes of files that somebody may hide behind a picture."""
_PAGE = re.compile(rb"<(?:!doctype|html|head|body|script|iframe|svg|\?php)", re.IGNORECASE)
_END_OF_ARCHIVE = b"PK\x05\x06"


def screen_picture(where: str, data: bytes, screen: Screen) -> None:
    """Screen everything but the pixels for coordinates and private text (P005); unknown formats are screened whole.

    Raises:
        Refused: metadata that unpacks to more than 5 MB, or does not unpack.
    """
    for part in metadata(data):
        if _tells_place(part):
            message = f"附件{where}图片里记有拍摄地点"
            screen.error("P005", message, "去掉位置信息：用“画图”打开后另存，换掉原来的图片")
        screen.raw(f"{where}图片的附加信息里", part)


def metadata(data: bytes) -> list[bytes]:
    """Every part of a picture file that holds no pixels; the whole file if its format is unknown."""
    if data.startswith(JPEG):
        return list(_jpeg_parts(data))
    if data.startswith(PNG):
        return [text for part in _png_parts(data) for text in (part, *_from_hex(part))]
    if data.startswith(RIFF):
        return list(_webp_parts(data))
    return [data]


def refuse_hidden_file(data: bytes) -> None:
    """Raises Refused if another file follows the end of a picture; other bytes there, as cameras leave, are allowed."""
    tail = data[_end(data) :]
    if _FILE.match(tail) or _PAGE.search(tail) or _END_OF_ARCHIVE in tail:
        raise Refused("S003", "图片后面藏有另一个文件", "用“画图”打开后另存，再放进来")


def _end(data: bytes) -> int:
    """Where the bytes after the picture begin."""
    if data.startswith(JPEG):
        return next((end for marker, _, end in _jpeg_segments(data) if marker == _END), len(data))
    if data.startswith(PNG):
        return next((end + 4 for name, _, end in _png_chunks(data) if name == b"IEND"), len(data))
    return _riff_end(data)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of the segments of a JPEG, up to its end or to where it is broken."""
    position = 2
    while position + 2 <= len(data):
        if data[position] != 0xFF:
            return
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker == _END:
            yield marker, position + 2, position + 2
            return
        elif marker in _BARE:
            position += 2
        else:
            if position + 4 > len(data):
                return
            (length,) = struct.unpack_from(">H", data, position + 2)
            end = position + 2 + max(length, 2)
            yield marker, position + 4, end
            position = end
            if marker == _SCAN:
                found = _END_OF_SCAN.search(data, position)
                if found is None:
                    return
                position = found.end() - 2


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    end = 2
    for marker, start, end in _jpeg_segments(data):
        if marker not in _JPEG_PIXELS and marker != _END:
            yield data[start:end]
    yield data[end:]  # what follows the end, or the place where it is broken


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, start, end) of the data of every chunk up to IEND."""
    position = len(PNG)
    while position + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        name = data[position + 4 : position + 8]
        yield name, position + 8, position + 8 + length
        position += 12 + length
        if name == b"IEND":
            return


def _png_parts(data: bytes) -> Iterator[bytes]:
    for name, start, end in _png_chunks(data):
        if name in _PNG_PIXELS:
            continue
        part = data[start:end]
        yield part
        if name in {b"zTXt", b"iCCP"}:
            yield part.partition(b"\0")[0] + b"\0" + _inflated(part.partition(b"\0")[2][1:])
        elif name == b"iTXt" and part.partition(b"\0")[2][:1] == b"\1":
            keyword, _, rest = part.partition(b"\0")
            yield keyword + b"\0" + _inflated(rest[2:].split(b"\0", 2)[-1])
    yield data[_end(data) :]


def _riff_end(data: bytes) -> int:
    if len(data) < 8:
        return len(data)
    (length,) = struct.unpack_from("<I", data, 4)
    return int(8 + length + length % 2)


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, start, end) of the data of every chunk."""
    position, end = 12, min(_riff_end(data), len(data))
    while position + 8 <= end:
        (length,) = struct.unpack_from("<I", data, position + 4)
        yield data[position : position + 4], position + 8, position + 8 + length
        position += 8 + length + length % 2


def _webp_parts(data: bytes) -> Iterator[bytes]:
    for name, start, end in _webp_chunks(data):
        if name not in _WEBP_PIXELS:
            yield data[start:end]
    yield data[_riff_end(data) :]


def is_lossless(data: bytes) -> bool:
    """Whether a WebP keeps every pixel as it was."""
    return any(name == b"VP8L" for name, *_ in _webp_chunks(data))


def _inflated(data: bytes) -> bytes:
    """Unpack a zlib stream. Raises Refused above 5 MB, and if it is broken or cut: its text could not be screened whole."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, _MAX_UNPACKED)
    except zlib.error:
        raise Refused("S003", "图片里有读不出的附加信息，无法核对内容", _AGAIN) from None
    if unpacker.unconsumed_tail:
        raise Refused("S005", "图片的附加信息展开后过大", _AGAIN)
    if not unpacker.eof:
        raise Refused("S003", "图片里有读不出的附加信息，无法核对内容", _AGAIN)
    return found


def _from_hex(part: bytes) -> Iterator[bytes]:
    for found in _PROFILE.finditer(part):
        digits = b"".join(found[1].split())
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _tells_place(part: bytes) -> bool:
    """Whether EXIF or XMP anywhere in these bytes holds coordinates."""
    if _GPS_WORDS.search(part):
        return True
    for found in islice(_TIFF.finditer(part), _MOST_TIFFS):
        try:
            if _has_coordinates(part, found.start()):
                return True
        except struct.error:  # not a TIFF directory after all
            continue
    return False


def _has_coordinates(data: bytes, start: int) -> bool:
    """Whether the TIFF structure that begins at ``start`` holds coordinates."""
    order = "<" if data[start : start + 2] == b"II" else ">"
    (offset,) = struct.unpack_from(f"{order}I", data, start + 4)
    for tag, _, value in _entries(data, start + offset, order):
        if tag == _GPS_IFD:
            return any(
                inner in _COORDINATES and count for inner, count, _ in _entries(data, start + value, order)
            )
    return False


def _entries(data: bytes, offset: int, order: str) -> Iterator[tuple[int, int, int]]:
    """(tag, count, value or offset) of one directory."""
    (number,) = struct.unpack_from(f"{order}H", data, offset)
    for index in range(min(number, _MOST_ENTRIES)):
        tag, _, count, value = struct.unpack_from(f"{order}HHII", data, offset + 2 + 12 * index)
        yield tag, count, value
