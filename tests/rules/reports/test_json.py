"""JSON for programs, and the schema that is handed out with it."""

import json
from pathlib import Path

import jsonschema

from generator.rules.reports import format_json, report_schema
from tests.rules.reports.samples import ALL, PROVINCE

SCHEMA = Path(__file__).parents[3] / "docs/check-report.schema.json"


def test_a_finding_keeps_every_part() -> None:
    report = json.loads(format_json(ALL))
    assert report["summary"] == {"error": 1, "finding": 1, "notice": 1}
    assert [item["code"] for item in report["findings"]] == ["E008", "E004", "G102"]
    assert report["findings"][2] == {
        "code": "G102",
        "severity": "finding",
        "message": "完成时限 2022-03-31，已超过 91 天，进度 65%，仍未基本完成",
        "cure": "抓紧完成",
        "clause": "五（三）",
        "file": "counties/210198/projects/01.yaml",
        "line": 12,
        "column": 7,
        "sheet": "",
        "row": 0,
        "cell": "",
        "label": "完成时限",
        "county": "210198",
        "project": "210198-2020-01",
        "since": "2022-04-01",
        "terms": ["65%"],
    }
    assert report["findings"][0]["since"] is None


def test_reports_keep_to_the_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for findings in ((), ALL, (PROVINCE,)):
        validator.validate(json.loads(format_json(findings)))
    broken = json.loads(format_json(ALL)) | {"summary": {}}
    assert not validator.is_valid(broken)


def test_the_schema_handed_out_is_the_one_in_force() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == report_schema()
