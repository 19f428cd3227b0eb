"""YAML → text values with positions. The node graph is composed and never constructed: nothing is executed."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.intake.document import Document, Report, Value
from generator.model.place import KeyPath, Origin, Place

MAX_DEPTH = 12

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_TAGS = {
    "!",
    *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq")),
}
_WORDS = (
    ("found character '\\t'", "这里用了制表符（Tab）", "改用空格缩进"),
    ("found a tab character", "这里用了制表符（Tab）", "改用空格缩进"),
    ("found character '@'", "这一行以 @ 开头", "给整段文字加上英文双引号"),
    ("found character '`'", "这一行以 ` 开头", "给整段文字加上英文双引号"),
    ("found character '%'", "这一行以 % 开头", "给整段文字加上英文双引号"),
    (
        "mapping values are not allowed",
        "这一行多了一个冒号，或上一行没有写完",
        "文字里有英文冒号加空格时，给整段文字加上英文双引号",
    ),
    ("could not find expected ':'", "这一行缺少冒号", "写成“名称: 内容”，用英文冒号，冒号后空一格"),
    ("found unexpected end of stream", "引号没有配对", "检查英文引号是否成对"),
    ("while scanning a quoted scalar", "引号没有配对", "检查英文引号是否成对"),
    ("did not find expected key", "缩进没有对齐", "同一层的各行要左对齐，下一层多空两格"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐", "同一个列表的各个“-”要左对齐"),
    ("did not find expected ',' or", "方括号或花括号没有配对", "检查括号是否成对"),
    (
        "block sequence entries are not allowed",
        "列表的“-”写在了不该写的位置",
        "“-”另起一行，并比上一行多空两格",
    ),
    ("found undefined alias", "文字以 * 开头，被当成了引用", "给整段文字加上英文双引号"),
    ("expected alphabetic or numeric", "文字以 * 或 & 开头", "给整段文字加上英文双引号"),
)


def read_yaml(text: str, report: Report, first_line: int = 1) -> Document | None:
    """The mapping that a YAML text holds; None with an error when it cannot be read.

    Args:
        first_line: line of the file on which the text begins (front matter begins on line 2).
    """
    hostile = _refused_token(text, report, first_line)
    if hostile:
        return None
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        _syntax_error(error, text, report, first_line)
        return None
    except (yaml.YAMLError, RecursionError):
        report.error("E001", "文件不是合格的 YAML", "对照示例县的同名文件检查格式")
        return None
    finally:
        loader.dispose()
    marks: dict[KeyPath, tuple[int, int]] = {(): (first_line, 1)}
    if node is None:
        return Document({}, Origin(report.file, marks))
    value = _Reader(report, marks, first_line).value(node, ())
    if not isinstance(value, dict):
        report.error(
            "E001",
            "文件开头应当是“名称: 内容”的形式",
            "对照示例县的同名文件检查格式",
            at=Place(report.file, first_line, 1),
        )
        return None
    return Document(value, Origin(report.file, marks))


class _Reader:
    """Turns nodes into values and notes where each stands."""

    def __init__(self, report: Report, marks: dict[KeyPath, tuple[int, int]], first_line: int) -> None:
        self.report = report
        self.marks = marks
        self.offset = first_line

    def value(self, node: yaml.Node, path: KeyPath) -> Value:
        self.marks[path] = self._position(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _NULLS:
            return None
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Value]:
        found: dict[str, Value] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            place = Place(self.report.file, *self._position(key_node))
            if not isinstance(key_node, yaml.ScalarNode):
                self.report.error("E001", "名称应当是一段文字", "写成“名称: 内容”", at=place)
                continue
            key = str(key_node.value).strip()
            if key in found:
                message = f"「{key}」写了两次（第一次在第 {first[key]} 行）"
                self.report.error("E006", message, "核对后只保留一处", at=place)
                continue
            first[key] = place.line
            found[key] = self.value(value_node, (*path, key))
            if found[key] is None:
                self.marks[(*path, key)] = (place.line, place.column)
        return found

    def _position(self, node: yaml.Node) -> tuple[int, int]:
        return _position(node.start_mark, self.offset)


def _refused_token(text: str, report: Report, first_line: int) -> bool:
    """Whether the text uses what a ledger never needs: anchors, aliases, tags, several documents, deep nesting."""
    try:
        for event, depth in _with_depth(yaml.parse(text, Loader=_Loader)):
            place = Place(report.file, *_position(event.start_mark, first_line))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                report.error(
                    "S005",
                    "使用了 YAML 的锚点或引用（& 或 *）",
                    "直接写出内容；文字以 & 或 * 开头时加上英文双引号",
                    at=place,
                )
                return True
            tag = getattr(event, "tag", None)
            if tag and tag not in _TAGS:
                report.error(
                    "S005",
                    f"使用了 YAML 标签「{tag[:40]}」",
                    "删去以 ! 开头的标签，或给文字加上英文双引号",
                    at=place,
                )
                return True
            if depth > MAX_DEPTH:
                report.error(
                    "S005", f"层次过深（超过 {MAX_DEPTH} 层）", "对照示例县的同名文件检查缩进", at=place
                )
                return True
            if isinstance(event, yaml.DocumentStartEvent) and event.explicit and place.line > first_line:
                report.error(
                    "E001", "一个文件里有多份内容（--- 分隔）", "删去 --- 这一行，或拆成几个文件", at=place
                )
                return True
    except yaml.YAMLError:
        return False
    return False


def _position(mark: Any, first_line: int) -> tuple[int, int]:
    """Line and column, from 1, of a parser's mark."""
    return mark.line + first_line, mark.column + 1


def _with_depth(events: Iterator[yaml.Event]) -> Iterator[tuple[yaml.Event, int]]:
    depth = 0
    for event in events:
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        yield event, depth


def _syntax_error(error: yaml.MarkedYAMLError, text: str, report: Report, first_line: int) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    place = Place(report.file, line + first_line, column + 1)
    full_width = _full_width_colon(lines, line)
    if full_width is not None:
        where = Place(report.file, full_width + first_line, lines[full_width].index("：") + 1)
        report.error("E001", "这一行用了中文冒号「：」", "改成英文冒号加一个空格“: ”", at=where)
        return
    said = f"{error.context or ''} {error.problem or ''}"
    if "\t" in lines[min(line, len(lines) - 1)]:
        said = "found a tab character"
    for words, message, cure in _WORDS:
        if words in said:
            report.error("E001", message, cure, at=place)
            return
    report.error("E001", "这一行的写法不合 YAML 格式", "对照示例县的同名文件检查冒号、缩进和引号", at=place)


def _full_width_colon(lines: list[str], near: int) -> int | None:
    """The line at or just above ``near`` that has 「：」 where a key's colon belongs."""
    for number in range(min(near, len(lines) - 1), max(near - 2, -1), -1):
        if re.match(r"\s*(- )?[\w（）]{1,20}：", lines[number]) and ": " not in lines[number]:
            return number
    return None
