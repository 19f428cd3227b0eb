"""Addresses as QR codes, for phones: feeds on the subscribe page, a project's own page on its notice board."""

import re
from functools import cached_property, lru_cache
from io import BytesIO

from generator.render.escape import Markdown

_ERROR = "m"
_MASK = 0
_QUIET = 4
"""Modules of light ground that ISO/IEC 18004 asks for on every side."""
_RUN = re.compile("1+")


def qr_svg(address: str, title: str) -> bytes:
    """Black on white with the quiet zone that ISO/IEC 18004 asks for: scanners need both, whatever the page's scheme."""
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


def qr_figure(address: str, record: str, caption: str) -> Markdown:
    """A layout line with the QR code of an address; colours come from the stylesheet.

    Args:
        address: absolute; ends in ``record`` and whatever follows it.
        record: the part of the address that tells one page from another, e.g. a project's number.
        caption: plain words of ours below it.
    """
    before, _, after = address.rpartition(record)
    family = _family(before, after, len(record))
    rows = family.rows(record)
    size = len(rows) + 2 * _QUIET
    drawing = (
        f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{caption}"><path d="{_path(rows)}"/></svg>'
    )
    return Markdown(f'<figure class="qr">{drawing}<figcaption>{caption}</figcaption></figure>')


def _path(rows: list[str]) -> str:
    """The dark modules as strokes one module wide."""
    return "".join(map(_strokes, rows, range(len(rows))))


@lru_cache(maxsize=10_000)
def _strokes(row: str, number: int) -> str:
    text, end = f"M{_QUIET} {number + _QUIET}.5", 0
    for run in _RUN.finditer(row):
        gap = run.start() - end
        end = run.end()
        text += f"{f'm{gap} 0' if gap else ''}h{end - run.start()}"
    return text


@lru_cache
def _family(before: str, after: str, length: int) -> "_Family":
    return _Family(before, after, length)


class _Family:
    """The codes of addresses that differ in a few characters alone.

    With version, error level and mask fixed, every step from the message to the modules is linear over GF(2): the
    code of an address is the code of a reference address with, for each bit that differs, the same modules flipped
    whatever the others are. So segno draws each bit in each place once (1 ms; digits differ in four), and the tens
    of thousands of projects of a province are put together from these (0.01 ms each).
    """

    def __init__(self, before: str, after: str, length: int) -> None:
        self._before = before
        self._after = after
        self._length = length
        self._flips: dict[tuple[int, str], int] = {}
        self._bits: dict[tuple[int, int], int] = {}

    @cached_property
    def _reference(self) -> "_Modules":
        return _modules(f"{self._before}{'0' * self._length}{self._after}")

    def rows(self, record: str) -> list[str]:
        """The modules of one address, a text of 0 and 1 a row."""
        size, bits = self._reference
        for place, mark in enumerate(record):
            if mark != "0":
                bits ^= self._flip(place, mark)
        whole = f"{bits:0{size * size}b}"
        return [whole[start : start + size] for start in range(0, size * size, size)]

    def _flip(self, place: int, mark: str) -> int:
        """The modules that are flipped where ``mark`` stands instead of 0."""
        found = self._flips.get((place, mark))
        if found is None:
            differing = ord(mark) ^ ord("0")
            found = 0
            for bit in range(differing.bit_length()):
                if differing >> bit & 1:
                    found ^= self._bit_flip(place, bit)
            self._flips[place, mark] = found
        return found

    def _bit_flip(self, place: int, bit: int) -> int:
        if (place, bit) not in self._bits:
            other = "0" * place + chr(ord("0") ^ 1 << bit) + "0" * (self._length - place - 1)
            _, bits = _modules(f"{self._before}{other}{self._after}")
            self._bits[place, bit] = bits ^ self._reference[1]
        return self._bits[place, bit]


_Modules = tuple[int, int]


def _modules(address: str) -> _Modules:
    """Modules on a side, and all of them as one number, row by row, dark ones 1."""
    import segno

    matrix = segno.make_qr(address, error=_ERROR, mask=_MASK, mode="byte", boost_error=False).matrix
    return len(matrix), int("".join(str(module & 1) for row in matrix for module in row), 2)
