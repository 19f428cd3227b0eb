"""公开目录: the table in which county bureaus list what they disclose, made from the records."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.disclosure import CountyDisclosure
from generator.render.html import Anchors
from generator.rules.checklist import checklist
from generator.rules.example import scene
from generator.rules.run import check_county
from generator.views.changes import change_log
from generator.views.portal import Portal
from generator.views.public_catalogue import Line, State, public_catalogue
from tests.real.entered import CODE, P1, entered
from tests.support.portal import POLICY, artifacts

HEADINGS = ("序号、二级事项", "情况", "最近日期", "公开内容", "公开依据", "公开时限")
PAGE = f"counties/{CODE}-catalogue"


def lines(overlay: str = "") -> dict[str, Line]:
    found = scene(overlay)
    items = checklist(found.county, found.as_of, check_county(found))
    log = change_log(found.county, found.history, found.as_of)
    return {
        line.title: line
        for line in public_catalogue(found.county, items, Portal(found.site, found.as_of, {}), log).lines
    }


def page_of(county: CountyDisclosure) -> str:
    return next(page.body.markdown for page in artifacts(county).pages if page.stem == PAGE)


def full() -> CountyDisclosure:
    county = scene(
        f"""
县: {{监督电话: [{{号码: '12317'}}]}}
方案: {{方案调整: [{{日期: '2021-04-01', 内容: 调整}}]}}
合同: [{{合同编号: 一号, 涉及项目: [{{项目编号: {P1}}}]}}]
成果:
  综合验收: {{日期: '2021-06-01', 结论: 合格}}
  省级复核: {{日期: '2021-06-02'}}
  绩效评价: [{{年度: '2020', 类型: 自评, 完成日期: '2021-02-01'}}]
  整改清单: [{{编号: 一, 问题: 标识不全, 销号日期: '2021-05-01'}}]
+snapshots: [{{截至: 2021-05, 累计拨付: '1000'}}]
+enforcement: [{{日期: 2021-05, 行为: 以次充好, 处理机关: 县局, 处理结果: 罚款, 文号: 一号}}]
项目: {{'01': {{状态: 已验收, 验收: {{日期: '2021-06-01', 结论: 合格}}}}}}
"""
    ).county
    return replace(county, own_policies=(POLICY,))


def test_each_item_leads_to_where_it_stands() -> None:
    made = artifacts(full())
    pages = {page.stem: page.body for page in made.pages}
    anchors = {heading.id for heading in pages[f"counties/{CODE}"].html.headings}
    links = [
        link for link in pages[PAGE].html.links or () if "#" in link and not link.startswith("policies/")
    ]
    assert len(links) > 9
    for link in links:
        address, _, anchor = link.partition("#")
        assert address == f"counties/{CODE}.html"
        assert anchor in anchors, anchor
    assert f"{CODE}-catalogue.html" in pages[f"counties/{CODE}"].markdown
    assert f"{PAGE}.md" in made.files


def test_the_table_is_that_of_county_bureaus() -> None:
    """What differs between items stands in columns, what does not is said once above them."""
    text = page_of(full())
    assert text.count(f"| {' | '.join(HEADINGS)} |") == text.count("\n### ")
    assert "一级事项。各事项的公开主体：示例县商务局。公开渠道和载体：本栏目、[县政府门户网站专栏](" in text
    assert "公开对象：全社会。公开方式：主动公开。公开层级：县级。" in text
    numbers = [int(found) for found in re.findall(r"^\| (\d+) ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    (count,) = re.findall(r"共 (\d+) 项：", text)
    assert int(count) == len(numbers)


def test_items_are_counted_by_their_state() -> None:
    text = page_of(scene("县: {组织领导: null}\n项目: {'02': {承办单位: null}}").county)
    states = Counter(re.findall(r"^\| \d+ [^|]* \| \**(\w+)", text, re.MULTILINE))
    assert set(states) == {"已公开", "部分公开", "未公开", "暂无记录"}
    (told,) = re.findall(r"共 \d+ 项：(.*)。", text)
    assert set(told.split("，")) == {f"{state} {number} 项" for state, number in states.items()}


@pytest.mark.parametrize(
    "overlay",
    [
        "",
        "项目: {}",
        "方案: {实施方案: null, 决策过程: []}\n县: {组织领导: null, 监督电话: []}",
        "progress: []\npayments: []\nexpenditures: []\ntrainings: []\ntransactions: []\nactivities: []\ninspections: []",
        "payments: []\nexpenditures: []\n+snapshots: [{截至: 2021-05, 累计拨付: '1000'}]",
    ],
)
def test_what_a_link_leads_to_is_on_the_countys_page(overlay: str) -> None:
    made = artifacts(scene(overlay).county)
    pages = {page.stem: page.body for page in made.pages}
    anchors = {heading.id for heading in pages[f"counties/{CODE}"].html.headings}
    links = [link.partition("#") for link in pages[PAGE].html.links or () if link.startswith("counties/")]
    assert [anchor for _, _, anchor in links if anchor not in anchors] == []


def test_clauses_are_numbered_as_in_the_notice() -> None:
    cited = {line.clause.cited for line in lines().values() if line.clause}
    assert {"五（六）", "五（三）", "五（四）", "五（五）", "五（二）", "五（一）", "三"} <= cited
    assert "六" not in cited
    assert all(line.clause for line in lines().values())


def test_a_clause_leads_to_its_paragraph_where_the_notice_is_published() -> None:
    assert "[五（六）](../policies/2020-226.html#clause-disclosure)" in page_of(full())
    assert all(line.clause_url == "" for line in lines().values())  # a portal without policies


@pytest.mark.parametrize(
    ("overlay", "title", "state", "day"),
    [
        ("", "综合示范方案", State.FULLY, "2020-11-20"),
        ("方案: {实施方案: null}", "综合示范方案", State.NOT, ""),
        ("方案: {实施方案: null}", "备案", State.NOT, ""),
        ("", "备案", State.FULLY, "2020-12-10"),
        ("", "方案调整", State.NONE, ""),
        ("方案: {方案调整: [{日期: '2021-04-01', 内容: 调整}]}", "方案调整", State.FULLY, "2021-04-01"),
        ("县: {组织领导: null}", "组织领导", State.NOT, ""),
        ("", "管理制度", State.FULLY, "2020-12-01"),
        ("", "监督电话", State.NONE, ""),
        ("", "绩效评价", State.NONE, ""),
        ("trainings: []", "培训记录", State.NONE, ""),
        ("", "培训记录", State.FULLY, "2021-05-10"),
        ("", "交易数据", State.FULLY, "2021-05"),
        ("trainings: []\n+trainings: [{日期: 2021年4月, 项目编号: 210198-2020-03, 主题: 班}]", "培训记录", State.FULLY, "2021年4月"),
        ("", "承办单位名称", State.FULLY, ""),
        ("首次公开: {210198-2020-01: '2021-04-01T08:00:00+08:00', 210198-2020-02: '2021-04-09T08:00:00+08:00'}\n变更: []", "承办单位名称", State.FULLY, "2021-04-09"),
        ("首次公开: {210198/county: '2021-04-01T08:00:00+08:00'}\n变更: []", "主管部门", State.FULLY, "2021-04-01"),
    ],
)  # fmt: skip
def test_state_and_day_come_from_the_records(overlay: str, title: str, state: State, day: str) -> None:
    line = lines(overlay)[title]
    assert (line.state, line.day) == (state, day)
    assert bool(line.section) is (state in (State.FULLY, State.PARTLY))


@pytest.mark.parametrize(
    ("overlay", "title", "share"),
    [
        ("项目: {'02': {承办单位: null}}", "承办单位名称", (2, 3)),
        ("项目: {'02': {采购: null}}", "采购", (2, 3)),
        ("项目: {'02': {完成时限: null}, '03': {完成时限: null}}", "完成时限", (1, 3)),
    ],
)
def test_what_only_some_projects_disclose_is_counted(
    overlay: str, title: str, share: tuple[int, int]
) -> None:
    line = lines(overlay)[title]
    assert (line.state, line.share) == (State.PARTLY, share)


def test_limits_are_the_portals_own() -> None:
    found = lines("栏目: {更新时限: {进度: '20', 资金: '10'}, 规则期限: {公开: '15', 交易数据报送: '12'}}")
    assert found["决策过程"].limit == "15 个工作日以内"
    assert found["项目建设进度"].limit == "至少每 20 天更新一次"
    assert found["专项资金使用情况"].limit == "至少每 10 天更新一次"
    assert found["交易数据"].limit == "每月结束后 12 天以内"


def test_without_a_decision_the_catalogue_says_nothing_of_decisions(tmp_path: Path) -> None:
    assert "查处台账" not in lines()
    row = "日期,行为,处理机关,处理结果,文号\n2021-09-15,以次充好,县局,罚款,一号\n"
    assert " [查处台账]" in entered(tmp_path / "a", {"enforcement.csv": row}).page(PAGE)
    refused = entered(tmp_path / "b", {"enforcement.csv": row.replace("处理机关", "处理")})
    assert refused.errors
    assert " 查处台账 | 暂不下结论 |" in refused.page(PAGE)
    assert (
        "有记录未通过核对，暂不下结论。"
        in refused.page(f"counties/{CODE}").split("<summary>查处台账")[1][:60]
    )


def test_an_anchor_is_made_as_the_page_makes_it() -> None:
    assert Anchors().of("验收、绩效评价与整改") == "验收-绩效评价与整改"
