"""The same findings for people and for machines."""

import json

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules.reports import format_findings

FINDINGS = (
    Finding(
        "F102",
        Severity.FINDING,
        "合计超过",
        Place("counties/210198/county.yaml", 3, 7, "专项资金"),
        "核对",
        "四",
    ),
    Finding("E004", Severity.ERROR, "a|b\n100%", Place("counties/210198/a,b:c.csv", 2, 9), "改正"),
    Finding("E008", Severity.NOTICE, "临时文件", Place("x"), "删去"),
)


def test_text() -> None:
    text = format_findings(FINDINGS, "text")
    assert "第3行第7列「专项资金」 发现 F102 合计超过（依据：四）" in text
    assert "怎么改：核对" in text
    assert text.endswith("1 个错误，1 项发现，1 条提示。")
    assert "\033[" in format_findings(FINDINGS, "text", colour=True)
    assert format_findings((), "text") == "没有发现问题。"


def test_github_annotations_are_escaped() -> None:
    lines = format_findings(FINDINGS, "github").split("\n")
    assert (
        "::error file=content_data/counties/210198/a%2Cb%3Ac.csv,title=E004,line=2,col=9::a|b%0A100%25。怎么改：改正"
        in lines
    )
    assert any(line.startswith("::warning ") for line in lines)
    assert any(line.startswith("::notice ") for line in lines)


def test_markdown_cells_stay_cells() -> None:
    text = format_findings(FINDINGS, "markdown")
    assert "a\\|b 100%" in text
    assert all(line.count(" | ") == 4 for line in text.split("\n") if line.startswith("| counties"))


def test_json_and_sarif_hold_every_finding() -> None:
    listed = json.loads(format_findings(FINDINGS, "json"))["findings"]
    assert [item["code"] for item in listed] == ["E004", "F102", "E008"]
    assert listed[1] | {"line": 3, "column": 7, "clause": "四"} == listed[1]
    log = json.loads(format_findings(FINDINGS, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
