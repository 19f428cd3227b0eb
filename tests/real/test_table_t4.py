"""A county's public notice of one project in a form of names and values: a range of dates, a unit with a post, bounds, words.

The county and its places are invented; the layout and the way of writing are those of real notices.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter

from generator.model.partial_day import DayInWords
from generator.model.types import PlannedDay
from tests.real.entered import P1, Entered, entered

NOTICE = {
    "1、项目名称:": "某县2020年电商培训项目",
    "2、项目实施地点:": "甲镇、乙镇、丙乡",
    "3、建设内容:": "培训返乡农民工等3060人次，每人次补助500元；合同签订后90日内完成。",
    "4、项目金额及资金来源:": "153万元(财政资金)",
    "项目计划建设时限:": "2020年6月30日——2021年10月30日",
    "5、实施部门及责任人:": "商务局 副局长",
    "6、绩效目标:": "满意度≥90%；就业转化明显改善",
    "公示期:": "2020年3月5日—3月11日",
}
RECORD = f"""项目编号: {P1}
项目名称: 某县2020年电商培训项目
支持方向: 人才培训
状态: 未开工
建设地点: 甲镇、乙镇、丙乡
建设内容: 培训返乡农民工等3060人次，每人次补助500元；合同签订后90日内完成。
扶持资金额度: 153
计划开工: 2020-06-30
完成时限: 2021-10-30
县级责任人: {{单位: 商务局, 职务: 副局长}}
绩效目标:
  - {{指标: 满意度, 目标值: ≥90%}}
  - {{指标: 就业转化, 目标值: 明显改善}}
公示期: {{开始日期: 2020-03-05, 结束日期: 2020-03-11}}
备注: 公示写的资金来源是财政资金。
"""
LEFT_OVER = {
    "财政资金": "未写明哪一级，写在备注；扶持资金额度只能是中央资金，由县里核对",
    "合同签订后90日内完成": "与“项目计划建设时限”是两个说法，照写在建设内容，时限以表里的日期为准",
}
"""What has no field of its own, and why: both stay on the page."""


def t4(folder: Path) -> Entered:
    return entered(folder, {"projects/01.yaml": RECORD}, as_of=date(2020, 4, 30))


def test_the_record_is_the_notice(tmp_path: Path) -> None:
    found = t4(tmp_path)
    assert found.errors == []
    (project,) = found.county.projects
    assert project.subsidy == Decimal(3060 * 500) / 10_000 == Decimal("153")
    assert (project.start, project.due) == (date(2020, 6, 30), date(2021, 10, 30))
    assert isinstance(TypeAdapter(PlannedDay).validate_python("合同签订后90日内完成"), DayInWords)


def test_nothing_of_the_notice_is_left_off_the_page(tmp_path: Path) -> None:
    page = t4(tmp_path).page(f"projects/{P1}")
    assert NOTICE["1、项目名称:"] in page
    assert NOTICE["2、项目实施地点:"] in page
    assert NOTICE["3、建设内容:"] in page
    for shown in (
        "153.00",
        "2020-06-30",
        "2021-10-30",
        "商务局",
        "副局长",
        "| 满意度 | ≥90% |",
        "| 就业转化 | 明显改善 |",
    ):
        assert shown in page
    assert "2020-03-05" in page
    assert "2020-03-11" in page
    for text in LEFT_OVER:
        assert text in page


def test_no_finding_on_it_is_false(tmp_path: Path) -> None:
    """What the notice of the county does not hold is missing; nothing that it holds is accused."""
    told = {one.code for one in t4(tmp_path).checked.findings if one.project == P1}
    lacking = {
        "F112",
        "I104",
        "I109",
    }  # no use of the money item by item, no requirements, no policy document
    assert told == lacking
