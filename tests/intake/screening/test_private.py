"""Private data is found however it is written, wherever it stands; what merely looks like it passes."""

import random
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.intake.screening.first_look import may_be_faulty
from generator.intake.screening.plain_text import plain_form
from generator.intake.screening.private import HIDDEN, Private, find_private, looks_private, without_private
from tests.support.private_values import (
    PROVINCES,
    WRITINGS,
    card,
    grouped,
    holds,
    id_number,
    mobile,
    old_id_number,
    with_check_digit,
)

CODES = {"id": "P001", "mobile": "P002", "card": "P003", "mail": "P004"}


def codes(text: str, heading: str = "") -> set[str]:
    return {found.code for found in find_private(text, heading)}


def test_every_other_form_of_a_telling_character_is_a_sign() -> None:
    """A digit or an @ may hide in a compatibility form, or behind what is not seen; none may slip past the first look."""
    missed = [
        hex(number)
        for number in range(0x80, sys.maxunicode + 1)
        if ((form := plain_form(chr(number))) == "" or any(mark.isdecimal() or mark == "@" for mark in form))
        and not may_be_faulty(chr(number).encode(errors="surrogatepass"))
    ]
    assert missed == []


@pytest.mark.parametrize("name", WRITINGS)
def test_it_is_found_however_it_is_written(name: str) -> None:
    code = CODES[name.split(maxsplit=1)[0]]
    for seed in range(50):
        text = WRITINGS[name](random.Random(seed))
        assert code in codes(text), text


@pytest.mark.parametrize("name", WRITINGS)
def test_no_message_repeats_it(name: str) -> None:
    for seed in range(10):
        text = WRITINGS[name](random.Random(seed))
        shown = without_private(f"不认识的名称「{text}」")
        assert HIDDEN in shown
        assert not holds(shown, text.value), (text, shown)


@pytest.mark.parametrize("province", PROVINCES)
def test_an_id_number_needs_a_check_digit_and_a_day_and_nothing_else(province: str) -> None:
    """Of every province, in every year: no list of counties is asked."""
    rng = random.Random(province)
    missed = [
        number
        for year in range(1900, 2026)
        for _ in range(10)
        if codes(number := id_number(rng, f"{province}{rng.randrange(10_000):04}", _day(rng, year)))
        != {"P001"}
    ]
    assert len(missed) <= 1, missed


def _day(rng: random.Random, year: int) -> date:
    return date(year, rng.randrange(1, 13), rng.randrange(1, 29))


def test_the_code_that_ended_the_program_is_an_id_number_like_others() -> None:
    """A county of which the library knows no name."""
    assert codes(with_check_digit("11061919770101001")) == {"P001"}
    assert all(codes(with_check_digit(f"{province}061919770101001")) == {"P001"} for province in PROVINCES)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",  # wrong check digit
        with_check_digit("11010519490230002"),  # no such day
        with_check_digit("11010517491231002"),  # nobody of that year
        with_check_digit("11010520991231002"),
        with_check_digit("10010519491231002"),  # no such province
        with_check_digit("20210630001912310"),
    ],
)
def test_what_is_no_id_number_passes(number: str) -> None:
    assert codes(number) == set()


@given(
    st.lists(st.integers(1, 6), min_size=2, max_size=8), st.sampled_from(" -–—./·_\u00a0"), st.integers(0, 99)
)
def test_an_id_number_may_be_parted_by_one_sign_anywhere(sizes: list[int], gap: str, seed: int) -> None:
    number = id_number(random.Random(seed), born=date(1949, 12, 31))
    assert codes(f"经办人{grouped(number, sizes, gap)}。") == {"P001"}


@pytest.mark.parametrize("gap", ["", " ", "-", "–", "—", ".", "/", "·", "_", "__", " - ", "\u00a0"])
@pytest.mark.parametrize("mark", ["X", "x"])
def test_the_last_x_may_stand_apart(gap: str, mark: str) -> None:
    assert codes(f"经办人11010519491231002{gap}{mark}。") == {"P001"}


@given(st.permutations([" ", "-", ".", "–", "\u00a0"]), st.integers(0, 99))
def test_between_its_parts_an_id_number_may_be_parted_by_different_signs(gaps: list[str], seed: int) -> None:
    number = id_number(random.Random(seed), born=date(1949, 12, 31))
    pieces = (number[:6], number[6:10], number[10:14], number[14:])
    assert codes("".join(part for pair in zip(pieces, [*gaps[:3], ""], strict=True) for part in pair)) == {
        "P001"
    }


@pytest.mark.parametrize("between", ["", "：", " ", "A", "号", "a", "№", "_", "=", "(", "《", "\n", "，"])
@pytest.mark.parametrize("name", ["id plain", "mobile plain", "id 6-8-4 hyphen", "mobile 3-4-4 blank"])
def test_it_is_found_beside_anything(name: str, between: str) -> None:
    value = WRITINGS[name](random.Random(between)).removeprefix("经办人").removeprefix("联系")
    code = CODES[name.split(maxsplit=1)[0]]
    assert code in codes(f"王{between}{value}{between}某")


@pytest.mark.parametrize(
    "text",
    [
        "身份证\n110105\n19491231002X",
        "110105\n19491231\n002X",
        "# 110105\n# 19491231002X",
        "说明: >\n  110105194\n  91231002X",
        "110105,19491231,002X",
        "| 110105 | 19491231 | 002X |",
        "110105-1949\n1231-002X",
        "身份证号11010519491231002×",
        "11010519491231002 X",
        "1101051949 1231 002 x",
        "1\u20e31\u20e30\u20e31\u20e30\u20e35\u20e319491231002X",
        "110105\u200b19491231\u200b002X",
        "https://example.cn/%2531%2531%30105/19491231002X".replace("/19491231", "19491231"),
        "&#x31;&#x31;0105&nbsp;19491231&ensp;002X",
        "911124198108030024",  # of a foreigner who lives here for good
    ],
)
def test_other_ways_to_write_an_id_number(text: str) -> None:
    assert codes(text) == {"P001"}


@pytest.mark.parametrize(
    "text",
    [
        "138-0013-8000",
        "（138）0013-8000",
        "(+86) 138 0013 8000",
        "+86-138-0013-8000",
        "008613800138000",
        "8613800138000",
        "086 138 0013 8000",
        "0138-0013-8000",
        "0 138 0013 8000",
        "手机013800138000",
        "013800138000",
        "138.0013.8000",
        "138·0013·8000",
        "138/0013/8000",
        "138_0013_8000",
        "138**0013**8000",
        "1380 013 8000",
        "1380 0138 000",
        "138 001 38000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "13800\t138000 手机",
        "1380013\n8000",
        "手机 1380013\n8000",
        "王某1380013\n8000",
        "tel:13800138000",
        "TEL13800138000转张",
        "A13800138000",
        "13800138000号",
        "1.13800138000",
        "①③⑧⓪⓪①③⑧⓪⓪⓪",
        "1.38E10",
        "1.3800138E+10",
        "https://example.cn/138-0013-8000.html",
        "https://example.cn/%2B86%20138%200013%208000",
        "13800138000/13900139000",
        "138 0013 8000 139 0013 9000",
        "138 0013 8000、139 0013 9000",
        "微信13800138000",
        "电话（手机）138-00138000",
        "138-00138000",
        "1380013-8000",
        "13800138000.0",
        "138 - 0013 - 8000",
        "138 – 0013 – 8000",
        "电话 150-2021-0630",
    ],
)
def test_other_ways_to_write_a_mobile(text: str) -> None:
    assert codes(text) == {"P002"}


@pytest.mark.parametrize(
    "text",
    [
        "024-13912345",
        "0411-83000138-8012",
        "400-138-0013",
        "4001380013",
        "400-130-1234 5678",
        "1 400-123-4567",
        "1. 400-123-4567",
        "12345",
        "凭证号135-20210630",
        "合同150-2021-0012",
        "凭证1350630-2021",
        "https://example.gov.cn/art/2021/6/30/art_155_12345678.html",
        "https://example.gov.cn/col/2021/150/2021/0630/index.html",
        "https://example.gov.cn/c/1624982400123.html",
        "发票代码013002100104",
        "013002100104",
        "运单号013800138000",
        "张村 150 2000 3000 12",
        "合计\t150\t2000\t3000",
        "1500000\t2021",
        "150,2000,3000",
        "1,380,013,800.00",
        "13,800,138,000",
        "经度123.13800138000",
        "1 3 5 7 9 1 3 5 7 9 1 3",
        "3f13800138000b2c",
        "13:30-17:00 024-12345678",
        "咨询电话13:30-17:00 024-23456789",
        "2021-06-30 13:00:00",
        "1380013800",
        "138001380001",
        "12800138000",
        "210198-2020-01\n13,80,01380",
        "- 15000\n- 123456",
    ],
)
def test_what_is_no_mobile_passes(text: str) -> None:
    assert codes(text) == set()


def test_a_card_needs_a_known_beginning_its_check_digit_and_a_word_beside_it() -> None:
    number = "6222021234567890128"
    assert codes(number) == set()
    assert codes(f"凭证号{number}") == set()
    assert codes(f"银行回单号{number}") == set()
    assert codes(f"卡号{number}") == {"P003"}
    assert codes(f"{number}（工行卡）") == {"P003"}
    assert codes(number, "开户银行账号") == {"P003"}
    assert codes(number, "凭证号") == set()
    assert codes("卡号6222021234567890127") == set()
    assert codes("卡号1222021234567890127") == set()
    assert codes(f"姓名,银行卡号,金额\n甲,{number},3\n") == {"P003"}
    assert codes(f"姓名,凭证号,金额\n甲,{number},3\n") == set()
    assert codes(f"| 姓名 | 银行账号 |\n| --- | --- |\n| 甲 | {number} |") == {"P003"}
    assert codes(f"表1\n姓名\t账户\n甲\t{number}\n") == {"P003"}


@pytest.mark.parametrize("length", range(16, 20))
@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (6, 13), (4, 6, 5), (5, 5, 5), (8, 8), (19,)])
@pytest.mark.parametrize("gap", [" ", "-", "\u00a0", "–", "·"])
def test_a_card_may_be_parted_anyhow(length: int, sizes: tuple[int, ...], gap: str) -> None:
    number = card(random.Random(length), "621700", length)
    assert codes(f"银行卡号：{grouped(number, sizes, gap)}") == {"P003"}


@pytest.mark.parametrize(
    ("prefix", "length"), [("4", 16), ("51", 16), ("2221", 16), ("35", 16), ("34", 15), ("37", 15)]
)
def test_a_foreign_card_needs_the_word_card(prefix: str, length: int) -> None:
    number = card(random.Random(prefix), prefix, length)
    assert codes(f"信用卡{number}") == {"P003"}
    assert codes(f"银行流水{number}") == set()
    assert codes(f"开户银行{number}") == set()


def test_an_old_id_number_needs_a_word_beside_it() -> None:
    rng = random.Random(15)
    numbers = [old_id_number(rng) for _ in range(100)]
    assert all(codes(f"身份证号{number}") == {"P001"} for number in numbers)
    assert all(codes(number, "证件号码") == {"P001"} for number in numbers)
    assert all(codes(f"姓名,身份证\n甲,{number}\n") == {"P001"} for number in numbers)
    assert all(codes(f"身份证号码 {grouped(number, (6, 6, 3), ' ')}") == {"P001"} for number in numbers)
    assert not any(codes(number) or codes(f"订单号{number}") for number in numbers)
    assert codes("身份证号110105491331002") == set()  # no such month


@pytest.mark.parametrize(
    "text",
    [
        "someone@qq.com",
        "someone @ qq.com",
        "someone@ qq . com",
        "someone＠ｑｑ．ｃｏｍ",
        "someone@qq。com",
        "someone@\nqq.com",
        "邮箱12345678@QQ.COM。",
        "someone@vip.163.com",
        "someone[at]gmail.com",
        "someone (AT) 126.com",
        "someone（at）126.com",
        "mailto:someone%40qq.com",
        "someone@qq.com.pdf",
        "someone@163.com.JPG",
        "someone@126.com.html",
        "a@yahoo.com.cn",
        "***@139.com",
        "https://example.cn/?to=someone@hotmail.com&x=1",
    ],
)
def test_other_ways_to_write_a_private_mail_address(text: str) -> None:
    assert codes(text) == {"P004"}


@pytest.mark.parametrize(
    "text",
    [
        "dzsw@example.gov.cn",
        "a@qq.com.example.cn",
        "a@notqq.com",
        "a@qq.company",
        "at 126.com",
        "look at qq.com",
        "@某局",
    ],
)
def test_other_mail_addresses_pass(text: str) -> None:
    assert codes(text) == set()


def test_private_data_knows_its_place() -> None:
    text = (
        "联系人：站长\n电话：１３８００１３８０００，邮箱 someone@qq.com\n\n㎡卡号 6222 0212 3456 7890 128。"
    )
    found = {one.code: text[one.start : one.end] for one in find_private(text)}
    assert found == {
        "P002": "１３８００１３８０００",
        "P004": "someone@qq.com",
        "P003": "6222 0212 3456 7890 128",
    }
    assert without_private(text) == f"联系人：站长\n电话：{HIDDEN}，邮箱 {HIDDEN}\n\n㎡卡号 {HIDDEN}。"


def test_what_is_spelt_by_codes_knows_its_place() -> None:
    text = "见&#49;3800138000和%31%33800138000。"
    assert without_private(text) == f"见{HIDDEN}和{HIDDEN}。"


PIECES = (
    *"0123456789",
    *"13800138000",
    *" -–—./·_,;:|\t\n@<>%&#xX×",
    *("\u00a0", "\u3000", "①", "³", "１", "٣", "\u200b"),
    *(
        "+86",
        "0086",
        "0",
        "138",
        "0013",
        "8000",
        "1380013",
        "110105",
        "19491231",
        "002X",
        "11010519491231002X",
    ),
    *(
        "6222",
        "0212",
        "3456",
        "7890",
        "128",
        "6222021234567890128",
        "卡号",
        "身份证",
        "电话",
        "订单号",
        "甲",
        "a",
        "e",
    ),
    *(
        "%31",
        "&#49;",
        "&nbsp;",
        "someone",
        "qq.com",
        "[at]",
        "1.38E10",
        "https://example.cn/",
        "2021-06-30",
        "210198-2020-01",
    ),
)


@settings(max_examples=3000)
@example("电话1302021-06-30")
@example("电话 13 9001 20102")
@example("手机：1-39001201-02")
@example("电话1390012010/2")
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_the_first_look_lets_nothing_through(text: str) -> None:
    if not may_be_faulty(text.encode(errors="surrogatepass")):
        assert not list(_closely(text))


def _closely(text: str) -> list[Private]:
    """What a close look finds, whatever the first look says: a mail address far behind makes it look."""
    return [found for found in find_private(f"{text}\x1f甲甲甲甲甲甲甲甲甲甲甲甲@") if found.end <= len(text)]


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
@example("13800130002X13800+866222")
def test_what_is_left_holds_nothing(text: str) -> None:
    assert not looks_private(without_private(text))


@pytest.mark.parametrize("size", [1, 2])
def test_a_mobile_of_any_range_is_found(size: int) -> None:
    rng = random.Random(size)
    assert all(codes(f"{'甲' * size}{mobile(rng)}") == {"P002"} for _ in range(500))
