"""Findings as a Markdown table, for a pull request's comment or a job's summary."""

import re
from collections.abc import Iterable

from generator.model.finding import Finding
from generator.rules.reports.text import summary


def format_markdown(findings: Iterable[Finding]) -> str:
    """A table in the order of the files, under the summary line."""
    ordered = sorted(findings, key=lambda finding: (finding.place, finding.code, finding.message))
    lines = [f"**{summary(ordered)}**"]
    if ordered:
        lines += ["", "| 文件 | 行 | 规则 | 问题 | 怎么改 |", "| --- | ---: | --- | --- | --- |"]
    for finding in ordered:
        place = finding.place
        row = (
            place.file,
            str(place.line or ""),
            f"{finding.severity.label} {finding.code}",
            finding.message,
            finding.cure,
        )
        lines.append("| " + " | ".join(_cell(text) for text in row) + " |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"[\\`*_\[\]<>|@#]", r"\\\g<0>", " ".join(text.split()))
