"""A look at the XML of an .ods; see ``look``."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element  # nosec B405 - a class alone: defusedxml parses
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from generator.intake.workbook.look import MOST_CELLS, At, Look, Merged
from generator.intake.workbook.look_xlsx import TooWideError

_MOST_REPEATED = 1000
"""How often a filled row or cell may be repeated."""
_HIDDEN = frozenset({"collapse", "filter"})


def look_at_ods(data: bytes) -> Look:
    """Look at a workbook (.ods).

    Raises:
        TooWideError: its argument is the title of the sheet; also for filled cells that are repeated without end.
    """
    with ZipFile(BytesIO(data)) as archive:
        root = fromstring(archive.read("content.xml"), forbid_dtd=True)
    found = Look()
    not_shown: set[str] = set()
    for item in root.iter():
        kind, title = _local(item.tag), _attribute(item, "name")
        if kind == "style" and any(_attribute(part, "display") == "false" for part in item):
            not_shown.add(title)
        elif kind == "table" and title:
            found.hidden_sheets.update([title] if _attribute(item, "style-name") in not_shown else ())
            _Sheet(title, found).read(item)
    return found


class _Sheet:
    def __init__(self, title: str, found: Look) -> None:
        self.title, self.found = title, found
        self._row = 0
        self._widest = 0

    def read(self, table: Element) -> None:
        column = 0
        for item in _inside(table):
            kind, times = _local(item.tag), _times(item, "columns-repeated")
            if kind == "table-column":
                if _attribute(item, "visibility") in _HIDDEN:
                    self.found.hide(self.title, columns=range(column + 1, column + min(times, 100) + 1))
                column += times
            elif kind == "table-row":
                self._read_row(item)

    def _read_row(self, item: Element) -> None:
        times = _times(item, "rows-repeated")
        filled, column = [], 0
        for cell in item:
            if _local(cell.tag) not in {"table-cell", "covered-table-cell"}:
                continue
            again = _times(cell, "columns-repeated")
            if len(cell) or any(key.endswith(("}formula", "}value")) for key in cell.attrib):
                if again > _MOST_REPEATED or times > _MOST_REPEATED:
                    raise TooWideError(self.title)
                filled.append((column + 1, cell))
            column += again
        if filled:
            self._widest = max(self._widest, filled[-1][0])
            if self._widest * (self._row + times) > MOST_CELLS:
                raise TooWideError(self.title)
            if _attribute(item, "visibility") in _HIDDEN:
                self.found.hide(self.title, rows=[self._row + 1])
        for number, cell in filled:
            self._look(At(self.title, self._row + 1, number), cell)
        self._row += times

    def _look(self, at: At, cell: Element) -> None:
        kind = _attribute(cell, "value-type")
        shown = "".join(cell.itertext()).strip()
        if "error" in {value for key, value in cell.attrib.items() if key.endswith("}value-type")} or (
            _attribute(cell, "formula") and shown.startswith(("#", "Err:"))
        ):
            self.found.errors[at] = shown or "#VALUE!"
        elif _attribute(cell, "formula") and not kind:
            self.found.formulas.append(at)
        elif kind == "percentage":
            self.found.percents.add(at)
        down, right = _times(cell, "rows-spanned"), _times(cell, "columns-spanned")
        if down > 1 or right > 1:
            self.found.merged.append(Merged(*at, at.row + down - 1, at.column + right - 1))


def _inside(table: Element) -> Iterator[Element]:
    """Columns and rows, in groups or headers or not."""
    for item in table:
        if _local(item.tag) in {"table-column", "table-row"}:
            yield item
        elif _local(item.tag) in _GROUPS:
            yield from _inside(item)


_GROUPS = frozenset(
    f"table-{name}"
    for name in ("columns", "column-group", "header-columns", "rows", "row-group", "header-rows")
)


def _times(item: Element, name: str) -> int:
    text = _attribute(item, f"number-{name}")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 10 else 1


def _attribute(item: Element, name: str) -> str:
    return next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == name), "")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
