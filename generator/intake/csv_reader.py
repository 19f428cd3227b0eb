"""CSV (RFC 4180) → rows with positions: line and column, in characters, of every cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.intake.document import Document, Report
from generator.intake.suggest import meant, nearest
from generator.model.base import Record
from generator.model.place import KeyPath, Origin, Place
from generator.model.types import MAX_TEXT


@dataclass(frozen=True, slots=True)
class Field:
    """One cell as written: its text without quotes and where it begins (from 1)."""

    text: str
    line: int
    column: int


class UnclosedQuoteError(ValueError):
    """A quoted cell that never ends; carries the line on which it begins."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line)
        self.line = line
        self.column = column


def scan(text: str) -> Iterator[list[Field]]:
    """The rows of a CSV text whose line ends are ``\\n``; blank lines are rows of one empty cell.

    Raises:
        UnclosedQuoteError: a quote is opened and not closed.
    """
    position, line, line_start = 0, 1, 0
    row: list[Field] = []
    while position < len(text):
        column = position - line_start + 1
        if text[position] == '"':
            cell, after, breaks = _quoted(text, position, line, column)
            row.append(Field(cell, line, column))
            if breaks:
                line += breaks
                line_start = text.rfind("\n", 0, after) + 1
            position = after
        else:
            after = _end_of_plain(text, position)
            row.append(Field(text[position:after], line, column))
            position = after
        if position < len(text) and text[position] == ",":
            position += 1
            if position == len(text) or text[position] == "\n":
                row.append(Field("", line, position - line_start + 1))
        if position >= len(text) or text[position] == "\n":
            yield row
            row = []
            position += 1
            line += 1
            line_start = position
    if row:
        yield row


def _end_of_plain(text: str, position: int) -> int:
    comma, end = text.find(",", position), text.find("\n", position)
    ends = [place for place in (comma, end) if place >= 0]
    return min(ends) if ends else len(text)


def _quoted(text: str, start: int, line: int, column: int) -> tuple[str, int, int]:
    """A quoted cell: its text, the position after it (a comma, a line end or the end), the line ends inside."""
    parts, position = [], start + 1
    while True:
        quote = text.find('"', position)
        if quote < 0:
            raise UnclosedQuoteError(line, column)
        parts.append(text[position:quote])
        if text[quote + 1 : quote + 2] == '"':
            parts.append('"')
            position = quote + 2
            continue
        break
    after = _end_of_plain(text, quote + 1)
    cell = "".join(parts) + text[quote + 1 : after]
    return cell, after, text.count("\n", start, after)


def read_csv(text: str, model: type[Record], report: Report) -> list[Document]:
    """The rows of a ledger as documents, keyed by the headings of ``model``; blank rows are passed over."""
    rows = []
    try:
        rows = list(scan(text))
    except UnclosedQuoteError as error:
        place = Place(report.file, error.line, error.column)
        report.error(
            "E001", "英文双引号没有配对，从这里起无法读取", "检查这一格的英文双引号是否成对", at=place
        )
        rows = list(_rows_before(text, error.line))
    if not rows or not any(field.text.strip() for field in rows[0]):
        report.error(
            "E002", "缺少表头", f"第一行写：{','.join(model.labels().values())}", at=Place(report.file, 1, 1)
        )
        return []
    headings = _headings(rows[0], model, report)
    if headings is None:
        return []
    return [
        document
        for row in rows[1:]
        if any(field.text.strip() for field in row)
        for document in _document(row, headings, report)
    ]


def _rows_before(text: str, line: int) -> Iterator[list[Field]]:
    """The rows above an unclosed quote, which can be read."""
    return scan("\n".join(text.split("\n")[: line - 1]))


def _headings(row: list[Field], model: type[Record], report: Report) -> list[str] | None:
    """The heading of each column; None when a key heading is missing, so that rows would make no sense."""
    known = list(model.labels().values())
    required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    found: list[str] = []
    misspelt: set[str | None] = set()
    for field in row:
        heading = field.text.strip()
        place = Place(report.file, field.line, field.column)
        if not heading:
            report.error("E003", "这一列没有列名", f"删去空列，或写上列名：{'、'.join(known)}", at=place)
        elif heading not in known:
            report.error("E003", f"不认识的列名「{heading}」", nearest(heading, known, "列名"), at=place)
            misspelt.add(meant(heading, known))
            heading = ""
        elif heading in found:
            report.error("E003", f"列名「{heading}」出现了两次", "只保留一列", at=place)
            heading = ""
        found.append(heading)
    missing = [heading for heading in required if heading not in found]
    for heading in missing:
        report.error(
            "E002", f"缺少「{heading}」一列", f"表头写成：{','.join(known)}", at=Place(report.file, 1, 1)
        )
    return None if missing else found


def _document(row: list[Field], headings: list[str], report: Report) -> Iterator[Document]:
    first = row[0]
    extra = [field for field in row[len(headings) :] if field.text.strip()]
    if len(row) < len(headings) or extra:
        message = f"这一行有 {len(row)} 格，表头有 {len(headings)} 格"
        cure = "检查是否少写或多写了英文逗号；文字里有英文逗号时，给整格加上英文双引号"
        report.error("E001", message, cure, at=Place(report.file, first.line, first.column))
        return
    values: dict[str, str | None] = {}
    marks: dict[KeyPath, tuple[int, int]] = {(): (first.line, 1)}
    for heading, field in zip(headings, row, strict=False):
        if not heading:
            continue
        text = field.text.strip()
        if len(text) > MAX_TEXT:
            where = Place(report.file, field.line, field.column, heading)
            report.error("S005", f"这一格有 {len(text)} 字", f"压缩到 {MAX_TEXT} 字以内", at=where)
            return
        marks[(heading,)] = (field.line, field.column)
        values[heading] = text or None
    yield Document(values, Origin(report.file, marks))
