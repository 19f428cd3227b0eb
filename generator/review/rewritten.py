"""The published rows of ledgers that a submission rewrites, and where each stands in what was handed in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.history.compare import FieldChange, letters
from generator.history.whole_tree import content_of
from generator.intake.attachments.kinds import WORKBOOKS
from generator.model.change import WHOLE
from generator.model.files import LEDGERS, FileKind, whole
from generator.model.place import INSIDE
from generator.model.row_key import named, row_name
from generator.review.submission import Submission, county_of, shown
from generator.workbook.lying import rows_of_data
from generator.workbook.rows import Row

_LEDGERS = {kind.name: kind for kind in LEDGERS}


class RewrittenRow(NamedTuple):
    """A published row that says something else now."""

    path: str
    """The file, from the root of the repository, fit to be shown."""
    place: str
    """Where it stands in a workbook: ``工作表“专项资金拨付”第3行C列``; empty in any other file."""
    title: str
    """The ledger's."""
    name: str
    """``2021-03-10 210198-2020-01 一号``."""
    columns: tuple[str, ...]


def rewritten_rows(given: Submission, changes: Iterable[FieldChange]) -> Iterator[RewrittenRow]:
    """Yields each published ledger row that says something else now; its cells may be filled, not rewritten."""
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change in changes:
        ledger = change.record.partition("/")[2]
        row, _, column = change.field.rpartition(INSIDE)
        if ledger in _LEDGERS and row and column != WHOLE and change.old and _says_else(change):
            rows[change.record, row].append(column)
    files: dict[str, list[str]] = defaultdict(list)
    for one in given.differences if rows else ():
        files[whole(one.path)].append(shown(one))
    workbooks = _Workbooks(given)
    for (record, row), columns in rows.items():
        county, _, ledger = record.partition("/")
        kind = _LEDGERS[ledger]
        path, place = workbooks.find(county, kind, row, columns)
        if not path:
            path = f"{given.line.prefix}counties/{county}/{kind.path}"
            path = files[path][0] if len(files[path]) == 1 else path
        yield RewrittenRow(path, place, kind.title, row, tuple(columns))


def _says_else(change: FieldChange) -> bool:
    return letters(change.old) != letters(change.new)


class _Workbooks:
    """The counties' workbooks at the head of a submission, each opened once."""

    def __init__(self, given: Submission) -> None:
        self._line, self._changed = given.line, given.differences
        self._rows: dict[str, tuple[str, dict[FileKind, list[Row]]]] = {}

    def find(self, county: str, kind: FileKind, row: str, columns: list[str]) -> tuple[str, str]:
        """Returns the workbook that a row stands in, and where; both empty if it stands in another file."""
        if county not in self._rows:
            self._rows[county] = self._opened(county)
        path, rows = self._rows[county]
        if kind not in rows:
            return "", ""
        names = named(row_name(one.cells, kind.name) for one in rows[kind])
        found = next((one for one, name in zip(rows[kind], names, strict=True) if name == row), None)
        if found is None:
            return path, f"工作表“{rows[kind][0].place.sheet}”"
        at = found.places.get(columns[0]) if len(columns) == 1 else None
        return path, (at or found.place._replace(column=0)).within

    def _opened(self, county: str) -> tuple[str, dict[FileKind, list[Row]]]:
        for one in self._changed:
            name = one.path.rpartition("/")[2]
            if one.new and name in WORKBOOKS and county_of(one.path, self._line.prefix) == county:
                rows = rows_of_data(name, content_of(self._line, one.new)).of_sheet
                return shown(one), {sheet.kind: found for sheet, found in rows.items() if found}
        return "", {}
