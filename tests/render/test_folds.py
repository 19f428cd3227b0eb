"""A county with many projects and a project with many rows stay as short as others: what is long is folded, with its number."""

import re
from typing import Any

import pytest
import yaml

from generator.render.portal_artifacts import county_artifacts
from generator.rules import check_county
from generator.rules.checklist import checklist
from generator.rules.example import scene
from tests.support.portal import AS_OF, PORTAL

MANY = 30
FOLD = re.compile(r'<details class="fold"><summary>(.*?)</summary>(.*?)</details>', re.DOTALL)
DIRECTIONS = ("物流配送", "农产品进城", "工业品下乡", "人才培训")


def page(stem: str, overlay: dict[str, Any]) -> str:
    """The HTML of one page of the rules' example county, with more rows."""
    found = scene(yaml.safe_dump(overlay, allow_unicode=True))
    findings = check_county(found)
    made = county_artifacts(found.county, findings, checklist(found.county, AS_OF, findings), PORTAL)
    return next(one.body.html.text for one in made.pages if one.stem == stem)


def unfolded(html: str) -> list[int]:
    """How many rows every table and entries every list has that a reader sees at once."""
    seen = FOLD.sub("", html)
    tables = [part.count("<tr>") - 1 for part in re.findall(r"<table>.*?</table>", seen, re.DOTALL)]
    charts_apart = re.sub(r"<figure.*?</figure>", "", seen, flags=re.DOTALL)
    return tables + [part.count("<li>") for part in re.findall(r"<ul>.*?</ul>", charts_apart, re.DOTALL)]


def many_projects(number: int) -> dict[str, Any]:
    """A county of as many projects, every fifth of them late."""
    return {
        "项目": {
            f"{at:02d}": {
                "项目名称": f"第{at}个项目",
                "支持方向": DIRECTIONS[at % 4],
                "扶持资金额度": "1",
                "承办单位": {"名称": f"第{at}公司", "责任人": "总经理"},
                "采购": {"中标金额": "1"},
                "资金用途": [{"类别": "服务", "用途": "服务", "金额": "1"}],
                **({"完成时限": "2021-05-31"} if at % 5 == 0 else {}),
            }
            for at in range(1, number + 1)
        }
    }


def test_many_projects_of_a_county_fold_by_direction_with_their_number() -> None:
    html = page("counties/210198", many_projects(80))
    assert all(f"projects/210198-2020-{at:02d}.html" in html for at in range(1, 81))
    folds = dict(FOLD.findall(html))
    assert sum(rows.count("projects/") for rows in folds.values()) >= 80
    said = [summary for summary in folds if "个项目，逾期" in summary]
    assert said == ["20 个项目，逾期 4 个"]  # four directions say the same
    assert re.findall(r"<h3[^>]*>(.*?)</h3>\s*<details class=\"fold\"><summary>20 个项目", html) == list(
        DIRECTIONS
    )
    assert max(unfolded(html)) <= 12


@pytest.mark.parametrize("number", [1, 3, 12])
def test_few_projects_of_a_county_stand_in_one_table(number: int) -> None:
    html = page("counties/210198", many_projects(number))
    seen = FOLD.sub("", html)
    table = next(part for part in re.findall(r"<table>.*?</table>", seen, re.DOTALL) if "承办单位" in part)
    assert table.count('<td data-label="项目">') == max(number, 3)  # the example has three


LONG_COUNTY: dict[str, Any] = {
    "县": {
        "资金到账": [{"日期": "2021-03-10", "金额": "1", "文号": f"{at}号"} for at in range(MANY)],
        "绩效目标": [{"指标": f"第{at}项", "单位": "%", "目标": "1", "当前": "1"} for at in range(MANY)],
        "管理制度": [{"名称": f"第{at}项办法"} for at in range(MANY)],
    },
    "方案": {
        "决策过程": [{"日期": "2020-11-10", "会议或文件": f"第{at}次会议", "事项": "审议"} for at in range(MANY)],
        "方案调整": [{"日期": "2021-04-10", "内容": f"第{at}次调整", "原因": "用地"} for at in range(MANY)],
    },
    "成果": {
        "绩效评价": [{"年度": "2020", "类型": "自评", "得分": "90", "满分": "100"} for _ in range(MANY)],
        "整改清单": [{"编号": f"{at}", "问题": "台账不全", "期限": "2021-12-31"} for at in range(MANY)],
    },
    "案例": [{"标题": f"案例{at}", "类别": "电商扶贫", "日期": "2021-05-01"} for at in range(MANY)],
}  # fmt: skip


@pytest.mark.parametrize("file", LONG_COUNTY)
def test_no_list_of_a_county_is_long_before_it_is_opened(file: str) -> None:
    html = page("counties/210198", {file: LONG_COUNTY[file]})
    usual = page("counties/210198", {})
    assert html.count("<tr>") + html.count("<li>") >= usual.count("<tr>") + usual.count("<li>") + MANY - 6
    assert max(unfolded(html)) <= 10


CHANGED = '<td data-label="内容">第1次调整</td>'


def test_a_single_sentence_stands_open_and_two_are_folded() -> None:
    def change(at: int) -> dict[str, str]:
        return {"日期": "2021-04-10", "内容": f"第{at}次调整", "原因": "用地"}

    one = page("counties/210198", {"方案": {"方案调整": [change(1)]}})
    two = page("counties/210198", {"方案": {"方案调整": [change(1), change(2)]}})
    assert CHANGED in FOLD.sub("", one)
    assert CHANGED not in FOLD.sub("", two)
    assert CHANGED in two


def test_filings_say_at_which_levels_before_they_are_opened() -> None:
    html = page("counties/210198", {})
    assert "市、省、国家，3 条" in dict(FOLD.findall(html))
    one = page("counties/210198", {"方案": {"实施方案": {"备案": [{"层级": "省", "日期": "2020-12-01"}]}}})
    assert "省，1 条" in dict(FOLD.findall(one))


def test_no_table_of_a_project_is_long_before_it_is_opened() -> None:
    id_ = "210198-2020-01"
    months = [f"{2019 + (at + 6) // 12}-{(at + 6) % 12 + 1:02d}" for at in range(24)]
    html = page(
        f"projects/{id_}",
        {
            "项目": {"01": {"绩效目标": [{"指标": f"第{at}项", "目标值": "1"} for at in range(MANY)]}},
            "+payments": [
                {"日期": f"{month}-20", "项目编号": id_, "金额": "0.01", "收款单位": "甲公司"}
                for month in months
            ],
            "+expenditures": [
                {"日期": f"{month}-22", "项目编号": id_, "类别": "服务", "用途": "服务", "金额": "0.01"}
                for month in months
            ],
            "+progress": [{"日期": f"{month}-18", "项目编号": id_, "进度": "1"} for month in months],
            "+transactions": [{"月份": month, "项目编号": id_, "订单量": "1"} for month in months],
            "+trainings": [
                {"日期": f"{month}-11", "项目编号": id_, "主题": "班", "人次": "1"} for month in months
            ],
            "+activities": [{"日期": f"{month}-12", "项目编号": id_, "名称": "会"} for month in months],
            "+inspections": [
                {
                    "日期": f"{month}-25",
                    "层级": "县",
                    "项目编号": id_,
                    "发现问题": "台账不全",
                    "处置": "限期整改",
                }
                for month in months
            ],
        },
    )
    assert html.count("台账不全") >= 24
    assert max(unfolded(html)) <= 10
