"""I101–I112: what is due of each item, and what is missing."""

from datetime import date

import pytest

from tests.rules.judge import judge, messages


def _project(**values: str) -> str:
    inner = ", ".join(f"{key}: {value}" for key, value in values.items())
    return f"项目: {{'01': {{{inner}}}}}"


NOT_AWARDED = {"状态": "未开工", "采购": "{中标日期: null, 合同日期: null}", "承办单位": "null"}
CANCELLED = {"状态": "已取消", "取消": "{日期: 2021-05-01, 原因: 一}"}


def test_the_plan_is_an_issued_document() -> None:
    (hit,) = judge("I101", "方案: {实施方案: null}")
    assert (hit.message, hit.place.file) == ("未公开综合示范方案", "counties/210198/plan.yaml")
    assert messages("I101", "方案: {实施方案: {标题: 待补充}}") == ["未公开综合示范方案"]
    assert messages("I101", "方案: {实施方案: {印发日期: null, 印发机关: null}}") == [
        "综合示范方案未公开印发日期、印发机关"
    ]


@pytest.mark.parametrize(
    ("code", "values", "message"),
    [
        ("I103", {"项目名称": "（待定）"}, "未公开项目名称"),
        ("I104", {"建设内容": "null"}, "未公开建设内容"),
        ("I104", {"工作要求": "null"}, "未公开工作要求"),
        ("I104", {"建设内容": "待填", "工作要求": "TODO"}, "未公开建设内容、工作要求"),
        ("I105", {"承办单位": "null"}, "未公开承办单位"),
        ("I105", {"承办单位": "{名称: 待定}"}, "未公开承办单位"),
        ("I106", {"扶持资金额度": "null"}, "未公开扶持资金额度"),
        ("I107", {"完成时限": "null"}, "未公开完成时限"),
        ("I108", {"绩效目标": "[]"}, "未公开绩效目标"),
        ("I108", {"绩效目标": "[{指标: 一}]"}, "未公开绩效目标"),
        ("I109", {"相关政策文件": "[]"}, "未公开相关政策文件"),
        ("I110", {"县级责任人": "{职务: null}"}, "未公开县级责任人"),
        ("I110", {"承办单位": "{责任人: null}"}, "未公开承办单位责任人"),
        ("I110", {"县级责任人": "null", "承办单位": "{责任人: null}"}, "未公开县级责任人、承办单位责任人"),
    ],
)
def test_what_a_project_does_not_disclose(code: str, values: dict[str, str], message: str) -> None:
    (hit,) = judge(code, _project(**values))
    assert (hit.message, hit.project) == (message, "210198-2020-01")


def test_decisions_are_disclosed_or_not() -> None:
    (hit,) = judge("I102", "方案: {决策过程: []}")
    assert (hit.message, hit.place.file) == ("未公开决策过程", "counties/210198/plan.yaml")
    assert messages("I102") == []


def test_a_county_without_projects_discloses_none() -> None:
    (hit,) = judge("I103", "项目: {'01': null, '02': null, '03': null}")
    assert (hit.message, hit.project) == ("未公开任何项目", "")


@pytest.mark.parametrize("code", ["I105", "I110"])
def test_a_project_not_awarded_yet_owes_no_contractor(code: str) -> None:
    assert messages(code, _project(**NOT_AWARDED)) == []


def test_it_owes_one_from_the_award_or_the_start_on() -> None:
    assert len(messages("I105", _project(**NOT_AWARDED | {"采购": "{合同日期: null}"}))) == 1
    assert len(messages("I105", _project(**NOT_AWARDED | {"状态": "在建"}))) == 1


def test_a_project_not_awarded_yet_owes_the_county_s_person() -> None:
    assert messages("I110", _project(**NOT_AWARDED, 县级责任人="null")) == ["未公开县级责任人"]


def test_a_post_is_enough() -> None:
    assert messages("I110", _project(承办单位="{责任人: null, 职务: 总经理}")) == []


def test_a_cancelled_project_still_says_what_it_was() -> None:
    assert len(messages("I106", _project(**CANCELLED, 扶持资金额度="null"))) == 1
    assert len(messages("I110", _project(**CANCELLED, 县级责任人="null"))) == 1
    before_award = CANCELLED | {"采购": "{中标日期: null, 合同日期: null}", "承办单位": "null"}
    assert messages("I110", _project(**before_award, 县级责任人="null")) == []
    assert messages("I105", _project(**before_award)) == []


@pytest.mark.parametrize(
    ("status", "count"),
    [("未开工", 0), ("在建", 1), ("基本完成", 1), ("投入使用", 1), ("已验收", 1), ("已取消", 0)],
)
def test_progress_is_due_once_a_project_has_started(status: str, count: int) -> None:
    reports = "progress: [{日期: 2021-06-20, 项目编号: 210198-2020-02, 进度: '30'}, {日期: 2021-06-20, 项目编号: 210198-2020-03, 进度: '30'}]"
    overlay = f"项目: {{'01': {{状态: {status}}}}}\n{reports}"
    assert len(messages("I111", overlay)) == count


def test_the_use_of_funds_has_four_parts() -> None:
    assert messages("I112", "县: {专项资金: {中央财政: null}}") == ["未公开中央财政专项资金数额"]
    assert messages("I112", "县: {资金到账: []}") == ["已有拨付或使用记录，未公开资金到账"]
    assert len(messages("I112", "县: {资金到账: []}\npayments: []")) == 1
    assert len(messages("I112", "县: {资金到账: []}\nexpenditures: []\n截至: 2021-04-01")) == 1
    assert messages("I112", "县: {资金到账: []}\npayments: []\nexpenditures: []") == []
    assert messages("I112", "payments: []\nexpenditures: []") == [
        "专项资金 2021-03-10 到账，未公开资金拨付情况"
    ]
    assert messages("I112", "expenditures: []") == ["专项资金 2021-03-20 开始拨付，未公开资金使用情况"]


def test_the_days_run_from_the_first_receipt_and_the_first_payment() -> None:
    receipts = "县: {资金到账: [{日期: 2021-06-20, 金额: '1'}, {日期: 2021-03-10, 金额: '1'}]}\n"
    (hit,) = judge("I112", f"{receipts}payments: []\nexpenditures: []")
    assert hit.since == date(2021, 4, 11)
    payment = "{日期: %s, 项目编号: 210198-2020-01, 金额: '1'}"
    payments = f"payments: [{payment % '2021-06-20'}, {payment % '2021-03-20'}]\n"
    (hit,) = judge("I112", f"{payments}expenditures: []")
    assert hit.since == date(2021, 4, 21)


@pytest.mark.parametrize(("as_of", "count"), [("2021-04-10", 0), ("2021-04-11", 1)])
def test_payments_are_due_31_days_after_the_money_came(as_of: str, count: int) -> None:
    hits = judge("I112", f"截至: {as_of}\npayments: []\nexpenditures: []")
    assert len(hits) == count
    assert all(hit.since == date(2021, 4, 11) for hit in hits)
    assert all(hit.place.file == "counties/210198/payments.csv" for hit in hits)


def test_the_days_are_the_column_s_to_set() -> None:
    overlay = "截至: 2021-03-16\npayments: []\nexpenditures: []\n栏目: {更新时限: {资金: '%s'}}"
    assert len(messages("I112", overlay % "5")) == 1
    assert messages("I112", overlay % "6") == []
