"""The look at a whole file lets nothing through that a closer look would find."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.intake.screening.document import is_suspicious
from generator.intake.screening.first_look import clear_text
from generator.intake.screening.hostile import find_markup
from generator.intake.screening.plain_text import plain_form
from generator.intake.screening.private import BETWEEN_TEXTS, find_private, looks_private
from generator.intake.screening.unseen import is_seen

PIECES = (
    *"0123456789",
    *"13800138000",
    *"-- @<=:.,",
    "\n",
    "１",
    "\u3000",
    "\u2011",
    "+86",
    "1380013",
    "8000",
    "6222021234567890128",
    "6222-0212-3456-7890",
    "11010519491231002X",
    "110105 19491231 002x",
    "someone@qq.com",
    "＠163.com",
    "https://example.cn/",
    "javascript:",
    "JavaScript :",
    "java\u017fcript:",
    "javascr\u0131pt:",
    "VBSCR\u0130PT:",
    "data: text/html",
    "onerror=",
    "ONLOAD =",
    "onmouseover=",
    "onmou\u017fe=",
    "<b",
    "< /script",
    "<!--",
    "甲",
    "91210107MA10107008",
)


@settings(max_examples=3000)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
@example("电话：13800138000")
@example("账号 6222 0212 3456 7890 128")
@example("账号 6222021234567890128")
@example("身份证 110105-19491231-002X")
def test_nothing_slips_through(text: str) -> None:
    is_faulty = bool(find_markup(text)) or any(True for _ in find_private(text))
    assert is_suspicious(text) == (bool(find_markup(text)) or looks_private(text))
    assert clear_text(text.encode()) in ({None} if is_faulty else {None, text})


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), st.data())
def test_what_stands_on_one_line_of_a_clear_file_is_clear(text: str, data: st.DataObject) -> None:
    """So that a value need not be looked at again unless it is written over several lines."""
    if clear_text(text.encode()) is not None:
        line = data.draw(st.sampled_from(text.split("\n")))
        start = data.draw(st.integers(0, len(line)))
        assert not is_suspicious(line[start : data.draw(st.integers(start, len(line)))])


def test_no_odd_character_is_clear() -> None:
    for mark in map(chr, (*range(0xD800), *range(0xE000, 0x110000))):
        if clear_text(mark.encode()) is not None:
            assert is_seen(mark), ascii(mark)
            assert mark not in "@<"
            assert mark.isascii() or (plain_form(mark) and not re.search("[0-9@]", plain_form(mark))), ascii(
                mark
            )
            assert mark.isascii() or not re.match("[a-z]", mark, re.IGNORECASE), ascii(mark)


@pytest.mark.parametrize(
    "data", [b"\xff\xfea\x00", b"\xef\xbb\xbfa", b"\xe7\x94", b"\x94", b"a\r\n", b"a\x00", b"a\tb"]
)
def test_what_is_no_plain_text_is_not_clear(data: bytes) -> None:
    assert clear_text(data) is None


@pytest.mark.parametrize(
    "text",
    [
        "办公电话: 024-00000002",
        "公告链接: https://example.gov.cn/210107/1.html?id=12",
        "统一社会信用代码: 91210107MA10107008",
        "面积 810㎡，分①②两期",
        "2021-03-06,210107-2020-01,17.00,平岭金桥农产品有限公司,进度款,拨〔2021〕210107-1-0号",
    ],
)
def test_what_counties_write_passes(text: str) -> None:
    assert not is_suspicious(text)


@pytest.mark.parametrize(
    "text",
    [
        "办公电话: 024-00000002\n公告链接: https://example.gov.cn/210107/1.html?id=12\n",
        "2021-03-06,210107-2020-01,17.00,平岭金桥农产品有限公司,进度款,拨〔2021〕210107-1-0号\n",
        "工作要求: “按合同清单”逐项交付——主要设备须有合格证；每月5日前（5～8日）报送《月报》。\n",
    ],
)
def test_what_counties_write_is_clear(text: str) -> None:
    assert clear_text(text.encode()) == text


@pytest.mark.parametrize("text", ["账号6222 0212 3456 7890 128", "电话 138 0013 8000", "1380013 8000"])
@pytest.mark.parametrize("beside", ["1", "30.00", "210198-2020-01", "甲"])
def test_texts_looked_at_together_do_not_hide_each_other(text: str, beside: str) -> None:
    assert is_suspicious(BETWEEN_TEXTS.join([beside, text, beside]))
