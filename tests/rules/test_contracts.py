"""A contract for several projects counts once; its suppliers, its parts and its payees."""

from decimal import Decimal

import pytest

from generator.model.codelists import Direction
from generator.model.contracts import Contract
from generator.rules.example import scene
from generator.views.contract_rows import contract_rows, contract_sums
from generator.views.rows import project_rows
from tests.rules.judge import judge, messages

P1, P2, P3 = (f"210198-2020-0{number}" for number in (1, 2, 3))


def contract(own: str, *parts: str) -> str:
    return f"合同: [{{合同编号: HT-01, {own}, 涉及项目: [{', '.join(parts)}]}}]\n"


def part(project: str, amount: str = "") -> str:
    return f"{{项目编号: {project}, 金额: '{amount}'}}" if amount else f"{{项目编号: {project}}}"


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("方式: 公开招标, 投标供应商数: '3'", 0),
        ("方式: 公开招标, 投标供应商数: '2'", 1),
        ("方式: 公开招标, 投标供应商数: '1'", 1),
        ("方式: 公开招标, 投标供应商数: '0'", 1),
        ("方式: 公开招标", 0),
        ("方式: 单一来源, 投标供应商数: '1'", 0),
        ("方式: 竞争性磋商, 投标供应商数: '2'", 0),
        ("投标供应商数: '2'", 0),
    ],
)
def test_a_tender_has_three_suppliers(own: str, found: int) -> None:
    assert len(judge("B105", contract(own, part(P1)))) == found


def test_what_is_said_of_few_suppliers_is_what_the_law_says() -> None:
    (message,) = messages("B105", contract("方式: 公开招标, 投标供应商数: '2'", part(P1)))
    assert "登记的投标供应商 2 家" in message
    assert "对招标文件作实质响应的供应商不足三家的应予废标" in message
    assert "请核对" in message
    assert not any(word in message for word in ("违法", "违规", "无效"))


SUPPLEMENT = "补充协议: [{日期: 2021-05-01, %s}]"


@pytest.mark.parametrize(
    ("own", "parts", "found"),
    [
        ("合同金额: '620'", (part(P1, "400"), part(P2, "220")), 0),
        ("合同金额: '620'", (part(P1, "400"), part(P2, "219.999999")), 1),
        ("合同金额: '620'", (part(P1, "400"), part(P2)), 0),
        ("合同金额: '620'", (part(P1),), 0),
        ("中标金额: '620'", (part(P1, "400"), part(P2, "219")), 1),
        ("合同金额: '620', 框架协议: 'true'", (part(P1, "400"), part(P2, "100")), 0),
        ("合同金额: '620', 框架协议: 'true'", (part(P1, "400"), part(P2, "220.01")), 1),
        (f"合同金额: '620', {SUPPLEMENT % '''增减金额: '-20' '''}", (part(P1, "400"), part(P2, "200")), 0),
        (f"合同金额: '620', {SUPPLEMENT % '''变更后金额: '650' '''}", (part(P1, "400"), part(P2, "220")), 1),
        (f"合同金额: '620', {SUPPLEMENT % '''变更后金额: '650', 增减金额: '29' '''}", (part(P1),), 1),
        (f"合同金额: '620', {SUPPLEMENT % '''变更后金额: '650', 增减金额: '30' '''}", (part(P1),), 0),
        (
            "合同金额: '620', 终止: {日期: 2021-06-01, 原因: 协商, 结算金额: '300'}",
            (part(P1, "200"), part(P2, "100")),
            0,
        ),
    ],
)
def test_parts_are_the_whole(own: str, parts: tuple[str, ...], found: int) -> None:
    assert len(judge("B107", contract(own, *parts))) == found


@pytest.mark.parametrize(
    ("values", "original", "current"),
    [
        ({"合同金额": "100", "中标金额": "99"}, 100, 100),
        ({"中标金额": "99"}, 99, 99),
        ({}, None, None),
        ({"合同金额": "100", "补充协议": [{"日期": "2021-05-01", "增减金额": "5.5"}]}, 100, "105.5"),
        ({"合同金额": "100", "补充协议": [{"日期": "2021-05-01", "增减金额": "-5"}] * 2}, 100, 90),
        ({"补充协议": [{"日期": "2021-05-01", "变更后金额": "80"}]}, None, 80),
        ({"合同金额": "100", "补充协议": [{"日期": "2021-05-01", "内容": "延期"}]}, 100, 100),
    ],
)
def test_a_supplement_changes_what_it_is_worth_and_not_what_was_signed(
    values: dict[str, object], original: object, current: object
) -> None:
    found = Contract.model_validate({"合同编号": "HT-01", **values})
    expected = [None if value is None else Decimal(str(value)) for value in (original, current)]
    assert [found.original, found.current] == expected


BARE = "项目: {'01': {采购: null, 承办单位: null}, '02': {采购: null, 承办单位: null}}\n"
SIGNED = (
    "方式: 公开招标, 公告: {日期: 2021-01-20, 链接: 'https://example.gov.cn/1.html'}, 中标日期: 2021-02-20, "
    "合同金额: '800', 合同日期: 2021-03-01, 承办单位: {名称: 甲公司, 责任人: 总经理, 联合体: [{名称: 乙公司}]}"
)


def test_what_the_contract_tells_need_not_be_told_again() -> None:
    whole = BARE + contract(SIGNED, part(P1, "400"), part(P2, "400"))
    for code in ("B101", "B102", "B107", "F103", "F107", "F109", "I105", "I110"):
        assert not judge(code, whole), code
    assert judge("B101", BARE)
    assert judge("I105", BARE)


def test_a_project_may_name_its_contract() -> None:
    named = BARE.replace("采购: null", "采购: {中标金额: null, 合同: [HT-01]}")
    found = scene(named + contract(SIGNED)).county
    assert [project.contractor and project.contractor.name for project in found.projects][:2] == [
        "甲公司"
    ] * 2
    assert [own.number for own in found.contracts_of[P2]] == ["HT-01"]
    assert found.projects[0].procurement
    assert found.projects[0].procurement.award_amount is None  # nobody said how much of it is the project's


def test_payments_are_held_against_the_projects_own_part() -> None:
    whole = BARE + contract(SIGNED.replace("'800'", "'700'"), part(P1, "300"), part(P2, "400"))
    (hit,) = judge("F103", whole)
    assert (hit.project, hit.message) == (
        P1,
        "累计拨付 400.00 万元，超过合同（中标）金额 300.00 万元，多 100.00 万元",
    )


def test_whoever_signed_for_a_project_may_be_paid() -> None:
    two = f"合同: [{{合同编号: A, 承办单位: {{名称: 甲公司}}, 涉及项目: [{part(P1)}]}}, {{合同编号: B, 承办单位: {{名称: 丁公司}}, 涉及项目: [{part(P1)}]}}]\n"
    paid = "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: %s}]"
    assert not judge("F107", two + paid % "丁公司")
    assert len(judge("F107", two + paid % "戊公司")) == 1


def test_a_contract_counts_once() -> None:
    two = (
        f"合同: [{{合同编号: A, 合同金额: '620', 承办单位: {{名称: 甲公司}}, 涉及项目: [{part(P1, '400')}, {part(P2, '220')}]}},"
        f" {{合同编号: B, 合同金额: '355.5', 涉及项目: [{part(P3)}]}}, {{合同编号: C}}]\n"
    )
    seen = scene(two)
    sums = contract_sums(contract_rows(seen.county))
    assert (sums.number, sums.total, sums.undisclosed) == (3, Decimal("975.5"), 1)
    assert dict(sums.by_direction) == {
        Direction.LOGISTICS: 400,
        Direction.FARM_PRODUCE: 220,
        Direction.TRAINING: Decimal("355.5"),
    }
    rows = project_rows(seen.county, (), seen.as_of)
    assert contract_sums(row for project in rows for row in project.contracts).total == Decimal("975.5")


@pytest.mark.parametrize(
    ("own", "parts", "expected"),
    [
        ("合同金额: '600'", (part(P1), part(P2)), {None: 600}),
        ("合同金额: '600'", (part(P1, "100"), part(P2)), {Direction.LOGISTICS: 100, None: 500}),
        ("合同金额: '600'", (part(P1, "400"), part(P2, "400")), {None: 600}),
        ("合同金额: '600', 框架协议: 'true'", (part(P3, "200"),), {Direction.TRAINING: 200, None: 400}),
        ("合同金额: '600', 框架协议: 'true'", (part(P3),), {None: 600}),
        ("合同金额: '600'", (), {None: 600}),
    ],
)
def test_directions_add_up_to_the_total(
    own: str, parts: tuple[str, ...], expected: dict[object, int]
) -> None:
    sums = contract_sums(contract_rows(scene(contract(own, *parts)).county))
    assert dict(sums.by_direction) == expected
    assert sum(amount for _, amount in sums.by_direction) == sums.total == 600
