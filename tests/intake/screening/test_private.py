"""Private data is found however it is written, and only lines that may hold some are looked at closely."""

import re
import sys
import unicodedata

from generator.intake.screening.first_look import OTHER_FORMS
from generator.intake.screening.private import find_private


def test_every_other_form_of_a_telling_character_is_a_sign() -> None:
    """A digit, an @, a blank or a hyphen may hide in a compatibility form; none may slip past the first look."""
    other_form = re.compile(f"[{OTHER_FORMS}]")
    missed = [
        hex(number)
        for number in range(0x80, sys.maxunicode + 1)
        if any(mark.isdecimal() or mark in "@ -" for mark in unicodedata.normalize("NFKC", chr(number)))
        and not other_form.fullmatch(chr(number))
    ]
    assert missed == []


def test_private_data_is_placed_by_line_and_column() -> None:
    text = "联系人：站长\n电话：１３８００１３８０００，邮箱 someone@qq.com\n\n卡号 6222 0212 3456 7890 128"
    found = {
        one.code: (text.count("\n", 0, one.start) + 1, one.start - text.rfind("\n", 0, one.start))
        for one in find_private(text)
    }
    assert found["P002"] == (2, 4)
    assert found["P004"] == (2, 19)


def test_a_number_spread_over_two_lines_is_one() -> None:
    assert [found.written for found in find_private("1380013\n8000")] == ["13800138000"]
