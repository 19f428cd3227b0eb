"""QR codes of addresses: of feeds, and of a project's page for its notice board."""

import re
from binascii import b2a_base64
from functools import cached_property, lru_cache
from io import BytesIO
from struct import pack

from generator.render.escape import Markdown
from generator.render.placeholders import Cut, cut, sentinel

_ERROR = "m"
_MASK = 0
_QUIET = 4
"""Light modules that ISO/IEC 18004 requires on every side (quiet zone)."""
_RUN = re.compile("1+")


def qr_svg(address: str, record: str, title: str) -> bytes:
    """Returns a QR code as SVG, black on white in dark mode too, as scanners need it.

    Args:
        address: absolute; contains ``record``.
        record: the part in which the addresses of a family differ, e.g. a county's code.
    """
    before, _, after = address.rpartition(record)
    family = _family_of(record, before, after, boosts=True)
    return _picture(family).fill([title, _relative_path(family.rows(record))]).encode()


@lru_cache
def _picture(family: "_Family") -> Cut:
    """Returns the SVG that segno writes for a family, with slots for title and path."""
    written = written_svg(family.reference_address, sentinel(0))
    return cut(written.decode(), {_relative_path(family.rows(family.first)): 1})


def written_svg(address: str, title: str) -> bytes:
    """Returns a QR code as segno writes it."""
    import segno

    out = BytesIO()
    segno.make_qr(address, error=_ERROR, mask=_MASK).save(
        out,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        dark="#000",
        light="#fff",
        title=title,
    )
    return out.getvalue()


def _relative_path(rows: list[str]) -> str:
    """Returns the dark modules as an SVG path of strokes, each relative to the end of the one before."""
    text, end, last = "", 0, 0
    for number, row in enumerate(rows):
        start, strokes, width = _row(row)
        if width:
            move = f"m{start - end} {number - last}" if text else f"M{start + _QUIET} {number + _QUIET}.5"
            text += f"{move}{strokes}"
            end, last = start + width, number
    return text


@lru_cache(maxsize=10_000)
def _row(row: str) -> tuple[int, str, int]:
    """Returns (column of the first dark module, strokes from there, length up to the last dark module)."""
    first = row.find("1")
    text, end = "", first
    for run in _RUN.finditer(row):
        gap = run.start() - end
        end = run.end()
        text += f"{f'm{gap} 0' if gap else ''}h{end - run.start()}"
    return first, text, end - first


def qr_figure(address: str, record: str, caption: str) -> Markdown:
    """Returns a layout line with a QR code as a bitmap of one pixel for each module, which the stylesheet enlarges.

    Args:
        address: absolute; contains ``record``.
        record: the part in which the addresses of a family differ, e.g. a project's number.
        caption: text below it; needs no escaping.
    """
    before, _, after = address.rpartition(record)
    family = _family_of(record, before, after)
    side = family.side
    picture = b2a_base64(_bitmap_head(side) + family.bitmap(record), newline=False).decode()
    return Markdown(
        f'<figure class="qr"><img src="data:image/bmp;base64,{picture}" width="{side}" height="{side}"'
        f' alt="{caption}"><figcaption>{caption}</figcaption></figure>'
    )


@lru_cache
def _bitmap_head(side: int) -> bytes:
    """Returns the header of a BMP of 1 bit per pixel (0 light, 1 dark), with rows from top to bottom."""
    colours = b"\xff\xff\xff\x00" + b"\x00\x00\x00\x00"
    before = 14 + 40 + len(colours)
    dots = side * _row_bits(side) // 8
    info = pack("<IiiHHIIiiII", 40, side, -side, 1, 1, 0, dots, 0, 0, 2, 2)
    return pack("<2sIHHI", b"BM", before + dots, 0, 0, before) + info + colours


def _row_bits(side: int) -> int:
    """Returns the bits of a row of pixels in a BMP, a multiple of 32."""
    return -(-side // 32) * 32


def _family_of(record: str, before: str, after: str, *, boosts: bool = False) -> "_Family":
    key = before, after, len(record), boosts
    if key not in _FAMILIES:
        _FAMILIES[key] = _Family(before, after, record, boosts)
    return _FAMILIES[key]


class _Family:
    """QR codes of addresses that differ only in a few characters.

    With version, error level and mask fixed, a code is linear over GF(2) in the message: each bit in which an address
    differs from the first one flips the same modules, whatever the other bits are. So segno draws one code for
    each bit at each place (1 ms each), and all other codes are combined from these (0.01 ms each).
    """

    def __init__(self, before: str, after: str, first: str, boosts: bool) -> None:
        self._before = before
        self._after = after
        self.first = first
        """The record that was asked for first, with whose code the others are combined."""
        self._boosts = boosts
        self._bits: dict[tuple[int, int], int] = {}
        self._flips_of = lru_cache(maxsize=4096)(self._flips)

    @property
    def reference_address(self) -> str:
        return f"{self._before}{self.first}{self._after}"

    @cached_property
    def _reference(self) -> "_Modules":
        return _modules(self.reference_address, self._boosts)

    def rows(self, record: str) -> list[str]:
        """Returns the modules of one address without the quiet zone, each row as a string of 0 and 1."""
        side, width = self.side, _row_bits(self.side)
        whole = f"{self._bits_of(record):0{side * width}b}"
        starts = range(_QUIET * width, (side - _QUIET) * width, width)
        return [whole[start + _QUIET : start + side - _QUIET] for start in starts]

    def bitmap(self, record: str) -> bytes:
        """Returns the modules with the quiet zone, as the pixels of a BMP."""
        return self._bits_of(record).to_bytes(self.side * _row_bits(self.side) // 8, "big")

    @property
    def side(self) -> int:
        """Modules on a side, including the quiet zone."""
        return self._reference[0]

    def _bits_of(self, record: str) -> int:
        """Returns all modules as a number; caches the flips of each half, which many records share."""
        half = len(record) // 2
        return self._reference[1] ^ self._flips_of(0, record[:half]) ^ self._flips_of(half, record[half:])

    def _flips(self, start: int, marks: str) -> int:
        """Returns the modules that flip if ``marks`` replace what the first record has from ``start`` on."""
        found = 0
        for place, mark in enumerate(marks, start):
            differing = ord(mark) ^ ord(self.first[place])
            for bit in range(differing.bit_length()):
                if differing >> bit & 1:
                    found ^= self._bit_flip(place, bit)
        return found

    def _bit_flip(self, place: int, bit: int) -> int:
        if (place, bit) not in self._bits:
            mark = chr(ord(self.first[place]) ^ 1 << bit)
            other = f"{self.first[:place]}{mark}{self.first[place + 1 :]}"
            _, bits = _modules(f"{self._before}{other}{self._after}", self._boosts)
            self._bits[place, bit] = bits ^ self._reference[1]
        return self._bits[place, bit]


_FAMILIES: dict[tuple[str, str, int, bool], _Family] = {}
"""What surrounds the record, its length, and the correction → the family; a portal has a handful."""

_Modules = tuple[int, int]
"""(modules on a side, all modules as bits of a number, dark ones 1, in BMP rows); both with the quiet zone."""


def _modules(address: str, boosts: bool) -> _Modules:
    """Returns the code of an address as segno draws it.

    Args:
        boosts: use a higher error correction level if the code does not grow.
    """
    import segno

    matrix = segno.make_qr(address, error=_ERROR, mask=_MASK, mode="byte", boost_error=boosts).matrix
    side = len(matrix) + 2 * _QUIET
    quiet = "0" * _row_bits(side)
    rows = ("".join(str(module & 1) for module in row) for row in matrix)
    dots = [f"{'0' * _QUIET}{row}".ljust(len(quiet), "0") for row in rows]
    return side, int("".join((*[quiet] * _QUIET, *dots, *[quiet] * _QUIET)), 2)
