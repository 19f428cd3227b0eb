"""One contract for two projects, in lots, with a supplement, instalments, money retained, and a project company that is paid."""

from datetime import date
from decimal import Decimal

import pytest

from generator.views.contract_rows import contract_rows, contract_sums
from tests.real.entered import CODE, P1, Entered, entered

P2 = f"{CODE}-2020-02"
PROJECT = """项目编号: {id}
项目名称: {name}
支持方向: 物流配送
工作要求: 按月报送
状态: 在建
扶持资金额度: {money}
计划开工: 2021-03-15
完成时限: 合同签订后300日
资金用途: [{{类别: 设施设备, 用途: 设备, 金额: {money}}}]
采购: {{合同: HT-1}}
"""
CONTRACTS = """合同:
  - 合同编号: HT-1
    名称: 物流体系设备采购
    标包: 第一包
    方式: 公开招标
    公告: {日期: 2021-02-01, 链接: https://example.gov.cn/gg.html}
    投标供应商数: 2
    最高限价: 310
    中标日期: 2021-02-25
    中标金额: 300
    合同金额: 300
    合同日期: 2021-03-10
    承办单位: {名称: 甲物流有限公司}
    收款关系:
      - {单位: 某县甲项目运营公司, 关系: 中标单位按招标文件设立的项目公司, 依据: 招标文件第三章}
    付款约定:
      分期:
        - {节点: 签订合同, 比例: 30, 达成日期: 2021-03-10}
        - {节点: 设备到货, 比例: 30}
        - {节点: 验收合格, 比例: 40}
      质保金比例: 5
      质保金返还条件: 验收合格满一年
    补充协议:
      - {日期: 2021-06-20, 编号: 补1, 内容: 减少一台分拣机, 增减金额: -10}
    涉及项目:
      - {项目编号: 210198-2020-01, 金额: 170}
      - {项目编号: 210198-2020-02, 金额: 120}
"""
PAYMENTS = f"日期,项目编号,金额,收款单位,用途\n2021-03-20,{P1},87.00,某县甲项目运营公司,首期30%\n"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Entered:
    return entered(
        tmp_path_factory.mktemp("contracts"),
        {
            "projects/01.yaml": PROJECT.format(id=P1, name="县级仓储中心", money=170),
            "projects/02.yaml": PROJECT.format(id=P2, name="乡镇站点", money=120),
            "contracts.yaml": CONTRACTS,
            "payments.csv": PAYMENTS,
        },
        as_of=date(2021, 8, 31),
    )


def test_it_is_read_as_written_and_counted_once(county: Entered) -> None:
    assert county.errors == []
    (contract,) = county.county.contracts.contracts
    assert (contract.original, contract.current) == (Decimal(300), Decimal(290))
    assert [contract.part_of(project) for project in (P1, P2)] == [Decimal(170), Decimal(120)]
    sums = contract_sums(contract_rows(county.county))
    assert (sums.number, sums.total) == (1, Decimal(290))
    assert [project.due for project in county.county.projects] == [date(2022, 1, 4)] * 2


def test_no_finding_on_it_is_false(county: Entered) -> None:
    assert [county.findings(code) for code in ("F107", "F108", "B106", "G102", "G107")] == [[]] * 5
    (few,) = county.findings("B105")  # two suppliers at a public tender: true, and told
    assert "2" in few


def test_pages_show_it(county: Entered) -> None:
    for project in (P1, P2):
        page = county.page(f"projects/{project}")
        for shown in ("物流体系设备采购（第一包）", "290.00", "减少一台分拣机", "设备到货", "验收合格满一年"):
            assert shown in page, shown
    assert "某县甲项目运营公司" in county.page(f"projects/{P1}")
    assert "合同签订后300日（2022-01-04）" in county.page(f"projects/{P2}")
