"""What a YAML parser complains about → what a clerk should do."""

import re

import yaml

from generator.intake.document import Report
from generator.model.place import Place

_SPACES = "同一层的各行要左对齐，下一层多空两格"
_QUOTE = "给整段文字加上英文双引号"
_WORDS = (
    ("found character '\\t'", "这里用了制表符（Tab）", "改用空格缩进"),
    ("found a tab character", "这里用了制表符（Tab）", "改用空格缩进"),
    ("found character '@'", "文字以 @ 开头", _QUOTE),
    ("found character '`'", "文字以 ` 开头", _QUOTE),
    ("found character '%'", "文字以 % 开头", _QUOTE),
    ("expected directive name", "这一行以 % 开头", _QUOTE),
    ("found unknown escape character", "英文双引号里有反斜杠", "反斜杠写两个，或改用英文单引号"),
    ("did not find expected hexdecimal number", "英文双引号里有反斜杠", "反斜杠写两个，或改用英文单引号"),
    (
        "mapping values are not allowed",
        "这一行多了一个冒号，或上一行没有写完",
        f"检查上一行；文字里有英文冒号加空格时，{_QUOTE}",
    ),
    ("could not find expected ':'", "这一行缺少冒号", "写成“名称: 内容”，用英文冒号，冒号后空一格"),
    ("found unexpected end of stream", "引号没有配对", "检查英文引号是否成对"),
    ("while scanning a quoted scalar", "引号没有配对", "检查英文引号是否成对"),
    ("did not find expected ',' or", "方括号或花括号没有配对", "检查括号是否成对"),
    ("while parsing a flow", "方括号或花括号没有配对", "检查括号是否成对"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐", "同一个列表的各个“-”要左对齐"),
    (
        "block sequence entries are not allowed",
        "列表的“-”写在了不该写的位置",
        "“-”另起一行，并比上一行多空两格",
    ),
    ("while scanning an alias", "文字以 * 开头", _QUOTE),
    ("while scanning an anchor", "文字以 & 开头", _QUOTE),
    ("while scanning a tag", "文字以 ! 开头", _QUOTE),
    ("while scanning a block scalar", "“|”或“>”后面还有文字", "“|”后另起一行写内容，或去掉它"),
    ("while parsing a block mapping", "缩进没有对齐，或引号后面还有文字", _SPACES),
    ("did not find expected key", "缩进没有对齐", _SPACES),
    ("did not find expected <document start>", "缩进没有对齐", _SPACES),
)
_FULL_WIDTH = re.compile(r"\s*(?:- )?[\w（）]{1,20}：")


def report_syntax(error: yaml.MarkedYAMLError, text: str, report: Report, first_line: int) -> None:
    """E001 for a syntax error, at its place, in the words of county staff."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    full_width = _full_width_colon(lines, line)
    if full_width is not None:
        report_full_width(lines[full_width], full_width + first_line, report)
        return
    said = f"{error.context or ''}; {error.problem or ''}"
    if "\t" in _indent(lines[line]):
        said, column = "found a tab character", lines[line].index("\t")
    place = Place(report.file, line + first_line, column + 1)
    for words, message, cure in _WORDS:
        if words in said:
            report.error("E001", message, cure, at=place)
            return
    report.error("E001", "从这里起无法读取", "对照示例县的同名文件，检查冒号、缩进和引号", at=place)


def report_full_width(line: str, number: int, report: Report) -> None:
    """E001 for 「：」 where a name ends."""
    where = Place(report.file, number, line.index("：") + 1)
    report.error("E001", "这一行用了中文冒号「：」", "改成英文冒号加一个空格“: ”", at=where)


def has_full_width_colon(line: str) -> bool:
    """Whether a line is written ``名称：内容``."""
    return bool(_FULL_WIDTH.match(line)) and ": " not in line


def _full_width_colon(lines: list[str], near: int) -> int | None:
    """The line at or just above ``near`` that has 「：」 where a name's colon belongs."""
    for number in range(near, max(near - 3, -1), -1):
        if has_full_width_colon(lines[number]):
            return number
    return None


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
