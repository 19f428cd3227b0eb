"""Findings as text: grouped by file, with a summary line."""

from collections.abc import Iterable
from itertools import groupby

from generator.model.finding import Finding, Severity
from generator.rules.reports.common import in_order, one_line, summary
from generator.rules.reports.since import Since

_COLOURS = {Severity.ERROR: "31", Severity.FINDING: "33", Severity.NOTICE: "36"}
_BOLD = "1"


def format_text(findings: Iterable[Finding], *, colour: bool, since: Since | None = None) -> str:
    """Returns findings sorted by file: where, what, how to mend it.

    Args:
        colour: whether to use ANSI colours.
        since: the version that the check is compared with.
    """
    ordered = in_order(findings, since.counties if since else ())
    blocks = []
    for file, group in groupby(ordered, key=lambda finding: finding.place.file):
        lines = [_paint(one_line(file) or "（全省）", _BOLD, colour)]
        for finding in group:
            lines += _lines(finding, colour)
        blocks.append("\n".join(lines))
    end = f"{summary(ordered)}\n{since.line}" if since else summary(ordered)
    return "\n\n".join([*blocks, end])


def _lines(finding: Finding, colour: bool) -> tuple[str, str]:
    place = finding.place
    where = place.within or "整个文件"
    label = f"“{one_line(place.label)}”" if place.label else ""
    tag = _paint(f"{finding.severity.label} {finding.code}", _COLOURS[finding.severity], colour)
    clause = f"（依据：{finding.clause}）" if finding.clause else ""
    return (
        f"  {where}{label} {tag} {one_line(finding.message)}{clause}",
        f"    怎么改：{one_line(finding.cure)}",
    )


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if colour else text
