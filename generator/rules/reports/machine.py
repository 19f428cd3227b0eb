"""Findings for machines: GitHub workflow annotations, JSON, SARIF 2.1.0."""

import json
from collections.abc import Iterable
from typing import Any

from generator.model.finding import Finding, Severity
from generator.rules.run import catalogue

CONTENT = "content_data/"
"""Files are named relative to the repository."""
_GITHUB = {Severity.ERROR: "error", Severity.FINDING: "warning", Severity.NOTICE: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.FINDING: "warning", Severity.NOTICE: "note"}


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.place, finding.code, finding.message))


def format_github(findings: Iterable[Finding]) -> str:
    """Workflow commands, one a line: ``::error file=…,line=…,col=…,title=…::message``."""
    lines = []
    for finding in _ordered(findings):
        place = finding.place
        properties = {"file": CONTENT + place.file, "title": f"{finding.code}"}
        if place.line:
            properties["line"] = str(place.line)
            properties["col"] = str(place.column or 1)
        shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        lines.append(
            f"::{_GITHUB[finding.severity]} {shown}::{_message(f'{finding.message}。怎么改：{finding.cure}')}"
        )
    return "\n".join(lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def format_json(findings: Iterable[Finding]) -> str:
    """``{"findings": [{code, severity, message, cure, clause, file, line, column, label, county, project, since}]}``."""
    listed = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message,
            "cure": finding.cure,
            "clause": finding.clause,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "label": finding.place.label,
            "county": finding.county,
            "project": finding.project,
            "since": finding.since.isoformat() if finding.since else None,
            "terms": list(finding.terms),
        }
        for finding in _ordered(findings)
    ]
    return json.dumps({"findings": listed}, ensure_ascii=False, indent=2)


def format_sarif(findings: Iterable[Finding]) -> str:
    """SARIF 2.1.0 with the catalogue as rule metadata."""
    ordered = _ordered(findings)
    described = {entry.code: entry for entry in catalogue()}
    codes = list(dict.fromkeys([*described, *(finding.code for finding in ordered)]))
    rules = []
    for code in codes:
        metadata: dict[str, Any] = {"id": code}
        if code in described:
            entry = described[code]
            metadata["shortDescription"] = {"text": entry.title}
            metadata["fullDescription"] = {"text": entry.explanation}
            metadata["help"] = {"text": entry.cure}
        rules.append(metadata)
    run = {
        "tool": {"driver": {"name": "gongkai", "language": "zh-CN", "rules": rules}},
        "results": [_result(finding, codes) for finding in ordered],
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": CONTENT + finding.place.file}}
    if finding.place.line:
        location["region"] = {"startLine": finding.place.line, "startColumn": finding.place.column or 1}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _SARIF[finding.severity],
        "message": {"text": f"{finding.message}。怎么改：{finding.cure}"},
        "locations": [{"physicalLocation": location}],
    }
