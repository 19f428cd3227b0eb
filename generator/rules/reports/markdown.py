"""Findings as a Markdown table, for a pull request's comment or a job's summary."""

import re
from collections.abc import Callable, Iterable

from generator.model.finding import Finding
from generator.model.place import Place
from generator.rules.reports.common import by_weight, one_line, summary
from generator.rules.reports.since import Since

MAX_CHARACTERS = 60_000
"""A comment on GitHub holds 65 536 characters; the table ends before that and says how many rows were left out."""

_COLUMNS: tuple[tuple[str, str, Callable[[Finding], str]], ...] = (
    ("文件", "---", lambda finding: finding.place.file),
    ("行", "---:", lambda finding: row_of(finding.place)),
    ("规则", "---", lambda finding: f"{finding.severity.label} {finding.code}"),
    ("问题", "---", lambda finding: finding.message),
    ("怎么改", "---", lambda finding: finding.cure),
)
"""Heading, alignment, and text of the cell."""
_GUARD = "&#8288;"
"""A word joiner: keeps @name, #12 and addresses from becoming mentions, references and links."""


def format_markdown(findings: Iterable[Finding], *, since: Since | None = None) -> str:
    """Returns a summary line and a table, errors first, then by file."""
    ordered = by_weight(findings, since.counties if since else ())
    lines = [f"**{summary(ordered)}**"]
    if since:
        lines += ["", since.line]
    if not ordered:
        return lines[0]
    lines += ["", table_line(title for title, _, _ in _COLUMNS), table_line(side for _, side, _ in _COLUMNS)]
    length = sum(len(line) + 1 for line in lines)
    for shown, finding in enumerate(ordered):
        row = table_line(cell(write(finding)) for _, _, write in _COLUMNS)
        length += len(row) + 1
        if length > MAX_CHARACTERS:
            lines += ["", f"另有 {len(ordered) - shown} 条未列出，运行 gongkai check 可以看到全部。"]
            break
        lines.append(row)
    return "\n".join(lines)


def row_of(place: Place) -> str:
    """The line of a file; in a table, the row and column of the spreadsheet."""
    return place.within if place.row or place.sheet else str(place.line or "")


def table_line(cells: Iterable[str]) -> str:
    """Returns a row of a table, given the escaped texts of its cells."""
    return f"| {' | '.join(cells)} |"


def cell(text: str) -> str:
    """Escapes a text: no markup, no further cell, no mention, no link."""
    plain = re.sub(r"[\\`*_\[\]<>|~&]", r"\\\g<0>", one_line(text))
    return re.sub(r"(?i)(?<=[@#])|(?<=:)(?=//)|(?<=www)(?=\.)", _GUARD, plain)
