"""A ledger → its rows as documents, each cell with its line and column."""

from collections.abc import Collection, Iterator
from itertools import islice

from generator.intake.reading.csv_cells import Field, ScanError, scan
from generator.intake.reading.did_you_mean import closest, cure_for
from generator.intake.screening.report import Document, RefusedRow, Report
from generator.intake.screening.unseen import seen_value
from generator.model.base import Record
from generator.model.place import KeyPath, Origin, Place
from generator.model.types import MAX_TEXT

MAX_ROWS = 100_000
_SEPARATORS = {"\t": "制表符（Tab）", ";": "分号", "；": "分号", "，": "中文逗号", "|": "竖线"}


def read_csv(
    text: str, model: type[Record], report: Report, needed: Collection[str] | None = None
) -> Iterator[Document | None]:
    """The rows of a ledger, keyed by the headings of ``model``; None for one that is blank or cannot be read.

    What is wrong with a row is in ``report`` by the time that it comes.

    Args:
        needed: headings without which there are no rows; None: those that the model requires.
    """
    rows = _rows(text, report)
    report.unread = _filled_lines(text, after=1)
    header = next(rows, [])
    if not any(field.text.strip() for field in header):
        words = ",".join(model.labels().values())
        report.error("E002", "缺少表头", f"第一行写：{words}", at=Place(report.file, 1, 1))
        return
    headings = _headings(header, model, report, needed)
    if headings is None:
        return
    report.unread = 0
    for row in islice(rows, MAX_ROWS):
        errors = report.errors
        document = _document(row, headings, report)
        if document is None and report.errors != errors:
            pairs = zip(headings, row, strict=False)
            cells = {heading: cell for heading, field in pairs if heading and (cell := field.text.strip())}
            report.refused.append(RefusedRow(row[0].line, cells))
        yield document
    beyond = next(rows, None)
    if beyond is not None:
        place = Place(report.file, beyond[0].line, 1)
        report.unread = _filled_lines(text, after=place.line - 1)
        report.error("S005", f"超过 {MAX_ROWS} 行，以下没有读取", "删去空行和无关内容", at=place)


def _filled_lines(text: str, *, after: int) -> int:
    """How many lines after one (from 1) hold something besides commas."""
    return sum(bool(line.strip(" ,\t")) for line in text.split("\n")[after:])


def _rows(text: str, report: Report) -> Iterator[list[Field]]:
    """The rows that can be read; what cannot be read ends them with an error."""
    try:
        yield from scan(text)
    except ScanError as error:
        report.unread = _filled_lines(text, after=error.line - 1)
        report.error("E001", error.message, error.cure, at=Place(report.file, error.line, error.column))


def _headings(
    row: list[Field], model: type[Record], report: Report, needed: Collection[str] | None
) -> list[str] | None:
    """The heading of each column, empty for one that is not known.

    None when a required heading is missing, so that rows would make no sense.
    """
    known = list(model.labels().values())
    if _report_no_header(row, known, report):
        return None
    found: list[str] = []
    meant: set[str] = set()
    for field in row:
        place = Place(report.file, field.line, field.column)
        heading = "".join(seen_value(field.text, "这个列名", place, report).split())
        problem = _heading_problem(heading, known, found)
        if problem:
            report.error("E003", *problem, at=place)
            meant.add(closest(heading, [name for name in known if name not in found]) or "")
        found.append("" if problem else heading)
    if needed is None:
        needed = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    missing = [heading for heading in needed if heading not in found]
    for heading in missing:
        if heading not in meant:
            cure = f"表头写成：{','.join(known)}"
            report.error("E002", f"缺少「{heading}」一列", cure, at=Place(report.file, 1, 1))
    return None if missing else found


def _report_no_header(row: list[Field], known: list[str], report: Report) -> bool:
    """One error instead of many when the first row is a title, a first record, or parted by something else."""
    place = Place(report.file, row[0].line, row[0].column)
    written = [field.text.strip() for field in row]
    parted = [name for mark, name in _SEPARATORS.items() if len(row) == 1 and mark in written[0]]
    if parted and any(heading in written[0] for heading in known):
        cure = "另存为“CSV UTF-8（逗号分隔）”；各格之间只用英文逗号"
        report.error("E001", f"各格之间用的是{parted[0]}", cure, at=place)
        return True
    if any(closest(heading, known) for heading in written):
        return False
    report.error(
        "E002", "第一行不是表头", f"第一行写：{','.join(known)}；表格标题、单位说明等各行请删去", at=place
    )
    return True


def _heading_problem(heading: str, known: list[str], found: list[str]) -> tuple[str, str] | None:
    """What is wrong with a column's heading, and the cure."""
    if not heading:
        return "这一列没有列名", f"删去空列，或写上列名：{'、'.join(known)}"
    if heading not in known:
        return f"不认识的列名「{heading}」", cure_for(heading, known, "列名")
    if heading in found:
        return f"列名「{heading}」出现了两次", "只保留一列"
    return None


def _document(row: list[Field], headings: list[str], report: Report) -> Document | None:
    """One row by headings; None when it is blank or its cells cannot be told apart."""
    if not any(field.text.strip() for field in row):
        return None
    start = Place(report.file, row[0].line, row[0].column)
    stray = next((field for field in row if field.stray), None)
    if stray is not None:
        place = Place(report.file, stray.line, stray.column)
        cure = "整格用一对英文双引号；格子里的英文双引号写两个，或改用中文引号“”"
        report.error("E001", "英文双引号后面还有文字", cure, at=place)
        return None
    if len(row) < len(headings) or any(field.text.strip() for field in row[len(headings) :]):
        message = f"这一行有 {len(row)} 格，表头有 {len(headings)} 格"
        cure = "检查是否少写或多写了英文逗号；文字里有英文逗号时，给整格加上英文双引号"
        report.error("E001", message, cure, at=start)
        return None
    values: dict[str, str | None] = {}
    marks: dict[KeyPath, tuple[int, int]] = {(): (row[0].line, 1)}
    for heading, field in zip(headings, row, strict=False):
        if not heading:
            continue
        where = Place(report.file, field.line, field.column, heading)
        text = seen_value(field.text, f"「{heading}」", where, report).strip()
        if len(text) > MAX_TEXT:
            report.error("S005", f"这一格有 {len(text)} 字", f"压缩到 {MAX_TEXT} 字以内", at=where)
            return None
        marks[(heading,)] = (field.line, field.column)
        values[heading] = text or None
    return Document(values, Origin(report.file, marks))
