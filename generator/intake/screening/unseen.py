"""Refuses characters that are invisible, that look different on other computers, or that are not valid (S006).

What is refused does not depend on Python's version of Unicode: newer Han characters are allowed. So are variants of Han
characters, a selector right after one, which names of people and places need.
"""

import re
from collections.abc import Sequence

from generator.intake.screening.report import Report
from generator.model.place import Place

_SOFT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Zero-width characters, pasted along with text from web pages and word processors."""
_HIDDEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2061-\u2065\u206a-\u206f\u2800\u3164\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = "\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_VARIANTS, _SELECTORS = "\ufe00-\ufe02\U000e0100-\U000e01ef", "\ufe03-\ufe0f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_NOT_ANY = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Combining marks; no writing needs more than three on one character."""

REFUSED = "\ufffd"
"""Replaces a character that was refused or unreadable and reported; a value that holds it gets no second error."""

_AGAIN = "删去这一处，重新输入前后的文字"
_KINDS = (
    (f"[{_SOFT}]", "看不见的零宽字符", _AGAIN),
    (f"[{_HIDDEN}]", "看不见的零宽字符", _AGAIN),
    (f"[{_BIDI}]", "改变文字方向的字符", _AGAIN),
    (f"[{_LINE_ENDS}]", "特殊的换行字符", _AGAIN),
    (f"[{_CONTROLS}]", "看不见的控制字符", _AGAIN),
    (f"[{_BLANKS}]", "特殊的空格", "改成普通空格"),
    (f"(?<![{_HAN}])[{_VARIANTS}]|[{_SELECTORS}]", "看不见的字形选择符", "删去这一处；表情符号请换成文字"),
    (f"[{_PRIVATE}]", "换一台电脑就显示不出的自造字", "用输入法重新输入这个字；输入不了的，换成通用的写法"),
    (f"[{_NOT_ANY}]", "不成立的字符", _AGAIN),
    (f"(?:^|(?<=[{_MARKS}]{{3}}))[{_MARKS}]", "无所依附或叠得过多的符号", _AGAIN),
)
"""(regex, Chinese name, cure) of each kind; the soft kind is first."""
_UNSEEN, _HARD = (
    re.compile("|".join(f"({form})" for form, _, _ in kinds), re.MULTILINE) for kinds in (_KINDS, _KINDS[1:])
)
_PRINTABLE = re.compile(
    f"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0{_VARIANTS}{_SELECTORS}{_MARKS}{REFUSED}]"
)
"""Characters that ``str.isprintable`` accepts although they may be refused."""

_WITHOUT_SOFT = dict.fromkeys(map(ord, _SOFT))
_SOFT_MARK = re.compile(f"([{_SOFT}])")
_BLANK = re.compile(f"[{_BLANKS}]")
_AT_ENDS = f" \t\u3000{_SOFT}"
_PASTED = "不影响公开；从网页或文档里复制的文字，可以先粘贴到记事本，再复制过来"


def is_seen(text: str) -> bool:
    """A quick test: if True, nothing in the text is refused; if False, ``problem_in`` decides."""
    plain = text.replace("\n", " ").replace("\u3000", " ")
    return plain.isprintable() and (text.isascii() or not _PRINTABLE.search(text))


def problem_in(text: str) -> tuple[str, str, int] | None:
    """(name, cure, characters before it) of the first refused character in a text (S006); None if there is none.

    Special blanks are allowed: whoever spells them out in Markdown means them.
    """
    found = None if is_seen(text) else _UNSEEN.search(_BLANK.sub(" ", text))
    return _told(found, _KINDS) if found else None


def _told(found: re.Match[str], kinds: Sequence[tuple[str, str, str]]) -> tuple[str, str, int]:
    _, words, cure = kinds[(found.lastindex or 1) - 1]
    return f"{words}（U+{ord(found[0]):04X}）", cure, found.start()


def without_soft(text: str) -> str:
    """A text without zero-width characters."""
    return text if text.isascii() else text.translate(_WITHOUT_SOFT)


def seen_lines(text: str, report: Report) -> str:
    """The text of a file (line ends ``\\n``), cleaned; per line at most one S006 (refused) or E001 (damaged character).

    REFUSED takes their place, so that all other errors show in the same run. Special blanks become ordinary ones, and
    zero-width characters at the ends of a line are dropped, each with a remark; those within a line are left for the
    readers of its values.
    """
    if is_seen(text):
        return text
    blank = _BLANK.search(text)
    if blank:
        at = Place(
            report.file,
            text.count("\n", 0, blank.start()) + 1,
            blank.start() - text.rfind("\n", 0, blank.start()),
        )
        report.remark("S006", f"文字里有特殊的空格（U+{ord(blank[0]):04X}），按普通空格读取", _PASTED, at=at)
        text = _BLANK.sub(" ", text)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not is_seen(line):
            lines[number - 1] = _seen_line(line, number, report)
    return "\n".join(lines)


def _seen_line(line: str, number: int, report: Report) -> str:
    found = _HARD.search(line)
    damaged = line.find(REFUSED)
    if found and not 0 <= damaged < found.start():
        message, cure, before = _told(found, _KINDS[1:])
        report.error("S006", f"含有{message}", cure, at=Place(report.file, number, before + 1))
    elif damaged >= 0:
        cure = "重新输入这一处，并以 UTF-8 编码保存"
        report.error("E001", "这里有损坏的字符", cure, at=Place(report.file, number, damaged + 1))
    if found or damaged >= 0:
        report.has_refused = True
        line = _HARD.sub(REFUSED, line)
        line = line if line.strip(f"{REFUSED} \t") else ""
    return _trimmed(line, Place(report.file, number, 1), report)


def seen_value(text: str, what: str, place: Place, report: Report) -> str:
    """A parsed value or name with REFUSED for refused characters (S006); zero-width ones at its ends are dropped."""
    if is_seen(text):
        return text
    text = "\n".join(_trimmed(line, place, report) for line in text.split("\n"))
    found = _UNSEEN.search(text)
    if found:
        message, cure, before = _told(found, _KINDS)
        report.error("S006", f"{what}第 {before + 1} 个字是{message}", cure, at=place)
    elif REFUSED in text and not report.has_refused:
        report.error("S006", f"{what}里用编号写了不成立的字符", _AGAIN, at=place)
    report.has_refused |= REFUSED in text or found is not None
    return _UNSEEN.sub(REFUSED, text)


def report_soft(text: str, report: Report, first_line: int) -> bool:
    """Report S006 for the first zero-width character of a text that cannot be parsed; returns whether there is one."""
    found = _SOFT_MARK.search(text)
    if found is None:
        return False
    message, cure, before = _told(found, _KINDS)
    place = Place(report.file, text.count("\n", 0, before) + first_line, before - text.rfind("\n", 0, before))
    report.error("S006", f"含有{message}", cure, at=place)
    return True


def _trimmed(line: str, place: Place, report: Report) -> str:
    """A line without zero-width characters at its ends, with one remark per file; its blanks stay."""
    core = line.strip(_AT_ENDS)
    before, _, after = line.partition(core) if core else (line, "", "")
    kept = f"{without_soft(before)}{core}{without_soft(after)}"
    if len(kept) < len(line):
        message = "文字首尾有看不见的零宽字符，已经略去"
        report.remark("S006", message, _PASTED, at=place)
    return kept
