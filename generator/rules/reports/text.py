"""Findings as text: grouped by file, with a summary line."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from generator.model.finding import Finding, Severity

_COLOURS = {Severity.ERROR: "31", Severity.FINDING: "33", Severity.NOTICE: "36"}


def format_text(findings: Iterable[Finding], *, colour: bool) -> str:
    """Findings in the order of the files: where, what, how to mend it."""
    ordered = sorted(findings, key=lambda finding: (finding.place, finding.code, finding.message))
    blocks = []
    for file, group in groupby(ordered, key=lambda finding: finding.place.file):
        lines = [_paint(file or "（全省）", "1", colour)]
        for finding in group:
            lines += _lines(finding, colour)
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, summary(ordered)])


def summary(findings: Iterable[Finding]) -> str:
    """「12 个错误，34 项发现，3 条提示」."""
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return "没有发现问题。"
    return f"{counts[Severity.ERROR]} 个错误，{counts[Severity.FINDING]} 项发现，{counts[Severity.NOTICE]} 条提示。"


def _lines(finding: Finding, colour: bool) -> list[str]:
    place = finding.place
    where = (
        f"第{place.line}行" + (f"第{place.column}列" if place.column else "") if place.line else "整个文件"
    )
    label = f"「{place.label}」" if place.label else ""
    tag = _paint(f"{finding.severity.label} {finding.code}", _COLOURS[finding.severity], colour)
    clause = f"（依据：{finding.clause}）" if finding.clause else ""
    return [f"  {where}{label} {tag} {finding.message}{clause}", f"    怎么改：{finding.cure}"]


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if colour else text
