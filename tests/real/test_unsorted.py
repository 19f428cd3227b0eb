"""Projects of a plan table that sorts them otherwise than the notice, or not at all: 未分类, with the table's own words."""

from pathlib import Path

import pytest

from generator.model.codelists import Direction
from generator.rules.example import scene
from generator.views.county import direction_lines
from generator.views.events_county import county_events
from generator.views.funds import direction_funds
from generator.views.rows import project_rows
from generator.views.search import county_part
from tests.real.entered import CODE, P1, entered
from tests.rules.judge import judge

HEAD = f"项目编号: {P1}\n项目名称: 站点\n状态: 在建\n扶持资金额度: 50\n"
FOUR = [each for each in Direction if each is not Direction.UNSORTED]


@pytest.mark.parametrize("written", ["", "支持方向: 未分类\n"])
@pytest.mark.parametrize("stated", ["", "方向原文: 电商公共服务体系*建设*\n"])
def test_it_is_no_error_and_shown_as_written(tmp_path: Path, written: str, stated: str) -> None:
    found = entered(tmp_path, {"projects/01.yaml": HEAD + written + stated})
    assert found.errors == []
    (project,) = found.county.projects
    assert project.direction is Direction.UNSORTED
    page = found.page(f"projects/{P1}")
    assert (
        " 未分类（原文：电商公共服务体系\\*建设\\*） *在建*" in page if stated else " 未分类 *在建*" in page
    )
    (record,) = [one for one in county_part(found.county).records if one.folder == "projects"]
    assert ("电商公共服务体系*建设*" in record.prose) is bool(stated)
    assert record.direction is Direction.UNSORTED


def test_the_words_of_the_table_stand_beside_one_of_the_four_too(tmp_path: Path) -> None:
    own = "支持方向: 物流配送\n方向原文: 县乡村三级物流\n"
    assert " 物流配送（原文：县乡村三级物流） *在建*" in entered(
        tmp_path, {"projects/01.yaml": HEAD + own}
    ).page(f"projects/{P1}")


def test_any_other_word_is_an_error_still(tmp_path: Path) -> None:
    found = entered(tmp_path, {"projects/01.yaml": HEAD + "支持方向: 公共服务体系\n"})
    assert [code for code, _ in found.errors] == ["E005"]


def test_the_feed_tells_the_words_of_the_table(tmp_path: Path) -> None:
    own = "方向原文: 电商公共服务体系\n计划开工: 2022-01-01\n"
    found = entered(tmp_path, {"projects/01.yaml": HEAD + own})
    (event,) = [one for one in county_events(found.county) if one.key == f"projects/{P1}"]
    assert {"支持方向：未分类", "方向原文：电商公共服务体系"} <= set(event.text)


def lines(*directions: str) -> tuple[list[Direction], list[Direction]]:
    own = {"01": "'01'", "02": "'02'", "03": "'03'"}
    told = ", ".join(f"{own[f'0{at + 1}']}: {{支持方向: {each}}}" for at, each in enumerate(directions))
    seen = scene(f"项目: {{{told}}}")
    rows = project_rows(seen.county, (), seen.as_of)
    return [line.direction for line in direction_lines(rows)], [
        line.direction for line in direction_funds(rows)
    ]


def test_views_by_direction_leave_it_out_where_it_is_empty() -> None:
    assert lines("物流配送", "农产品进城", "物流配送") == (FOUR, FOUR)
    assert lines("物流配送", "未分类", "null") == (list(Direction), list(Direction))


def test_the_sums_by_direction_are_the_whole() -> None:
    seen = scene("项目: {'01': {支持方向: 未分类}, '03': {支持方向: null}}")
    rows = project_rows(seen.county, (), seen.as_of)
    (unsorted,) = [line for line in direction_lines(rows) if line.direction is Direction.UNSORTED]
    assert (unsorted.projects, unsorted.subsidy) == (2, 600)
    assert sum(line.subsidy for line in direction_lines(rows)) == seen.county.subsidies


NO_SALES = "transactions: []\n项目: {'01': {支持方向: %s, 状态: 投入使用}, '02': null, '03': null}\n"
IN_USE = "progress: [{日期: '2021-04-20', 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]\n"


@pytest.mark.parametrize(("code", "day"), [("V104", "2021-07-31"), ("I113", "2021-07-31")])
def test_no_sales_are_asked_of_what_may_be_training(code: str, day: str) -> None:
    overlay = f"截至: {day}\n{IN_USE}{NO_SALES}"
    assert judge(code, overlay % "物流配送")
    assert judge(code, overlay % "未分类") == []
    assert judge(code, overlay % "null") == []


@pytest.mark.parametrize("code", ["T101", "T103"])
def test_what_is_not_sorted_is_not_blamed_as_training(code: str) -> None:
    done = "trainings: []\n项目: {'03': {支持方向: %s, 状态: 投入使用}}"
    other = "trainings: [{日期: 2021-05-10, 项目编号: 210198-2020-03, 主题: 班, 学时: '16', 人次: '40', 跟踪服务人次: '1', 记录: 表}]\n项目: {'03': {支持方向: %s}}"
    overlay = done if code == "T101" else other
    assert judge(code, overlay % "人才培训")
    assert judge(code, overlay % "未分类") == []


def test_the_county_page_lists_it(tmp_path: Path) -> None:
    page = entered(tmp_path, {"projects/01.yaml": HEAD}).page(f"counties/{CODE}")
    assert "| 未分类 | 1 | 50.00 |" in page
