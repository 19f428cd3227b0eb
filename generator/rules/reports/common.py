"""What the report formats share: the order of findings, where files stand, text that cannot play tricks."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from generator.model.finding import Finding, Severity

CONTENT = "content_data/"
"""Where the named files stand, seen from the root of the repository."""

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def in_order(findings: Iterable[Finding], first: Collection[str] = ()) -> list[Finding]:
    """Findings in the order of the files, lines and codes; those of the counties ``first`` before all others."""
    return sorted(
        findings,
        key=lambda finding: (finding.county not in first, finding.place, finding.code, finding.message),
    )


def by_weight(findings: Iterable[Finding], first: Collection[str] = ()) -> list[Finding]:
    """The same, errors before findings and findings before remarks."""
    order = list(Severity)
    return sorted(in_order(findings, first), key=lambda finding: order.index(finding.severity))


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


def counted(findings: Iterable[Finding]) -> str:
    """「3 个错误、117 项发现」: what there is any of."""
    counts = count(findings)
    words = {Severity.ERROR: "个错误", Severity.FINDING: "项发现", Severity.NOTICE: "条提示"}
    return "、".join(f"{number} {words[severity]}" for severity, number in counts.items() if number)


def one_line(text: str) -> str:
    """A text on one line, with what no eye sees made visible.

    Messages quote what a county wrote; no terminal sequence and no turned-round text may come through with it.
    """
    return _INVISIBLE.sub("\ufffd", " ".join(text.split()))


def advice(finding: Finding) -> str:
    """Message and cure as running text."""
    return f"{finding.message.rstrip('。')}。怎么改：{finding.cure}"
