"""A province's first thirty days on a real repository: what its clerks commit on each, and what a reader must be told.

The days are those from 2022-03-01, a Tuesday; the site is built on each, and nothing is committed on weekends.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from tests.support.repository import Repository

FIRST = date(2022, 3, 1)
AWAY = range(6, 26)
"""The twenty days on which a subscriber reads nothing."""
MARKED = (13, 22)
"""The days on which entries of a record are marked as standing in an earlier version, as it was removed, and no longer."""
NUMBER = 30
NEW_HOST = 17
"""The day on which the site moves to another host."""
A, B = "210198", "210298"
COMPANY = "91110000600037341L"
_OTHER = "91110108551385082Q"

_SITE = """栏目名称: 综合示范信息公开
主办单位: 省商务厅
网站域名: example.gov.cn
模式: 演示
网址: https://example.gov.cn/zhsf/
标识域: {域名: example.gov.cn, 日期: 2020-01-01}
监督举报:
  - {渠道: 电话, 号码或地址: '12345'}
"""
_COUNTY = "名称: {name}\n行政区划代码: '{code}'\n所属市: {city}\n示范批次: 2020\n示例数据: true\n"
_PROJECT = """项目编号: {id}
项目名称: {number}号服务站
支持方向: 物流配送
扶持资金额度: 100.00
计划开工: 2021-03-08
完成时限: 2022-12-31
承办单位:
  名称: {company}
  统一社会信用代码: {key}
建设内容: 改造厂房，设分拣线。
状态: 在建
"""
_PAYMENTS = "日期,项目编号,金额,收款单位,用途,凭证号,更正\n"
_PROGRESS = "日期,项目编号,进度,状态,说明\n"
_CASE = "---\n标题: 一个案例\n类别: 农村物流解决方案\n日期: 2022-03-18\n---\n## 做法\n\n正文，见[首页](https://example.gov.cn/zhsf/)。\n"
_NOTICE = "---\n标题: 督导通报\n日期: 2022-03-17\n类型: 督导通报\n示例数据: true\n---\n各县进度正常。\n"
_POLICY = "---\n标题: 通知\n成文日期: 2022-03-16\n---\n\n正文\n"


def number_of(code: str, number: int) -> str:
    return f"{code}-2020-{number:02d}"


def _file(number: int, code: str = A) -> str:
    return f"counties/{code}/projects/{number:02d}.yaml"


def _project(number: int, code: str = A) -> str:
    company, key = ("乙公司", _OTHER) if number % 2 else ("甲公司", COMPANY)
    return _PROJECT.format(id=number_of(code, number), number=number, company=company, key=key)


def _opened(r: Repository) -> None:
    r.write("site.yaml", _SITE)
    for code, name, city, projects in ((A, "示例县", "沈阳", 12), (B, "样本县", "大连", 3)):
        folder = f"counties/{code}"
        r.write(f"{folder}/county.yaml", _COUNTY.format(name=name, code=code, city=city))
        for number in range(1, projects + 1):
            r.write(_file(number, code), _project(number, code))
        r.write(f"{folder}/payments.csv", _PAYMENTS)
        r.write(f"{folder}/progress.csv", _PROGRESS + f"2022-01-20,{number_of(code, 1)},20,在建,\n")


def _rows(name: str, rows: list[str], code: str = A) -> Callable[[Repository], object]:
    """The rows go to the top of the ledger, as clerks do it."""

    def step(r: Repository) -> None:
        path = f"counties/{code}/{name}.csv"
        head, _, rest = (r.content / path).read_text("utf-8").partition("\n")
        r.write(path, "\n".join([head, *rows, rest]))

    return step


def _change(number: int, old: str, new: str) -> Callable[[Repository], object]:
    return lambda r: r.change(_file(number), old, new)


def _all(*steps: Callable[[Repository], object]) -> Callable[[Repository], object]:
    return lambda r: [step(r) for step in steps]


def _moved_host(r: Repository) -> None:
    """The site goes to another host; the domain on which ids rest stays."""
    text = (r.content / "site.yaml").read_text("utf-8")
    moved = text.replace("网站域名: example.gov.cn", "网站域名: new.example.gov.cn")
    r.write("site.yaml", moved.replace("https://example.gov.cn/", "https://new.example.gov.cn/"))


_MONTH = [
    f"2022-02-{day:02d},{number_of(A, number)},{day + 20},在建,第{day}日"
    for number in range(1, 13)
    for day in range(1, 11)
][:118]
_PAID = [
    f"2022-03-0{1 + number % 9},{number_of(A, 1 + number % 12)},{number + 1}.00,甲公司,首付款,凭{number},"
    for number in range(60)
]


class Day(NamedTuple):
    """What is committed on a day, and what it tells: patterns of ids without the domain."""

    step: Callable[[Repository], object] | None = None
    told: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    """Entries told before whose text it changes."""


def _changed(project: str) -> str:
    return rf"changes/{project}/.+/\d+"


A1, A2, A3, A4, A8, A9, A10, A11, A13 = (number_of(A, number) for number in (1, 2, 3, 4, 8, 9, 10, 11, 13))
_OF_A11 = (f"projects/{A11}", f"progress/{A}/2022-02", *[rf"payments/{A11}/.+"] * 5)
DAYS: dict[int, Day] = {
    0: Day(
        _opened,
        (
            *(f"projects/{number_of(A, number)}" for number in range(1, 13)),
            *(f"projects/{number_of(B, number)}" for number in range(1, 4)),
            f"progress/{A}/2022-01",
            f"progress/{B}/2022-01",
        ),
    ),
    1: Day(
        _change(1, "状态: 在建", "采购: {方式: 公开招标, 中标日期: 2022-02-25, 中标金额: 98.00}\n状态: 在建"),
        (f"awards/{A1}",),
    ),
    2: Day(_change(2, "100.00", "120.00"), (_changed(A2),), (f"projects/{A2}",)),
    3: Day(_rows("progress", _MONTH), (f"progress/{A}/2022-02",)),
    7: Day(
        _rows("progress", [f"2022-02-27,{number_of(A, 12)},60,在建,补报"]), moved=(f"progress/{A}/2022-02",)
    ),
    8: Day(_rows("progress", [f"2022-02-20,{number_of(B, 1)},30,在建,"], B), (f"progress/{B}/2022-02",)),
    9: Day(_rows("payments", _PAID), (rf"payments/{A}-2020-\d\d/2022-03-0\d/\w{{12}}",) * len(_PAID)),
    10: Day(
        _rows("payments", [f"2022-03-09,{A1},2,甲公司,首付款,,2022-03-01 凭0"]),
        (rf"corrections/payments/{A1}/\w{{12}}",),
    ),
    13: Day(lambda r: (r.content / _file(11)).unlink(), (_changed(A11),), _OF_A11),
    14: Day(
        _change(10, "状态: 在建", "撤回: {日期: 2022-03-14, 原因: 重复}\n状态: 在建"), (f"withdrawals/{A10}",)
    ),
    15: Day(
        _change(9, "状态: 在建", "状态: 已取消\n取消:\n  日期: 2022-03-14\n  原因: 企业退出"),
        (f"cancellations/{A9}", _changed(A9)),
    ),
    16: Day(
        lambda r: r.write(_file(13), _project(13).replace("2022-12-31", "2022-02-28")),
        (f"projects/{A13}", f"overdue/{A13}/2022-02-28"),
    ),
    NEW_HOST: Day(_moved_host, (_changed("site"),)),
    20: Day(
        _change(
            8, "状态: 在建", "状态: 已验收\n验收:\n  日期: 2022-03-18\n  结论: 合格\n  验收单位: 县商务局"
        ),
        (f"acceptance/{A8}", _changed(A8)),
    ),
    21: Day(
        _all(
            lambda r: r.write(f"counties/{A}/cases/yi-ge.md", _CASE),
            lambda r: r.write("notices/tongbao.md", _NOTICE),
            lambda r: r.write("policies/2022-1.md", _POLICY),
        ),
        (f"cases/{A}/yi-ge", "notices/tongbao", "policies/2022-1"),
    ),
    22: Day(lambda r: r.write(_file(11), _project(11).replace("100.00", "90.00")), (_changed(A11),), _OF_A11),
    23: Day(
        _all(_change(3, "2022-12-31", "2023-06-30"), _change(4, "2022-12-31", "2022-03-27")),
        (_changed(A3), _changed(A4)),
        (f"projects/{A3}", f"projects/{A4}"),
    ),
    24: Day(_change(13, "2022-02-28", "2022-12-31"), (_changed(A13),), (f"projects/{A13}",)),
    27: Day(None, (f"overdue/{A4}/2022-03-27",)),
    28: Day(_rows("progress", [f"2022-03-28,{number_of(B, 2)},40,在建,"], B), (f"progress/{B}/2022-03",)),
}
"""Days without an entry here have no commit, and nothing happens on them."""


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


def published_on(number: int, repository: Repository, cache: Path) -> dict[str, bytes]:
    """Commits what belongs to the day, in the afternoon, and returns every file of the site as it is built after that."""
    day = day_of(number)
    if step := DAYS.get(number, Day()).step:
        step(repository)
        repository.commit(f"day {number}", at=f"{day}T15:00:00+08:00")
    history = read_history(repository.content, cache)
    return dict(publish(check_portal(repository.content, day, day, history)).files)
