"""Limits of a Markdown text, so that parsing and rendering it stay in proportion to its size (S005).

Table rows are filled up to the width of the head, and each ``>`` at the start of a line nests another block: a few
characters could cost minutes and megabytes. Both are counted before the text is parsed.
"""

import re
from collections.abc import Sequence

from generator.intake.screening.report import Report
from generator.model.place import Place

MAX_DEPTH = 20
"""Blocks, or emphases, one inside another."""
MAX_CELLS = 5_000
"""Cells of one table, empty ones counted."""
_LINE_START = re.compile(r"(?:[ \t]*(?:[>+*-]|[0-9]{1,9}[.)]))*")
_BELOW_HEAD = re.compile(r"[ \t>]*[|:-][ \t|:-]*")


def is_within_limits(lines: Sequence[str], first_line: int, report: Report) -> bool:
    """Whether a text may be parsed; S005 for the first line beyond a limit.

    Lines of code count like any other, and lines right below a table count as its rows.
    """
    columns = cells = head = 0
    for number, line in enumerate(lines, first_line):
        if line.count(">") > MAX_DEPTH and _LINE_START.findall(line)[0].count(">") > MAX_DEPTH:
            report_depth(number, report)
            return False
        if not line.strip(" \t>"):
            columns = 0
        elif columns:
            cells += columns
        elif "-" in line and ("|" in line or ":" in line) and _BELOW_HEAD.fullmatch(line):
            columns, head = line.strip(" \t>|").count("|") + 1, number - 1
            cells = 2 * columns
        if columns and cells > MAX_CELLS:
            message = f"表格超过 {MAX_CELLS} 格（空着的也算）"
            cure = "拆成几张表，或放进附件；多余的列和空行请删去"
            report.error("S005", message, cure, at=Place(report.file, max(head, first_line), 1))
            return False
    return True


def report_depth(line: int, report: Report) -> None:
    """S005 for a block that is nested too deep."""
    message = f"引用、列表或强调套了 {MAX_DEPTH} 层以上"
    report.error("S005", message, "减少层次，或删去多余的 >、- 和 *", at=Place(report.file, line, 1))
