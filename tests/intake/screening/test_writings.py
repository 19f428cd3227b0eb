"""Private values are found however people write them; numbers of other kinds are hardly ever taken for one."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from stdnum.cn import uscc

from generator.intake.screening.private import HIDDEN, find_private, without_private
from tests.support.private_values import PROVINCES, WRITINGS, bare, id_number

TRIES = 200
KINDS = 10_000


@pytest.mark.parametrize("name", sorted(WRITINGS))
def test_every_writing_is_found_and_not_repeated(name: str) -> None:
    for seed in range(TRIES):
        text = WRITINGS[name](random.Random(seed))
        assert list(find_private(text)), (name, seed)
        shown = without_private(f"附件名「{text}」不对")
        assert HIDDEN in shown
        assert bare(text.value) not in bare(shown), (name, seed)


def test_nearly_every_id_number_is_found() -> None:
    """Over all provinces and years, whether or not the county's code was ever in use."""
    chance = random.Random(1)
    numbers = [
        id_number(
            chance,
            f"{province}{chance.randrange(10_000):04d}",
            date(year, 1, 1) + timedelta(chance.randrange(365)),
        )
        for province in PROVINCES
        for year in range(1920, 2026)
    ]
    found = sum(any(one.code == "P001" for one in find_private(f"经办人{number}")) for number in numbers)
    assert len(numbers) > 3_500
    assert found >= 0.999 * len(numbers)


def _day(chance: random.Random) -> date:
    return date(2019, 1, 1) + timedelta(chance.randrange(2_500))


def _area(chance: random.Random) -> str:
    """An area code of the national numbering plan."""
    return chance.choice(("010", f"02{chance.randrange(10)}", f"0{chance.randrange(300, 1000)}"))


def _code(chance: random.Random) -> str:
    body = f"91{chance.choice(PROVINCES)}{chance.randrange(10_000):04d}" + "".join(
        chance.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(9)
    )
    return body + uscc.calc_check_digit(body)


def _digits(count: int) -> Callable[[random.Random], str]:
    return lambda chance: "".join(chance.choice("0123456789") for _ in range(count))


ORDINARY: dict[str, Callable[[random.Random], str]] = {
    "project": lambda chance: (
        f"项目 21{chance.randrange(10_000):04d}-2020-{chance.randrange(100):02d} 首付款"
    ),
    "credit code": lambda chance: f"统一社会信用代码：{_code(chance)}",
    "contract": lambda chance: f"合同编号 HT-{_day(chance):%Y%m%d}-{chance.randrange(1000):03d}",
    "voucher": lambda chance: f"拨〔{_day(chance).year}〕{chance.randrange(10**6)}-{chance.randrange(99)}号",
    "order": lambda chance: f"订单号 {_day(chance):%Y%m%d}{_digits(10)(chance)}",
    "invoice": lambda chance: f"发票号码 {_digits(20)(chance)}",
    "short invoice": lambda chance: f"发票代码 0{chance.choice(['21', '11', '31'])}00{_digits(7)(chance)}",
    "waybill": lambda chance: f"运单号 {chance.choice(('SF', 'YT', 'JD'))}{_digits(13)(chance)}",
    "amount": lambda chance: f"金额 {chance.randrange(10**7)}.{chance.randrange(100):02d} 元",
    "amounts": lambda chance: " ".join(
        f"{chance.randrange(10**5)}.{chance.randrange(100):02d}" for _ in range(5)
    ),
    "date": lambda chance: f"{_day(chance)} 至 {_day(chance)}",
    "landline": lambda chance: f"电话 {_area(chance)}-{_digits(8)(chance)}",
    "400": lambda chance: f"热线 400-{_digits(3)(chance)}-{_digits(4)(chance)}",
    "article": lambda chance: (
        f"https://example.gov.cn/art/{_day(chance):%Y/%m/%d}/art_{_digits(4)(chance)}_{_digits(7)(chance)}.html"
    ),
}


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_ordinary_numbers_are_hardly_ever_taken_for_private(kind: str) -> None:
    chance = random.Random(kind)
    alarms = sum(any(True for _ in find_private(ORDINARY[kind](chance))) for _ in range(KINDS))
    assert alarms <= 0.001 * KINDS, alarms
