"""Private data never gets in (P001–P004): 政府信息公开条例, 个人信息保护法.

Every text of every file is read, after full-width forms are made plain, wherever in a cell it stands.
"""

import re
import unicodedata
from collections.abc import Iterable

from stdnum import luhn
from stdnum.cn import ric

from generator.intake.document import Cell, Report

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?![0-9A-Za-z])")
_CARD_FIRST = ("62", "4", "5", "60", "9")
_MAIL = re.compile(
    r"[\w.+-]+@(?:qq|vip\.qq|163|126|yeah|sina|vip\.sina|sohu|foxmail|gmail|outlook|hotmail|live|icloud|139|189|wo|aliyun|21cn)"
    r"\.(?:com|cn|net)(?:\.cn)?\b",
    re.IGNORECASE,
)


def report_private(cells: Iterable[Cell], report: Report) -> None:
    """P001–P004 over every text of a file; the number itself is never repeated in the message."""
    for cell in cells:
        if not any(mark.isdigit() or mark == "@" for mark in cell.text):
            continue
        text = unicodedata.normalize("NFKC", cell.text)
        if any(ric.is_valid(found[0].upper()) for found in _ID_NUMBER.finditer(text)):
            report.error(
                "P001", "含有公民身份号码", "删去身份号码；责任人只写职务或姓名加职务", at=cell.place
            )
        if _MOBILE.search(text):
            report.error(
                "P002", "含有手机号码", "换成单位的办公座机，如 024-00000000；手机号码不得公开", at=cell.place
            )
        if any(_is_card(found[0]) for found in _CARD.finditer(text)):
            report.error("P003", "含有银行卡号", "删去银行卡号；收款方只写单位名称", at=cell.place)
        if _MAIL.search(text):
            report.error(
                "P004", "含有个人电子邮箱", "换成单位的公务邮箱（如 gov.cn 结尾）或删去", at=cell.place
            )


def _is_card(text: str) -> bool:
    digits = text.replace(" ", "")
    return digits.startswith(_CARD_FIRST) and bool(luhn.is_valid(digits)) and not ric.is_valid(digits)
