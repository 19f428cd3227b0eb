"""Findings as SARIF 2.1.0, the exchange format of code scanners, with the catalogue as rule metadata."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from generator.model.finding import Finding, Severity
from generator.rules.base import FAMILIES, Rule
from generator.rules.reports.common import CONTENT, advice, in_order
from generator.rules.run import catalogue

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.FINDING: "warning", Severity.NOTICE: "note"}
_FINGERPRINT = "gongkai/v1"


def format_sarif(findings: Iterable[Finding], *, root: str = CONTENT) -> str:
    """Returns one SARIF run, results sorted by file; ``root`` is put before every file name."""
    ordered = in_order(findings)
    known = {entry.code: _metadata(entry) for entry in catalogue()}
    rules = known | {found.code: {"id": found.code} for found in ordered if found.code not in known}
    numbers = {code: number for number, code in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "gongkai", "language": "zh-CN", "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, numbers, root) for finding in ordered],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _metadata(entry: Rule) -> dict[str, Any]:
    return {
        "id": entry.code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.explanation},
        "help": {"text": f"怎么改：{entry.cure}"},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"clause": entry.basis.text, "tags": [FAMILIES[entry.family]]},
    }


def _result(finding: Finding, numbers: Mapping[str, int], root: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": advice(finding)},
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding)},
    }
    if finding.place.file:
        result["locations"] = [{"physicalLocation": _location(finding, root)}]
    return result


def _location(finding: Finding, root: str) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(root + finding.place.file)}}
    if finding.place.line:
        region = {"startLine": finding.place.line}
        if finding.place.column:
            region["startColumn"] = finding.place.column
        location["region"] = region
    return location


def _fingerprint(finding: Finding) -> str:
    """Returns a digest that stays when lines move and days pass: of rule, file, field, record and terms."""
    parts = (finding.code, finding.place.file, finding.place.label, finding.project, *finding.terms)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
