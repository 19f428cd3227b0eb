"""Ledger dates known to the month only: sums by month stay right, and no rule accuses where only a day could tell."""

from datetime import date
from pathlib import Path

import pytest

from generator.model.partial_day import earliest
from generator.views.county import visit_months
from generator.views.overviews.supervision import supervision_view
from tests.intake.conftest import COUNTY
from tests.real.entered import CODE, P1, entered
from tests.rules.judge import judge, messages

PROJECT = f"项目编号: {P1}\n项目名称: 站点\n支持方向: 人才培训\n状态: 在建\n扶持资金额度: 50\n"
LEDGERS = {
    "projects/01.yaml": PROJECT,
    "payments.csv": f"日期,项目编号,金额,收款单位,用途,凭证号\n2022-03,{P1},10,甲公司,首付款,1\n2022-03-09,{P1},5.5,甲公司,二付,2\n2022年4月上旬,{P1},4,甲公司,三付,3\n",
    "expenditures.csv": f"日期,项目编号,类别,用途,金额\n2022年4月,{P1},培训,讲课,3\n",
    "progress.csv": f"日期,项目编号,进度,状态\n2022-02,{P1},10,在建\n2022年4月中旬,{P1},40,在建\n",
    "trainings.csv": f"日期,项目编号,主题,对象,学时,人次\n2022年5月,{P1},网店,农民,8,40\n",
    "activities.csv": f"日期,项目编号,名称\n2022-05,{P1},集市\n",
}


def test_every_ledger_is_read_and_shown_as_written(tmp_path: Path) -> None:
    found = entered(tmp_path, LEDGERS)
    assert found.errors == []
    page = found.page(f"projects/{P1}")
    for written in ("2022-03 ", "2022年4月上旬", "2022年4月中旬", "2022年5月"):
        assert written in page
    sums = {month.month: month for month in found.drawn().summary.months}
    assert {name: (month.paid, month.spent) for name, month in sums.items() if month.paid or month.spent} == {
        "2022-03": (15.5, 0),
        "2022-04": (4, 3),
    }


@pytest.mark.parametrize(
    ("written", "as_of", "refused"),
    [
        ("2022-06", date(2022, 6, 10), False),
        ("2022年6月1日至5日", date(2022, 6, 2), False),
        ("2022年6月上旬", date(2022, 6, 1), False),
        ("2022-07", date(2022, 6, 30), True),
        ("2022年6月下旬", date(2022, 6, 20), True),
    ],
)
def test_a_month_that_has_begun_is_past(tmp_path: Path, written: str, as_of: date, refused: bool) -> None:
    row = f"日期,项目编号,金额,收款单位,用途,凭证号\n{written},{P1},10,甲公司,首付款,1\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "payments.csv": row}, as_of)
    assert [code for code, _ in found.errors] == (["E010"] if refused else [])


@pytest.mark.parametrize(
    "written",
    [
        "2022",
        "2022年",
        "2022年第一季度",
        "2022年3月至5月",
        "预计2022年3月",
        "2022年3月底前",
        "2022-13",
        "3月",
        "合同签订后90日",
        "2022-02-30",
    ],
)
def test_a_payment_needs_at_least_its_month(tmp_path: Path, written: str) -> None:
    row = f"日期,项目编号,金额,收款单位,用途,凭证号\n{written},{P1},10,甲公司,首付款,1\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "payments.csv": row})
    assert [code for code, _ in found.errors] == ["E004"]


@pytest.mark.parametrize(
    ("written", "month", "first", "last"),
    [
        ("2022年3月初", "2022-03", 1, 10),
        ("2022年3月中", "2022-03", 1, 31),
        ("2022年三月上旬", "2022-03", 1, 10),
        ("2022年3月中上旬", "2022-03", 1, 20),
        ("２０２２年３月末", "2022-03", 1, 31),
        ("2022年2月初至中旬", "2022-02", 1, 20),
    ],
)
def test_a_part_of_a_month_in_words(tmp_path: Path, written: str, month: str, first: int, last: int) -> None:
    row = f"日期,项目编号,金额,收款单位,用途,凭证号\n{written},{P1},10,甲公司,首付款,1\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "payments.csv": row})
    assert found.errors == []
    (payment,) = found.county.payments
    assert (earliest(payment.date).day, payment.date.day, str(payment.date)) == (first, last, written)
    assert [one.month for one in found.drawn().summary.months if one.paid] == [month]


@pytest.mark.parametrize(
    "written", ["6月初", "6月上旬", "六月中", "6月", "6月3日", "2月29日", "6月初至中旬", "06月下旬"]
)
def test_a_month_without_a_year_is_asked_for_it(tmp_path: Path, written: str) -> None:
    """Which year it was is not guessed: no ledger row with a date has another column that tells it."""
    row = f"日期,项目编号,金额,收款单位,用途,凭证号\n{written},{P1},10,甲公司,首付款,1\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "payments.csv": row})
    assert [(code, message) for code, message in found.errors] == [("E004", f"“日期”：“{written}”未写年份")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2022-05", None),
        ("2022年5月底", None),
        ("2022年3月中下旬", None),
        ("2022-06", None),
        ("2022-07", "E010"),
        ("2022年", "E004"),
        ("5月底", "E004"),
    ],
)
def test_a_goal_is_told_as_of_a_month(written: str, code: str | None, tmp_path: Path) -> None:
    goals = f"绩效目标: [{{指标: 农村网络零售额增速, 单位: '%', 目标: 15, 当前: 16, 截至: {written}}}]\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "county.yaml": COUNTY.format(code=CODE) + goals})
    assert [one for one, _ in found.errors] == ([code] if code else [])
    assert code or f"| {written} |" in found.page(f"counties/{CODE}")


PAID = "+payments: [{{日期: {}, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲公司}}]"
SUBSIDY = "项目:\n  '01':\n    资金用途: [{{类别: 物流补贴, 用途: 快件补贴, 金额: '400'}}]\n    物流补贴: {{退补日期: {}}}\n"
SPENT = "+expenditures: [{{日期: {}, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '300.000001'}}]"
FELL = "+progress: [{{日期: {}, 项目编号: 210198-2020-01, 进度: '29'}}]"


@pytest.mark.parametrize(
    ("code", "doubtful", "certain"),
    [
        ("F109", PAID.format("2021-03"), PAID.format("2021-02")),
        ("F111", SUBSIDY.format("2021-03-31") + PAID.format("2021-03"), SUBSIDY.format("2021-03-31") + PAID.format("2021-04")),
        ("G104", FELL.format("2021-06"), FELL.format("2021年6月下旬")),
    ],
)  # fmt: skip
def test_a_rule_that_counts_days_accuses_only_where_every_day_would(
    code: str, doubtful: str, certain: str
) -> None:
    assert messages(code, doubtful) == []
    assert len(messages(code, certain)) == 1


def test_money_is_used_before_it_is_paid_only_if_no_day_of_the_month_allows_it() -> None:
    late = "县: {{资金到账: [{{日期: 2021-03-10, 金额: '1001'}}]}}\n+payments: [{{日期: {}, 项目编号: 210198-2020-01, 金额: '1', 收款单位: 甲公司}}]\n"
    paid_in_may = late.format("2021-05") + SPENT.format("2021-05-01")
    paid_in_june = late.format("2021-06") + SPENT.format("2021-05-01")
    assert messages("F113", paid_in_may) == []
    assert len(messages("F113", paid_in_june)) == 1
    assert messages("F113", late.format("2021-05-31") + SPENT.format("2021-05")) == []


def test_days_are_counted_from_the_last_of_the_month() -> None:
    used = "截至: {}\n项目: {{'01': {{状态: 投入使用}}}}\n+progress: [{{日期: 2021-06, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}}]"
    assert messages("G106", used.format("2021-09-28")) == []
    (late,) = judge("G106", used.format("2021-09-29"))
    assert (late.message, late.since) == ("2021-06 投入使用，至今 91 天未登记验收", date(2021, 9, 29))


def test_in_use_in_the_month_of_the_acceptance_is_in_use() -> None:
    final = "成果: {综合验收: {日期: 2021-06-20, 结论: 合格}}\n项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
    report = "+progress: [{日期: %s, 项目编号: 210198-2020-02, 进度: '100', 状态: 投入使用}]"
    assert messages("A101", final + report % "2021-06") == []
    assert len(messages("A101", final + report % "2021-07")) == 1
    spent = (
        final + "expenditures: [{日期: %s, 项目编号: 210198-2020-01, 类别: 服务, 用途: 安装, 金额: '900'}]\n"
    )
    assert messages("A102", spent % "2021-06") == []
    assert len(messages("A102", spent % "2021-07")) == 1


def test_the_weeks_of_the_month_in_which_work_ended_are_not_asked_for_a_visit() -> None:
    """Work may have ended on the first of the month."""
    done = (
        "截至: 2021-07-31\n项目: {'02': {状态: 未开工}, '03': {状态: 未开工}}\n"
        "-inspections: [{日期: 2021-06-21, 层级: 县}]\n"
        "+progress: [{日期: %s, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]"
    )
    assert len(messages("V102", done % "2021-06-30")) == 1
    assert messages("V102", done % "2021-06") == []


def test_a_payment_of_the_month_under_way_is_told_at_once_and_dates_nothing_ahead(tmp_path: Path) -> None:
    as_of = date(2022, 6, 10)
    row = f"日期,项目编号,金额,收款单位,用途,凭证号\n2022-06,{P1},10,甲公司,首付款,1\n2022-06-03,{P1},2,甲公司,二付,2\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "payments.csv": row}, as_of)
    assert found.errors == []
    assert sorted(str(payment.date) for payment in found.county.payments) == ["2022-06", "2022-06-03"]
    drawn = found.drawn()
    feed = drawn.files[f"counties/{CODE}.xml"].decode()
    assert "10.00 万元" in feed
    assert all(page.updated is None or page.updated <= as_of for page in drawn.pages)
    assert drawn.summary.money_updated is not None
    assert drawn.summary.money_updated <= as_of
    assert "2022-06 " in found.page(f"projects/{P1}")


VISIT = "-inspections: [{日期: 2021-06-21, 层级: 县}]\n+inspections: [{日期: %s, 层级: %s, 项目编号: 210198-2020-01, 方式: 现场考察}]"


@pytest.mark.parametrize(
    ("written", "missed"), [("2021-06", 0), ("2021年6月下旬", 0), ("2021-05", 1), ("2021年6月上旬", 1)]
)
def test_a_week_that_a_visit_of_the_month_may_fill_is_not_called_missed(written: str, missed: int) -> None:
    found = messages("V102", VISIT % (written, "县"))
    assert len(found) == missed
    assert all("1 次检查只写到月，可能在的周不算缺" in message for message in found)


def test_a_month_without_a_visit_of_the_city_is_one_still() -> None:
    """Months are counted by month, whatever the day."""
    duty = "inspections: [{日期: %s, 层级: 市}, {日期: 2021-05, 层级: 市}]"
    assert messages("V101", duty % "2021年4月上旬") == []
    assert len(messages("V101", duty % "2021-06")) == 1


def test_a_visit_known_to_its_month_is_shown_and_is_in_no_week(tmp_path: Path) -> None:
    rows = f"日期,层级,检查单位,项目编号,方式,发现问题,处置\n2022-05,县,商务局,{P1},现场考察,标识不全,限期整改\n2022-05-18,市,市商务局,{P1},现场考察,,\n"
    found = entered(tmp_path, {"projects/01.yaml": PROJECT, "inspections.csv": rows})
    assert found.errors == []
    assert "**2022-05** 县级" in found.page(f"projects/{P1}")
    (month,) = visit_months(found.county.inspections, date(2022, 5, 31))
    assert (month.city, month.county) == (1, 1)
    (problem,) = supervision_view((found.drawn().summary,), found.ground.portal).problems
    assert str(problem.visit.date) == "2022-05"
    assert found.findings("V103") == []  # thirty days from the last of May end on 30 June
    late = entered(tmp_path, {"projects/01.yaml": PROJECT, "inspections.csv": rows}, date(2022, 7, 1))
    assert "2022-05 发现" in late.findings("V103")[0]


RECEIVED = "资金到账:\n  - {日期: 2021-01, 金额: 1500}\n  - {日期: 2021年12月中旬, 金额: 500}\n  - {日期: 2022年6月, 金额: 30, 类型: 上级收回}\n"


def test_money_from_above_may_be_known_to_its_month(tmp_path: Path) -> None:
    found = entered(tmp_path, {"county.yaml": COUNTY.format(code=CODE) + RECEIVED}, date(2022, 6, 10))
    assert found.errors == []
    assert "| 2021年12月中旬 |" in found.page(f"counties/{CODE}")
    assert found.county.county.received == 1970
    later = RECEIVED.replace("2022年6月", "2022年7月")
    found = entered(tmp_path / "later", {"county.yaml": COUNTY.format(code=CODE) + later}, date(2022, 6, 10))
    assert [code for code, _ in found.errors] == ["E010"]


@pytest.mark.parametrize(
    ("written", "good", "bad"),
    [
        ("2021-03", "2021-06-29", "2021-06-30"),
        ("2021年3月上旬", "2021-06-08", "2021-06-09"),
        ("2021年3月中旬", "2021-06-18", "2021-06-19"),
    ],
)
def test_idle_money_of_a_month_is_counted_from_its_last_day(written: str, good: str, bad: str) -> None:
    idle = f"截至: {{}}\n县: {{{{资金到账: [{{{{日期: {written}, 金额: '1000'}}}}]}}}}\npayments: []"
    assert messages("F108", idle.format(good)) == []
    assert messages("F108", idle.format(bad)) == [
        f"{written} 到账的 1,000.00 万元，91 天后台账中仍有 1,000.00 万元未拨付"
    ]


def test_a_training_without_follow_up_is_told_as_it_was_written() -> None:
    row = "trainings: [{日期: 2021年2月下旬, 项目编号: 210198-2020-03, 主题: 直播, 对象: 农民, 学时: '8', 人次: '40'}]"
    (message,) = messages("T102", row)
    assert message.endswith("2021年2月下旬")
