"""Where a value stands in the files a county hands in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""Path of a value inside one file: Chinese keys and list positions, e.g. ``("验收", "签字", "日期")``."""

INSIDE = " › "
"""Stands between the label of a part and that of a field inside it."""


class Place(NamedTuple):
    """A file (relative to content_data/), a line and a column (both from 1; 0 means the whole file).

    In a workbook the line is the row of a sheet and the column its number: A is 1.
    """

    file: str
    line: int = 0
    column: int = 0
    label: str = ""
    """What stands there, in the clerk's words: ``验收 › 日期``."""
    sheet: str = ""
    """The sheet, in a workbook."""
    row: int = 0
    """In a CSV file: the row of the spreadsheet, which another row's line breaks do not count in; 0: not told."""
    cell: int = 0
    """In a CSV file: the column of the spreadsheet, A is 1; 0: not told."""

    def __str__(self) -> str:
        text = " ".join(filter(None, (self.file, self.within)))
        return f"{text}“{self.label}”" if self.label else text

    @property
    def within(self) -> str:
        """Where in the file, in words; empty: the whole file.

        ``第3行第5列``; in a workbook ``工作表“项目”第3行E列``; in a CSV file ``第3行C列（文件第5行）``.
        """
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        row, column = self.row or self.line, self.column_letters
        where = f"{column}列" if column else "" if self.row else f"第{self.column}列"
        line = f"（文件第{self.line}行）" if row != self.line else ""
        return f"{sheet}{f'第{row}行' if row else ''}{where if self.column else ''}{line}"

    @property
    def at_line(self) -> str:
        """The file and the row, in words: ``payments.csv 第3行``, ``台账.xlsx 工作表“拨付”第3行``."""
        return " ".join(filter(None, (self.file, self._replace(column=0, cell=0).within)))

    @property
    def column_letters(self) -> str:
        """The column of the spreadsheet, in letters; empty: not told."""
        return letters(self.column if self.sheet else self.cell)


def letters(column: int) -> str:
    """What spreadsheets call a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a record was read from and the position of each of its values."""

    file: str
    marks: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    """Key path → (line, column) of the value; the empty path is the record itself."""
    earlier: date | None = None
    """The day on which this version was published if it stands in place of one that failed checks, else None."""
    unfit_since: datetime | None = None
    """When the main line took the version in whose place it stands, or its removal; None: it has not, or none."""

    def place(self, path: KeyPath) -> Place:
        """The position of ``path``, or of the innermost enclosing value when the file has no such value."""
        label = path_label(path)
        for length in range(len(path), -1, -1):
            mark = self.marks.get(path[:length])
            if mark is not None:
                return Place(self.file, *mark, label)
        return Place(self.file, label=label)


@lru_cache(maxsize=10_000)
def path_label(path: KeyPath) -> str:
    """A key path as a clerk reads it: list positions count from 1."""
    return INSIDE.join(f"第{step + 1}项" if isinstance(step, int) else step for step in path)
