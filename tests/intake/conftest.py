"""A small column on disk that a test may spoil."""

from pathlib import Path

import pytest

SITE = """栏目名称: 综合示范信息公开
主办单位: 省商务厅
网站名称: 示例
模式: 演示
网址: https://example.gov.cn/zhsf/
演示日期: 2022-06-30
监督举报:
  - 渠道: 电话
    号码或地址: '12345'
"""
COUNTY = """名称: 青禾县
行政区划代码: '{code}'
所属市: 沈阳
示范批次: 2020
示例数据: true
"""
PROJECT = """项目编号: {code}-2020-{number}
项目名称: 县级仓储配送中心
支持方向: 物流配送
状态: 在建
扶持资金额度: 350.00
完成时限: 2022-12-31
"""


@pytest.fixture
def column(tmp_path: Path) -> Path:
    """content_data/ with one policy and two counties of three projects each."""
    root = tmp_path / "content_data"
    write(root / "site.yaml", SITE)
    write(root / "policies/2020-226.md", "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n")
    for code in ("210197", "210198"):
        folder = root / "counties" / code
        write(folder / "county.yaml", COUNTY.format(code=code))
        for number in ("01", "02", "03"):
            write(folder / f"projects/{number}.yaml", PROJECT.format(code=code, number=number))
        write(
            folder / "progress.csv",
            f"日期,项目编号,进度,状态,说明,附件\n2021-06-30,{code}-2020-01,30,在建,主体开工,\n",
        )
        write(
            folder / "payments.csv",
            f"日期,项目编号,金额,收款单位,用途,凭证号\n2021-06-30,{code}-2020-01,100.00,甲公司,首付款,1\n",
        )
    return root


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
