"""A county's second batch on its pages, in feeds, search and calendar; what is withheld of one batch binds no other."""

import re
from pathlib import Path

import pytest

from generator.history.compare import changes, weight
from generator.history.records import holding, version_of
from generator.model.change import Weight
from generator.model.codelists import FeedTopic
from generator.model.files import title_of
from generator.model.money import total
from generator.model.withheld import Rest
from generator.render.overviews import stems_filled_by
from generator.views.findings import answers
from generator.views.overviews.acceptance import acceptance_view
from generator.views.search import county_part
from tests.intake.test_batches import FILES
from tests.real.entered import CODE, Entered, entered

PLAN_2020 = "实施方案: {标题: 第一批实施方案, 印发日期: 2020-11-01}\n"
PLAN_2022 = (
    "实施方案: {标题: 第二批实施方案, 文号: 示政发〔2022〕9号, 印发日期: 2022-02-01}\n"
    "决策过程: [{日期: 2022-01-20, 会议或文件: 县政府常务会议, 事项: 审议第二批实施方案}]\n"
)
OUTCOME_2020 = (
    "综合验收: {日期: 2022-03-01, 第三方机构: 评估公司, 结论: 合格}\n"
    "整改清单: [{编号: '1', 问题: 账目不清, 期限: 2022-05-01}]\n"
)
OUTCOME_2022 = "整改清单: [{编号: '1', 问题: 标识不全, 期限: 2022-08-01}]\n"
HEAD = "日期,项目编号,金额,收款单位,用途,凭证号\n"
PAYMENTS = f"{HEAD}2021-06-30,{CODE}-2020-01,100.00,甲公司,首付款,1\n2022-04-01,{CODE}-2022-02,250.00,甲公司,首付款,2\n"
COUNTY = "名称: 示例县\n行政区划代码: '210198'\n所属市: 沈阳\n示范批次: 2020\n示例数据: true\n专项资金: {中央财政: 1000}\n"
BOTH = {
    **FILES,
    "county.yaml": COUNTY,
    "plan.yaml": PLAN_2020,
    "outcome.yaml": OUTCOME_2020,
    "payments.csv": PAYMENTS,
    "batches/2022/plan.yaml": PLAN_2022,
    "batches/2022/outcome.yaml": OUTCOME_2022,
}
WRONG = "没有这一项: 1\n"


def section(page: str, title: str) -> str:
    """What stands under a heading of the second level, up to the next."""
    return page.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Entered:
    return entered(tmp_path_factory.mktemp("both"), BOTH)


@pytest.fixture(scope="module")
def page(both: Entered) -> str:
    return both.page(f"counties/{CODE}")


def test_a_page_tells_each_batch_apart(both: Entered, page: str) -> None:
    assert both.errors == []
    assert "[沈阳市](../cities/210100.html) 2020、2022 年示范县" in page
    assert "中央财政专项资金（万元） **1,500.00**（[已到账](../figures.html#已到账) 300.00）" in page
    assert "（[拨付率](../figures.html#拨付率) 分批）" in page
    assert "| 2020 | 1 | 1,000.00 | 0.00 | 350.00 | 100.00 | 10% | 0.00 | 0% |" in page
    assert "| 2022 | 1 | 500.00 | 300.00 | 350.00 | 250.00 | 50% | 0.00 | 0% |" in page
    projects = section(page, "项目")
    assert (
        projects.index("### 2020 年批次")
        < projects.index(f"{CODE}-2020-01")
        < projects.index("### 2022 年批次")
    )
    money = section(page, "资金")
    first, later = money.split("\n2022 年批次。\n")[:2]
    assert "\n2020 年批次。\n" in first
    assert "| 物流配送 | 1 | 350.00 | 100.00 | 0.00 | 28.6% |" in first
    assert "| 物流配送 | 1 | 350.00 | 250.00 | 0.00 | 71.4% |" in later
    assert "第一批实施方案" in section(page, "实施方案")
    assert "第二批实施方案" not in section(page, "实施方案")
    assert "示政发〔2022〕9号" in section(page, "实施方案（2022 年批次）")


def test_events_deadlines_and_search_know_both(both: Entered) -> None:
    drawn = both.drawn()
    feed = drawn.files[f"counties/{CODE}.xml"].decode()
    assert "第一批实施方案" in feed
    assert "第二批实施方案" in feed
    ids = [told for told in drawn.entry_ids if "/plan/" in told or "plan" in told]
    assert len(ids) == len(set(ids)) == 2
    calendar = "".join(drawn.summary.calendar).replace("\r\n ", "")
    assert "账目不清" in calendar
    assert "标识不全" in calendar
    whole = county_part(both.county).records[0]
    text = "".join(whole.prose)
    assert "第二批实施方案" in text
    assert "示政发〔2022〕9号" in text + "".join(str(field) for field in whole.fields)


def test_costs_of_a_batch_count_in_that_batch(tmp_path: Path) -> None:
    fee = "费用: [{名称: 监理费, 金额: 20, 支付: [{日期: 2022-05-01, 金额: 12}]}]\n"
    found = entered(tmp_path, BOTH | {"batches/2022/batch.yaml": FILES["batches/2022/batch.yaml"] + fee})
    assert found.errors == []
    summary = found.drawn().summary
    assert summary.fees == 12
    assert [(part.paid, part.fees) for part in summary.parts] == [(100, 0), (262, 12)]
    assert total(month.received for month in summary.months) == summary.received == 300
    told = [event for event in summary.events if "监理费" in event.title]
    assert [event.topic for event in told] == [FeedTopic.FUNDS]


def test_the_change_record_knows_a_batch() -> None:
    record = f"{CODE}/batches/2022/batch"
    assert weight(record, "专项资金 › 中央财政", "500", "400") is Weight.MAJOR
    assert title_of("batches/2022/batch") == "2022 年批次的资金和目标"
    fee = "示范批次: 2022\n费用:\n- {名称: 监理费, 金额: 2}\n- {名称: 审计费, 金额: 3}\n"
    path = f"counties/{CODE}/batches/2022/batch.yaml"
    held = holding(path)
    assert held is not None
    texts = fee, fee.replace("金额: 3", "金额: 4")
    before, after = ({record: version_of(held, text.encode()).fields or {}} for text in texts)
    (change,) = changes(before, after)
    assert (change.record, change.field, change.old, change.new) == (
        record,
        "费用 › “审计费” › 金额",
        "3",
        "4",
    )


def test_overviews_list_each_batch(both: Entered) -> None:
    summary = both.drawn().summary
    assert (summary.central, summary.received, summary.paid) == (1500, 300, 350)
    assert (summary.paid_share, summary.no_share) == (None, "分批")
    assert [(part.cohort, part.paid_share, len(part.projects)) for part in summary.parts] == [
        (2020, 10, 1),
        (2022, 50, 1),
    ]
    assert [part.name for part in summary.parts] == ["示例县（2020 年批次）", "示例县（2022 年批次）"]
    lines = acceptance_view([summary]).counties
    assert [line.final is not None for line in lines] == [True, False]


@pytest.mark.parametrize(
    ("file", "title", "unsaid"),
    [
        ("plan.yaml", "实施方案", "实施方案（2022 年批次）"),
        ("batches/2022/plan.yaml", "实施方案（2022 年批次）", "实施方案"),
        ("outcome.yaml", "验收、绩效评价与整改", "验收、绩效评价与整改（2022 年批次）"),
        ("batches/2022/outcome.yaml", "验收、绩效评价与整改（2022 年批次）", "验收、绩效评价与整改"),
    ],
)
def test_what_is_withheld_of_one_batch_is_said_of_that_one(
    file: str, title: str, unsaid: str, tmp_path: Path
) -> None:
    found = entered(tmp_path, BOTH | {file: WRONG})
    assert [code for code, _ in found.errors] == ["E003"]
    drawn = found.page(f"counties/{CODE}")
    assert "未通过核对" in section(drawn, title)
    assert "未通过核对" not in section(drawn, unsaid)


@pytest.mark.parametrize(
    ("file", "missing"), [("batches/2022/batch.yaml", 2022), ("batches/2022/plan.yaml", None)]
)
def test_a_share_is_given_where_all_of_its_batch_is_known(
    file: str, missing: int | None, tmp_path: Path
) -> None:
    summary = entered(tmp_path, BOTH | {file: WRONG}).drawn().summary
    unknown = [part.cohort for part in summary.parts if part.rests.paid_share is Rest.MISSING]
    assert unknown == ([missing] if missing else [])


def test_findings_on_one_batch_stay_when_another_is_withheld(tmp_path: Path) -> None:
    """F102 of 2020 rests on county.yaml and the projects of 2020; what 2022 got is not known, so nothing is said."""
    little = COUNTY.replace("1000", "300")
    found = entered(tmp_path, {**BOTH, "county.yaml": little, "batches/2022/batch.yaml": WRONG})
    (message,) = found.findings("F102")
    assert message.startswith("2020 年批次：")


@pytest.mark.parametrize("number", ["01", "02"])
def test_a_withheld_project_of_an_unknown_batch_may_be_of_either(number: str, tmp_path: Path) -> None:
    found = entered(tmp_path, BOTH | {f"projects/{number}.yaml": WRONG})
    (item,) = [one for one in found.county.withheld if one.kind == "projects"]
    assert item.project is None
    assert all(batch.withheld for batch in found.county.batches)


def catalogue_line(found: Entered, item: str) -> str:
    """The row of an item in the county's 公开目录."""
    page = found.page(f"counties/{CODE}-catalogue")
    (line,) = [row for row in page.splitlines() if re.match(rf"\| \d+ \[?{item}\b", row)]
    return line


@pytest.mark.parametrize(
    ("item", "state", "day", "sections"),
    [
        ("决策过程", "部分公开（1/2）", "2022-01-20", ["实施方案-2022-年批次"]),
        ("综合验收", "已公开", "2022-03-01", ["验收-绩效评价与整改"]),
        ("整改清单", "已公开", "", ["整改清单", "验收-绩效评价与整改-2022-年批次"]),
        ("全县绩效目标", "部分公开（1/2）", "", ["工作目标-2022-年批次"]),
        ("方案调整", "暂无记录", "", []),
        ("备案", "部分公开（1/2）", "2022-02-10", ["实施方案-2022-年批次"]),
        ("专项资金使用情况", "部分公开（5/8）", "2022-04-01", ["资金"]),
    ],
)
def test_the_catalogue_knows_the_records_of_each_batch(
    item: str, state: str, day: str, sections: list[str], tmp_path: Path
) -> None:
    """A line leads to each batch that has the item, and counts those that owe it and have none."""
    goals = "绩效目标: [{指标: 网络零售额, 目标: 100}, {指标: 培训, 目标: 200}]\n"
    filed = PLAN_2022.replace(
        "印发日期: 2022-02-01", "印发日期: 2022-02-01, 备案: [{层级: 省, 日期: 2022-02-10}]"
    )
    found = entered(
        tmp_path,
        {
            **BOTH,
            "batches/2022/batch.yaml": FILES["batches/2022/batch.yaml"] + goals,
            "batches/2022/plan.yaml": filed,
        },
    )
    assert found.errors == []
    cells = catalogue_line(found, item).strip("| ").split(" | ")
    assert (cells[1].strip("*"), cells[2].strip()) == (state, day)
    assert re.findall(r"#([^)]+)", cells[0]) == sections
    anchors = {
        heading.id
        for page in found.drawn().pages
        if page.stem == f"counties/{CODE}"
        for heading in page.body.html.headings
    }
    assert anchors.issuperset(sections)


@pytest.mark.parametrize(
    ("file", "items"),
    [
        ("batches/2022/batch.yaml", ["全县绩效目标", "专项资金使用情况"]),
        ("batches/2022/plan.yaml", ["综合示范方案", "决策过程", "备案", "方案调整"]),
        ("batches/2022/outcome.yaml", ["综合验收", "整改清单", "绩效评价"]),
    ],
)
def test_of_a_withheld_batch_the_catalogue_concludes_nothing(
    file: str, items: list[str], tmp_path: Path
) -> None:
    found = entered(tmp_path, BOTH | {file: WRONG})
    assert {item: catalogue_line(found, item).split(" | ")[1] for item in items} == dict.fromkeys(
        items, "暂不下结论"
    )
    assert "暂不下结论" not in catalogue_line(found, "主管部门")


def test_decisions_without_a_project_are_the_first_batchs(tmp_path: Path) -> None:
    rows = f"2022-05-01,,以次充好,县局,罚款,一号\n2022-05-02,{CODE}-2022-02,骗取补贴,县局,追缴,二号\n"
    found = entered(
        tmp_path, BOTH | {"enforcement.csv": f"日期,项目编号,行为,处理机关,处理结果,文号\n{rows}"}
    )
    assert found.errors == []
    first, later = found.county.batches
    assert [[row.number for row in batch.enforcement] for batch in (first, later)] == [["一号"], ["二号"]]
    told = [event for event in found.drawn().summary.events if "作出处理决定" in event.title]
    assert len(told) == 2
    assert "已公开" in catalogue_line(found, "查处台账")


def test_an_answer_stands_beside_the_finding_of_its_batch(tmp_path: Path) -> None:
    """F102 of either batch names the county alone; which is answered, the plan with the answer says."""
    answer = "答复: [{规则: F102, 对象: '210198', 日期: 2022-06-01, 说明: %s}]\n"
    found = entered(
        tmp_path,
        {
            **BOTH,
            "county.yaml": COUNTY.replace("1000", "300"),
            "plan.yaml": PLAN_2020 + answer % "第一批的答复",
            "batches/2022/batch.yaml": FILES["batches/2022/batch.yaml"].replace("500", "320"),
            "batches/2022/plan.yaml": PLAN_2022 + answer % "第二批的答复",
        },
    )
    assert found.errors == []
    page = found.page(f"counties/{CODE}")
    told = re.findall(r"(20\d\d) 年批次：.*\n  - 示范县答复（2022年6月1日）：(.*)\n", page)
    assert sorted(told) == [("2020", "第一批的答复"), ("2022", "第二批的答复")]
    summary = found.drawn().summary
    answered = {
        finding.message[:4]: [
            answer.explanation for answer in answers(finding, summary.answers, CODE, summary.name)
        ]
        for finding in summary.findings
        if finding.code == "F102"
    }
    assert answered == {"2020": ["第一批的答复"], "2022": ["第二批的答复"]}


@pytest.mark.parametrize("file", ["plan.yaml", "batches/2022/plan.yaml"])
def test_a_project_and_the_whole_county_are_answered_in_any_plan(file: str, tmp_path: Path) -> None:
    answer = (
        f"答复: [{{规则: B101, 对象: {CODE}-2020-01, 日期: 2022-06-02, 说明: 项目的答复}},"
        f" {{规则: L107, 对象: '{CODE}', 日期: 2022-06-02, 说明: 全县的答复}}]\n"
    )
    found = entered(tmp_path, BOTH | {file: str(BOTH[file]) + answer})
    assert found.errors == []
    assert {("B101", f"{CODE}-2020-01"), ("L107", "")} <= {
        (one.code, one.project) for one in found.checked.findings
    }
    page = found.page(f"counties/{CODE}")
    assert page.count("示范县答复（2022年6月2日）：全县的答复") == 1
    assert "示范县答复（2022年6月2日）：项目的答复" in page


def test_a_term_in_words_is_told_in_each_batch(tmp_path: Path) -> None:
    later = OUTCOME_2022.replace("2022-08-01", "尽快")
    found = entered(tmp_path, BOTH | {"batches/2022/outcome.yaml": later})
    places = [one.place.file for one in found.checked.findings if one.code == "E016"]
    assert places == [f"counties/{CODE}/batches/2022/outcome.yaml"]


def test_a_page_is_filled_by_what_a_later_batch_alone_has(tmp_path: Path) -> None:
    without = {name: text for name, text in BOTH.items() if "outcome" not in name}
    found = entered(tmp_path / "a", without | {"batches/2022/outcome.yaml": OUTCOME_2022})
    assert "evaluation" in stems_filled_by(found.drawn().summary)
    bare = entered(tmp_path / "b", without)
    assert "evaluation" not in stems_filled_by(bare.drawn().summary)


def test_search_names_the_years_of_all_batches(both: Entered) -> None:
    assert county_part(both.county).records[0].note == "沈阳市 2020、2022 年示范县"
