"""Disclosure and findings over all counties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator import rules
from generator.model.money import share
from generator.rules.base import FAMILIES, Rule
from generator.rules.checklist import ChecklistItem, Disclosed
from generator.views.summary import CountySummary


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One county's items of clause 六 and the share fully disclosed, %."""

    name: str
    url: str
    items: tuple[ChecklistItem, ...]
    disclosed: int
    due: int
    share: Decimal | None
    findings: int
    updated: date | None


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding with where it is shown."""

    county: str
    url: str
    message: str
    since: date | None


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """All findings of one rule."""

    rule: Rule
    lines: tuple[FoundLine, ...]


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """Findings of one family, one count a county."""

    family: str
    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class ComplianceView:
    titles: tuple[str, ...]
    """Titles of the items, in the order of each line's items."""
    counties: tuple[MatrixLine, ...]
    """Most disclosed first; fewer findings decide between equals."""
    names: tuple[str, ...]
    """Counties in the order of the family counts."""
    families: tuple[FamilyCount, ...]
    found: tuple[RuleFindings, ...]
    total: int
    unexamined: tuple[Rule, ...]
    """Rules that had no change record to look at."""


def compliance_view(summaries: Sequence[CountySummary]) -> ComplianceView:
    """Who discloses what, and what the rules found."""
    lines = [_line(summary) for summary in summaries]
    ranked = sorted(lines, key=lambda line: (-(line.share or Decimal(0)), line.findings, line.name))
    first = summaries[0].checklist if summaries else ()
    return ComplianceView(
        titles=tuple(item.title for item in first),
        counties=tuple(ranked),
        names=tuple(summary.name for summary in summaries),
        families=_families(summaries),
        found=tuple(_found(rule, summaries) for rule in rules.catalogue() if _count(rule, summaries)),
        total=sum(len(summary.findings) for summary in summaries),
        unexamined=tuple(rule for rule in rules.catalogue() if rule.needs_history),
    )


def _line(summary: CountySummary) -> MatrixLine:
    due = [item for item in summary.checklist if item.state is not Disclosed.NOT_DUE]
    disclosed = sum(item.state is Disclosed.FULLY for item in due)
    return MatrixLine(
        summary.name,
        summary.url,
        summary.checklist,
        disclosed,
        len(due),
        share(Decimal(disclosed), Decimal(len(due))),
        len(summary.findings),
        max((event.date for event in summary.events), default=None),
    )


def _families(summaries: Sequence[CountySummary]) -> tuple[FamilyCount, ...]:
    counters = [Counter(finding.code[0] for finding in summary.findings) for summary in summaries]
    lines = []
    for family, title in FAMILIES.items():
        counts = tuple(counter[family] for counter in counters)
        if sum(counts):
            lines.append(FamilyCount(family, title, counts, sum(counts)))
    return tuple(lines)


def _count(rule: Rule, summaries: Sequence[CountySummary]) -> int:
    return sum(finding.code == rule.code for summary in summaries for finding in summary.findings)


def _found(rule: Rule, summaries: Sequence[CountySummary]) -> RuleFindings:
    return RuleFindings(
        rule,
        tuple(
            FoundLine(
                summary.name,
                f"projects/{finding.project}.html" if finding.project else summary.url,
                finding.message,
                finding.since,
            )
            for summary in summaries
            for finding in summary.findings
            if finding.code == rule.code
        ),
    )
