"""A payee is a unit or a word for persons; a name typed there does not get out."""

from pathlib import Path

import pytest

from generator import intake
from tests.intake.conftest import write

PAYMENTS = "日期,项目编号,金额,收款单位,用途,凭证号,收款人数,公示链接\n2021-06-03,210198-2020-01,7.40,{},补助,1号,{}\n"
SPENT = "日期,项目编号,类别,用途,金额,收款单位\n2021-06-03,210198-2020-01,服务,补助,7.40,{}\n"
NAMES = (
    "张三",
    "欧阳修",
    "村民李四",
    "张三、李四",
    "王五等35人",
    "赵某某",
    "周*明",
    "刘强 孙丽",
    "张三（代收）",
    "阿依古丽·买买提",
    "农户：钱多多",
    "李民",
    "张三和李四",
    "张三和农资店",
    "沈阳和平建设有限公司、张三",
)
UNITS = (
    "村民",
    "农户35户",
    "马店村",
    "高台镇",
    "县财政局",
    "甲公司",
    "张家店供销社",
    "王家村村民委员会",
    "中国邮政集团有限公司岫岩县分公司",
    "李记农产品经销部",
    "县商务局和财政局",
    "沈阳和平建设有限公司",
    "康平和信种植专业合作社",
    "云梁新和职业培训学校有限公司、甲公司",
    "万家及时雨网络科技股份有限公司",
    "安平和谐电子商务学院",
)


def read(column: Path, file: str, text: str) -> intake.CountyIntake:
    write(column / f"counties/210198/{file}", text)
    return intake.read_county(column, "210198", frozenset({"2020-226"}))


@pytest.mark.parametrize("file", ["payments.csv", "expenditures.csv"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_refused_and_not_repeated(column: Path, file: str, name: str) -> None:
    found = read(column, file, (PAYMENTS if file == "payments.csv" else SPENT).format(name, "35,"))
    (problem,) = found.problems
    assert problem.code == "P006"
    assert not any(part in problem.message + problem.cure for part in ("张三", "李四", name))
    assert found.disclosure is not None
    assert not (found.disclosure.payments if file == "payments.csv" else found.disclosure.expenditures)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_no_name(column: Path, unit: str) -> None:
    assert not read(column, "payments.csv", PAYMENTS.format(unit, ",")).problems
    assert not read(column, "expenditures.csv", SPENT.format(unit)).problems


def test_persons_are_shown_by_their_number(column: Path) -> None:
    link = "https://example.gov.cn/gs.html"
    found = read(column, "payments.csv", PAYMENTS.format("村民", f"35,{link}"))
    assert not found.problems
    assert found.disclosure is not None
    (row,) = found.disclosure.payments
    assert (row.paid_to, row.notice_url) == ("村民（公示 35 人）", link)
    found = read(column, "payments.csv", PAYMENTS.format("", f"2,{link}"))
    assert found.disclosure is not None
    assert found.disclosure.payments[0].paid_to == "村民（公示 2 人）"


def test_a_relation_names_no_person(column: Path) -> None:
    path = column / "counties/210198/projects/01.yaml"
    own = path.read_text("utf-8") + "收款关系:\n  - {{单位: {}, 关系: 项目公司, 依据: 招标文件}}\n"
    write(path, own.format("张三"))
    (problem,) = intake.read_county(column, "210198", frozenset({"2020-226"})).problems
    assert problem.code == "P006"
    write(path, own.format("丁公司"))
    assert not intake.read_county(column, "210198", frozenset({"2020-226"})).problems
