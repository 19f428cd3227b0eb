"""Findings as JSON, for programs.

docs/check-report.schema.json is made from the classes below and shows their docstrings, which are therefore in Chinese.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from generator.model.finding import Finding, Severity
from generator.rules.reports.common import count, in_order
from generator.rules.reports.since import Since


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """一条问题。"""

    code: Annotated[
        str, Field(description="规则代码，用 gongkai explain 代码 看说明", pattern=r"^[A-Z]\d{3}$")
    ]
    severity: Annotated[
        Literal["error", "finding", "notice"],
        Field(description="error 错误：记录不能发布；finding 发现：与记录一同公布；notice 提示：只给提交人"),
    ]
    message: Annotated[str, Field(description="哪里不对")]
    cure: Annotated[str, Field(description="怎么改")]
    clause: Annotated[
        str, Field(description="依据：通知的条款、法规或本栏目的约定；只是核对数字、日期的为空")
    ]
    file: Annotated[str, Field(description="文件，相对于 content_data/，如 counties/210197/county.yaml")]
    line: Annotated[int, Field(description="行，从 1 起；0 表示整个文件", ge=0)]
    column: Annotated[int, Field(description="列，从 1 起，按字符计；0 表示整行", ge=0)]
    sheet: Annotated[str, Field(description="工作表；不在工作簿里的为空")]
    row: Annotated[int, Field(description="表格软件里的行号，从 1 起；0 表示不是表格里的一行", ge=0)]
    cell: Annotated[
        str, Field(description="表格软件里的列，如 C；空表示整行，或者不是表格", pattern="^[A-Z]*$")
    ]
    label: Annotated[str, Field(description="所在的栏目，如 验收 › 日期")]
    county: Annotated[str, Field(description="六位行政区划代码，全省性的问题为空")]
    project: Annotated[str, Field(description="项目编号，不涉及具体项目的为空")]
    since: Annotated[
        str | None,
        Field(description="从哪一天起，无法确定的为 null", json_schema_extra={"format": "date"}),
    ]
    terms: Annotated[list[str], Field(description="依据的字词或数字")]


@dataclass(frozen=True, slots=True)
class Summary:
    """各级问题的条数。"""

    error: Annotated[int, Field(ge=0)]
    finding: Annotated[int, Field(ge=0)]
    notice: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class Compared:
    """与之比较的版本（--changed-from）。"""

    commit: Annotated[str, Field(description="提交")]
    counties: Annotated[list[str], Field(description="文件有改动的示范县，六位行政区划代码")]
    standing: Annotated[Summary, Field(description="当时已有、未列在 findings 里的")]


@dataclass(frozen=True, slots=True)
class Report:
    """gongkai check --format json 的输出。"""

    summary: Summary
    since: Annotated[Compared | None, Field(description="与之比较的版本；未比较时为 null")]
    findings: Annotated[list[ReportedFinding], Field(description="按文件、行、列、规则代码排列")]


def format_json(findings: Iterable[Finding], *, since: Since | None = None) -> str:
    """Returns a ``Report`` as JSON text; file names are relative to content_data/."""
    ordered = in_order(findings, since.counties if since else ())
    report = Report(
        _summary(ordered),
        Compared(since.commit, list(since.counties), _summary(since.standing)) if since else None,
        [reported(finding) for finding in ordered],
    )
    return json.dumps(asdict(report), ensure_ascii=False, indent=2)


def _summary(findings: Iterable[Finding]) -> Summary:
    counts = count(findings)
    return Summary(counts[Severity.ERROR], counts[Severity.FINDING], counts[Severity.NOTICE])


def report_schema() -> str:
    """Returns the JSON Schema (2020-12) of ``Report``, the text of docs/check-report.schema.json."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(Report).json_schema(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def reported(finding: Finding) -> ReportedFinding:
    """Returns a finding as reports hold it."""
    place = finding.place
    return ReportedFinding(
        code=finding.code,
        severity=finding.severity.value,
        message=finding.message,
        cure=finding.cure,
        clause=finding.clause,
        file=place.file,
        line=place.line,
        column=place.column,
        sheet=place.sheet,
        row=place.line if place.sheet else place.row,
        cell=place.column_letters,
        label=place.label,
        county=finding.county,
        project=finding.project,
        since=finding.since.isoformat() if finding.since else None,
        terms=list(finding.terms),
    )
