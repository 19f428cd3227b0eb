"""SARIF held against the schema of version 2.1.0 (OASIS), as SchemaStore keeps it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.model.finding import Finding
from generator.model.place import Place
from generator.rules import catalogue
from generator.rules.reports import format_sarif
from tests.rules.reports.samples import ALL, LATE, PROVINCE, UNREADABLE

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def _run(findings: tuple[Finding, ...]) -> dict[str, Any]:
    log = json.loads(format_sarif(findings))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


@pytest.mark.parametrize("findings", [(), ALL, (PROVINCE,), (LATE, PROVINCE)])
def test_logs_keep_to_the_schema(findings: tuple[Finding, ...]) -> None:
    assert len(_run(findings)["results"]) == len(findings)


def test_the_validator_sees_what_is_wrong() -> None:
    log = json.loads(format_sarif(ALL))
    log["runs"][0]["results"][0]["level"] = "finding"
    assert not VALIDATOR.is_valid(log)


def test_levels_rules_and_regions() -> None:
    run = _run(ALL)
    assert [result["level"] for result in run["results"]] == ["note", "error", "warning"]
    late = run["results"][2]
    assert late["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content_data/counties/210198/projects/01.yaml"},
                "region": {"startLine": 12, "startColumn": 7},
            }
        }
    ]
    whole_file = run["results"][0]["locations"][0]["physicalLocation"]
    assert "region" not in whole_file


def test_file_names_are_uris() -> None:
    location = _run((UNREADABLE,))["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == (
        "content_data/counties/210198/a%2Cb%3Ac%20%E9%99%84%E4%BB%B6.csv"
    )


def test_results_point_at_their_rules_even_unknown_ones() -> None:
    run = _run((LATE, PROVINCE))
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["Z999", "G102"]
    assert [rule["id"] for rule in rules] == [*(entry.code for entry in catalogue()), "Z999"]
    late = next(rule for rule in rules if rule["id"] == "G102")
    assert late["properties"] == {"clause": "五（三）", "tags": ["进度"]}
    assert late["defaultConfiguration"] == {"level": "warning"}


def test_fingerprints_stay_while_lines_and_days_move() -> None:
    def fingerprint(finding: Finding) -> str:
        (result,) = _run((finding,))["results"]
        return str(result["partialFingerprints"]["gongkai/v1"])

    place = Place(LATE.place.file, 99, 3, LATE.place.label)
    moved = LATE._replace(place=place, message=LATE.message.replace("91 天", "92 天"))
    assert fingerprint(moved) == fingerprint(LATE)
    assert fingerprint(LATE._replace(project="210198-2020-02")) != fingerprint(LATE)
