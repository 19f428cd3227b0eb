"""What the report formats share: the order of findings, where files stand, text that cannot play tricks."""

import re
from collections import Counter
from collections.abc import Iterable

from generator.model.finding import Finding, Severity

CONTENT = "content_data/"
"""Where the named files stand, seen from the root of the repository."""

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the files, lines and codes."""
    return sorted(findings, key=lambda finding: (finding.place, finding.code, finding.message))


def count(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity; zero is said too."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def summary(findings: Iterable[Finding]) -> str:
    """「12 个错误，34 项发现，3 条提示。」"""
    counts = count(findings)
    if not any(counts.values()):
        return "没有发现问题。"
    return f"{counts[Severity.ERROR]} 个错误，{counts[Severity.FINDING]} 项发现，{counts[Severity.NOTICE]} 条提示。"


def one_line(text: str) -> str:
    """A text on one line, with what no eye sees made visible.

    Messages quote what a county wrote; no terminal sequence and no turned-round text may come through with it.
    """
    return _INVISIBLE.sub("\ufffd", " ".join(text.split()))


def advice(finding: Finding) -> str:
    """Message and cure as running text."""
    return f"{finding.message.rstrip('。')}。怎么改：{finding.cure}"
