"""A whole content_data/ of any size: the same bytes for the same numbers, valid, and with some findings.

Its files differ as those of real counties do (``variety.py``): 10 000 projects come in thousands of layouts.

A province has at most 99 county codes a prefecture, and demonstration counties may not use real ones: 1 224 counties
are as many as Liaoning's code space holds. 45 600 projects are 1 200 counties of 38.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from stdnum.cn import uscc

from benchmarks.variety import varied_table, varied_yaml
from generator.model.cities import LIAONING, City
from generator.model.identifiers import is_registered_county
from generator.shipped import shipped

ROOT = Path(__file__).parents[1]
AS_OF = date(2022, 6, 30)
SHAPES = {210: (7, 30), 1_000: (33, 30), 10_000: (334, 30), 45_000: (1_184, 38)}
"""Projects → counties and projects a county; demonstration codes end at 1 224 counties."""
_START = date(2021, 2, 1)
_DIRECTIONS = ("物流配送", "农产品进城", "工业品下乡", "人才培训")
_TITLES = ("仓储分拣中心改造", "产地冷链与分级包装", "商贸网点数字化改造", "农村电商人才培训")
_SYLLABLES = "青云长白松辽清河北山南岭东原西川平安和顺金银大石桥梁新民乐康宁"
_TRADES = ("智慧物流有限公司", "农产品有限公司", "商贸连锁有限公司", "职业培训学校有限公司")


@dataclass(frozen=True)
class County:
    code: str
    name: str
    city: City
    projects: int
    months: int = 0
    """Months of reports for every project; 0: six reports, and three payments and expenditures."""

    def id(self, number: int) -> str:
        return f"{self.code}-2020-{number:02d}"


def counties(count: int, projects: int, months: int = 0) -> Iterator[County]:
    """Counties over all prefectures in turn, with codes that GB/T 2260 does not use.

    Raises:
        ValueError: the code space holds fewer.
    """
    free = [
        (suffix, city, f"{city.code[:4]}{suffix:02d}")
        for suffix in range(1, 100)
        for city in LIAONING.cities
        if not is_registered_county(f"{city.code[:4]}{suffix:02d}")
    ]
    if count > len(free):
        raise ValueError(f"at most {len(free)} counties")
    for number, (_, city, code) in enumerate(free[:count]):
        name = _word(number * 7 + 3) + ("满族自治县" if number % 9 == 0 else "县")
        yield County(code, f"{name}（{code[2:]}）", city, projects, months)


def _word(number: int) -> str:
    size = len(_SYLLABLES)
    return _SYLLABLES[number % size] + _SYLLABLES[number // size % size]


def write_portal(folder: Path, count: int, projects: int = 30, months: int = 0) -> None:
    """Write ``count`` counties of ``projects`` projects below ``folder`` (content_data/).

    Args:
        months: a progress report a month and a payment and an expenditure a quarter for so many; see ``County``.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("site.yaml", "national.csv", "policies", "notices"):
        source = ROOT / "content_data" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    for county in counties(count, projects, months):
        _write_county(folder / "counties" / county.code, county)


def write_project(root: Path, count: int, projects: int) -> None:
    """Write a whole data repository: the portal, and what ``gongkai new province`` puts beside it."""
    write_portal(root / "content_data", count, projects)
    (root / "docs").mkdir()
    shutil.copy(shipped("new_province") / "mkdocs.yml", root)


def _write_county(folder: Path, county: County) -> None:
    (folder / "projects").mkdir(parents=True)
    (folder / "cases").mkdir()
    numbers = range(1, county.projects + 1)
    for number in numbers:
        text = varied_yaml(_project(county, number), county.code, f"{number:02d}")
        _write(folder / f"projects/{number:02d}.yaml", text)
    files = {
        "county.yaml": varied_yaml(_county(county), county.code, "county"),
        "plan.yaml": varied_yaml(_plan(county), county.code, "plan"),
        "cases/" + county.code + "-case.md": _case(county),
        "progress.csv": _table(county, "日期,项目编号,进度,状态,说明", _progress(county)),
        "payments.csv": _table(county, "日期,项目编号,金额,收款单位,用途,凭证号", _payments(county)),
        "expenditures.csv": _table(
            county, "日期,项目编号,类别,用途,金额,凭证类型,凭证号", _expenditures(county)
        ),
        "inspections.csv": _table(
            county,
            "日期,层级,检查单位,项目编号,方式,发现问题,处置,处理情况,完成期限,完成日期",
            _inspections(county),
        ),
        "trainings.csv": _table(
            county, "日期,项目编号,主题,对象,学时,人次,跟踪服务人次,记录", _trainings(county)
        ),
        "transactions.csv": _table(
            county, "月份,项目编号,网络零售额,农产品网络零售额,订单量", _transactions(county)
        ),
        "activities.csv": _table(county, "日期,项目编号,名称,地点,参与人次", _activities(county)),
    }
    for name, text in files.items():
        _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def company(county: County, number: int) -> tuple[str, str]:
    """Name and code of the company that carries out a project; one in three projects shares one."""
    serial = int(county.code) * 100 + number // 3
    body = f"91{county.code}MA{serial % 10_000_000:07d}"
    return f"{_word(serial)}{_word(serial // 3 + 5)}{_TRADES[number % 4]}", body + uscc.calc_check_digit(body)


def amount(county: County, number: int) -> int:
    """扶持资金额度, 万元."""
    return 40 + (int(county.code) * 13 + number * 37) % 200


def _day(number: int, month: int, day: int = 0) -> date:
    return _START + timedelta(days=30 * month + (number * 3 + day) % 28)


def _county(county: County) -> str:
    total = sum(amount(county, number) for number in range(1, county.projects + 1))
    return f"""名称: {county.name}
行政区划代码: '{county.code}'
所属市: {county.city.label}
示范批次: 2020
示例数据: true
责任人:
  职务: 县长
  单位: {county.name}人民政府
  办公电话: 024-00000000
主管部门:
  名称: {county.name}商务局
  联系人: 商贸股负责人
  办公电话: 024-00000001
公开专栏: https://example.gov.cn/{county.code}/
专项资金:
  中央财政: {total}.00
资金到账:
  - 日期: 2020-12-18
    金额: {total}.00
    文号: 辽财指〔2020〕{county.code}号
绩效目标:
  - 指标: 行政村物流覆盖率
    单位: '%'
    基期: 49.4
    目标: 100
    当前: 97.5
    截至: 2022-05-31
"""


def _plan(county: County) -> str:
    return f"""实施方案:
  标题: {county.name}电子商务进农村综合示范实施方案
  文号: 政发〔2020〕{county.code}号
  印发日期: 2020-11-20
  印发机关: {county.name}人民政府
  责任主体: 县人民政府负总责，县商务局组织实施。
  工作目标: 乡镇、行政村物流和电商服务全覆盖。
  建设内容: 物流、产地、网点和培训共 {county.projects} 个项目。
  时间节点: 2021年底建成骨干项目。
  验收考核标准: 按合同清单、绩效目标、资金专账逐项核验。
  备案:
    - 层级: 市
      日期: 2020-12-01
      文号: 商函〔2020〕{county.code}号
决策过程:
  - 日期: 2020-11-06
    会议或文件: 县政府常务会议
    事项: 审议实施方案
    决策单位或领导人职务: 县长主持
    结论: 通过
"""


def _project(county: County, number: int) -> str:
    kind = number % 4
    name, code = company(county, number)
    subsidy = amount(county, number)
    status = ("在建", "投入使用", "在建", "基本完成")[number % 4]
    deadline = _day(number, 13 + number % 6)
    return f"""项目编号: {county.id(number)}
项目名称: {_word(number * 5 + 1)}镇{_TITLES[kind]}
支持方向: {_DIRECTIONS[kind]}
建设内容: 在{_word(number)}镇利用原有厂房{800 + number * 10}平方米进行改造，配置分拣、称重、包装和信息化设备，服务周边{5 + number}个行政村，设备清单和实施进度按合同执行，建成后由承办单位运营三年。
工作要求: 按合同清单逐项交付，主要设备须有合格证；每月5日前报送上月业务量和交易数据。
承办单位:
  名称: {name}
  统一社会信用代码: {code}
  责任人: 项目负责人
  办公电话: 024-00000002
县级责任人:
  职务: 副局长
  单位: {county.name}商务局
  办公电话: 024-00000001
采购:
  方式: 公开招标
  公告日期: 2020-12-{1 + number % 20:02d}
  公告链接: https://example.gov.cn/{county.code}/{number}.html
  中标日期: 2021-01-{5 + number % 20:02d}
  中标金额: {subsidy}.00
  合同日期: {date(2021, 1, 26).isoformat()}
扶持资金额度: {subsidy}.00
企业投入: {subsidy // 3}.00
资金用途:
  - 类别: 设施设备
    用途: 分拣与包装设备
    金额: {subsidy - 10}.00
  - 类别: 信息化
    用途: 业务管理系统
    金额: 10.00
计划开工: 2021-02-{1 + number % 28:02d}
完成时限: {deadline.isoformat()}
绩效目标:
  - 指标: 服务行政村
    目标值: {5 + number}
    单位: 个
相关政策文件:
  - 2020-226
状态: {status}
"""


def _case(county: County) -> str:
    return f"""---
标题: {county.name}的货车绕着村子走
类别: 农产品网销
日期: 2022-03-18
项目编号:
  - {county.id(1)}
---

## 做法

货车每天两趟，沿村收货、送货。

## 成效

半年发出农产品一万二千单。
"""


def _table(county: County, head: str, rows: Iterator[tuple[object, ...]]) -> str:
    return varied_table(head, rows, f"{county.code} {head}")


def _numbers(county: County) -> range:
    return range(1, county.projects + 1)


def _progress(county: County) -> Iterator[tuple[object, ...]]:
    reports = county.months or 6
    between = 1 if county.months else 3
    for number in _numbers(county):
        for step in range(reports):
            percent = min(10 + step * (14 + number % 3) * 6 // reports, 99 if number % 2 == 0 else 100)
            yield _day(number, 1 + step * between), county.id(number), percent, "在建", f"第{step + 1}次报告"


def _times(county: County) -> int:
    """How often each project is paid."""
    return county.months // 3 or 3


def _payments(county: County) -> Iterator[tuple[object, ...]]:
    for number in _numbers(county):
        share = amount(county, number) * 100 // (_times(county) + 1)
        for step in range(_times(county)):
            wan = f"{share // 100}.{share % 100:02d}"
            voucher = f"拨〔{2021 + step // 2}〕{county.code}-{number}-{step}号"
            name = company(county, number)[0]
            day = _day(number, 1 + step * (3 if county.months else 5))
            yield day, county.id(number), wan, name, "进度款", voucher


def _expenditures(county: County) -> Iterator[tuple[object, ...]]:
    for number in _numbers(county):
        for step in range(_times(county)):
            wan = amount(county, number) // (_times(county) + 1)
            voucher = f"{number:02d}-{step}-{county.code}"
            day = _day(number, 2 + step * (3 if county.months else 5))
            yield (
                day,
                county.id(number),
                "设施设备",
                f"分拣与包装设备（第{step + 1}批）",
                wan,
                "发票",
                voucher,
            )


def _inspections(county: County) -> Iterator[tuple[object, ...]]:
    for number in _numbers(county):
        for step in range(2):
            day = _day(number, 4 + step * 7)
            unit = f"{county.name}商务局"
            yield day, "县", unit, county.id(number), "现场考察", "", "无", "查看设备和台账，进度正常", "", ""
    for month in range(12):
        yield (
            _day(0, month),
            "市",
            f"{county.city.label}市商务局",
            "",
            "材料审核",
            "",
            "无",
            "查看专账",
            "",
            "",
        )


def _trainings(county: County) -> Iterator[tuple[object, ...]]:
    for number in _numbers(county):
        if number % 4 == 3:
            yield (
                _day(number, 6),
                county.id(number),
                "网店开设与运营",
                "返乡农民工",
                24,
                40,
                12,
                "签到表、照片",
            )


def _transactions(county: County) -> Iterator[tuple[object, ...]]:
    for month in range(12):
        yield f"2021-{month + 1:02d}", county.id(1), f"{month + 1}.50", "0.80", 120 + month


def _activities(county: County) -> Iterator[tuple[object, ...]]:
    for month in range(4):
        yield _day(month, month * 3), county.id(2), "产销对接会", "县公共服务中心", 60 + month


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=10)
    parser.add_argument("--projects", type=int, default=30)
    parser.add_argument("--out", type=Path, required=True, help="a content_data/ folder; it is replaced")
    chosen = parser.parse_args()
    write_portal(chosen.out, chosen.counties, chosen.projects)
    sys.stdout.write(
        f"{chosen.counties} counties, {chosen.counties * chosen.projects} projects: {chosen.out}\n"
    )


if __name__ == "__main__":
    main()
