"""A ledger → its rows as documents, each cell with its line and column."""

from collections.abc import Collection, Iterator
from itertools import islice

from generator.intake.reading.csv_cells import TAB, Field, ScanError, scan, separator_of
from generator.intake.reading.table import documents_in, headings_in
from generator.intake.screening.report import Document, Report
from generator.model.base import Record
from generator.model.place import Place

MAX_ROWS = 100_000


def read_csv(
    text: str, model: type[Record], report: Report, needed: Collection[str] | None = None
) -> Iterator[Document | None]:
    """The rows of a ledger, keyed by the headings of ``model``; None for a row that cannot be read.

    The errors of a row are in ``report`` when it is yielded.

    Args:
        needed: headings without which no row is read; None: those that the model requires.
    """
    separator = separator_of(text)
    rows = _rows(text, separator, report)
    report.unread = _filled_lines(text, after=1)
    errors = report.errors
    header = next(rows, [])
    if not any(field.text.strip() for field in header):
        if report.errors == errors:
            words = ",".join(model.labels().values())
            report.error("E002", "缺少表头", f"第一行写：{words}", at=Place(report.file, 1, 1))
        return
    required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    known = list(model.labels().values())
    fields = {info.alias: info for info in model.model_fields.values() if info.alias}
    headings = headings_in(header, known, report, required if needed is None else needed, fields)
    if headings is None:
        return
    if separator == TAB:
        cure = "不影响公开；下次另存为“CSV UTF-8（逗号分隔）”"
        report.notice("E001", "各格之间用的是制表符（Tab），已照此读取", cure, at=Place(report.file, 1, 1))
    report.unread = 0
    yield from documents_in(islice(rows, MAX_ROWS), headings, report, required, fields)
    beyond = next(rows, None)
    if beyond is not None:
        place = Place(report.file, beyond[0].line, 1)
        report.unread = _filled_lines(text, after=place.line - 1)
        report.error("S005", f"超过 {MAX_ROWS} 行，以下未读取", "删去空行和无关内容", at=place)


def _filled_lines(text: str, *, after: int) -> int:
    """How many lines after line number ``after`` hold something besides commas and blanks."""
    return sum(bool(line.strip(" ,\t")) for line in text.split("\n")[after:])


def _rows(text: str, separator: str, report: Report) -> Iterator[list[Field]]:
    """The rows up to the first that cannot be read, which is reported."""
    try:
        yield from scan(text, separator)
    except ScanError as error:
        report.unread = _filled_lines(text, after=error.line - 1)
        report.error("E001", error.message, error.cure, at=Place(report.file, error.line, error.column))
