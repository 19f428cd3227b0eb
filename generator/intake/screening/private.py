"""Finds private data, which must not be published (P001–P004): 政府信息公开条例, 个人信息保护法.

Every text is searched in its plain form, see ``plain_text``; ``numbers``, ``mobiles`` and ``mail`` define the kinds. Of
a result only ``Private.written`` repeats what was found, and is not to be shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.intake.screening.beside import Surroundings
from generator.intake.screening.first_look import may_be_faulty
from generator.intake.screening.mail import private_mail
from generator.intake.screening.numbers import private_numbers
from generator.intake.screening.plain_text import plain_forms


@dataclass(frozen=True, slots=True)
class Private:
    """One piece of private data in a text. The message never repeats it."""

    code: str
    message: str
    cure: str
    written: str
    """The data in plain form without blanks, to tell occurrences apart; not to be shown."""
    start: int
    """Where it begins in the text."""
    end: int


_WORDS = {
    "P001": ("含有公民身份号码", "删去身份号码；责任人只写职务，或姓名加职务"),
    "P002": ("含有手机号码", "换成单位的办公座机，如 024-00000000；手机号码不得公开"),
    "P003": ("含有银行卡号", "删去银行卡号；收款方只写单位名称"),
    "P004": ("含有个人电子邮箱", "换成单位的公务邮箱（如 gov.cn 结尾），或删去"),
}
BETWEEN_TEXTS = "\x1f"
"""Separates texts that are searched together: nothing is found across it."""
HIDDEN = "（含个人信息，不重复）"
"""Replaces private data in what a message quotes."""


def find_private(text: str, heading: str = "") -> Iterator[Private]:
    """P001–P004 in one text, in no order; each occurrence once.

    Args:
        heading: the name of the value or the column's heading; it may say what a number is.
    """
    yield from _found(text, heading, suspects_all=False)


def looks_private(text: str) -> bool:
    """Whether a text holds private data, or would beside a word or heading that says so."""
    return any(True for _ in _found(text, "", suspects_all=True))


def without_private(text: str) -> str:
    """The text as a message may show it: whatever looks private is replaced, even if nothing beside it says so.

    Removing one number may make another look private, so the search is repeated until it finds none; each round leaves
    fewer digits and addresses.
    """
    while spans := sorted({(found.start, found.end) for found in _found(text, "", suspects_all=True)}):
        pieces: list[str] = []
        end = 0
        for start, stop in spans:
            if start >= end:
                pieces += text[end:start], HIDDEN
            end = max(end, stop)
        text = "".join([*pieces, text[end:]])
    return text


def written_in(text: str) -> frozenset[str]:
    """Everything in a text that looks private, in plain form, whatever stands beside it."""
    return frozenset(found.written for found in _found(text, "", suspects_all=True))


def _found(text: str, heading: str, *, suspects_all: bool) -> Iterator[Private]:
    if not may_be_faulty(text.encode(errors="surrogatepass")):
        return
    seen: set[tuple[str, str, int]] = set()
    for plain in plain_forms(text):
        around = Surroundings(plain.text, heading, suspects_all)
        found = [*private_numbers(around), *(("P004", *one) for one in private_mail(plain.text))]
        for code, written, start, end in found:
            at = plain.places[start]
            if (code, written, at) not in seen:
                seen.add((code, written, at))
                stop = plain.places[end] if end < len(plain.places) else len(text)
                yield Private(code, *_WORDS[code], written, at, stop)
