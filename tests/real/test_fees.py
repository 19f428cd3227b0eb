"""监理费, 审计费 and 管理费: money of the county that is spent on no project."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.history.compare import changes
from generator.history.records import Content, holding, version_of
from generator.model.change import Weight
from generator.model.codelists import FeedTopic
from generator.model.place import Place
from generator.model.withheld import Rest, Withheld, rests_of
from generator.rules.example import scene
from generator.rules.fund_use import fund_use
from generator.views.events_county import county_events
from tests.intake.conftest import COUNTY
from tests.real.entered import CODE, entered
from tests.rules.judge import judge, messages

FEES = """专项资金: {中央财政: 100}
费用:
  - {名称: 工程监理费, 类别: 服务, 金额: 6, 收款单位: 某监理公司, 依据: 监理合同, 支付: [{日期: 2022-03-01, 金额: 2.5}, {日期: 2022-05-01, 金额: 1}]}
  - {名称: 项目管理费, 支付: [{日期: 2022-05-02, 金额: 0.5}]}
"""
PROJECT = f"项目编号: {CODE}-2020-01\n项目名称: 站点\n支持方向: 物流配送\n状态: 在建\n扶持资金额度: 50\n"
PAID = f"日期,项目编号,金额,收款单位\n2022-05-03,{CODE}-2020-01,10,甲公司\n"


def test_they_count_as_paid_and_used_and_as_no_project(tmp_path: Path) -> None:
    files = {
        "county.yaml": COUNTY.format(code=CODE) + FEES,
        "projects/01.yaml": PROJECT,
        "payments.csv": PAID,
    }
    found = entered(tmp_path, files)
    assert found.errors == []
    county = found.county
    assert (county.paid, county.spent, county.subsidies) == (14, 4, 50)
    assert county.county.fees_planned == Decimal("6.5")
    summary = found.drawn().summary
    assert len(summary.projects) == 1
    assert {line.month: (line.paid, line.spent) for line in summary.months} == {
        "2022-05": (Decimal("11.5"), Decimal("1.5")),
        "2022-03": (Decimal("2.5"), Decimal("2.5")),
    }
    page = found.page(f"counties/{CODE}")
    assert (
        "| 工程监理费 | 6.00 | 3.50 | 某监理公司 | 2022-03-01 2.50；2022-05-01 1.00 | 服务 | 监理合同 |"
        in page
    )
    assert "| 项目管理费 | 未公开 | 0.50 | 未公开 | 2022-05-02 0.50 |  | 未公开 |" in page
    assert "| 物流配送 | 1 | 50.00 | 10.00 |" in page


FEE = "县: {费用: [{名称: 监理费, 金额: '%s', 支付: [{日期: '2021-06-%s', 金额: '%s'}]}]}\n"


def fee(*payments: tuple[str, str, str], told: str = "金额: '0'") -> str:
    """An overlay of one cost with payments (date, amount, kind)."""
    rows = ", ".join(
        f"{{日期: '{day}', 金额: '{amount}', 类型: {kind or 'null'}}}" for day, amount, kind in payments
    )
    return f"县: {{费用: [{{名称: 监理费, {told}, 支付: [{rows}]}}]}}\n"


def test_money_that_came_back_is_neither_paid_nor_used(tmp_path: Path) -> None:
    text = COUNTY.format(code=CODE) + (
        "专项资金: {中央财政: 100}\n费用:\n  - 名称: 审计费\n    支付: [{日期: 2022-03, 金额: 3, 凭证号: 一号},"
        " {日期: 2022-05-01, 金额: 1.2, 类型: 收回}]\n"
    )
    found = entered(tmp_path, {"county.yaml": text})
    assert found.errors == []
    county = found.county
    assert (county.paid, county.spent, county.returned) == (Decimal("1.8"), Decimal("1.8"), Decimal("1.2"))
    assert [(line.month, line.paid, line.spent) for line in found.drawn().summary.months] == [
        ("2022-05", Decimal("-1.2"), Decimal("-1.2")),
        ("2022-03", Decimal(3), Decimal(3)),
    ]
    page = found.page(f"counties/{CODE}")
    assert "| 2022-03 3.00（凭证号 一号）；2022-05-01 收回 1.20 |" in page
    assert "拨付总额 3.00" in page


@pytest.mark.parametrize("amount", ["-1", "(1)", "−0.5"])
def test_a_negative_payment_is_told_of_the_kind(tmp_path: Path, amount: str) -> None:
    text = (
        COUNTY.format(code=CODE)
        + f"费用: [{{名称: 监理费, 支付: [{{日期: 2022-03-01, 金额: '{amount}'}}]}}]\n"
    )
    (error,) = entered(tmp_path, {"county.yaml": text}).errors
    assert error == ("E004", f"“金额”：金额“{amount}”是负数")


def test_a_payment_without_a_project_is_told_where_it_belongs(tmp_path: Path) -> None:
    rows = "日期,项目编号,金额,收款单位\n2022-05-03,,10,某监理公司\n"
    checked = entered(tmp_path, {"payments.csv": rows}).checked
    (error,) = [one for one in checked.findings if one.code == "E002"]
    assert "不属于哪个项目的费用（监理费、审计费等）写在 county.yaml 的“费用”里" in error.cure


@pytest.mark.parametrize(
    ("day", "code"),
    [("2022-06-30", []), ("2022-07-01", ["E010"]), ("2022-06", []), ("2022-07", ["E010"])],
)
def test_what_is_paid_later_is_an_error(tmp_path: Path, day: str, code: list[str]) -> None:
    text = COUNTY.format(code=CODE) + f"费用: [{{名称: 监理费, 支付: [{{日期: {day}, 金额: 1}}]}}]\n"
    assert [one for one, _ in entered(tmp_path, {"county.yaml": text}).errors] == code


@pytest.mark.parametrize(
    ("planned", "paid", "found"), [("0", "0", 0), ("0.000001", "0", 1), ("0", "0.01", 1)]
)
def test_projects_and_costs_together_stay_within_the_allocation(planned: str, paid: str, found: int) -> None:
    assert len(judge("F102", FEE % (planned, "01", paid))) == found


def test_a_cost_that_was_recovered_takes_nothing_of_the_allocation() -> None:
    assert judge("F102", fee(("2021-06-01", "5", ""), ("2021-06-02", "5", "收回"))) == []


@pytest.mark.parametrize(("kind", "used"), [("", 5_000_000), ("收回", -5_000_000), ("质保金返还", 5_000_000)])
def test_use_on_a_day_counts_what_was_paid_by_then(kind: str, used: int) -> None:
    county = scene(fee(("2021-06-15", "5", kind))).county
    before = fund_use(county, county.county.fee_payments[0].date.replace(day=14))
    on, after = fund_use(county, county.county.fee_payments[0].date), fund_use(county)
    assert before is not None
    assert on == after
    assert after is not None
    assert after.used - before.used == after.paid - before.paid == used


def test_of_a_month_the_first_day_counts_as_of_any_payment() -> None:
    county = scene(fee(("2021-06", "5", ""), ("2021-05", "1", "收回"))).county
    uses = [fund_use(county, date(2021, month, day)) for month, day in ((5, 30), (5, 31), (6, 1))]
    assert [use.used - uses[0].used for use in uses if use and uses[0]] == [0, -1_000_000, 4_000_000]


def test_ninety_percent_is_reached_with_costs() -> None:
    use = fund_use(scene().county)
    assert use is not None
    missing = (use.central * 9 // 10 - use.used) / Decimal(1_000_000)
    short = scene(fee(("2021-06-15", str(missing - Decimal("0.000001")), ""))).county
    enough = scene(fee(("2021-06-15", str(missing), ""))).county
    assert [found.is_enough for county in (short, enough) if (found := fund_use(county))] == [False, True]


@pytest.mark.parametrize(("amount", "found"), [("0", 0), ("0.000001", 1)])
def test_with_costs_no_more_is_paid_than_received(amount: str, found: int) -> None:
    county = scene().county
    rest = county.county.received - county.paid
    hits = judge("F113", fee(("2021-06-15", str(rest + Decimal(amount)), "")))
    assert len(hits) == found
    assert [hit.since for hit in hits] == [date(2021, 6, 15)] * found


def test_money_recovered_of_a_cost_is_idle_after_the_limit() -> None:
    rows = fee(("2021-03-11", "100", ""), ("2021-03-12", "100", "收回"))
    told = messages("F108", f"{rows}截至: 2021-06-11\npayments: []")
    assert any(
        "2021-03-12 收回的 100.00 万元，91 天后台账中仍有 100.00 万元未拨付" in message for message in told
    )
    assert not any("收回" in message for message in messages("F108", f"{rows}截至: 2021-06-10\npayments: []"))


@pytest.mark.parametrize(
    ("stated", "found"), [("0", 0), ("5", 0), ("6", 0), ("4.99", 1), ("6.01", 1), ("5.5", 1)]
)
def test_a_months_total_is_right_with_costs_and_without(stated: str, found: int) -> None:
    """Of 6.00 万元 1.00 came back by the end of May: 0 without costs, 5 net, 6 gross."""
    rows = fee(("2021-05-01", "6", ""), ("2021-05-20", "1", "退回"), ("2021-06-01", "9", ""))
    rest = scene().county
    paid = sum((row.amount for row in rest.payments if row.date < date(2021, 6, 1)), Decimal())
    total = f"+snapshots: [{{截至: 2021-05, 累计拨付: '{paid + Decimal(stated)}'}}]"
    assert len(judge("F115", rows + total)) == found


@pytest.mark.parametrize(
    ("project", "kind", "found"), [("", "", 1), ("", "收回", 0), ("项目编号: 210198-2020-01, ", "收回", 1)]
)
def test_a_total_may_fall_where_a_cost_was_recovered(project: str, kind: str, found: int) -> None:
    totals = f"[{{截至: 2021-04, {project}累计拨付: '9'}}, {{截至: 2021-05, {project}累计拨付: '8'}}]"
    assert len(judge("F116", fee(("2021-05-20", "1", kind)) + f"+snapshots: {totals}")) == found


def test_a_project_with_a_total_above_its_rows_is_seen_beside_costs() -> None:
    """What was paid for costs does not make up for rows that a project lacks."""
    late = "截至: 2021-06-09\n+snapshots: [{截至: 2021-05, 项目编号: 210198-2020-01, 累计拨付: '100'}]\npayments: []\n"
    assert judge("F108", late + fee(("2021-05-01", "150", ""))) == []


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("类别: 服务", ""),
        ("依据: 监理合同，不含人员工资", ""),
        ("收款单位: 甲监理公司", ""),
        ("类别: 提取工作经费", "类别是负面清单所列的“提取工作经费”"),
        ("类别: 人员经费等经常性开支", "类别是负面清单所列的“人员经费等经常性开支”"),
        ("依据: 支付人员工资", "依据命中负面清单所列的“人员经费等经常性开支”（依据的词是“人员工资”）"),
        ("收款单位: 示例县商务局", "付给主管部门“示例县商务局”自己，疑似“提取工作经费”"),
    ],
)
def test_a_forbidden_cost_is_a_finding(told: str, why: str) -> None:
    expected = [f"费用“监理费”5.00 万元，{why}"] if why else []
    assert messages("F118", fee(told=f"金额: '5', {told}")) == expected


@pytest.mark.parametrize(
    ("name", "basis", "word"),
    [
        ("项目管理费", "", "项目管理费"),
        ("工作经费", "", "工作经费"),
        ("管理费", "按专项资金的3%计提", "按专项资金的3%计提"),
        ("业务经费", "局长办公会", "业务经费"),
        ("办公费", "", "办公费"),
        ("工程监理费", "监理合同", ""),
        ("审计费", "审计服务合同", ""),
        ("工作经费审计", "", ""),
        ("结算评审费", "按审定额付费", ""),
        ("验收费", "委托第三方机构验收的合同", ""),
        ("招标代理费", "", ""),
        ("绩效评价费", "不列支工作经费", ""),
    ],
)
def test_its_words_are_looked_up_in_the_negative_list(name: str, basis: str, word: str) -> None:
    told = messages("F118", f"县: {{费用: [{{名称: {name}, 依据: '{basis}', 金额: '5'}}]}}")
    assert [message.rpartition("依据的词是")[2] for message in told] == [f"“{word}”）"] * bool(word)


@pytest.mark.parametrize(
    ("back", "told"), [("", "5.00 万元"), ("2", "，已收回 2.00 万元"), ("4.999999", "，已收回"), ("5", None)]
)
def test_what_was_recovered_is_no_finding(back: str, told: str | None) -> None:
    rows = [("2021-05-01", "5", "")] + [("2021-06-01", back, "收回")] * bool(back)
    hits = judge("F118", fee(*rows, told="类别: 提取工作经费"))
    assert len(hits) == (told is not None)
    assert all(told in hit.message and hit.since == date(2021, 5, 1) for hit in hits if told)


@pytest.mark.parametrize(
    ("fees", "found"), [(fee(), 1), (fee(("2021-06-29", "1", "")), 0), (fee(("2021-03-11", "1", "")), 0)]
)
def test_a_county_that_paid_costs_tells_how_its_money_was_paid(fees: str, found: int) -> None:
    rows = f"{fees}截至: 2021-06-30\npayments: []\nexpenditures: []\n"
    assert [message for message in messages("I112", rows) if "拨付" in message] == [
        "专项资金 2021-03-10 到账，未公开资金拨付情况"
    ] * found


def test_costs_paid_before_any_money_came_are_asked_for_its_receipt() -> None:
    rows = fee(("2021-05-02", "1", "")).replace("县: {", "县: {资金到账: [], ")
    (hit,) = judge("I112", f"{rows}payments: []\nexpenditures: []\n")
    assert (hit.message, hit.since) == ("已有拨付或使用记录，未公开资金到账", date(2021, 5, 2))


def test_each_payment_is_told_in_the_feed(tmp_path: Path) -> None:
    found = entered(tmp_path, {"county.yaml": COUNTY.format(code=CODE) + FEES})
    told = [event for event in county_events(found.county) if event.key.startswith("fees/")]
    assert [(event.date.isoformat(), event.title.partition("：")[2]) for event in told] == [
        ("2022-05-02", "项目管理费支付 0.50 万元"),
        ("2022-05-01", "工程监理费支付 1.00 万元"),
        ("2022-03-01", "工程监理费支付 2.50 万元"),
    ]
    assert told[1].text == ("费用：工程监理费", "金额：1.00 万元", "收款单位：某监理公司", "依据：监理合同")
    assert {event.topic for event in told} == {FeedTopic.FUNDS}


def fields(*fees: str) -> dict[str, Content]:
    held = holding(f"counties/{CODE}/county.yaml")
    assert held is not None
    text = COUNTY.format(code=CODE) + "费用:\n" + "".join(f"  - {{{one}}}\n" for one in fees)
    version = version_of(held, text.encode())
    assert version.fields is not None
    return {version.record: version.fields}


SUPERVISION, AUDIT = "名称: 监理费, 金额: 6", "名称: 审计费, 金额: 2"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([SUPERVISION], [AUDIT, SUPERVISION], {"“审计费”"}),
        ([SUPERVISION, AUDIT], [AUDIT, SUPERVISION], set()),
        ([SUPERVISION, AUDIT], [AUDIT, f"{SUPERVISION}0"], {"“监理费” › 金额"}),
        (
            [SUPERVISION],
            [f"{SUPERVISION}, 支付: [{{日期: 2022-03, 金额: 1}}]"],
            {"“监理费” › 支付 › “2022-03”"},
        ),
        ([AUDIT, AUDIT], [AUDIT, f"{AUDIT}1"], {"“审计费”（2） › 金额"}),
    ],
)
def test_the_change_record_knows_a_cost_by_its_name(
    before: list[str], after: list[str], told: set[str]
) -> None:
    found = {change.field: change for change in changes(fields(*before), fields(*after))}
    assert set(found) == {f"费用 › {one}" for one in told}
    assert all(found[one].weight is Weight.MAJOR for one in found if one.endswith("金额"))


def test_a_county_whose_costs_may_have_changed_marks_what_counts_them() -> None:
    """county.yaml failed a check and an earlier version stands: sums of projects alone rest on nothing of it."""
    rests = rests_of([Withheld("county", "", Place("county.yaml"), date(2022, 3, 1))])
    assert (rests.paid, rests.spent, rests.spent_share) == (Rest.EARLIER,) * 3
    assert (rests.in_projects.paid, rests.in_projects.spent) == (Rest.LATEST,) * 2
    of_project = rests_of([Withheld("county", "", Place("county.yaml"), date(2022, 3, 1))], f"{CODE}-2020-01")
    assert of_project.paid is Rest.LATEST
