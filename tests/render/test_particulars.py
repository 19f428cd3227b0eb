"""Where a project is, its public notice, further posts, its own page, and the county's own telephone for tip-offs."""

from pathlib import Path

import pytest

from generator.intake import read_county
from generator.model.disclosure import CountyDisclosure
from generator.render.portal_artifacts import CountyArtifacts, merge, province_artifacts
from generator.rules.example import scene
from generator.views.search import county_part
from tests.intake.conftest import COUNTY, PROJECT, write
from tests.support.portal import PORTAL, artifacts, province

CODE = "210198"
GIVEN = """
县: {监督电话: [{号码: 024-00000009, 受理单位: 县商务局, 受理时间: 工作日}, {号码: '12317'}]}
项目:
  '01':
    建设地点: 东河镇西村
    公示期: {开始日期: '2021-02-21', 结束日期: '2021-02-27', 公示链接: https://example.gov.cn/gs.html}
    其他责任人: [{职务: 电商股股长, 单位: 县商务局, 办公电话: 024-00000008}, {职务: 副镇长, 单位: 东河镇}]
    项目链接: https://example.gov.cn/xm/01.html
    备注: "分两期建设\\n第二期另行公示"
"""


def pages(county: CountyDisclosure) -> dict[str, str]:
    made: CountyArtifacts = artifacts(county)
    whole = merge([made], province_artifacts((made,), province(county), PORTAL))
    return {page.stem: page.body.markdown for page in whole.pages}


def test_a_project_shows_what_is_given() -> None:
    text = pages(scene(GIVEN).county)["projects/210198-2020-01"]
    for line in (
        "- 建设地点：东河镇西村",
        "- 公示期：2021-02-21 至 2021-02-27，[公示](https://example.gov.cn/gs.html)",
        "- 其他责任人：县商务局电商股股长，[024-00000008](tel:02400000008)",
        "- 其他责任人：东河镇副镇长",
        "- 项目链接：[县级网页](https://example.gov.cn/xm/01.html)",
        "- 监督电话：[024-00000009](tel:02400000009)（县商务局，工作日）",
        "- 监督电话：[12317](tel:12317)",
    ):
        assert f"{line}\n" in text
    assert "## 备注\n\n分两期建设\n\n第二期另行公示\n" in text


def test_a_project_without_them_shows_no_card() -> None:
    text = pages(scene().county)["projects/210198-2020-01"]
    assert "项目情况" not in text
    assert "备注" not in text


def test_the_telephone_stands_on_every_project_the_county_and_the_tip_off_page() -> None:
    found = pages(scene(GIVEN).county)
    for stem in (
        *(f"projects/210198-2020-{number}" for number in ("01", "02", "03")),
        "counties/210198",
        "tip-off",
    ):
        assert "024-00000009" in found[stem], stem
    assert "### [示例县](counties/210198.html)" in found["tip-off"]
    assert "示范县监督电话" not in pages(scene().county)["tip-off"]


def test_places_and_posts_are_found() -> None:
    project = county_part(scene(GIVEN).county).records[1]
    fields = [text for _, text in project.fields]
    assert {"东河镇西村", "电商股股长", "副镇长", "东河镇"} <= set(fields)
    assert "第二期另行公示" in project.prose


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("公示期: {开始日期: 2021-02-21, 结束日期: 2021-02-20}", "E010"),
        ("公示期: {开始日期: 2021-02-21, 结束日期: 2020-12-31}", "E010"),
        ("公示期: {开始日期: 2021-02-21, 结束日期: 2021-02-21}", None),
        ("公示期: {开始日期: 2021-02-21}", None),
        ("公示期: {结束日期: 2021-02-21}", "E002"),
        ("项目链接: javascript:alert(1)", "S001"),
        ("项目链接: www.example.gov.cn", "E004"),
        ("其他责任人: [{职务: 股长, 办公电话: '13800138000'}]", "P002"),
        ("其他责任人: [{职务: 股长 13800138000}]", "P002"),
        ("备注: 联系 13800138000", "P002"),
        ("状态: 已验收\n验收: {日期: 2021-06-01, 结论: 合格, 存档: {单位: 县商务局, 目录: 共12件}}", None),
        ("状态: 已验收\n验收: {日期: 2021-06-01, 结论: 合格, 存档: {目录: 电话 13800138000}}", "P002"),
        ("状态: 已验收\n验收: {日期: 2021-06-01, 结论: 合格, 存档: {档案号: 1}}", "E003"),
        ("建设地点: 11010519491231002X", "P001"),
    ],
)
def test_what_is_refused(tmp_path: Path, written: str, code: str | None) -> None:
    folder = tmp_path / "counties" / CODE
    write(folder / "county.yaml", COUNTY.format(code=CODE))
    own = PROJECT.format(code=CODE, number="01")
    own = own.replace("状态: 在建\n", "") if written.startswith("状态") else own
    write(folder / "projects/01.yaml", own + written + "\n")
    found = [problem.code for problem in read_county(tmp_path, CODE, frozenset()).problems]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("phone", "code"), [("0415-0006075", None), ("12317", None), ("13800138000", "P002"), ("110", "E004")]
)
def test_the_county_gives_an_office_telephone(tmp_path: Path, phone: str, code: str | None) -> None:
    write(
        tmp_path / "counties" / CODE / "county.yaml",
        COUNTY.format(code=CODE) + f"监督电话: [{{号码: '{phone}'}}]\n",
    )
    found = [problem.code for problem in read_county(tmp_path, CODE, frozenset()).problems]
    assert found == ([code] if code else [])


def test_monthly_totals_stand_beside_the_rows() -> None:
    told = "+snapshots: [{截至: 2021-04, 项目编号: 210198-2020-01, 累计拨付: '300', 说明: 对账}, {截至: 2021-05, 累计拨付: '1000', 累计使用: '310.5'}]\n"
    found = pages(scene(told).county)
    assert "### 资金累计月报\n" in found["projects/210198-2020-01"]
    assert "| 2021-04 | 300.00 |  | 对账 |" in found["projects/210198-2020-01"]
    assert "| 2021-05 | 1,000.00 | 310.50 |  |" in found["counties/210198"]
    assert "资金累计月报" not in found["projects/210198-2020-02"]
    without = pages(scene(f"payments: []\n{told}").county)["projects/210198-2020-01"]
    assert "暂无逐笔拨付记录，累计数见下面的月报。" in without
    assert "未登记拨付" not in without


@pytest.mark.parametrize(
    ("ends", "counted"),
    [
        (("完成期限: 2021-06-30",), "全部 1 项，1 项未登记完成日期"),
        (("完成期限: 2021-06-30, 完成日期: 2021-06-20",), "全部 1 项"),
        (("处置: 无",), "全部 1 项，1 项未登记完成日期"),
        (
            ("完成期限: 2021-06-30", "完成日期: 2021-06-20", "完成期限: 2021-05-30"),
            "全部 3 项，2 项未登记完成日期",
        ),
    ],
)
def test_problems_of_a_county_are_counted_those_open_by_themselves(
    ends: tuple[str, ...], counted: str
) -> None:
    """One without a term is open as any other until its end is told."""
    visits = ", ".join(
        f"{{日期: 2021-05-1{at}, 层级: 县, 发现问题: 标识不全, {end}}}" for at, end in enumerate(ends)
    )
    assert (
        f"<summary>{counted}</summary>"
        in pages(scene(f"inspections: [{visits}]\n").county)["counties/210198"]
    )


def test_a_countys_news_does_not_repeat_its_name_but_in_the_names_of_documents() -> None:
    told = "通报: [{标题: 示例县督导通报, 日期: '2021-06-29', 类型: 督导通报, 涉及县: [示例县]}]\n"
    page = pages(scene(told).county)["counties/210198"]
    news = page.partition("## 最新动态")[2].partition("</section>")[0]
    assert news.count("* [") > 5
    assert "[示例县 " not in news
    assert "[示例县：" not in news


@pytest.mark.parametrize(
    ("archive", "line"),
    [
        (
            "{单位: 县商务局, 日期: '2021-06-10', 目录: 验收申请等 12 件}",
            "存档：县商务局 2021-06-10，验收申请等 12 件",
        ),
        ("{单位: 县商务局}", "存档：县商务局"),
        ("{日期: '2021-06-10'}", "存档：2021-06-10"),
    ],
)
def test_where_the_acceptance_files_are_kept(archive: str, line: str) -> None:
    accepted = "项目: {'01': {状态: 已验收, 验收: {日期: '2021-06-01', 结论: 合格, 存档: %s}}}"
    county = scene(accepted % archive).county
    assert f"\n{line}\n" in pages(county)["projects/210198-2020-01"]
    assert ("验收申请" in county_part(county).records[1].prose) is ("验收申请" in archive)
    assert "存档" not in pages(county)["projects/210198-2020-02"]
