"""Rows of tables of open data that are no records with files or ledgers of their own: batches, their money, findings."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from generator import rules
from generator.model.days import in_sentence
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Degree, DutyOf, Finding
from generator.model.plan import Response
from generator.model.project import PayeeRelation, Project
from generator.render.data_table import NOTHING, Row, by_column, cell_of, id_of
from generator.render.table_columns import Column, Kind
from generator.views.findings import answers
from generator.views.summary import CountySummary

OPEN, ANSWERED = "未改正", "未改正，已答复"
"""What became of a finding; one that was mended is listed no more."""
FINDING_COLUMNS = (
    Column("rule", Response.label_of("rule"), note="规则的编号，见规则目录", is_needed=True),
    Column("rule_title", "规则的名称"),
    Column("degree", "程度", choices=(Degree.MAJOR.value, Degree.ORDINARY.value)),
    Column("message", "发现的问题", is_needed=True),
    Column("project", Project.label_of("id"), note="空的是全县的或者几个项目的", refers="projects"),
    Column("projects", "涉及的几个项目"),
    Column("since", "自哪一天起", Kind.DAY, "空的是不能确定"),
    Column("duty_of", "由谁负责", note="由市、省负责的不计入示范县的发现", choices=tuple(one.value for one in DutyOf)),
    Column("basis", PayeeRelation.label_of("basis"), note="《通知》的条款、法规或者本栏目的约定；空的是只核对数字、日期"),
    Column("state", "改正情况", note="改正以后不再列出", choices=(OPEN, ANSWERED), is_needed=True),
    Column("answered", "最近一次答复的日期", Kind.DAY),
)  # fmt: skip


def batch_id(county: CountyDisclosure, cohort: int) -> str:
    return id_of(county, "batches", str(cohort))


@by_column
def batches(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for batch, told in zip(county.batches, summary.parts, strict=True):
        yield Row(county, told, batch_id(county, told.cohort), NOTHING, inside=batch.county)


def cohort(row: Row) -> tuple[str]:
    return (cell_of(row.summary.cohort),)


def batch_of_project(row: Row) -> tuple[str]:
    """The id of the batch that a project belongs to."""
    found = next(batch for batch in row.county.batches if row.id in batch.by_id)
    return (batch_id(row.county, found.county.cohort),)


@by_column
def receipts(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for batch in county.batches:
        year = batch.county.cohort
        for number, receipt in enumerate(batch.county.receipts, 1):
            id_ = id_of(county, "receipts", f"{year}/{number}")
            yield Row(county, summary, id_, receipt, batch_id(county, year), inside=batch.county)


@by_column
def sources(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for project in county.projects:
        for number, source in enumerate(project.sources, 1):
            id_ = id_of(county, "sources", f"{project.id}/{number}")
            yield Row(county, summary, id_, source, project.id, inside=project)


@by_column
def budget_lines(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    for project in county.projects:
        for number, line in enumerate(project.budget_lines, 1):
            id_ = id_of(county, "budget-lines", f"{project.id}/{number}")
            yield Row(county, summary, id_, line, project.id, inside=project)


@by_column
def findings(county: CountyDisclosure, summary: CountySummary) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for finding in (*summary.findings, *summary.of_others):
        key = f"{finding.code}/{finding.project or county.code}"
        seen[key] += 1
        id_ = id_of(county, "findings", key if seen[key] == 1 else f"{key}-{seen[key]}")
        yield Row(county, summary, id_, NOTHING, finding=finding)


def finding_cells(row: Row) -> tuple[str, ...]:
    """Writes the cells of ``FINDING_COLUMNS``."""
    finding = row.finding
    if finding is None:
        raise ValueError(f"{row.id} has no finding")
    title, degree, basis = _told_of_rule(finding.code)
    answered = _answered(finding, row)
    return (
        finding.code,
        title,
        degree,
        in_sentence(finding.message),
        finding.project if finding.project in row.county.by_id else "",
        cell_of(finding.projects),
        cell_of(finding.since),
        finding.duty_of.value,
        basis,
        ANSWERED if answered else OPEN,
        answered,
    )


@cache
def _told_of_rule(code: str) -> tuple[str, str, str]:
    """Its title, degree and basis."""
    entry = rules.find(code)
    return (entry.title, entry.degree.value, entry.basis.text) if entry else ("", "", "")


def _answered(finding: Finding, row: Row) -> str:
    """Returns the day of the last answer; empty if there is none."""
    county = row.county
    if not row.summary.answers:
        return ""
    given = answers(finding, row.summary.answers, county.code, county.county.name)
    return cell_of(max((answer.day for answer in given), default=None))
