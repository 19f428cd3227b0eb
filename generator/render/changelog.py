"""Changes as text, Markdown or JSON (``gongkai changes``)."""

import json
from collections.abc import Sequence
from itertools import groupby

from generator.model.change import Change
from generator.render.escape import markdown_text
from generator.views.change_words import values_in_words
from generator.views.changelog import LogLine

FORMATS = ("text", "markdown", "json")


def format_changes(lines: Sequence[LogLine], form: str, since: str, notice: str = "") -> str:
    """Formats changes in the order given.

    Args:
        form: one of ``FORMATS``.
        since: the day or reference after which they begin, as the user gave it.
        notice: what the change record lacks; empty: nothing.
    """
    return {"text": _text, "markdown": _markdown, "json": _json}[form](lines, since, notice)


def _text(lines: Sequence[LogLine], since: str, notice: str) -> str:
    out = [notice, ""] if notice else []
    for day, group in groupby(lines, key=lambda line: line.published.date()):
        out.append(str(day))
        out += [
            f"  {_subject(line)}：{line.change.field} {_values(line.change)}（{line.change.weight.value}{_cover(line)}）"
            for line in group
        ]
    out.append(_sum(lines, since))
    return "\n".join(out)


def _markdown(lines: Sequence[LogLine], since: str, notice: str) -> str:
    out = [f"# {markdown_text(since)} 以来的变更", ""]
    out += [notice, ""] if notice else []
    for day, group in groupby(lines, key=lambda line: line.published.date()):
        out += [f"## {day}", ""]
        out += [
            f"- {markdown_text(_subject(line))}：{markdown_text(line.change.field)}"
            f" {markdown_text(_values(line.change))}（{line.change.weight.value}{_cover(line)}）"
            for line in group
        ]
        out.append("")
    out.append(markdown_text(_sum(lines, since)))
    return "\n".join(out)


def _json(lines: Sequence[LogLine], since: str, notice: str) -> str:
    changes = [
        {
            "published": line.published.isoformat(),
            "commit": line.change.commit,
            "county": line.county_code,
            "countyName": line.county,
            "record": line.record,
            "title": line.title,
            "field": line.change.field,
            "old": line.change.old,
            "new": line.change.new,
            "weight": line.change.weight.value,
            "needsAdjustment": line.needs_cover,
            "adjustment": line.covered_on.isoformat() if line.covered_on else None,
        }
        for line in lines
    ]
    return json.dumps({"since": since, "notice": notice, "changes": changes}, ensure_ascii=False, indent=2)


def _subject(line: LogLine) -> str:
    return f"{line.county} {line.title}" + (f"（{line.record}）" if line.title != line.record else "")


def _values(change: Change) -> str:
    old, new = values_in_words(change)
    if not old:
        return f"新填“{new}”"
    if not new:
        return f"删去“{old}”"
    return f"由“{old}”改为“{new}”"


def _cover(line: LogLine) -> str:
    if not line.needs_cover:
        return ""
    return f"，{line.covered_on} 方案调整" if line.covered_on else "，未登记对应的方案调整"


def _sum(lines: Sequence[LogLine], since: str) -> str:
    major = sum(line.change.weight.value == "重大" for line in lines)
    return f"{since} 以来共 {len(lines)} 处变更，其中重大 {major} 处。" if lines else f"{since} 以来无变更。"
