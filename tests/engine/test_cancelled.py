"""Where a contractor was cancelled is read as the county itself is: with what is answered for and what is taken back."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine.steps.whole_portal import check_portal
from tests.intake.conftest import COUNTY, PROJECT, SITE, write
from tests.support.project import build, project, tree

AS_OF = date(2022, 6, 30)
CARD, MOBILE = "6222021234567895556", "13812345678"
CONTRACTOR = "承办单位:\n  名称: 甲公司\n  统一社会信用代码: 91110000600037341L\n"
CANCELLED = "取消:\n  日期: 2022-03-01\n  原因: 未开工\n"


def cancelled(code: str, year: int, text: str) -> str:
    written = PROJECT.format(code=code, number="90").replace("-2020-", f"-{year}-").replace("在建", "已取消")
    return f"{written}{CONTRACTOR}{CANCELLED}建设内容: {text}\n"


def under_way(code: str, year: int) -> str:
    return PROJECT.format(code=code, number="90").replace("-2020-", f"-{year}-") + CONTRACTOR


def answer(file: str) -> str:
    return f"不含个人信息:\n  - {{记录: {file}, 栏目: 建设内容, 值: '{CARD}', 说明: 已向财政局核实}}\n"


DECLARED = {
    "answered for": (f"账号{CARD}", "not-private.yaml", answer("counties/210197/projects/90.yaml")),
    "taken back": (
        f"联系{MOBILE}",
        "redactions.yaml",
        "依法隐去:\n  - {日期: 2022-06-01, 记录: 210197-2020-90, 栏目: 建设内容, 提交: 0123abcd, 依据: 本人申请}\n",
    ),
}


def found(root: Path) -> list[str]:
    findings = check_portal(root, AS_OF, AS_OF).findings
    return [item.message for item in findings if item.code == "B103" and item.county == "210198"]


@pytest.mark.parametrize("how", DECLARED)
def test_a_cancelled_project_counts_elsewhere_as_it_stands_in_its_county(tmp_path: Path, how: str) -> None:
    text, file, declared = DECLARED[how]
    root = tmp_path / "content_data"
    write(root / "site.yaml", SITE)
    for code in ("210197", "210198"):
        write(root / f"counties/{code}/county.yaml", COUNTY.format(code=code))
    write(root / "counties/210197/projects/90.yaml", cancelled("210197", 2020, text))
    write(root / "counties/210198/projects/90.yaml", under_way("210198", 2020))
    assert found(root) == []  # the project is in error, nothing of it is told
    write(root / file, declared)
    (message,) = found(root)
    assert "210197-2020-90" in message
    assert CARD not in message
    assert MOBILE not in message


def test_a_county_in_error_takes_no_part_in_the_findings_of_others(tmp_path: Path) -> None:
    root = tmp_path / "content_data"
    write(root / "site.yaml", SITE)
    for code in ("210197", "210198"):
        write(root / f"counties/{code}/county.yaml", COUNTY.format(code=code))
    write(root / "counties/210197/projects/90.yaml", cancelled("210197", 2020, "仓储"))
    write(root / "counties/210198/projects/90.yaml", under_way("210198", 2020))
    assert len(found(root)) == 1
    write(root / "counties/210197/county.yaml", COUNTY.format(code="210197") + "多余: 1\n")
    assert found(root) == []


def test_a_build_that_goes_on_from_another_knows_what_was_declared_since(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", ("210197", "210396"))
    content = folder / "content_data"
    own, other = "counties/210197/projects/90.yaml", "counties/210396/projects/90.yaml"
    write(content / own, cancelled("210197", 2020, f"账号{CARD}"))
    write(content / other, under_way("210396", 2020))
    assert build(folder) == 0
    page = folder / "site/projects/210396-2020-90.html"
    assert "B103" not in page.read_text("utf-8")
    write(content / "not-private.yaml", answer(own))
    assert build(folder) == 0
    assert "B103" in page.read_text("utf-8")
    assert build(folder, tmp_path / "anew") == 0
    assert tree(folder / "site") == tree(tmp_path / "anew")
