"""What all formats have in common."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules.reports import format_findings
from generator.rules.reports.common import one_line, summary
from tests.rules.reports.samples import ALL, LATE, REMARK

FORMS = ("text", "github", "markdown", "json", "sarif")


@pytest.mark.parametrize("form", FORMS)
def test_the_order_handed_in_makes_no_difference(form: str) -> None:
    shuffled = list(ALL)
    random.Random(3).shuffle(shuffled)
    assert format_findings(shuffled, form) == format_findings(ALL, form)


@pytest.mark.parametrize("form", FORMS)
def test_every_finding_is_said(form: str) -> None:
    text = format_findings(ALL, form)
    assert all(finding.code in text and finding.cure in text for finding in ALL)


def test_the_summary_counts_each_severity() -> None:
    assert summary([LATE] * 34 + [REMARK] * 3) == "0 个错误，34 项发现，3 条提示。"
    assert summary(()) == "未发现问题。"


@given(st.text())
def test_one_line_holds_nothing_that_steers_a_terminal(text: str) -> None:
    shown = one_line(text)
    assert not any(ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 for sign in shown)
    assert not set(shown) & set("\u202e\u2066\u200b\ufeff\u2028\n")


def test_hostile_text_stays_on_its_line_in_the_terminal() -> None:
    hostile = Finding(
        "E004", Severity.ERROR, "\033[2J清屏\n第二行\u202e", Place("a\033b.csv", 1, 1, "x\r"), "改"
    )
    text = format_findings([hostile], "text")
    assert "\033" not in text
    assert "\u202e" not in text
    assert len(text.split("\n")) == 5
