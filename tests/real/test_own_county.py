"""What a county has of its own: a place, a notice, its telephone, its documents, a snapshot of its ledger, another province."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from generator import intake
from generator.engine.steps.county_work import check_county
from generator.engine.steps.whole_portal import ground_of
from generator.model.finding import Severity
from tests.intake.conftest import COUNTY, SITE, write
from tests.real.entered import CODE, P1, entered

PROJECT = f"""项目编号: {P1}
项目名称: 站点改造
支持方向: 物流配送
工作要求: 按月报送
状态: 在建
扶持资金额度: 100
完成时限: 2022-12-31
建设地点: 东河镇西村
备注: 分两期建设
公示期: {{开始日期: 2021-02-21, 结束日期: 2021-02-27, 公示链接: https://example.gov.cn/gs.html}}
其他责任人: [{{单位: 县商务局, 职务: 电商股股长}}]
项目链接: https://example.gov.cn/xm/01.html
相关政策文件: [zijin]
"""
POLICY = "---\n标题: 县资金办法\n文号: 县财〔2021〕1号\n发文机关: 县财政局\n发布日期: 2021-03-01\n层级: 县\n---\n\n按约定节点拨付。\n"
FILES = {
    "county.yaml": COUNTY.format(code=CODE) + "监督电话: [{号码: 024-00000009, 受理单位: 县商务局}]\n",
    "projects/01.yaml": PROJECT,
    "policies/zijin.md": POLICY,
    "snapshots.csv": f"截至,项目编号,累计拨付,累计使用,说明\n2021-11,{P1},40.00,12.00,与县财政局对账一致\n",
}


def test_it_is_read_found_sound_and_shown(tmp_path: Path) -> None:
    found = entered(tmp_path, FILES, as_of=date(2021, 12, 31))
    assert found.errors == []
    (project,) = found.county.projects
    assert project.location == "东河镇西村"
    assert [policy.number for policy in found.county.own_policies] == ["县财〔2021〕1号"]
    assert [row.paid for row in found.county.snapshots] == [Decimal(40)]
    assert found.findings("I109") == []
    page = found.page(f"projects/{P1}")
    for shown in (
        "东河镇西村",
        "分两期建设",
        "2021-02-21 至 2021-02-27",
        "电商股股长",
        "024-00000009",
        "县资金办法",
        "40.00",
    ):
        assert shown in page, shown


def test_a_county_of_another_province_is_read_like_one_of_liaoning(tmp_path: Path) -> None:
    """Its cities are those of GB/T 2260; the province is a setting."""
    root = tmp_path / "content_data"
    write(root / "site.yaml", f"{SITE}省份: 湖北省\n")
    county = COUNTY.format(code="420697").replace("沈阳", "襄阳")
    write(root / "counties/420697/county.yaml", county)
    write(
        root / "counties/420697/projects/01.yaml",
        PROJECT.replace(CODE, "420697").replace("相关政策文件: [zijin]\n", ""),
    )
    day = date(2021, 12, 31)
    checked = check_county(ground_of(intake.read_portal(root), root, day, day), "420697")
    assert [one for one in checked.findings if one.severity is Severity.ERROR] == []
    assert checked.disclosure is not None
    assert (checked.disclosure.county.city.label, checked.disclosure.projects[0].id) == (
        "襄阳",
        "420697-2020-01",
    )
