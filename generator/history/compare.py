"""Two versions of a record → the fields that changed, each with its weight."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from generator.history.records import Fields
from generator.model.change import WHOLE, Weight
from generator.model.row_key import name_of, row_identity

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_MAJOR = frozenset(
    [
        "扶持资金额度",
        "完成时限",
        "名称",
        "统一社会信用代码",
        "建设内容",
        "状态",
        "结论",
        "金额",
        "中标金额",
        "中央财政",
        "省级配套",
        "市县配套",
        "期限",
        "整改期限",
        "目标值",
        "目标",
        "得分",
        "进度",
        "补贴上限",
        "退补日期",
        "销号日期",
        "撤回",
    ]
) | {WHOLE}
"""Fields whose change is 重大: amounts, deadlines, contractors, content and conclusions (the field's own label)."""
_MAJOR_ABOVE = frozenset({"取消", "撤回"})
"""Parts of a record all of whose fields are 重大."""
_WORDING = frozenset(["说明", "备注", "处理情况", "正文", "实际效果", "地点", "来源"])
"""Free text: a change of it is 文字."""
_NOT_CONTRACTOR = frozenset({"主管部门", "管理制度"})
"""Parts in which a 名称 names no contractor."""


@dataclass(frozen=True)
class FieldChange:
    record: str
    field: str
    old: str
    new: str
    weight: Weight


def changes(old: Mapping[str, Fields], new: Mapping[str, Fields]) -> Iterator[FieldChange]:
    """What changed in the records of some files from one version to the next.

    A record that appears is no change, it is published; one that goes is a change of the record itself. A ledger's
    new rows are no changes either, a row that goes is.
    """
    for record, before in old.items():
        after = new.get(record)
        if after is None:
            yield FieldChange(
                record, WHOLE, before.get("项目名称") or before.get("标题") or "已公开", "", Weight.MAJOR
            )
        elif before != after:
            yield from (_rows if _is_ledger(record) else _fields)(record, before, after)


def _is_ledger(record: str) -> bool:
    return re.fullmatch(r"\d{6}/(?:[a-z]+s|progress)", record) is not None and not record.endswith("/cases")


def new_rows(record: str, before: Fields, after: Fields) -> Iterator[str]:
    """The rows that a ledger gained, by their identities: ``210198/payments › 2021-03-10 210198-2020-01 一号``."""
    if not _is_ledger(record):
        return
    table = record.partition("/")[2]
    for pair in _pairs(before, after):
        if pair.before is None and pair.after is not None:
            label, cells = pair.after
            yield f"{record} › {row_identity(table, name_of(label), cells)}"


def _fields(record: str, before: Fields, after: Fields) -> Iterator[FieldChange]:
    for field in dict.fromkeys([*before, *after]):
        old, new = before.get(field, ""), after.get(field, "")
        if not same(old, new):
            yield FieldChange(record, field, old, new, weight(field, old, new))


def _rows(record: str, before: Fields, after: Fields) -> Iterator[FieldChange]:
    for pair in _pairs(before, after):
        if pair.before is None:
            continue
        label, cells = pair.before
        if pair.after is None:
            told = "，".join(f"{name} {cell}" for name, cell in cells.items())
            yield FieldChange(record, f"{label} › {WHOLE}", told, "", Weight.MAJOR)
            continue
        label, now = pair.after
        for name in dict.fromkeys([*cells, *now]):
            old, new = cells.get(name, ""), now.get(name, "")
            if not same(old, new):
                yield FieldChange(record, f"{label} › {name}", old, new, weight(name, old, new))


@dataclass(frozen=True)
class _Pair:
    """A row in two versions of a ledger, each as (label, cells); None where it is not there."""

    before: tuple[str, dict[str, str]] | None
    after: tuple[str, dict[str, str]] | None


def _pairs(before: Fields, after: Fields) -> Iterator[_Pair]:
    """The rows of two versions side by side. Of several with one name, those that stayed as they were go first."""
    olds, news = _by_name(before), _by_name(after)
    for name in dict.fromkeys([*olds, *news]):
        old, new = olds.get(name, []), news.get(name, [])
        for row in list(old):
            twin = next((other for other in new if other[1] == row[1]), None)
            if twin is not None:
                old.remove(row)
                new.remove(twin)
        yield from (_Pair(*rows) for rows in zip_longest(old, new))


def _by_name(fields: Fields) -> dict[str, list[tuple[str, dict[str, str]]]]:
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for label, cells in _by_row(fields).items():
        found.setdefault(name_of(label), []).append((label, cells))
    return found


def _by_row(fields: Fields) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for field, cell in fields.items():
        row, _, name = field.rpartition(" › ")
        rows.setdefault(row, {})[name] = cell
    return rows


def same(old: str, new: str) -> bool:
    """Whether two writings are one value: 350 and 350.00 are."""
    return old == new or _plain(old) == _plain(new)


def _plain(value: str) -> str:
    if _NUMBER.fullmatch(value) and "." in value:
        return value.rstrip("0").rstrip(".")
    return " ".join(value.split())


def weight(field: str, old: str, new: str) -> Weight:
    """How much a change matters: by the field, unless only the wording differs."""
    path = field.split(" › ")
    if old and new and _letters(old) == _letters(new):
        return Weight.WORDING
    name = path[-1]
    if not _MAJOR_ABOVE.isdisjoint(path[:1]):
        return Weight.MAJOR
    if name == "名称":
        return Weight.MAJOR if path[0] == "承办单位" else Weight.ORDINARY
    if name in _MAJOR:
        return Weight.MAJOR
    return Weight.WORDING if name in _WORDING else Weight.ORDINARY


def _letters(text: str) -> str:
    """The text without punctuation, blanks and differences of width; a number keeps its point and sign."""
    plain = unicodedata.normalize("NFKC", text)
    if re.search(r"\d", plain):
        return "".join(mark for mark in plain if mark.isalnum() or mark in ".-%")
    return "".join(mark for mark in plain if mark.isalnum())
