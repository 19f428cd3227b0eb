"""Which numbers are mobiles: eleven digits that begin with 13 to 19, with or without +86 or 0 before them.

In one piece, or grouped as people group them, they count whatever stands beside them; in any other grouping only beside
a word for telephone. Without that word, a row of numbers in a table, the number of a document (135-20210630,
150-2021-0012) and part of a page's address (art_155_12345678) do not count.
"""

import re

from generator.intake.screening.beside import Kind, Surroundings
from generator.intake.screening.digits import BREAKS, Number

MOBILE = re.compile("(00?86|86|0)?(1[3-9][0-9]{9})")
_PLAIN = (3, 4, 4)
_PARTS = {
    *(_PLAIN, (3, 8), (7, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 5, 3), (5, 6), (6, 5), (3, 3, 3, 2)),
    (1,) * 11,
}
"""Digits per piece as people group a mobile number."""
_BRACKETS = {" ", "-", ")", ")-", "]", "-("}
_USUAL = {" ", "-", ".", "_", "*", "**", *BREAKS}
_UNIT = re.compile(r" ?(?:[元万亿件单吨斤米亩户人个次套台辆%]|公斤|平方|千米|m2|kg)")
_COUNTRY = frozenset({"86", "086", "0086", "0"})
_YEAR = re.compile("(?:199|20[0-4])[0-9]")
_DAY = re.compile("(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_INVOICE = re.compile("01[1-5]0[0-9]{8}")
"""The code of an electronic invoice: 0, the tax authority's district, the year, a batch."""
_ADDRESS = re.compile(r"(?:https?|ftp)://\S{0,300}\Z|www\.\S{0,300}\Z", re.IGNORECASE)
_ANOTHER = re.compile(r"(?:\+?86 ?)?1[3-9]\d ?\d{4} ?\d{4}")
_SHORT = range(3, 8)
"""Digits of ordinary numbers in a table."""


def is_mobile(number: Number, around: Surroundings) -> bool:
    """Whether a number is a mobile's, by its shape (``MOBILE``), its grouping and what stands beside it."""
    found = MOBILE.fullmatch(number.digits)
    before = found[1] or "" if found else ""
    if not found or number.is_in_cells or number.is_in_code or _is_hotline(number):
        return False
    if before and number.sizes[0] <= len(before):
        return False  # the prefix is a piece of its own: the number without it is tested by itself
    own = number.without(len(before))
    said = around.kind(number.start, number.end)
    if around.suspects_all or said is Kind.PHONE:
        return len(own.sizes) <= len(_PLAIN) or own.is_parted_alike
    return _is_parted_like_a_mobile(own) if own.gaps else _is_plain(own, before, said)


def _is_hotline(number: Number) -> bool:
    """Whether it follows 400 or 800, as the rest of a hotline's number."""
    piece, sign = number.before
    return piece in {"400", "800"} and sign in {"-", " "}


def _is_parted_like_a_mobile(number: Number) -> bool:
    if number.sizes not in _PARTS or _reads_as_a_document(number) or _is_one_of_many(number):
        return False
    if number.sizes != _PLAIN and (_UNIT.match(number.text, number.end) or not set(number.gaps) <= _USUAL):
        return False
    if number.breaks:
        return _runs_over(number) and (number.is_parted_alike or len(number.sizes) <= len(_PLAIN))
    if _ADDRESS.search(number.text, max(number.start - 300, 0), number.start):
        return number.sizes == _PLAIN and set(number.gaps) <= {"-", " "}
    return number.is_parted_alike or (number.sizes == _PLAIN and set(number.gaps) <= _BRACKETS)


def _is_plain(number: Number, before: str, said: Kind | None) -> bool:
    """Whether digits in one piece are a mobile's, not decimals of a coordinate, nor of an invoice or a parcel."""
    written = number.text[number.start : number.end]
    is_marked = said is Kind.OTHER or number.text[max(number.start - 1, 0) : number.start].isalpha()
    if before in {"0", "86"} and (is_marked or _INVOICE.fullmatch(written)):
        return False
    whole, sign = number.before
    return not (sign == "." and len(whole) > 1 and number.text[number.start - 1] == ".")


def _reads_as_a_document(number: Number) -> bool:
    """Whether its pieces hold a year or a date, as numbers of vouchers and contracts do."""
    digits, sizes = number.digits, number.sizes
    if sizes == (3, 8):
        return bool(_YEAR.match(digits, 3) and _DAY.fullmatch(digits, 7))
    if sizes == _PLAIN:
        is_year = bool(_YEAR.match(digits, 3))
        return is_year and (number.gaps[0] != " " or bool(_DAY.fullmatch(digits, 7)))
    return sizes[-1] == 4 and bool(_YEAR.match(digits, 7))


def _is_one_of_many(number: Number) -> bool:
    """Whether more numbers stand in a row with it: of a table, or the pieces of a longer number."""
    (piece, sign), (next_sign, next_piece) = number.before, number.after
    if number.sizes[0] == 1:
        return bool(sign or next_sign)
    if number.gaps[0] not in {" ", *BREAKS}:
        return next_sign == number.gaps[0] or (sign == number.gaps[0] and piece not in _COUNTRY)
    if next_sign in {" ", *BREAKS} and len(next_piece) < _SHORT.stop:
        return not _ANOTHER.match(number.text[number.end : number.end + 40].lstrip())
    if sign in {" ", *BREAKS} and len(piece) in _SHORT and piece not in _COUNTRY:
        earlier = number.text[max(number.start - 20, 0) : number.start].rstrip()
        return not re.search(rf"{_ANOTHER.pattern}\Z", earlier)
    return False


def _runs_over(number: Number) -> bool:
    """Whether pieces separated by a tab or a line break are one number: in running text, or if a value holds no more.

    In neighbouring cells or lines of a table they are two numbers.
    """
    if number.before[1] or number.after[0]:
        return False
    before = number.text[max(number.start - 8, 0) : number.start]
    after = number.text[number.end : number.end + 8]
    if before[-1:].isalpha() or after[:1].isalpha():
        return True
    before, after = before.rstrip(" \t"), after.lstrip(" \t")
    return (not before or before[-1] in ":,|\x1f") and (not after or after[0] in ",|\x1f")
