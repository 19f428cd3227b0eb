"""Findings as pages show them: rule, clause, since when, and the county's answers."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from generator import rules
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.plan import Response


class FindingLine(NamedTuple):
    """One finding in one line."""

    code: str
    title: str
    message: str
    clause: str
    since: date | None
    project: str
    responses: tuple[Response, ...]
    """The county's published answers, shown beside the finding; they never hide it."""
    terms: tuple[str, ...] = ()

    @property
    def rule_url(self) -> str:
        return f"rules.html#{self.code.lower()}"


def finding_lines(findings: Iterable[Finding], county: CountyDisclosure) -> tuple[FindingLine, ...]:
    return tuple(_line(finding, county) for finding in findings)


def answers(finding: Finding, responses: Collection[Response], code: str, name: str) -> tuple[Response, ...]:
    """Returns a county's answers to a finding; an answer about the whole county names its code or its name."""
    if not responses:
        return ()
    subjects = {finding.project} if finding.project else {code, name}
    return tuple(answer for answer in responses if answer.rule == finding.code and answer.subject in subjects)


def _line(finding: Finding, county: CountyDisclosure) -> FindingLine:
    entry = rules.find(finding.code)
    title = entry.title if entry else ""
    return FindingLine(
        finding.code,
        title,
        finding.message,
        finding.clause,
        finding.since,
        finding.project,
        answers(finding, county.plan.responses, county.code, county.county.name),
        finding.terms,
    )
