"""What the report formats share: order, counts, and text made safe to print."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from generator.model.finding import Finding, Severity
from generator.model.identifiers import by_number
from generator.rules.reports.together import together

CONTENT = "content_data/"
"""Folder of the files, from the root of the repository."""

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def in_order(findings: Iterable[Finding], first: Collection[str] = ()) -> list[Finding]:
    """Sorts findings by file, line and code; those of the counties ``first`` come before all others.

    Errors on the same missing thing become one, see ``together``.
    """
    return sorted(
        together(findings),
        key=lambda finding: (
            finding.county not in first,
            by_number(finding.place.file),
            finding.place,
            finding.code,
            finding.message,
        ),
    )


def by_weight(findings: Iterable[Finding], first: Collection[str] = ()) -> list[Finding]:
    """Sorts like ``in_order``, but errors before findings before notices."""
    order = list(Severity)
    return sorted(in_order(findings, first), key=lambda finding: order.index(finding.severity))


def count(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Counts findings by severity, zeros included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def summary(findings: Iterable[Finding]) -> str:
    """“12 个错误，34 项发现，3 条提示。”"""
    counts = count(findings)
    if not any(counts.values()):
        return "未发现问题。"
    return f"{counts[Severity.ERROR]} 个错误，{counts[Severity.FINDING]} 项发现，{counts[Severity.NOTICE]} 条提示。"


def counted(findings: Iterable[Finding]) -> str:
    """“3 个错误、117 项发现”: without zeros."""
    counts = count(findings)
    words = {Severity.ERROR: "个错误", Severity.FINDING: "项发现", Severity.NOTICE: "条提示"}
    return "、".join(f"{number} {words[severity]}" for severity, number in counts.items() if number)


def one_line(text: str) -> str:
    """Returns a text on one line, with invisible characters replaced by U+FFFD.

    Messages quote what a county wrote; terminal sequences and reversed text must not get through.
    """
    return _INVISIBLE.sub("\ufffd", " ".join(text.split()))


def advice(finding: Finding) -> str:
    """Returns message and cure as running text; for a table, with the row and column of the spreadsheet before it."""
    where = f"{finding.place.within}：" if finding.place.row or finding.place.sheet else ""
    return f"{where}{finding.message.rstrip('。')}。怎么改：{finding.cure}"
