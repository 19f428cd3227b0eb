"""Planned dates as plans and contracts give them: to the month, the quarter, a third of a month, or from an event."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.partial_day import DayInWords, PartialDay, earliest
from generator.model.types import PlannedDay
from generator.rules.example import scene
from generator.views.deadlines import county_deadlines
from tests.real.entered import CODE, P1, entered
from tests.rules.judge import judge, messages

PROJECT = """项目编号: {id}
项目名称: 站点改造
支持方向: 物流配送
状态: 在建
计划开工: {start}
完成时限: {deadline}
采购:
  合同日期: {contract}
"""
_read = TypeAdapter(PlannedDay).validate_python


def project(deadline: str, start: str = "2021-06-01", contract: str = "2021-05-01") -> dict[str, str]:
    text = PROJECT.format(id=P1, start=start, deadline=deadline, contract=contract)
    return {"projects/01.yaml": text.replace("采购:\n  合同日期: \n", "")}


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2021年12月底前", "2021-12-01", "2021-12-31"),
        ("2021年2月", "2021-02-01", "2021-02-28"),
        ("2024年2月底", "2024-02-01", "2024-02-29"),
        ("2021年第三季度", "2021-07-01", "2021-09-30"),
        ("2021年4季度前完成", "2021-10-01", "2021-12-31"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2022年下半年", "2022-07-01", "2022-12-31"),
        ("2021年", "2021-01-01", "2021-12-31"),
        ("2021年底前", "2021-01-01", "2021-12-31"),
        ("2021年6月上旬", "2021-06-01", "2021-06-10"),
        ("2021年6月中旬", "2021-06-11", "2021-06-20"),
        ("2021年6月初", "2021-06-01", "2021-06-10"),
        ("二〇二一年六月初", "2021-06-01", "2021-06-10"),
        ("2021年6月份初", "2021-06-01", "2021-06-10"),
        ("2021年6月中", "2021-06-01", "2021-06-30"),
        ("2021年6月中上旬", "2021-06-01", "2021-06-20"),
        ("2021年6月初至7月中旬", "2021-06-01", "2021-07-20"),
        ("2023年2月下旬", "2023-02-21", "2023-02-28"),
        ("2021年10月30日前", "2021-10-30", "2021-10-30"),
        ("２０２１年６月底前", "2021-06-01", "2021-06-30"),
        ("2021 年 6 月", "2021-06-01", "2021-06-30"),
        ("二○二一年十二月底前", "2021-12-01", "2021-12-31"),
        ("不晚于2021年12月", "2021-12-01", "2021-12-31"),
        ("2021年12月（暂定）", "2021-12-01", "2021-12-31"),
        ("2021年12月中下旬", "2021-12-11", "2021-12-31"),
        ("2020年6月30日——2021年10月30日", "2020-06-30", "2021-10-30"),
        ("2021年6月至9月", "2021-06-01", "2021-09-30"),
        ("2021年6-9月", "2021-06-01", "2021-09-30"),
        ("2021年6月-2022年3月", "2021-06-01", "2022-03-31"),
        ("2020年3月5日—11日", "2020-03-05", "2020-03-11"),
        ("2021.6.30前", "2021-06-30", "2021-06-30"),
        ("2021-12-31前完成", "2021-12-31", "2021-12-31"),
        ("2021-2022年", "2021-01-01", "2022-12-31"),
    ],
)
def test_a_date_known_less_exactly_is_its_last_day_and_stays_as_written(
    written: str, first: str, last: str
) -> None:
    found = _read(written)
    assert isinstance(found, PartialDay)
    assert (earliest(found).isoformat(), found.isoformat(), str(found)) == (first, last, written)


@pytest.mark.parametrize(
    ("written", "contract", "last"),
    [
        ("合同签订后90日", "2021-05-01", "2021-07-30"),
        ("自合同签订之日起三个月内", "2021-11-30", "2022-02-28"),
        ("合同签订后一年内完工", "2024-02-29", "2025-02-28"),
        ("签订施工合同后120天", "2021-05-01", "2021-08-29"),
        ("合同签订之日起九十个日历天", "2021-05-01", "2021-07-30"),
        ("合同签订后两周", "2021-05-01", "2021-05-15"),
        ("合同签订后半年内", "2021-08-31", "2022-02-28"),
        ("合同签订后一年半", "2021-05-01", "2022-11-01"),
        ("合同签订次日起90日（日历日）", "2021-05-01", "2021-07-30"),
    ],
)
def test_a_term_counts_from_the_contract_once_it_has_a_date(
    tmp_path: Path, written: str, contract: str, last: str
) -> None:
    found = entered(tmp_path, project(written, contract=contract), as_of=date(2024, 6, 30))
    assert found.errors == []
    (one,) = found.county.projects
    assert (str(one.deadline), one.due) == (written, date.fromisoformat(last))
    assert f"{written}（{last}）" in found.page(f"projects/{P1}")


@pytest.mark.parametrize(
    ("written", "contract"),
    [
        ("合同签订后90日", ""),
        ("合同签订后60个工作日", "2021-05-01"),
        ("监理合同签订后30日", "2021-05-01"),
        ("补充合同签订后30日", "2021-05-01"),
        ("项目批复后6个月内", "2021-05-01"),
        ("资金到位后三个月", "2021-05-01"),
        ("验收合格后一年", "2021-05-01"),
        ("中标后60天", "2021-05-01"),
    ],
)
def test_a_term_from_an_event_without_a_date_is_never_late(
    tmp_path: Path, written: str, contract: str
) -> None:
    found = entered(tmp_path, project(written, contract=contract), as_of=date(2030, 1, 1))
    assert found.errors == []
    assert found.findings("G102") == found.findings("I107") == []
    assert (found.county.projects[0].due, "逾期" in found.page(f"projects/{P1}")) == (None, False)


@pytest.mark.parametrize(
    "written",
    ["2021-02-30", "2021年2月30日前", "1900年", "1900-01-01", "2021-13", "2021年13月", "2021年第五季度", "202112", "2021-12-32", "2021年9月至6月", "2021年13月至14月", "2021年6月31日至7月2日", "2021/6/3", "2021.6.3", "第五季度", "6月31日前", "2021年6月、2021年13月", "44377", "——", "/"],
)  # fmt: skip
def test_what_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        _read(written)


@pytest.mark.parametrize("field", ["deadline", "start"])
@pytest.mark.parametrize("written", ["2022年6月底前", "2022年第二季度", "合同签订后60日"])
def test_pages_feeds_and_calendar_show_it_as_written(tmp_path: Path, field: str, written: str) -> None:
    ahead = {"deadline": "2023-12"} if field == "start" else {}
    found = entered(tmp_path, project(**{"deadline": "", **ahead, field: written}))
    assert found.errors == []
    assert written in found.page(f"projects/{P1}")
    if field == "deadline":
        assert written in found.page(f"counties/{CODE}")
        last = found.county.projects[0].due
        assert last is not None
        files = found.drawn().files
        (calendar,) = [text.decode() for name, text in files.items() if name == f"counties/{CODE}.ics"]
        assert f"DTSTART;VALUE=DATE:{last:%Y%m%d}" in calendar
        assert f"记录写的是“{written}”" in calendar.replace("\r\n ", "")


def test_lateness_begins_after_the_last_day() -> None:
    at = "截至: {}\n项目: {{'01': {{完成时限: {}}}}}"
    assert messages("G102", at.format("2021-07-31", "2021年7月")) == []
    (late,) = judge("G102", at.format("2021-08-01", "2021年7月"))
    assert late.message.startswith("完成时限 2021年7月（按 2021-07-31 计），已逾 1 天")
    assert late.since == date(2021, 8, 1)
    assert messages("G102", at.format("2021-05-30", "合同签订后90日")) == []
    assert (
        "合同签订后90日（按 2021-05-30 计），已逾 1 天"
        in messages("G102", at.format("2021-05-31", "合同签订后90日"))[0]
    )


@pytest.mark.parametrize(
    ("code", "overlay", "day_before", "day_after"),
    [
        ("G101", "项目: {'01': {状态: 未开工, 计划开工: 2021年3月}}", "2021-03-31", "2021-04-01"),
        ("V105", "项目: {'01': {状态: 未开工, 计划开工: 2021年3月}}", "2021-04-07", "2021-04-08"),
        ("A104", "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 整改期限: 2021年7月中旬}}}", "2021-07-20", "2021-07-21"),
        ("V103", "+inspections: [{日期: 2021-06-01, 层级: 县, 项目编号: 210198-2020-01, 发现问题: 标识不全, 完成期限: 2021年7月上旬}]", "2021-07-10", "2021-07-11"),
    ],
)  # fmt: skip
def test_every_rule_on_a_planned_date_waits_for_its_last_day(
    code: str, overlay: str, day_before: str, day_after: str
) -> None:
    assert messages(code, f"截至: {day_before}\n{overlay}") == []
    assert len(messages(code, f"截至: {day_after}\n{overlay}")) == 1


def test_a_subsidy_ends_with_the_last_day_of_its_month() -> None:
    at = "项目:\n  '01':\n    资金用途: [{{类别: 物流补贴, 用途: 快件补贴, 金额: '400'}}]\n    物流补贴: {{退补日期: {}}}"
    assert messages("F111", at.format("2021-03")) == []
    assert "2021-02（按 2021-02-28 计）" in messages("F111", at.format("2021-02"))[0]


def test_a_deadline_is_moved_only_if_its_last_day_is() -> None:
    moved = "变更: [[210198-2020-01, 完成时限, '{}', '2021-12-31', '2021-05-02T00:00:00+08:00']]"
    for same in ("2021-12", "2021年12月底前", "2021年第四季度", "2021年"):
        assert messages("G105", moved.format(same)) == [], same
    assert "推迟 92 天" in messages("G105", moved.format("2021年第三季度"))[0]
    assert messages("G105", moved.format("合同签订后90日")) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("2021-12-31", "2021年12月底前", 0),
        ("2021-12-31", "2021年11月底前", 1),
        ("合同签订后90日", "合同签订后60日", 1),
    ],
)
def test_other_words_for_the_same_day_need_no_adjustment(old: str, new: str, found: int) -> None:
    moved = f"变更: [[210198-2020-01, 完成时限, '{old}', '{new}', '2021-05-02T09:00:00+08:00']]"
    assert len(messages("L103", moved)) == found


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_an_ordinary_date_is_a_plain_date(day: date) -> None:
    found = _read(day.isoformat())
    assert type(found) is date
    assert found == day


@given(year=st.integers(2000, 2100), month=st.integers(1, 12))
def test_a_month_holds_its_days_and_no_others(year: int, month: int) -> None:
    found = _read(f"{year}年{month}月")
    assert isinstance(found, PartialDay)
    assert earliest(found) == date(year, month, 1)
    assert (found.last.month, (found + (found - earliest(found)) * 0).day) == (month, found.day)
    assert found != found.last


def test_a_term_from_an_event_is_no_date_but_counts() -> None:
    for written in ("合同签订后90日", "中标后两周"):
        found = _read(written)
        assert isinstance(found, DayInWords)
        assert found.is_countable
    for written in ("资金到位后30日", "合同签订后60个工作日", "尽快"):
        found = _read(written)
        assert isinstance(found, DayInWords)
        assert not found.is_countable


def test_a_day_counted_from_the_contract_moves_with_it() -> None:
    seen = scene(
        "变更: [[210198-2020-01, 采购 › 合同日期, '2021-02-20', '2021-03-01', '2021-05-02T09:00:00+08:00']]\n"
        "项目: {'01': {完成时限: 合同签订后90日}}"
    )
    found = county_deadlines(seen.county, seen.history, seen.site, seen.as_of)
    (own,) = [item for item in found if item.key == "deadline/210198-2020-01"]
    (other,) = [item for item in found if item.key == "deadline/210198-2020-02"]
    assert (own.moves, other.moves) == (1, 0)


def test_a_mapping_is_no_date(tmp_path: Path) -> None:
    found = entered(tmp_path, project("{基准事件: 合同签订, 天数: 90}"))
    assert [code for code, _ in found.errors] == ["E004"]
    assert "写成一行" in found.errors[0][1]


WORDS = (
    "尽快", "年底前后", "待定", "（待定）", "根据进度确定", "6月底前", "次年3月", "2022年春节前", "2月29日前",
    "分三批：2021年6月、9月、12月", "2021年前三季度", "与乡村振兴项目同步", "资金到位后启动", "工期180天", "为期18月",
    "十四五期间", "汛期结束后", "疫情解除后1个月内", "长期", "一期2021年6月，二期待定", "尽快|*完成*", "15-20个工作日",
)  # fmt: skip


@pytest.mark.parametrize("written", WORDS)
def test_words_that_name_no_day_are_published_as_written(tmp_path: Path, written: str) -> None:
    text = project(f"'{written}'", start=f"'{written}'")["projects/01.yaml"]
    text += f"物流补贴: {{退补日期: '{written}'}}\n验收: {{日期: 2021-06-01, 结论: 不合格, 整改期限: '{written}'}}\n"
    due = f'"{written}"'
    found = entered(
        tmp_path,
        {
            "projects/01.yaml": text,
            "inspections.csv": f"日期,层级,项目编号,发现问题,处置,完成期限\n2021-06-01,县,{P1},标识不全,限期整改,{due}\n",
            "outcome.yaml": f"整改清单:\n  - {{编号: 1, 问题: 站点停用, 期限: '{written}'}}\n",
        },
        as_of=date(2030, 1, 1),
    )
    assert found.errors == []
    assert [
        found.findings(code) for code in ("G101", "G102", "G105", "G107", "I107", "V103", "V105", "F111")
    ] == [[]] * 8
    assert len(found.findings("E016")) == 6
    assert {one.code for one in found.checked.published_findings}.isdisjoint({"E016"})
    (one,) = found.county.projects
    assert (str(one.deadline), one.due, one.start) == (written, None, None)
    files = found.drawn().files
    assert files[f"counties/{CODE}.ics"].count(b"BEGIN:VEVENT") == 0
    if "*" in written:
        assert "*完成*" not in found.page(f"projects/{P1}").replace("\\*", "")
    else:
        for page in (f"projects/{P1}", f"counties/{CODE}"):
            assert written in found.page(page)
        assert found.page(f"projects/{P1}").count(written) >= 4


@pytest.mark.parametrize("written", ["尽快", "待定", "年底前后"])
def test_what_has_happened_has_a_date(tmp_path: Path, written: str) -> None:
    found = entered(
        tmp_path,
        {
            "projects/01.yaml": project("2021-12-31", contract=written)["projects/01.yaml"],
            "payments.csv": f"日期,项目编号,金额,收款单位\n{written},{P1},10.00,甲公司\n",
        },
    )
    assert sorted(code for code, _ in found.errors) == ["E004", "E004"]


def test_a_deadline_given_up_for_words_needs_an_adjustment() -> None:
    moved = "变更: [[210198-2020-01, 完成时限, '2021-12-31', '{}', '2021-05-02T09:00:00+08:00']]"
    for words in ("尽快", "待定", "根据进度确定"):
        assert len(messages("L103", moved.format(words))) == 1
        assert messages("G105", moved.format(words)) == []


def test_a_text_without_a_word_or_over_lines_is_no_planned_date(tmp_path: Path) -> None:
    found = entered(tmp_path, project("'——'"))
    assert [code for code, _ in found.errors] == ["E004"]
    with pytest.raises(ValidationError):
        _read("尽快\n完成")


@pytest.mark.parametrize(
    ("overlay", "count"),
    [
        ("项目: {'01': {完成时限: 2021年12月底前}}", 0),
        ("项目: {'01': {完成时限: 中标后60日}}", 0),
        ("项目: {'01': {完成时限: 资金到位后60日}}", 1),
        ("项目: {'01': {完成时限: 合同签订后60个工作日}}", 1),
        ("项目: {'01': {计划开工: 待定, 完成时限: 尽快}}", 2),
        ("+inspections: [{日期: 2021-06-01, 层级: 县, 发现问题: 标识不全, 完成期限: 合同签订后60日}]", 1),
        ("+inspections: [{日期: 2021-06-01, 层级: 县, 发现问题: 标识不全, 完成期限: 2021年7月}]", 0),
    ],
)
def test_the_submitter_is_told_of_each_term_without_a_day(overlay: str, count: int) -> None:
    assert len(messages("E016", overlay)) == count
