"""The first look at a Markdown text passes nothing that the closer one refuses."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.screening import markdown as markdown_check
from generator.intake.screening.markdown import report_document
from generator.intake.screening.report import Report
from generator.model.finding import Finding

PIECES = st.sampled_from(
    (
        "做法\n\n",
        "# 成效\n\n",
        "<b>",
        "</b>",
        "<!-- 注 -->",
        "<",
        "`<b>`",
        "[页](https://example.gov.cn/)",
        "[页](javascript:alert(1))",
        "[页](//a.cn/)",
        "![图](a.png)",
        "![图](https://example.gov.cn/a.png)",
        "<https://example.gov.cn/>",
        "\n\n" + "> " * 21 + "深\n\n",
        "\n- 一\n",
        "\n1. 一\n",
        "&lt;a&gt;",
        "\n```\n<a>\n```\n",
    )
)


def found(text: str) -> list[Finding]:
    report = Report("cases/case.md")
    report_document(text, 1, report)
    return report.findings


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_nothing_is_passed_over(text: str) -> None:
    with patch.object(markdown_check, "_may_be_refused", return_value=True):
        closely = found(text)
    assert found(text) == closely


@pytest.mark.parametrize(
    ("text", "code"),
    [("<b>", "S001"), ("[页](javascript:a)", "S002"), ("![图](a.png)", "E004"), ("> " * 21 + "深", "S005")],
)
def test_what_is_wrong_is_said(text: str, code: str) -> None:
    assert [finding.code for finding in found(f"做法\n\n{text}\n")] == [code]
