"""Where a position in a CSV file stands in the spreadsheet that a clerk sees: row and column instead of line and character."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.intake.reading.csv_cells import ScanError, scan, separator_of
from generator.intake.reading.source import CSV_LIMIT, read_source
from generator.intake.screening.report import Report
from generator.model.finding import Finding


class Rows:
    """The rows of a CSV text; one with line breaks in its cells goes over several lines of the file."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._separator = separator_of(text)
        self._first: list[int] = []
        """The first line of each row, from 1; empty if every line is a row."""
        self._last: list[int] = []
        self._row: list[int] = []
        if '"' not in text:
            return
        breaks = 0
        try:
            for cells in scan(text, self._separator):
                first, last = cells[0].line, cells[-1].line + cells[-1].text.count("\n")
                self._first.append(first)
                self._last.append(last)
                self._row.append(first - breaks)
                breaks += last - first
        except ScanError:
            return

    def row(self, line: int) -> int:
        """The row of the spreadsheet, from 1, that a line of the file belongs to."""
        number = bisect_right(self._first, line) - 1
        if number < 0:
            return line
        return self._row[number] + max(line - self._last[number], 0)

    def cell(self, line: int, column: int) -> int:
        """The column of the spreadsheet, from 1, that a character of a line belongs to."""
        number = bisect_right(self._first, line) - 1
        if number < 0 or line > self._last[number]:
            before = self._lines[line - 1][: column - 1] if line <= len(self._lines) else ""
            return before.count(self._separator) + 1
        first, last = self._first[number], self._last[number]
        written = "\n".join(self._lines[first - 1 : last])
        cells = [(first - 1 + cell.line, cell.column) for cell in next(scan(written, self._separator), [])]
        return max(bisect_right(cells, (line, column)), 1)


def in_spreadsheets(findings: Iterable[Finding], root: Path) -> tuple[Finding, ...]:
    """Findings with row and column of the spreadsheet for those on CSV files below ``root`` (content_data/)."""

    @cache
    def rows_of(file: str) -> Rows | None:
        source = read_source(str(root / file), CSV_LIMIT, Report(file))
        return Rows(source.text) if source else None

    return tuple(
        _placed(found, rows) if _is_in_csv(found) and (rows := rows_of(found.place.file)) else found
        for found in findings
    )


def _is_in_csv(found: Finding) -> bool:
    return found.place.line > 0 and found.place.file.endswith(".csv")


def _placed(found: Finding, rows: Rows) -> Finding:
    place = found.place
    is_whole = place.column <= 1 and not place.label and place.line > 1
    cell = 0 if is_whole or not place.column else rows.cell(place.line, place.column)
    return found._replace(place=place._replace(row=rows.row(place.line), cell=cell))
