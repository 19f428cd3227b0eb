"""Money from several sources, money that came back, and villagers who were paid by public notice."""

from datetime import date
from decimal import Decimal

import pytest

from tests.real.entered import CODE, P1, Entered, entered

P2 = f"{CODE}-2020-02"
PROJECT = """项目编号: {id}
项目名称: 站点改造
支持方向: 物流配送
工作要求: 按月报送
状态: 在建
完成时限: 2022-12-31
承办单位: {{名称: 甲公司}}
{sources}"""
CITY_ALONE = "资金来源:\n  - {来源: 市级, 金额: 30, 文号: 某财〔2021〕5号}\n  - {来源: 结余, 金额: 12.5}\n  - {来源: 社会资本, 金额: 8}\n"
CENTRAL = "扶持资金额度: 100\n资金来源:\n  - {来源: 省级, 金额: 20}\n  - {来源: 自筹, 金额: 15}\n"
PAYMENTS = f"""日期,项目编号,金额,类型,收款单位,用途,收款人数,公示链接
2021-05-10,{P1},30.00,拨付,甲公司,首付款,,
2021-08-20,{P1},4.50,收回,甲公司,审计追回,,
2021-09-02,{P1},2.00,退回,甲公司,结余退回,,
2021-10,{P2},6.00,,村民,站点租金补助,35,https://example.gov.cn/gs.html
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Entered:
    return entered(
        tmp_path_factory.mktemp("money"),
        {
            "projects/01.yaml": PROJECT.format(id=P1, sources=CENTRAL),
            "projects/02.yaml": PROJECT.format(id=P2, sources=CITY_ALONE),
            "payments.csv": PAYMENTS,
        },
        as_of=date(2021, 12, 31),
    )


def test_it_is_read_as_written(county: Entered) -> None:
    assert county.errors == []
    first, second = county.county.projects
    assert (first.central, first.is_without_central) == (Decimal(100), False)
    assert second.is_without_central
    assert [(line.source.label, line.amount) for line in second.sources] == [
        ("市级", Decimal(30)),
        ("结余", Decimal("12.5")),
        ("社会资本", Decimal(8)),
    ]
    assert sum(row.net for row in county.county.payments_of[P1]) == Decimal("23.5")
    assert county.county.subsidies == Decimal(100)  # central money alone


def test_no_finding_on_it_is_false(county: Entered) -> None:
    assert [county.findings(code) for code in ("F103", "F107", "F114", "F117", "P006")] == [[]] * 5


def test_pages_show_it(county: Entered) -> None:
    first, second = (county.page(f"projects/{project}") for project in (P1, P2))
    for shown in ("收回", "4.50", "退回", "2.00", "省级", "20.00", "自筹"):
        assert shown in first, shown
    for shown in ("财政资金合计", "42.50", "市级", "某财〔2021〕5号", "村民（公示 35 人）", "2021-10"):
        assert shown in second, shown
    assert "未公开额度" not in second
