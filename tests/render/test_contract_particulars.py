"""What the search finds of a contract stands on the page it leads to: on the projects' pages, or on the county's."""

from collections.abc import Iterator

import pytest

from generator.model.disclosure import CountyDisclosure
from generator.model.fields import searched_texts
from generator.render.portal_artifacts import merge, province_artifacts
from generator.rules.example import scene
from generator.views.search import SearchRecord, county_part
from tests.support.portal import PORTAL, artifacts, province

CONTRACT = """
合同:
  - 合同编号: HT-01
    名称: 中心建设
    标包: 第一包
    方式: 单一来源
    非公开招标理由: 只有一家能供
    %s
    付款约定: {%s}
    收款关系: [{单位: 示例运营有限公司, 关系: 项目公司, 依据: 招标文件第八条}]
    补充协议: [{日期: 2021-05-20, %s}]
    终止: {日期: 2021-06-20, 原因: 双方协商一致}
    涉及项目: [{项目编号: 210198-2020-01}, {项目编号: 210198-2020-02}]
"""
TERMS = "分期: [{节点: 签订合同, 比例: '30'}, {节点: 到货安装, 金额: '12.5', 应付日期: 2021-07-31}]"
KEPT = "质保金比例: '5', 质保金返还条件: 验收后满一年"


def given(
    amount: str = "合同金额: '400'", terms: str = f"{TERMS}, {KEPT}", change: str = ""
) -> CountyDisclosure:
    change = change or "编号: HT-01补1, 内容: 减少一台备机, 增减金额: '-1.20'"
    return scene(CONTRACT % (amount, terms, change)).county


def pages(county: CountyDisclosure) -> dict[str, str]:
    made = artifacts(county)
    whole = merge([made], province_artifacts((made,), province(county), PORTAL))
    return {page.stem: page.body.markdown for page in whole.pages}


def found(county: CountyDisclosure) -> Iterator[tuple[SearchRecord, str]]:
    for record in county_part(county).records:
        for line in record.prose.split("\n"):
            yield record, line


@pytest.mark.parametrize(
    "county",
    [
        given(),
        given(amount="合同日期: 2021-03-01"),
        given(terms=KEPT),
        given(terms="质保金返还条件: 保修期满"),
        given(terms=f"{TERMS}, {KEPT}, 质保金返还日期: 2022-06-30"),
        given(change="编号: HT-01补2"),
        given(change="内容: 工期顺延三十日"),
    ],
)
def test_what_is_searched_stands_where_it_is_found(county: CountyDisclosure) -> None:
    (contract,) = county.contracts.contracts
    texts = {text for text in searched_texts(contract) if text}
    shown = pages(county)
    lines = [(record, line) for record, line in found(county) if line in texts]
    absent = [
        (record.id, line) for record, line in lines if line not in shown[f"{record.folder}/{record.id}"]
    ]
    assert absent == []
    for number in ("01", "02"):
        assert {line for record, line in lines if record.id == f"210198-2020-{number}"} == texts
    assert {line for record, line in lines if record.folder == "counties"} == {"HT-01", "中心建设", "第一包"}


def test_a_contract_says_what_was_agreed() -> None:
    text = pages(given())["projects/210198-2020-01"]
    for line in (
        "- 单一来源（只有一家能供）",
        "- 签订合同：119.64 万元，未登记达成",
        "- 到货安装：12.50 万元，约定 2021-07-31 支付",
        "- 质保金 5%，19.94 万元，验收后满一年",
        "- 补充协议 2021-05-20 HT-01补1：增减 \\-1.20 万元（减少一台备机）",
    ):
        assert f"{line}\n" in text


def test_an_unknown_amount_is_not_told_as_nothing() -> None:
    terms = f"{TERMS.removesuffix(']')}, {{节点: 培训结束}}], {KEPT}"
    text = pages(given(amount="合同日期: 2021-03-01", terms=terms))["projects/210198-2020-01"]
    assert "- 签订合同：30%，未登记达成\n" in text
    assert "- 到货安装：12.50 万元，约定 2021-07-31 支付\n" in text
    assert "- 培训结束：未公开，未登记达成\n" in text
    assert "- 质保金 5%，验收后满一年\n" in text


def test_a_supplement_may_change_no_amount() -> None:
    text = pages(given(change="编号: HT-01补2, 内容: 工期顺延三十日"))["projects/210198-2020-01"]
    assert "- 补充协议 2021-05-20 HT-01补2（工期顺延三十日）\n" in text
