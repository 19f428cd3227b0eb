"""A ledger in several files: its rows are those of all of them, and no row may stand in two."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from generator.intake.reading.folder import Folder
from generator.intake.reading.source import CSV_LIMIT, read_source
from generator.intake.reading.spreadsheet import Rows
from generator.intake.screening.report import RefusedRow, Report
from generator.model.base import Record
from generator.model.place import Place
from generator.model.row_key import row_cells

M = TypeVar("M", bound=Record)


def once(parts: Sequence[tuple[str, Report, tuple[M, ...]]], folder: Folder) -> Iterator[M]:
    """The rows of a ledger's files; one that a file before has, too, is an error (E006).

    Args:
        parts: name of each file, report on it, and its sound rows.
    """
    seen: dict[tuple[tuple[str, str], ...], tuple[str, int]] = {}
    for name, report, rows in parts:
        own: dict[tuple[tuple[str, str], ...], tuple[str, int]] = {}
        for row in rows:
            cells = row_cells(row)
            key, line = tuple(cells.items()), row.place().line
            if first := seen.get(key):
                message = f"这一行与 {_where(*first, folder)} 完全相同"
                cure = "重复的请删去；确是两笔的，用凭证号或说明加以区分"
                report.error("E006", message, cure, at=Place(report.file, line, 1))
                report.refused.append(RefusedRow(line, dict(cells)))
            else:
                own[key] = name, line
                yield row
        seen |= own


def _where(name: str, line: int, folder: Folder) -> str:
    """``payments.csv 第 3 行``, as a spreadsheet counts the rows."""
    source = read_source(folder.file(name), CSV_LIMIT, Report(name))
    return f"{name} 第 {Rows(source.text).row(line) if source else line} 行"
