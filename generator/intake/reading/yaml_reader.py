"""YAML → text values with positions, from the parser's events: nothing is resolved, constructed or executed."""

import re
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from generator.intake.reading.yaml_errors import report_slip, report_syntax
from generator.intake.screening.document import private_in_name, report_private_name
from generator.intake.screening.report import Document, Report, Value
from generator.intake.screening.unseen import is_seen, report_soft, seen_value
from generator.model.own_yaml import LOADER
from generator.model.place import KeyPath, Origin, Place

MAX_DEPTH = 20
MAX_VALUES = 20_000
_LOOKED_AT = 100
"""Lines that are searched for the reason when a file holds no mapping."""

_CUT_OFF = re.compile(r"[ \t]+#(?:[^\s#]|[ \t]*\d|.*[^\s#].*#)")
"""What follows a value and looks like a part of it that YAML takes for a comment: ``#1 至 #5 站点``, ``# 3 号``.

A comment as people write it, ``# 万元``, has a blank after its only ``#`` and does not begin with a figure.
"""
NULLS = frozenset({"~", "null", "Null", "NULL"})
"""Plain words that stand for an absent value."""


class _RefusedError(Exception):
    """YAML that no record needs; reported before it is raised."""


def read_yaml(text: str, report: Report, first_line: int = 1) -> Document | None:
    """The mapping that a YAML text holds, scalars as text; None with an error when it cannot be read.

    An absent value (nothing after the colon, empty quotes or ``~``) is left out, of a mapping as of a list.

    Args:
        first_line: line of the file on which the text begins (front matter begins on line 2).
    """
    try:
        builder = _Builder(text, report, first_line)
        value = builder.document()
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        if not report_soft(text, report, first_line):
            report_syntax(error, text, report, first_line)
        return None
    except yaml.YAMLError:
        report.error("E001", "文件里有无法读取的字符", "对照示例县的同名文件，重新输入")
        return None
    if isinstance(value, dict):
        return Document(value, Origin(report.file, builder.marks), builder.names, builder.over_lines)
    _report_no_mapping(text, report, first_line)
    return None


def _report_no_mapping(text: str, report: Report, first_line: int) -> None:
    if report_soft(text, report, first_line):
        return
    lines = text.split("\n")
    if any(report_slip(lines, number, report, first_line) for number in range(min(len(lines), _LOOKED_AT))):
        return
    cure = "每行写成“名称: 内容”，用英文冒号，冒号后空一格"
    report.error("E001", "文件里缺少“名称: 内容”", cure, at=Place(report.file, first_line, 1))


class _Builder:
    """Turns parser events into values with their positions, and refuses YAML that no record needs."""

    def __init__(self, text: str, report: Report, first_line: int) -> None:
        self.next = LOADER(text).get_event
        self.report = report
        self.first_line = first_line
        self.is_seen = "\\" not in text and is_seen(text)
        """Whether no value can hold an unseen character, neither as written nor by an escape."""
        self.marks: dict[KeyPath, tuple[int, int]] = {(): (first_line, 1)}
        self.names: dict[KeyPath, tuple[int, int]] = {}
        """Where each key itself stands."""
        self.values = 0
        self.over_lines: list[str] = []
        """Texts written over several lines."""
        self.lines = text.split("\n") if " #" in text or "\t#" in text else None
        """The lines, if any of them may hold a comment after a value."""

    def document(self) -> Value:
        """The one document; an empty file is an empty mapping."""
        value: Value = {}
        documents = 0
        while (event := self.next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    cure = "删去 --- 这一行，或拆成几个文件"
                    self._refuse("E001", "一个文件里有多份内容（以 --- 分隔）", cure, event)
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, (), 1)
        return {} if value is None else value

    def _value(self, event: Any, path: KeyPath, depth: int) -> Value:
        if event.anchor or event.tag:
            self._refuse_unneeded(event)
        begin = event.start_mark
        line = begin.line + self.first_line
        self.marks[path] = line, begin.column + 1
        self.values += 1
        if self.values > MAX_VALUES:
            self._refuse("S005", f"内容过多（超过 {MAX_VALUES} 项）", "删去无关内容，长文放进附件", event)
        kind = type(event)
        if kind is ScalarEvent:
            text: str = event.value.strip() if self.is_seen else self._text(event, f"“{_name(path)}”")
            if self.lines is not None and event.implicit[0]:
                self._remark_cut_off(event.end_mark, path)
            if event.end_mark.line + self.first_line != line:
                self.over_lines.append(text)
            return None if not text or (text in NULLS and event.implicit[0]) else text
        if depth > MAX_DEPTH:
            cure = "对照示例县的同名文件检查缩进和括号"
            self._refuse("S005", f"层次过深（超过 {MAX_DEPTH} 层）", cure, event)
        return self._mapping(path, depth) if kind is MappingStartEvent else self._list(path, depth)

    def _remark_cut_off(self, end: Any, path: KeyPath) -> None:
        """Remark that YAML may have cut off the rest of a value, which ends here without quotes."""
        line = self.lines[end.line] if self.lines and end.line < len(self.lines) else ""
        if _CUT_OFF.match(line, end.column):
            message = f"“{_name(path)}”里“#”后面的文字未读入：YAML 把空格加“#”当作说明的开头"
            cure = "“#”后面也是内容的，给整段文字加上英文双引号；是说明的，写成“# ”开头，后面空一格"
            place = Place(self.report.file, end.line + self.first_line, end.column + 1, _name(path))
            self.report.notice("E001", message, cure, at=place)

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        following, names = self.next, self.names
        while type(event := following()) is not MappingEndEvent:
            if event.anchor or event.tag:
                self._refuse_unneeded(event)
            if type(event) is not ScalarEvent:
                self._refuse(
                    "E001", "这里应当是一个名称", "写成“名称: 内容”；文字里的括号加上英文双引号", event
                )
            key = event.value.strip() if self.is_seen else self._text(event, "这个名称")
            way, begin = (*path, key), event.start_mark
            position = begin.line + self.first_line, begin.column + 1
            if (way in names or private_in_name(key)) and self._is_refused(way, position):
                self._pass_over(way, depth)
                continue
            names[way] = position
            value = self._value(following(), way, depth + 1)
            if value is None:
                self.marks[way] = position
            else:
                found[key] = value
        return found

    def _is_refused(self, way: KeyPath, position: tuple[int, int]) -> bool:
        """Report a name that holds private data or stands twice in its mapping (E006); returns whether it does."""
        if report_private_name(str(way[-1]), position, self.report):
            return True
        if way in self.names:
            message = f"“{way[-1]}”写了两次（第一次在第 {self.names[way][0]} 行）"
            self.report.error("E006", message, "核对后只保留一处", at=Place(self.report.file, *position))
            return True
        return False

    def _pass_over(self, way: KeyPath, depth: int) -> None:
        """Read the value of a refused name for its errors alone."""
        marks, names = self.marks, self.names
        self.marks, self.names = {}, {}
        self._value(self.next(), way, depth + 1)
        self.marks, self.names = marks, names

    def _list(self, path: KeyPath, depth: int) -> list[Value]:
        found: list[Value] = []
        while type(event := self.next()) is not SequenceEndEvent:
            item = self._value(event, (*path, len(found)), depth + 1)
            if item is None:
                place = Place(self.report.file, *self._position(event))
                self.report.error("E002", "列表里有一项是空的", "填写内容，或删去这个“-”", at=place)
            else:
                found.append(item)
        return found

    def _text(self, event: Any, what: str) -> str:
        """The text of a scalar, with unseen characters reported and replaced."""
        text = str(event.value)
        if not is_seen(text):
            text = seen_value(text, what, Place(self.report.file, *self._position(event)), self.report)
        return text.strip()

    def _refuse_unneeded(self, event: Any) -> None:
        """Refuse anchors, aliases and tags (S005)."""
        cure = "直接写出内容；文字以 & 或 * 开头时，给整段文字加上英文双引号"
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse("S005", "使用了引用（& 或 *）", cure, event)
        if event.tag:
            cure = "删去以 ! 开头的标记，或给整段文字加上英文双引号"
            self._refuse("S005", f"使用了类型标记“{event.tag}”", cure, event)

    def _refuse(self, code: str, message: str, cure: str, event: Any) -> None:
        self.report.error(code, message, cure, at=Place(self.report.file, *self._position(event)))
        raise _RefusedError

    def _position(self, event: Any) -> tuple[int, int]:
        """Line and column, from 1, of where an event begins."""
        mark = event.start_mark
        return mark.line + self.first_line, mark.column + 1


def _name(path: KeyPath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
