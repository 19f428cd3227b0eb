"""Private values as people write them, to be put into any text; all are made at random.

``WRITINGS``: name of a way of writing → what makes a text in it; the same seed gives the same text. A text is a few
words and one value, with a word beside it where the value has no check digit of its own. ``bare`` makes two texts
comparable whatever the way of writing, so that a value that got out in another one is found too.
"""

import html
import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import quote, unquote

PROVINCES = (
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
    *("71", "81", "82", "83"),
)
"""The first two digits of GB/T 2260."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MARKS = "10X98765432"
_FULL_WIDTH = str.maketrans("0123456789X@.", "０１２３４５６７８９Ｘ＠．")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_BLACK_CIRCLED = str.maketrans("0123456789", "⓿❶❷❸❹❺❻❼❽❾")
_BOLD = str.maketrans({str(digit): chr(0x1D7CE + digit) for digit in range(10)})
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

PERSONAL_HOSTS = (
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "foxmail.com",
    "sina.com",
    "gmail.com",
    "outlook.com",
)


class Written(str):
    """A text that holds a private value; a ``str`` that also knows the value."""

    __slots__ = ("value",)
    value: str
    """The value alone, plainly written."""


def written(value: str, text: str) -> Written:
    made = Written(text)
    made.value = value
    return made


def bare(text: str) -> str:
    """Nothing but letters and digits, in their plainest form: entities and %XX undone, NFKC, upper case."""
    plain = unicodedata.normalize("NFKC", unquote(html.unescape(text))).upper()
    return plain.translate(_BARE)


def holds(published: str, value: str) -> bool:
    """Whether a published text gives a value away, in whatever writing.

    To look for many values in one text, use ``bare`` once for each form and ``in``.
    """
    looked_for = bare(value)
    return looked_for in bare(published) or looked_for in bare(without_tags(published))


def without_tags(published: str) -> str:
    """The text between the tags of HTML or XML: a value in it may be parted by them."""
    return re.sub(r"<[^<>]*>", "", published)


class _Bare(dict[int, str]):
    """Of each character met so far, what ``bare`` leaves of it: reports of megabytes have few different ones."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        number = unicodedata.digit(mark, None)
        self[code] = str(number) if number is not None else mark if mark.isalnum() else ""
        return self[code]


_BARE = _Bare()


# the values


def id_number(rng: random.Random, area: str = "", born: date | None = None) -> str:
    """Eighteen characters with the right check digit (GB 11643)."""
    area = area or f"{rng.choice(PROVINCES)}{rng.randrange(10_000):04}"
    born = born or date(1930, 1, 1) + timedelta(days=rng.randrange(33_000))
    return with_check_digit(f"{area}{born:%Y%m%d}{rng.randrange(1_000):03}")


def with_check_digit(digits: str) -> str:
    """Seventeen digits and the check digit of ISO 7064 MOD 11-2, worked out by the standard's table of weights."""
    return (
        digits + _MARKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]
    )


def old_id_number(rng: random.Random) -> str:
    """Fifteen digits, as issued until 1999: no check digit."""
    born = date(1930, 1, 1) + timedelta(days=rng.randrange(25_000))
    return f"{rng.choice(PROVINCES[:-4])}{rng.randrange(1, 10):02}{rng.randrange(1, 90):02}{born:%y%m%d}{rng.randrange(1_000):03}"


def mobile(rng: random.Random) -> str:
    """Eleven digits of a range that is in use."""
    ranges = (
        "130",
        "133",
        "138",
        "139",
        "147",
        "150",
        "158",
        "159",
        "166",
        "173",
        "176",
        "180",
        "188",
        "189",
    )
    return f"{rng.choice((*ranges, '191', '198', '199'))}{rng.randrange(10**8):08}"


def card(rng: random.Random, prefix: str = "622202", length: int = 19) -> str:
    """A bank card number with the right last digit (Luhn)."""
    digits = prefix + "".join(rng.choices("0123456789", k=length - len(prefix) - 1))
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(digits))]
    return f"{digits}{-sum(sum(divmod(number, 10)) for number in doubled) % 10}"


def mail(rng: random.Random, host: str = "") -> str:
    name = "".join(rng.choices("abcdefghkmnpqrstuvwxyz", k=6)) + str(rng.randrange(10_000))
    return f"{name}@{host or rng.choice(PERSONAL_HOSTS)}"


# the ways of writing


def grouped(value: str, sizes: Sequence[int], gap: str) -> str:
    """The value cut into pieces of these sizes; the rest, if any, is the last piece."""
    pieces, start = [], 0
    for size in sizes:
        pieces.append(value[start : start + size])
        start += size
    return gap.join(filter(None, [*pieces, value[start:]]))


Form = Callable[[str], str]
_Value = Callable[[random.Random], str]


def _as(value_of: _Value, form: Form) -> Callable[[random.Random], Written]:
    def make(rng: random.Random) -> Written:
        value = value_of(rng)
        return written(value, form(value))

    return make


def _cut(sizes: Sequence[int], gap: str, words: str = "经办人{}") -> Form:
    return lambda value: words.format(grouped(value, sizes, gap))


def _digits(table: Mapping[int, int | str], words: str = "经办人{}") -> Form:
    return lambda value: words.format(value.translate(table))


def _entities(value: str) -> str:
    return "".join(f"&#{ord(mark)};" for mark in value)


def _percent(value: str) -> str:
    return "".join(f"%{ord(mark):02X}" for mark in value)


def _card_of(prefix: str, length: int) -> _Value:
    return lambda rng: card(rng, prefix, length)


def _born_with_x(rng: random.Random) -> str:
    """An ID number whose check digit is X."""
    while True:
        value = id_number(rng)
        if value.endswith("X"):
            return value


def _mail_at(host: str) -> _Value:
    return lambda rng: mail(rng, host)


_ID_FORMS: dict[str, Form] = {
    "plain": "经办人{}".format,
    "alone": "{}".format,
    "beside-han": "身份证{}号的申请人".format,
    "beside-latin": "ID{}OK".format,
    "pinyin": "SFZ{}".format,
    "6-8-4 blank": _cut((6, 8, 4), " "),
    "6-8-4 nbsp": _cut((6, 8, 4), "\u00a0"),
    "6-8-4 wide blank": _cut((6, 8, 4), "\u3000"),
    "6-8-4 hyphen": _cut((6, 8, 4), "-"),
    "6-8-4 en dash": _cut((6, 8, 4), "–"),
    "6-8-4 em dash": _cut((6, 8, 4), "—"),
    "6-8-4 dot": _cut((6, 8, 4), "."),
    "6-8-4 slash": _cut((6, 8, 4), "/"),
    "6-8-4 middle dot": _cut((6, 8, 4), "·"),
    "6-8-4 underscore": _cut((6, 8, 4), "_"),
    "6-8-4 dash among blanks": _cut((6, 8, 4), " - "),
    "6-4-4-4 blank": _cut((6, 4, 4, 4), " "),
    "6-4-4-4 hyphen": _cut((6, 4, 4, 4), "-"),
    "6-4-4-4 minus": _cut((6, 4, 4, 4), "−"),
    "6-4-4-4 dot": _cut((6, 4, 4, 4), "."),
    "6-4-2-2-4 hyphen": _cut((6, 4, 2, 2, 4), "-"),
    "3-3-4-4-4 blank": _cut((3, 3, 4, 4, 4), " "),
    "4-4-4-4-2 blank": _cut((4, 4, 4, 4), " "),
    "14-4 blank": _cut((14, 4), " "),
    "digit by digit": _cut((1,) * 18, " "),
    "full width": _digits(_FULL_WIDTH),
    "superscript": _digits(_RAISED),
    "subscript": _digits(_LOWERED),
    "circled": _digits(_CIRCLED),
    "black circled": _digits(_BLACK_CIRCLED),
    "bold": _digits(_BOLD),
    "arabic": _digits(_ARABIC),
    "tab": _cut((6,), "\t"),
    "line break": _cut((10,), "\n"),
    "link": "详见https://example.cn/ren/{}/1.html".format,
    "query": "详见https://example.cn/q?id={}&x=1".format,
    "percent": lambda value: f"详见https://example.cn/{_percent(value)}",
    "entities": lambda value: f"经办人{_entities(value)}",
    "file name": "王某_{}.pdf".format,
    "bold in Markdown": lambda value: f"经办人{value[:6]}**{value[6:14]}**{value[14:]}",
}
_MOBILE_FORMS: dict[str, Form] = {
    "plain": "联系{}".format,
    "alone": "{}".format,
    "beside-latin": "tel{}".format,
    "3-4-4 blank": _cut((3, 4, 4), " ", "联系{}"),
    "3-4-4 nbsp": _cut((3, 4, 4), "\u00a0", "联系{}"),
    "3-4-4 hyphen": _cut((3, 4, 4), "-", "联系{}"),
    "3-4-4 en dash": _cut((3, 4, 4), "–", "联系{}"),
    "3-4-4 dot": _cut((3, 4, 4), ".", "联系{}"),
    "3-4-4 slash": _cut((3, 4, 4), "/", "联系{}"),
    "3-8 blank": _cut((3, 8), " ", "联系{}"),
    "7-4 blank": _cut((7, 4), " ", "联系{}"),
    "digit by digit": _cut((1,) * 11, " ", "联系{}"),
    "full width": _digits(_FULL_WIDTH, "联系{}"),
    "superscript": _digits(_RAISED, "联系{}"),
    "circled": _digits(_CIRCLED, "联系{}"),
    "+86": "联系+86{}".format,
    "+86 blank": "联系+86 {}".format,
    "(+86)": "联系(+86){}".format,
    "0086": "联系0086{}".format,
    "86": "联系86{}".format,
    "86-": "联系86-{}".format,
    "leading 0": "联系电话0{}".format,
    "brackets": lambda value: f"联系（{value[:3]}）{value[3:7]}-{value[7:]}",
    "tab": _cut((3,), "\t", "联系{}"),
    "line break": _cut((7,), "\n", "联系{}"),
    "tel link": "详见tel:+86-{}".format,
    "link": "详见https://example.cn/u/{}".format,
    "query": "详见https://example.cn/q?m={}&x=1".format,
    "percent": lambda value: f"详见https://example.cn/{_percent(value)}",
    "entities": lambda value: f"联系{_entities(value)}",
    "file name": "王某_{}.jpg".format,
}
_CARD_FORMS: dict[str, tuple[_Value, Form]] = {
    "plain": (_card_of("622202", 19), "卡号{}".format),
    "sixteen": (_card_of("622588", 16), "开户银行账号：{}".format),
    "4-4-4-4": (_card_of("622588", 16), _cut((4, 4, 4, 4), " ", "银行卡{}")),
    "4-4-4-4-3": (_card_of("622848", 19), _cut((4, 4, 4, 4, 3), " ", "收款账户 {}")),
    "4-4-4-4-3 hyphen": (_card_of("622848", 19), _cut((4, 4, 4, 4, 3), "-", "收款账户 {}")),
    "6-13": (_card_of("621700", 19), _cut((6, 13), " ", "工行卡 {}")),
    "Amex": (_card_of("3765", 15), _cut((4, 6, 5), " ", "信用卡 {}")),
    "Visa": (_card_of("4367", 16), "信用卡{}".format),
    "old": (_card_of("95588", 19), "账号{}".format),
    "full width": (_card_of("622202", 19), _digits(_FULL_WIDTH, "卡号{}")),
}
_MAIL_FORMS: dict[str, Form] = {
    "plain": "邮箱{}".format,
    "blanks": lambda value: f"邮箱 {value.replace('@', ' @ ')}",
    "wide blanks": lambda value: f"邮箱{value.replace('@', '　@　')}",
    "full width": lambda value: f"邮箱{value.translate(_FULL_WIDTH)}",
    "wide at": lambda value: f"邮箱{value.replace('@', '＠')}",
    "small at": lambda value: f"邮箱{value.replace('@', '﹫')}",
    "upper case": lambda value: f"邮箱{value.upper()}",
    "mailto": "详见mailto:{}".format,
    "percent": lambda value: f"详见https://example.cn/q?to={quote(value, safe='')}",
    "entities": lambda value: f"邮箱{value.replace('@', '&#64;')}",
}

WRITINGS: dict[str, Callable[[random.Random], Written]] = {
    **{f"id {name}": _as(id_number, form) for name, form in _ID_FORMS.items()},
    "id with x": _as(_born_with_x, lambda value: f"经办人{value.lower()}"),
    "id with wide x": _as(_born_with_x, _digits(_FULL_WIDTH)),
    "id of 15": _as(old_id_number, "身份证号{}".format),
    "id of 15, 6-6-3": _as(old_id_number, _cut((6, 6, 3), " ", "身份证号 {}")),
    **{f"mobile {name}": _as(mobile, form) for name, form in _MOBILE_FORMS.items()},
    **{f"card {name}": _as(value, form) for name, (value, form) in _CARD_FORMS.items()},
    **{f"mail {name}": _as(mail, form) for name, form in _MAIL_FORMS.items()},
    **{f"mail at {host}": _as(_mail_at(host), "邮箱{}".format) for host in PERSONAL_HOSTS},
}
"""More than sixty. Texts with a tab or a line break need quotes in YAML and CSV."""
