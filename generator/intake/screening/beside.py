"""The words beside a number, or its heading, that say what kind of number it is.

They alone tell a private number with a weak check digit, or none, from an order number and the like. The word nearest
before the number counts, else one right after it, else the heading: the name of the value, or the cell at the top of
the column in a table.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Kind(Enum):
    """What a word says of the number beside it."""

    ID = "id"
    CARD = "card"
    BANK = "bank"
    """A bank or a payment: the number may be that of a card or of a bank slip."""
    PHONE = "phone"
    OTHER = "other"
    """Not private: the number of an order, an invoice, a document."""


_WORDS = {
    Kind.ID: r"身份证|身份号|公民身份|身份信息|身份[:：]|证件|身证|户口|居民证|(?<![a-z])id[ _-]?(?:card|number|no)(?![a-z])|sfz",
    Kind.CARD: r"卡|账号|帐号|账户|帐户|存折|(?<![a-z])(?:card|account|acct|visa|amex)",
    Kind.BANK: r"银行|开户|户名|收款|付款|打款|汇款|转账|转帐|汇至|汇入|打入|[工农中建交招邮]行|信用社|农商|农信|邮储|(?<![a-z])bank",
    Kind.PHONE: r"电话|手机|座机|联系|致电|来电|拨打|热线|微信|咨询|电联|(?<![a-z])(?:tel|phone|mobile|mob|cell|call|wechat|whatsapp)(?![a-z])|[☎📞📱]",
    Kind.OTHER: r"发票|票据|收据|运单|快递|物流单|面单|单号|订单|流水|回单|凭证|合同|项目编号|编号|代码|编码|序号|批号|文号|条码|案号|税号|(?:order|invoice|waybill|contract|voucher|serial)",
}
_ANY = re.compile("|".join(f"(?P<{kind.value}>{words})" for kind, words in _WORDS.items()), re.IGNORECASE)
_BEFORE = 24
_AFTER = 8
_OTHER_LINE, _OTHER_CELL = re.compile(r"[\n\x1f]"), re.compile(r"[\n\x1f,|\t]")
_WIDEST = 2000
"""Characters of a table's line that are searched."""
_CELL_SIGNS = ("|", "\t", ",")
_TOPS = 3
"""Lines at the start of a block, of which the first with cells is the top of a table."""
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def kinds_in(words: str) -> list[Kind]:
    """The kinds that the words of a text announce, in their order."""
    return [Kind(found.lastgroup) for found in _ANY.finditer(words)]


@dataclass(frozen=True)
class Surroundings:
    """A plain text and its heading."""

    text: str
    heading: str = ""
    suspects_all: bool = False
    """Treat every number as if the word for its kind stood beside it: for texts that may show nothing of the sort."""

    def say(self, start: int, end: int, *kinds: Kind) -> bool:
        """Whether the words beside the number at these positions say that it is of one of these kinds."""
        return self.suspects_all or self.kind(start, end) in kinds

    def kind(self, start: int, end: int) -> Kind | None:
        """The kind that the number at these positions is said to be; None: nothing says so."""
        line_start = self.text.rfind("\n", max(start - _BEFORE, 0), start) + 1
        cell_start, top = self._cell(start)
        written = self.text[max(start - _BEFORE, line_start, cell_start) : start]
        before = kinds_in(written.rpartition("\x1f")[2])
        if before:
            return before[-1]
        after = kinds_in(
            (_OTHER_CELL if top else _OTHER_LINE).split(self.text[end : end + _AFTER], maxsplit=1)[0]
        )
        if after:
            return after[0]
        heading = kinds_in(self.heading) or kinds_in(top)
        return heading[-1] if heading else None

    def _cell(self, start: int) -> tuple[int, str]:
        """(start of the table cell around a position, cell at the top of its column); (0, "") outside of tables.

        Words in other cells of the row say nothing of the number.
        """
        line_start = self.text.rfind("\n", max(start - _WIDEST, 0), start) + 1
        if not line_start or start - line_start > _WIDEST:
            return 0, ""
        line = self.text[line_start : start + _WIDEST].split("\n", maxsplit=1)[0]
        sign = next((sign for sign in _CELL_SIGNS if sign in line), None)
        top_start = self._blocks[bisect_right(self._blocks, line_start) - 1]
        tops = self.text[top_start : min(line_start, top_start + _WIDEST)].split("\n")[:_TOPS]
        top = next((top for top in tops if sign and sign in top), None)
        if sign is None or top is None:
            return 0, ""
        column, cells = line.count(sign, 0, start - line_start), top.split(sign)
        cell_start = line_start + line.rfind(sign, 0, start - line_start) + 1
        return (cell_start, cells[column]) if column < len(cells) else (0, "")

    @cached_property
    def _blocks(self) -> list[int]:
        """Where the text begins, and where it goes on after blank lines."""
        return [0, *(found.end() for found in _BLANK_LINES.finditer(self.text))]
