"""Where a picture was taken is private (P005): GPS data in the EXIF or XMP part of JPEG, PNG and WebP."""

import struct
from collections.abc import Iterator

_GPS_IFD = 0x8825
_COORDINATES = {2, 4}  # GPSLatitude, GPSLongitude
_XMP_WORDS = (b"GPSLatitude", b"GPSLongitude")
_NO_LENGTH = {0x01, *range(0xD0, 0xD9)}
_START_OF_SCAN = 0xDA


def has_location(data: bytes) -> bool:
    """Whether a picture says where it was taken; False for what is no picture or broken."""
    try:
        return any(_tells(part) for part in _metadata(data))
    except (struct.error, IndexError):
        return False


def _tells(part: bytes) -> bool:
    tiff = part.removeprefix(b"Exif\x00\x00")
    if tiff[:4] in {b"II*\x00", b"MM\x00*"}:
        return _tiff_has_location(tiff)
    return any(word in part for word in _XMP_WORDS)


def _metadata(data: bytes) -> Iterator[bytes]:
    """The EXIF and XMP parts of a picture."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg_parts(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _chunks(data, 8, ">", {b"eXIf", b"iTXt", b"tEXt"})
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _chunks(data, 12, "<", {b"EXIF", b"XMP "})
    return iter(())


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """The APP1 segments, which hold EXIF and XMP."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == _START_OF_SCAN:
            return
        if marker in _NO_LENGTH or marker == 0xFF:
            position += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, position + 2)
        if marker == 0xE1:
            yield data[position + 4 : position + 2 + length]
        position += 2 + max(length, 2)


def _chunks(data: bytes, position: int, order: str, wanted: set[bytes]) -> Iterator[bytes]:
    """Chunks of PNG (big-endian, name after length, CRC behind) or RIFF (little-endian, name first, padded)."""
    is_png = order == ">"
    while position + 8 <= len(data):
        first, second = data[position : position + 4], data[position + 4 : position + 8]
        (length,) = struct.unpack(f"{order}I", first if is_png else second)
        if (second if is_png else first) in wanted:
            yield data[position + 8 : position + 8 + length]
        position += 8 + length + (4 if is_png else length % 2)


def _tiff_has_location(tiff: bytes) -> bool:
    order = "<" if tiff[:2] == b"II" else ">"
    (offset,) = struct.unpack_from(f"{order}I", tiff, 4)
    for tag, _, value in _entries(tiff, offset, order):
        if tag == _GPS_IFD:
            return any(inner in _COORDINATES and count for inner, count, _ in _entries(tiff, value, order))
    return False


def _entries(tiff: bytes, offset: int, order: str) -> Iterator[tuple[int, int, int]]:
    """(tag, count, value or offset) of one directory."""
    (number,) = struct.unpack_from(f"{order}H", tiff, offset)
    for index in range(number):
        tag, _, count, value = struct.unpack_from(f"{order}HHII", tiff, offset + 2 + 12 * index)
        yield tag, count, value
