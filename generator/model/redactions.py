"""redactions.yaml: 依法隐去, values taken back after they were published (个人信息保护法第四十七条)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from generator.model.base import Label, Record, record_inside
from generator.model.fields import BODY, codelist_of, field_at, held_by, said_of
from generator.model.partial_day import is_date_alone
from generator.model.place import INSIDE
from generator.model.place_names import CityName, CountyCode, CountyCodes, RegionName
from generator.model.types import (
    Count,
    Day,
    Flag,
    LedgerDay,
    Money,
    Month,
    Number,
    Percent,
    PlannedDay,
    ProjectId,
    ProjectIds,
    Text,
    Url,
    Uscc,
    Year,
    problem,
)

PURGED = "已清除"
"""Written in place of a commit id where git no longer holds the value."""
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_ONLY = "能隐去的只有文字说明和联系方式"
_KINDS = (
    (Money, "金额"),
    (Number, "数值"),
    (Percent, "百分数"),
    (Count, "数量"),
    (Day, "日期"),
    (LedgerDay, "日期"),
    (PlannedDay, "日期"),
    (Month, "月份"),
    (Year, "年度"),
    (Flag, "“是”或“否”"),
    (Url, "网址"),
    (CityName, "固定的选项"),
    (RegionName, "固定的选项"),
    (CountyCode, "行政区划代码"),
    (CountyCodes, "行政区划代码"),
    (ProjectId, "项目编号"),
    (ProjectIds, "项目编号"),
    (Uscc, "统一社会信用代码"),
)
"""Types that hold no free text, with their Chinese names."""


def parse_commit(value: Any) -> str:
    """A commit's id, at least seven digits of it, or ``PURGED``."""
    text = str(value).strip().lower()
    if text == PURGED or _COMMIT.fullmatch(text):
        return text
    raise problem("E004", "“提交”应当是一次提交的编号", f"写 git log 里的编号；git 里已经清除的写“{PURGED}”")


Commit = Annotated[
    str,
    BeforeValidator(parse_commit),
    WithJsonSchema({"type": "string", "pattern": f"^([0-9a-f]{{7,64}}|{PURGED})$"}),
]


class Redaction(Record):
    """One value that is no longer shown, in whichever version it stands; the value itself is not repeated."""

    date: Annotated[Day, Label("日期", note="隐去的日期")]
    record: Annotated[
        Text,
        Label(
            "记录", note="项目编号，或 210198/plan；台账的一行写 210198/payments › 2021-03-10 210198-2020-01"
        ),
    ]
    field: Annotated[
        Text, Label("栏目", note="如 承办单位 › 办公电话、资金用途 › 第1项 › 用途；Markdown 的正文写 正文")
    ]
    commit: Annotated[Commit, Label("提交", note="含有这项内容的一次提交；git 里已经清除的写 已清除")]
    basis: Annotated[Text, Label("依据", note="依据什么隐去；照样公开，不写内容本身")]


class RedactionList(Record):
    """依法隐去."""

    entries: Annotated[tuple[Redaction, ...], Label("依法隐去")] = ()


@cache
def unknown(model: type[Record], label: str) -> str:
    """Why a label does not name exactly one value of a record, in Chinese; empty where it does."""
    if _is_body(model, label):
        return ""
    info = field_at(model, label)
    if info is None:
        return f"“{label}”不是这种记录的栏目名"
    inside = record_inside(info.annotation)
    if inside is None:
        return ""
    inner = "、".join(f"{label}{INSIDE}{alias}" for alias in list(inside.labels().values())[:2])
    return f"“{label}”下面还有分项，要写到具体的一项，如 {inner}"


@cache
def refusal(model: type[Record], label: str) -> str:
    """Why a value of a record that ``label`` names cannot be taken back, in Chinese; empty where it can.

    Only free text and contacts can; amounts, dates, states and parties stay public. The field's type decides, and for a
    text whether its ``Label`` says ``stays``; what a planned date says decides itself, see ``refusal_of``.
    """
    info = None if _is_body(model, label) else field_at(model, label)
    if info is None or held_by(info) == PlannedDay:
        return ""
    kind = type_name(info)
    if kind:
        return f"“{label}”是{kind}，不能隐去：{_ONLY}"
    if said_of(info, "stays"):
        return f"“{label}”写的是单位、地方、文件或另一条记录，不能隐去：{_ONLY}"
    return ""


def refusal_of(model: type[Record], label: str, values: Iterable[str]) -> str:
    """Why none of a field's values can be taken back, though others can: planned dates that are no words."""
    info = None if _is_body(model, label) else field_at(model, label)
    is_planned = info is not None and held_by(info) == PlannedDay
    return f"“{label}”是日期，不能隐去：{_ONLY}" if is_planned and all(map(is_date_alone, values)) else ""


def _is_body(model: type[Record], label: str) -> bool:
    return label == BODY and "text" in model.model_fields


def type_name(info: FieldInfo) -> str:
    """The Chinese name of a field's type; empty for free text."""
    held = held_by(info)
    found = next((name for kind, name in _KINDS if kind == held), "")
    return found or ("固定的选项" if codelist_of(info) else "")
