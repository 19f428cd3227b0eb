"""Errors of the YAML parser → what a clerk should do, at the line where the mistake is."""

import re

import yaml

from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.model.place import Place

_SPACES = "同一层的各行要左对齐，下一层多空两格"
_QUOTE = "给整段文字加上英文双引号"
_BACKSLASH = ("英文双引号里有反斜杠", "反斜杠写两个，或改用英文单引号")
_BRACKETS = ("方括号或花括号未配对", "检查括号是否成对；文字以括号开头时，给整段文字加上英文双引号")
_LIST = "同一个列表的各个“-”左对齐；“-”后面的各项与其中第一项左对齐"
_WORDS = (
    ("found a tab character", "这里用了制表符（Tab）", "改用空格缩进"),
    ("found character '\\t'", "这里用了制表符（Tab）", "改用空格缩进"),
    ("expected directive name", "这一行以 % 开头", _QUOTE),
    ("found unknown escape character", *_BACKSLASH),
    ("did not find expected hexdecimal number", *_BACKSLASH),
    (
        "mapping values are not allowed",
        "这一行多了一个冒号，或上一行未写完",
        f"检查上一行和缩进；文字里有英文冒号加空格时，{_QUOTE}",
    ),
    ("could not find expected ':'", "这一行缺少冒号", "写成“名称: 内容”，用英文冒号，冒号后空一格"),
    ("while scanning a quoted scalar", "引号未配对", "检查英文引号是否成对"),
    ("while parsing a flow", *_BRACKETS),
    ("did not find expected '-' indicator", "列表里的缩进未对齐", _LIST),
    (
        "block sequence entries are not allowed",
        "列表的“-”写在了不该写的位置",
        "“-”另起一行，并比上一行多空两格",
    ),
    ("while scanning an alias", "文字以 * 开头", _QUOTE),
    ("while scanning an anchor", "文字以 & 开头", _QUOTE),
    ("while scanning a tag", "文字以 ! 开头", _QUOTE),
    ("while scanning a block scalar", "“|”或“>”后面还有文字", "“|”后另起一行写内容，或去掉它"),
    ("while parsing a block mapping", "缩进未对齐，或引号后面还有文字", _SPACES),
    ("did not find expected key", "缩进未对齐", _SPACES),
    ("did not find expected <document start>", "缩进未对齐", _SPACES),
)
_BEGINS_AT_CONTEXT = ("while scanning a simple key", "while scanning a quoted scalar", "while parsing a flow")
"""Error contexts whose own position is that of the mistake; the parser notices it only lines later."""
_SLIPS = (
    (
        re.compile(r"\s*(?:- )?[\w（）]{1,20}："),
        "：",
        "这一行用了中文冒号“：”",
        "改成英文冒号加一个空格“: ”",
    ),
    (
        re.compile(r"\s*(?:- )?[\w（）]{1,20}:[^\s/]"),
        ":",
        "英文冒号后面缺一个空格",
        "冒号后空一格，写成“名称: 内容”",
    ),
    (re.compile(r"\s*-[^\s\-]"), "-", "“-”后面缺一个空格", "“-”后空一格，写成“- 内容”"),
)
"""Usual slips of clerks: (regex of the line, the mark to point at, message, cure)."""

_DASH = 2
_BLOCK = re.compile(r"[|>][+-]?\d?\s*$")


def report_syntax(error: yaml.MarkedYAMLError, text: str, report: Report, first_line: int) -> None:
    """E001 for a syntax error, in the words of county staff; none next to a refused character, which is its cause."""
    lines = text.split("\n")
    said = f"{error.context or ''}; {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and (error.context or "").startswith(_BEGINS_AT_CONTEXT):
        mark = error.context_mark
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    if REFUSED in "".join(lines[max(line - 1, 0) : line + 1]) or report_slip(lines, line, report, first_line):
        return
    indent = lines[line][: _indent(lines[line])]
    if "\t" in indent:
        said, column = "found a tab character", indent.index("\t")
    place = Place(report.file, line + first_line, column + 1)
    if "invalid Unicode character escape code" in said:
        message, cure = "英文双引号里用编号写的字符不成立", "直接输入这个字，不写反斜杠和编号"
        report.error("S006", message, cure, at=place)
        return
    if "cannot start any token" in said:
        report.error("E001", f"文字以 {lines[line][column : column + 1]} 开头", _QUOTE, at=place)
        return
    for words, message, cure in _WORDS:
        if words in said:
            report.error("E001", message, cure, at=place)
            return
    report.error("E001", "从这里起无法读取", "对照示例县的同名文件，检查冒号、缩进和引号", at=place)


def report_slip(lines: list[str], near: int, report: Report, first_line: int) -> bool:
    """E001 if one of the three lines up to ``near`` shows a slip, at the first line with it; returns whether."""
    for number in range(near, max(near - 3, -1), -1):
        slip = _slip(lines[number])
        if slip is None or _is_in_block(lines, number):
            continue
        first = number
        while first > 0 and _slip(lines[first - 1]) == slip:
            first -= 1
        _, mark, message, cure = _SLIPS[slip]
        place = Place(report.file, first + first_line, lines[first].index(mark) + 1)
        report.error("E001", message, cure, at=place)
        return True
    return False


def _slip(line: str) -> int | None:
    """Index of the slip that a line shows, else None; in a line with a right colon only that of the dash counts."""
    if ": " in line or line.rstrip().endswith(":"):
        return _DASH if _SLIPS[_DASH][0].match(line) else None
    return next((number for number, slip in enumerate(_SLIPS) if slip[0].match(line)), None)


def _is_in_block(lines: list[str], number: int) -> bool:
    """Whether a line is part of a block text below ``|`` or ``>``, in which nothing is a slip."""
    indent = _indent(lines[number])
    above = (lines[up] for up in range(number - 1, -1, -1))
    owner = next((line for line in above if line.strip() and _indent(line) < indent), "")
    return bool(_BLOCK.search(owner))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
