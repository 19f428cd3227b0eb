"""A look at the XML of an .xlsx; see ``look``."""

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from posixpath import join, normpath
from xml.etree.ElementTree import Element  # nosec B405 - a class alone: defusedxml parses

from defusedxml.ElementTree import fromstring, iterparse

from generator.intake.workbook.look import MOST_CELLS, At, Look, Merged

_SIGNS = (b"<f>", b"<f ", b":f>", b":f ", b't="e"', b'hidden="1"', b'hidden="true"', b"mergeCell ")
"""What a sheet holds if anything in it is worth a look."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LAST_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})[0-9]{1,7}"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]{0,80}?\br="([0-9]{1,7})"')
_PERCENT_FORMATS = frozenset({"9", "10"})
_PERCENTS = (b"%", b'numFmtId="9"', b'numFmtId="10"')
_MOST_HIDDEN = 20_000
_WIDEST = 16_384
"""Columns of a sheet."""


class TooWideError(ValueError):
    """A sheet whose filled cells lie too far apart; the argument is its title."""


def look_at_xlsx(parts: Mapping[str, bytes]) -> Look:
    """Look at the parts of a workbook (.xlsx).

    Raises:
        TooWideError: see there.
    """
    found = Look()
    styles = parts.get("xl/styles.xml", b"")
    percents = _percent_styles(styles) if any(sign in styles for sign in _PERCENTS) else frozenset()
    for title, part in _sheets(parts["xl/workbook.xml"], parts["xl/_rels/workbook.xml.rels"]):
        text = parts.get(part, b"")
        _refuse_wide(title, text)
        if percents or any(sign in text for sign in _SIGNS):
            _look_at_sheet(title, text, percents, found)
    return found


@lru_cache(maxsize=8)
def _sheets(book: bytes, relations: bytes) -> tuple[tuple[str, str], ...]:
    """(title, name of the part) of each sheet."""
    links = {
        link.get("Id"): normpath(join("xl", link.get("Target", ""))).lstrip("/")
        for link in fromstring(relations, forbid_dtd=True)
    }
    found = []
    for item in fromstring(book, forbid_dtd=True).iter():
        if _local(item) == "sheet":
            target = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
            part = links.get(target, "")
            part = part.removeprefix("xl/xl/") if part.startswith("xl/xl/") else part
            found.append((item.get("name", ""), part))
    return tuple(found)


@lru_cache(maxsize=8)
def _percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show percentages."""
    root = fromstring(styles, forbid_dtd=True)
    formats = {
        item.get("numFmtId", "")
        for item in root.iter()
        if _local(item) == "numFmt" and item.get("formatCode", "").rstrip('"').endswith("%")
    } | _PERCENT_FORMATS
    cells = next((item for item in root if _local(item) == "cellXfs"), ())
    return frozenset(str(n) for n, style in enumerate(cells) if style.get("numFmtId") in formats)


def _refuse_wide(title: str, text: bytes) -> None:
    rows = max((int(number) for number in _ROW.findall(text, text.rfind(b"row ") - 10)), default=0)
    if rows * _WIDEST <= MOST_CELLS:
        return
    columns = {column_of(name.decode()) for name in set(_LAST_REFERENCE.findall(text))}
    if max(map(int, _ROW.findall(text)), default=0) * max(columns, default=0) > MOST_CELLS:
        raise TooWideError(title)


def column_of(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _local(item: Element) -> str:
    return str(item.tag).rpartition("}")[2]


def _look_at_sheet(title: str, text: bytes, percents: frozenset[str], found: Look) -> None:
    row = column = 0
    for event, item in iterparse(BytesIO(text), ("start", "end"), forbid_dtd=True):
        kind = _local(item)
        if event == "start":
            if kind == "row":
                row, column = int(item.get("r", row + 1)), 0
        elif kind == "c":
            at = _CELL.fullmatch(item.get("r", ""))
            column = column_of(at[1]) if at else column + 1
            _look_at_cell(At(title, row, column), item, percents, found)
            item.clear()
        elif kind == "row":
            if item.get("hidden") in {"1", "true"} and len(found.hidden_rows.get(title, ())) < _MOST_HIDDEN:
                found.hide(title, rows=[row])
            item.clear()
        elif kind == "col" and item.get("hidden") in {"1", "true"}:
            first, last = int(item.get("min", 1)), int(item.get("max", 1))
            found.hide(title, columns=range(first, min(last, first + 100) + 1))
        elif kind == "mergeCell":
            ends = [_CELL.fullmatch(end) for end in item.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                found.merged.append(
                    Merged(
                        title, int(ends[0][2]), column_of(ends[0][1]), int(ends[1][2]), column_of(ends[1][1])
                    )
                )


def _look_at_cell(at: At, item: Element, percents: frozenset[str], found: Look) -> None:
    parts = {_local(part): part for part in item}
    value = parts["v"].text if "v" in parts else None
    if item.get("t") == "e":
        found.errors[at] = value or "#VALUE!"
    elif "f" in parts and not value and not ("v" in parts and item.get("t") == "str"):
        found.formulas.append(at)
    elif value and item.get("s") in percents and item.get("t", "n") == "n":
        found.percents.add(at)
