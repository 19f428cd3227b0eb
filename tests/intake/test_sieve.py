"""The sieve lets nothing through that a closer look would find."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.intake.hostile import find_markup
from generator.intake.private import find_private
from generator.intake.sieve import is_suspicious

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


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
@example("电话：13800138000")
@example("账号 6222 0212 3456 7890 128")
@example("账号 6222021234567890128")
@example("身份证 110105-19491231-002X")
def test_nothing_slips_through(text: str) -> None:
    assert is_suspicious(text) == (bool(find_markup(text)) or any(True for _ in find_private(text)))


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
