"""Which numbers are private: those of ID cards (GB 11643), mobiles and bank cards.

The conditions for each, so that order numbers and the like pass:

- An ID number begins with a province, holds a possible birth date and has the right check digit (ISO 7064 MOD 11-2).
  That suffices: by chance, one in sixty thousand numbers of that length looks like that.
- An ID number of fifteen digits, as issued until 1999, has no check digit: a word or heading beside it must say so.
- A mobile: see ``mobiles``.
- A bank card's check digit (Luhn) fits every tenth number: a known prefix and a word or heading beside it are required.
"""

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from generator.intake.screening.beside import Kind, Surroundings
from generator.intake.screening.digits import Number, numbers_in
from generator.intake.screening.mobiles import MOBILE, is_mobile
from generator.model.identifiers import is_uscc

_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_YEAR, _MONTH, _DAY = "(?:18[5-9]|19[0-9]|20[0-4])[0-9]", "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_ID = rf"(?:{_PROVINCE}[0-9]{{4}}|9{_PROVINCE}[0-9]{{3}}){_YEAR}{_MONTH}{_DAY}[0-9]{{3}}"
"""ID numbers of residents, and of foreigners with permanent residence, without the check digit."""
_OLD_ID = rf"{_PROVINCE}[0-9]{{4}}[0-9]{{2}}{_MONTH}{_DAY}[0-9]{{3}}"
_CHINESE_CARD = "(?:62|81)[0-9]{14,17}|(?:95[0-9]|60[0-9]|690)[0-9]{13,16}"
"""Cards of UnionPay, and older ones that are still in use."""
_FOREIGN_CARD = "4[0-9]{15}|(?:5[1-5]|2[2-7])[0-9]{14}|35[0-9]{14}|3[47][0-9]{13}"
"""Visa, Mastercard, JCB and American Express."""
_SHAPE = re.compile(f"{_ID}[0-9]?|{_OLD_ID}|{MOBILE.pattern}|{_CHINESE_CARD}|{_FOREIGN_CARD}")
_POSSIBLE = re.compile(
    rf"(?:00?86|86|0)?1[3-9]|{_PROVINCE}[0-9]{{4}}(?:{_YEAR}|[0-9]{{2}}{_MONTH})|9{_PROVINCE}[0-9]{{3}}{_YEAR}"
    "|62|81|95|60|690|4|5[1-5]|2[2-7]|3[457]"
)
"""How digits of that shape begin; a quick test."""
_LAST_X = re.compile(r"((?:[^\w,;|\x1f]|_){0,3})[xX×](?![A-Za-z])|()[xX]")
_POWER = re.compile(r"(?<![0-9.])(1)\.([3-9][0-9]{0,9})[eE]\+?10(?![0-9])")
"""A mobile number that a spreadsheet turned into scientific notation."""

_PARTS_OF_ID = {2, 3, 4, 6, 10, 12, 14, 17}
"""Digits before each part of an ID number: province, city, county, year, month, day, order, check."""
_LATEST_IN_CELLS = 2011
"""Latest birth year of an ID number split over cells: a county code, a later date and a number may look like one."""
_PROJECT = (6, 4)
"""Digits of a project id before its number."""


def private_numbers(around: Surroundings) -> Iterator[tuple[str, str, int, int]]:
    """(P001, P002 or P003; the number in plain form; start; end) of each private number in a plain text."""
    covered = 0
    for number in numbers_in(around.text, _POSSIBLE, _SHAPE):
        if number.start < covered:
            continue
        code, digits, end = _told(number, around)
        if code:
            covered = end
            yield code, digits, number.start, end
    for found in _POWER.finditer(around.text):
        yield "P002", f"{found[1]}{found[2]}".ljust(11, "0"), found.start(), found.end()


def _told(number: Number, around: Surroundings) -> tuple[str, str, int]:
    """(code, the number in plain form, end); the code is empty if the number is not private."""
    checked = _id_number(number)
    if checked:
        return "P001", *checked
    if _is_old_id(number, around):
        return "P001", number.digits, number.end
    if is_mobile(number, around):
        return "P002", number.digits[-11:], number.end
    if _is_card(number, around):
        return "P003", number.digits, number.end
    return "", "", 0


def _id_number(number: Number) -> tuple[str, int] | None:
    """The eighteen characters of an ID number and its end, including an X that stands apart; None if it is none."""
    if len(number.digits) == 17:
        last = _LAST_X.match(number.text, number.end)
        if not last:
            return None
        parted = bool(last[1])
        sizes = (*number.sizes, 1) if parted else (*number.sizes[:-1], number.sizes[-1] + 1)
        gaps = (*number.gaps, last[1].strip() or " ") if parted else number.gaps
        number = number._replace(digits=f"{number.digits}X", sizes=sizes, gaps=gaps, end=last.end())
    digits = number.digits
    if len(digits) != 18 or not mod_11_2.is_valid(digits) or not _is_day(digits[6:14]):
        return None
    if digits[0] == "9" and is_uscc(digits):
        return None
    return (digits, number.end) if _is_parted_like_an_id(number) else None


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_parted_like_an_id(number: Number) -> bool:
    """Whether the pieces are as people group an ID number: by its parts, or evenly, or anywhere with equal gaps.

    A project id followed by a month or by the next project id is not one.
    """
    year = int(number.digits[6:10])
    even = len(set(number.sizes[:-1])) == 1 and number.sizes[-1] <= number.sizes[0]
    is_natural = even or number.borders <= _PARTS_OF_ID
    if year > _LATEST_IN_CELLS and _begins_with_a_project(number):
        return False
    if number.is_in_cells or number.gaps.count("\t") > 1:
        return is_natural and year <= _LATEST_IN_CELLS
    return is_natural or (number.is_parted_alike and not number.goes_on)


def _begins_with_a_project(number: Number) -> bool:
    """Whether it is a project id and something else, and not grouped as an ID number is (6-4-2-2-…, 6-4-4-4)."""
    sizes, gaps = number.sizes, number.gaps
    if sizes[:2] != _PROJECT or len(sizes) <= 3:
        return False
    if sizes[2] == 2:
        return sizes[3] != 2
    return sizes[2] == 3 or (sizes[2] == 4 and gaps[:2] == ("-", "-") and gaps[2] != "-")


def _is_old_id(number: Number, around: Surroundings) -> bool:
    digits = number.digits
    return (
        len(digits) == 15
        and not number.goes_on
        and re.fullmatch(_OLD_ID, digits) is not None
        and _is_day(f"19{digits[6:12]}")
        and (number.is_parted_alike or number.borders <= _PARTS_OF_ID | {8, 12})
        and around.say(number.start, number.end, Kind.ID)
    )


def _is_card(number: Number, around: Surroundings) -> bool:
    digits = number.digits
    is_chinese = re.fullmatch(_CHINESE_CARD, digits) is not None
    if not is_chinese and not re.fullmatch(_FOREIGN_CARD, digits):
        return False
    if not number.is_parted_alike or number.is_in_cells or number.goes_on or number.is_in_code:
        return False
    words = (Kind.CARD, Kind.BANK) if is_chinese else (Kind.CARD,)
    return luhn.is_valid(digits) and not is_uscc(digits) and around.say(number.start, number.end, *words)
