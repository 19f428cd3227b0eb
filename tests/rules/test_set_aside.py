"""The province sets a rule aside for a time, with a reason that everybody can read."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine import check_portal
from generator.model.finding import Finding, Severity
from generator.rules import check_county
from generator.rules.example import scene
from tests.intake.conftest import SITE
from tests.support.one_county import one_county

ASIDE = "栏目: {暂停公开的规则: [{规则: %s, 开始日期: %s, 结束日期: %s, 理由: 报送系统停机升级}]}\n"
LATE = "截至: 2021-08-01\n"


def told(overlay: str, code: str) -> list[Finding]:
    return [one for one in check_county(scene(overlay)) if one.code == code]


@pytest.mark.parametrize(
    ("rule", "begin", "until", "is_published"),
    [
        ("V104", "2021-08-01", "2021-08-01", False),
        ("V104", "2021-07-01", "2021-12-31", False),
        ("V104", "2021-08-02", "2021-12-31", True),
        ("V104", "2021-07-01", "2021-07-31", True),
        ("G103", "2021-07-01", "2021-12-31", True),
    ],
)
def test_its_findings_are_told_to_the_submitter_alone(
    rule: str, begin: str, until: str, is_published: bool
) -> None:
    (found,) = told(LATE + ASIDE % (rule, begin, until), "V104")
    (before,) = told(LATE, "V104")
    if is_published:
        assert found == before
    else:
        assert found.severity is Severity.NOTICE
        assert found.message == f"{before.message}（至 {until} 暂停公开：报送系统停机升级）"


def test_what_it_covers_is_said_again() -> None:
    not_begun = "项目: {'01': {状态: 未开工}}\n"
    assert [told(not_begun, code) != [] for code in ("V105", "G101")] == [True, False]
    aside = not_begun + ASIDE % ("V105", "2021-06-01", "2021-12-31")
    assert told(aside, "G101")
    assert [one.severity for one in told(aside, "V105")] == [Severity.NOTICE]


ENTRY = "暂停公开的规则:\n  - 规则: %s\n    开始日期: %s\n    结束日期: 2022-12-31\n"


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        (ENTRY % ("V104", "2022-06-01") + "    理由: 停机升级\n", "", ""),
        (ENTRY % ("V104", "2022-06-01"), "E002", "理由"),
        (
            ENTRY % ("V194", "2022-06-01") + "    理由: 停机升级\n",
            "E005",
            "“V194”规则目录里未列出，是否应为 V104",
        ),
        (
            ENTRY % ("v104", "2022-06-01") + "    理由: 停机升级\n",
            "E005",
            "“v104”规则目录里未列出，是否应为 V104",
        ),
        (
            ENTRY % ("P001", "2022-06-01") + "    理由: 停机升级\n",
            "E005",
            "“P001”只告诉报送的人或者是错误，不能暂停公开",
        ),
        (
            ENTRY % ("E016", "2022-06-01") + "    理由: 停机升级\n",
            "E005",
            "“E016”只告诉报送的人或者是错误，不能暂停公开",
        ),
        (
            ENTRY % ("V104", "2023-01-01") + "    理由: 停机升级\n",
            "E011",
            "“结束日期”2022-12-31 早于“开始日期”2023-01-01",
        ),
    ],
)
def test_an_entry_says_which_rule_and_why(tmp_path: Path, entry: str, code: str, message: str) -> None:
    made = one_county(tmp_path)
    made.repository.write("site.yaml", SITE + entry)
    found = check_portal(made.repository.content, date(2022, 6, 30), date(2022, 6, 30)).findings
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == ([code] if code else [])
    assert all(message in one.message and one.place.file == "site.yaml" and one.place.line for one in errors)
