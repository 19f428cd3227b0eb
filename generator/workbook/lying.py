"""A workbook or a county's folder, wherever it lies → its rows; opened as safely as one that was handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.intake.attachments.kinds import LIMIT, WORKBOOKS
from generator.intake.attachments.workbook import read_workbook
from generator.intake.reading.folder import Folder
from generator.intake.reading.source import read_bytes
from generator.intake.screening.report import Report
from generator.model.finding import Finding, Severity
from generator.workbook.rows import Row, Rows, rows_in

_XLSX, _XLS, _ODS = WORKBOOKS
_OLD = b"\xd0\xcf\x11\xe0"
"""How an .xls begins."""
_OPEN = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""What an .ods holds near its beginning."""
_BEGINNING = 200


class UnreadError(ValueError):
    """A workbook or folder that cannot be read completely; ``problems`` says why."""

    def __init__(self, problems: Sequence[Finding]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def rows_of(path: Path, *, may_be_empty: bool = False) -> Rows:
    """The rows of a workbook, or of a county's folder; their places name the path as given.

    Args:
        may_be_empty: whether a file without a byte has no rows: git gives one where both sides brought the workbook.

    Raises:
        UnreadError: something of it cannot be read, or has no column: it must not be left out in silence.
    """
    if path.is_dir():
        return _whole(*_read(Folder(path, f"{path}/")))
    report = Report(str(path))
    data = read_bytes(str(path), LIMIT, report)
    if data is None:
        raise UnreadError(report.findings)
    if may_be_empty and not data:
        return Rows()
    name = next((name for name in WORKBOOKS if name.endswith(path.suffix.lower() or "?")), _name_of(data))
    rows, problems = _read(_alone(name, data))
    for lying in rows.of_sheet.values():
        lying[:] = [_at(row, path) for row in lying]
    return _whole(rows, [told._replace(place=told.place._replace(file=str(path))) for told in problems])


def is_xlsx(path: Path) -> bool:
    """Whether what is written in its place may be an .xlsx."""
    return not path.is_file() or _name_of(path.read_bytes()[:_BEGINNING]) == _XLSX


def rows_of_data(name: str, data: bytes) -> Rows:
    """The rows of a workbook that can be read; their places name it as given.

    Args:
        name: ``台账.xlsx``; what it ends with says of what kind the data are.
    """
    return _read(_alone(name, data))[0]


def files_of(data: bytes) -> Mapping[str, bytes]:
    """The text files that a workbook (.xlsx) stands for, by their names below the county's folder.

    Raises:
        UnreadError: the workbook has errors.
    """
    lying = read_workbook(_alone(_XLSX, data))
    if problems := errors(lying.report.findings):
        raise UnreadError(problems)
    return lying.files


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [told for told in findings if told.severity is Severity.ERROR]


def _alone(name: str, data: bytes) -> Folder:
    """A folder that holds a workbook and nothing else."""
    return Folder(Path(), "", held={name: data}, is_all_held=True)


def _name_of(data: bytes) -> str:
    """The name of a workbook, told from its content: git names no suffix."""
    if data.startswith(_OLD):
        return _XLS
    return _ODS if _OPEN in data[:_BEGINNING] else _XLSX


def _read(folder: Folder) -> tuple[Rows, list[Finding]]:
    """The rows of a folder with a workbook in it, or without one, and the errors in it."""
    lying = read_workbook(folder)
    whole = replace(folder, held=lying.files) if folder.is_all_held else replace(folder, unpacked=lying.files)
    rows = rows_in(whole, lying.places)
    return rows, [*errors(lying.report.findings), *rows.problems]


def _whole(rows: Rows, problems: Sequence[Finding]) -> Rows:
    if problems:
        raise UnreadError(problems)
    return rows


def _at(row: Row, path: Path) -> Row:
    """A row whose places name the workbook as given."""
    places = {name: place._replace(file=str(path)) for name, place in row.places.items()}
    return Row(row.cells, places, row.place._replace(file=str(path)))
