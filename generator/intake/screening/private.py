"""Private data never gets in (P001–P004): 政府信息公开条例, 个人信息保护法.

Every text is read after full-width forms are made plain, wherever in a cell the number stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric

from generator.model.identifiers import is_uscc


@dataclass(frozen=True, slots=True)
class Private:
    """One piece of private data in a text. The message never repeats it."""

    code: str
    message: str
    cure: str
    written: str
    """The data itself without blanks, to tell occurrences apart; not to be shown."""
    line_start: int
    """Where its line begins in the text."""
    column: int
    """Characters before it in the plain (NFKC) line."""


_WORDS = {
    "P001": ("含有公民身份号码", "删去身份号码；责任人只写职务，或姓名加职务"),
    "P002": ("含有手机号码", "换成单位的办公座机，如 024-00000000；手机号码不得公开"),
    "P003": ("含有银行卡号", "删去银行卡号；收款方只写单位名称"),
    "P004": ("含有个人电子邮箱", "换成单位的公务邮箱（如 gov.cn 结尾），或删去"),
}
_TRIGGER = re.compile(
    r"[0-9]{2}(?:[0-9]{9}|[0-9]{4}[ -][0-9]{8}|[0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|[0-9]{2}[ -][0-9]{4}[ -][0-9]{4})"
)
"""Almost no text holds one of these; the exact patterns are tried on the few that do."""
OTHER_FORMS = (
    "\\u00a0-\\u00be\\u02d8-\\u02dd\\u037a-\\u0385\\u0660-\\u200a\\u2017\\u202f\\u203e\\u205f-\\u2fff\\u3000"
    "\\u309b\\u309c\\u3220-\\u33ff\\ua620-\\uabff\\uf900-\\ufeff\\uff0d\\uff10-\\uff19\\uff20\\uffe3\\U00010000-\\U0010ffff"
)
"""Characters, as they stand in a pattern between brackets: all that NFKC turns into a digit, an @, a blank or a hyphen,
and every digit of another script."""
_SIGNS = (_TRIGGER, re.compile(f"[@{OTHER_FORMS}]"))
"""A line without any of them, as it is written, holds no private data."""
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d\.)(?:(?:tel|phone|mobile)[:.]?)?(?:\+?(?:00)?86[ -]?)?"
    r"1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?![0-9A-Za-z])")
_CARD_FORM = re.compile(
    r"62\d{14,17}"  # UnionPay
    r"|4\d{15}|5[1-5]\d{14}|35\d{14}"  # Visa, Mastercard, JCB as issued by Chinese banks
    r"|(?:95[0-9]|60[0-9]|690)\d{13,16}"  # numbers from before UnionPay, still in use
)
_MAIL = re.compile(
    r"@(?:vip\.)?(?:qq|163|126|yeah|sina|sohu|foxmail|gmail|outlook|hotmail|live|msn|icloud|139|189|wo|"
    r"aliyun|tom|21cn)\.(?:com|cn|net)(?:\.cn)?(?![\w-]|\.[a-z])",
    re.IGNORECASE,
)
_BEFORE_AT = re.compile(r"[\w.+-]*\Z")
_LONGEST_NAME = 64
_ADDRESS = re.compile(r"https?://[^\s<>\"'、，。；）)\]]*")


def plain_text(text: str) -> str:
    """Full-width and other compatibility forms made plain (NFKC); lines stay lines."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def find_private(text: str) -> Iterator[Private]:
    """P001–P004 in one text.

    A web address may hold any long number (the id of an article, a time): mobile and card numbers are not looked for
    inside one. A 统一社会信用代码 made of digits alone is no card, nor is an ID number.
    """
    marks = {found.start() for sign in _SIGNS for found in sign.finditer(text)}
    for start in sorted({text.rfind("\n", 0, mark) + 1 for mark in marks}):
        yield from _in_line(plain_text(_line(text, start)), start)


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def _in_line(line: str, start: int) -> Iterator[Private]:
    """What one plain line holds; ``start`` is where it begins."""
    for found in _ID_NUMBER.finditer(line):
        if ric.is_valid(_bare(found[0]).upper()):
            yield _private("P001", found, start)
    outside = _ADDRESS.sub(lambda address: " " * len(address[0]), line)
    for found in _MOBILE.finditer(outside):
        yield _private("P002", found, start)
    for found in _CARD.finditer(outside):
        if _is_card(_bare(found[0])):
            yield _private("P003", found, start)
    for found in _MAIL.finditer(line):
        before = line[max(found.start() - _LONGEST_NAME, 0) : found.start()]
        name = _BEFORE_AT.search(before)
        begin = found.start() - len(name[0] if name else "")
        yield Private("P004", *_WORDS["P004"], line[begin : found.end()], start, begin)


def _private(code: str, found: re.Match[str], start: int) -> Private:
    return Private(code, *_WORDS[code], _bare(found[0]), start, found.start())


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _is_card(digits: str) -> bool:
    return bool(
        _CARD_FORM.fullmatch(digits)
        and luhn.is_valid(digits)
        and not ric.is_valid(digits)
        and not is_uscc(digits)
    )
