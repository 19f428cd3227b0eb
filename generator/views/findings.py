"""Findings as pages show them: rule, clause, since when, and the county's answers."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator import rules
from generator.model.days import in_sentence, iso
from generator.model.disclosure import CountyDisclosure
from generator.model.figures import WHOLE, figure
from generator.model.finding import DutyOf, Finding
from generator.model.plan import Response
from generator.rules.basis import COMPARED, Basis
from generator.views.portal import Portal

_LATER_BATCH = re.compile(r"/(batches/\d{4}/)")


class Answers(NamedTuple):
    """What one plan.yaml of a county answers."""

    below: str
    """The folder of a later batch; empty: the first."""
    responses: tuple[Response, ...]
    since: date | None
    """When they were published, if the latest version of the plan was refused."""


class Answer(NamedTuple):
    """A county's published answer to a finding."""

    day: date
    explanation: str
    since: date | None
    """As of its plan."""


class FindingLine(NamedTuple):
    """One finding in one line."""

    code: str
    title: str
    message: str
    basis: Basis
    clause_url: str
    """Address of the clause's paragraph; empty if the portal does not publish the notice."""
    since: date | None
    project: str
    responses: tuple[Answer, ...]
    """Shown beside the finding; they never hide it."""
    terms: tuple[str, ...] = ()
    duty_of: DutyOf = DutyOf.COUNTY
    degree: str = ""
    """重要 or 一般."""
    projects: tuple[str, ...] = ()
    """The projects that it counts, if it is about several."""

    @property
    def rule_url(self) -> str:
        return f"rules.html#{self.code.lower()}"


@figure(
    "核对发现问题",
    "项",
    "按规则目录核对，不符合通知或者本栏目约定的各处之和",
    counts="本县的全部公开记录；由市、省负责的另列，不计入示范县；依据的记录未通过核对的，暂不下结论，不计",
    cancelled="取消以后的办理仍核对，其余不计",
    corrected="按更正后的记录核对；记录改正后，问题随之消除",
    shown=WHOLE,
)
def finding_lines(
    findings: Iterable[Finding], county: CountyDisclosure, portal: Portal
) -> tuple[FindingLine, ...]:
    given = answers_of(county)
    return tuple(_line(finding, county, given, portal) for finding in findings)


def answers_of(county: CountyDisclosure) -> tuple[Answers, ...]:
    """Returns what each batch's plan answers; plans without an answer are left out."""
    plans = ((batch.below, batch.plan) for batch in county.batches)
    return tuple([Answers(below, plan.responses, plan.earlier) for below, plan in plans if plan.responses])


def answers(finding: Finding, given: Iterable[Answers], code: str, name: str) -> tuple[Answer, ...]:
    """Returns a county's answers to a finding; an answer about the whole county names its code or its name.

    What was found of a batch as a whole is answered by that batch's plan alone.
    """
    subjects = {finding.project} if finding.project else {code, name, *finding.projects}
    return tuple(
        [
            Answer(answer.date, answer.explanation, plan.since)
            for plan in given
            for answer in plan.responses
            if answer.rule == finding.code and answer.subject in subjects and _may_answer(plan, finding)
        ]
    )


def since_when(finding: Finding) -> date | None:
    """Returns since when it holds; None if its message says that day itself."""
    return None if finding.since is None or iso(finding.since) in finding.message else finding.since


def _may_answer(plan: Answers, finding: Finding) -> bool:
    entry = rules.find(finding.code)
    if finding.project or entry is None or not entry.per_batch:
        return True
    later = _LATER_BATCH.search(finding.place.file)
    return plan.below == (later[1] if later else "")


def _line(
    finding: Finding, county: CountyDisclosure, given: Iterable[Answers], portal: Portal
) -> FindingLine:
    entry = rules.find(finding.code)
    basis = entry.basis if entry else COMPARED
    return FindingLine(
        finding.code,
        entry.title if entry else "",
        in_sentence(finding.message),
        basis,
        portal.url_of(basis.clause),
        since_when(finding),
        finding.project,
        answers(finding, given, county.code, county.county.name),
        finding.terms,
        finding.duty_of,
        entry.degree.value if entry else "",
        finding.projects,
    )
