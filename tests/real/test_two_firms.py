"""One project with contracts of two companies: both have a page, a feed and their name in the search."""

from pathlib import Path

import pytest

from generator.views.contractor import contractor_views
from generator.views.events_county import county_events
from generator.views.search import county_part
from tests.real.entered import P1, Entered, entered

USCC = "91210997MA00020723"
PROJECT = f"项目编号: {P1}\n项目名称: 站点\n支持方向: 工业品下乡\n状态: 在建\n扶持资金额度: 50\n"
CONTRACTS = """合同:
  - 合同编号: 一号
    合同金额: 30
    合同日期: 2021-03-01
    承办单位: {名称: 甲公司}
    涉及项目: [{项目编号: %s, 金额: 30}]
  - 合同编号: 二号
    合同金额: 20
    合同日期: 2021-03-05
    承办单位: {名称: 乙公司%s}
    涉及项目: [{项目编号: %s, 金额: 20}]
"""


def two(folder: Path, more: str = "", lead: str = "") -> Entered:
    files = {"projects/01.yaml": PROJECT + lead, "contracts.yaml": CONTRACTS % (P1, more, P1)}
    return entered(folder, files)


def test_the_second_company_has_a_page_with_its_contract_alone(tmp_path: Path) -> None:
    found = two(tmp_path)
    assert found.errors == []
    views = {view.name: view for view in contractor_views(found.drawn().summary.projects)}
    assert {name: (view.contracts.number, view.contracts.total) for name, view in views.items()} == {
        "甲公司": (1, 30),
        "乙公司": (1, 20),
    }
    assert (views["甲公司"].subsidy, views["乙公司"].subsidy) == (50, 0)
    assert f"- 承办单位：[乙公司](../contractors/{views['乙公司'].key}.html)" in found.page(f"projects/{P1}")
    assert "联合体成员" not in found.page(f"projects/{P1}")


def test_it_is_told_of_the_projects_events_and_found(tmp_path: Path) -> None:
    found = two(tmp_path)
    keys = {view.key for view in contractor_views(found.drawn().summary.projects)}
    events = [event for event in county_events(found.county) if event.project == P1]
    assert events
    assert all(set(event.contractor_keys) == keys for event in events)
    (record,) = [one for one in county_part(found.county).records if one.id == P1]
    assert "乙公司" in [text for _, text in record.fields]


@pytest.mark.parametrize(
    ("more", "lead", "names"),
    [
        (f", 统一社会信用代码: {USCC}", "承办单位: {名称: 乙公司}\n", ["乙公司", "甲公司"]),
        ("", f"承办单位: {{名称: 乙公司, 统一社会信用代码: {USCC}}}\n", ["乙公司", "甲公司"]),
        (", 联合体: [{名称: 丙公司}]", "", ["丙公司", "乙公司", "甲公司"]),
        ("", "承办单位: {名称: 甲公司, 联合体: [{名称: ' 乙 公司'}]}\n", ["乙 公司", "甲公司"]),
        ("", "承办单位: {名称: 丁公司}\n", ["丁公司", "乙公司", "甲公司"]),
    ],
)
def test_one_company_has_one_page(tmp_path: Path, more: str, lead: str, names: list[str]) -> None:
    found = two(tmp_path, more, lead)
    assert found.errors == []
    assert sorted(view.name for view in contractor_views(found.drawn().summary.projects)) == sorted(names)


def test_a_project_of_one_company_is_as_before(tmp_path: Path) -> None:
    one = CONTRACTS.split("  - 合同编号: 二号", maxsplit=1)[0] % P1
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "contracts.yaml": one})
    assert [view.name for view in contractor_views(found.drawn().summary.projects)] == ["甲公司"]
    assert "承办单位：" not in found.page(f"projects/{P1}")


def test_a_withdrawn_project_names_it_without_a_link(tmp_path: Path) -> None:
    gone = "撤回: {日期: 2022-05-01, 原因: 重复报送}\n"
    found = two(tmp_path, lead=gone)
    assert found.errors == []
    assert "- 承办单位：乙公司\n" in found.page(f"projects/{P1}")
