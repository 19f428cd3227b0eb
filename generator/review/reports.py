"""A review as Markdown for a job's summary or a comment, as one HTML page, and as JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.model.finding import Finding
from generator.model.plan import Plan
from generator.review import words
from generator.review.changed import Line
from generator.review.review import Review
from generator.rules.reports.common import by_weight, in_order, one_line
from generator.rules.reports.json_report import reported
from generator.rules.reports.markdown import cell, row_of, table_line

FORMATS = ("md", "html", "json")
MAX_CHARACTERS = 60_000
"""A comment on GitHub holds 65 536 characters, on Gitee and GitLab more."""
_LONGEST = 300
"""Characters of a value that Markdown shows; HTML and JSON hold all of it."""
_CHANGES = ("栏目", "原来", "现在", "变更类别", Plan.label_of("plan_changes"))
_FINDINGS = ("文件", "行", "规则", "问题", "怎么改")
_REFUSALS = ("在哪里", "为什么不能收下", "怎么改")


def format_review(found: Review, form: str) -> str:
    """Formats a review; ``form`` is one of ``FORMATS``."""
    return {"md": _markdown, "html": _html, "json": _json}[form](found)


class _Sheet:
    """Lines of Markdown up to ``MAX_CHARACTERS``; what no longer fits is counted."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._left = MAX_CHARACTERS
        self._out = 0

    def put(self, *lines: str) -> None:
        for line in lines:
            if self._out or len(line) + 1 > self._left:
                self._out += bool(line)
            else:
                self._lines.append(line)
                self._left -= len(line) + 1

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self.put(table_line(headings), table_line("---" for _ in headings))
        for row in rows:
            self.put(table_line(map(cell, row)))
        self.put("")

    @property
    def text(self) -> str:
        left = [f"\n另有 {self._out} 行未列出，见 --format html。"] if self._out else []
        return "\n".join([*self._lines, *left]).rstrip() + "\n"


def _markdown(found: Review) -> str:
    sheet = _Sheet()
    sheet.put(f"# 审阅：{words.verdict(found)}", "")
    sheet.put(*(f"- {cell(note)}" for note in words.notes(found)), "")
    if found.refusals:
        sheet.put("## 不能收下的", "")
        sheet.table(_REFUSALS, [(one.path or "整个提交", one.message, one.cure) for one in found.refusals])
    sheet.put("## 核对", "", words.sums(found), "")
    _findings(sheet, "新出现的", found.new)
    sheet.put("## 改了什么", "", words.weights(found.lines), "")
    for heading, lines in _by_record(found):
        sheet.put(f"### {cell(heading)}", "")
        sheet.table(_CHANGES, [_cells(line, _LONGEST) for line in lines])
    _findings(sheet, "已解决的", found.resolved)
    _findings(sheet, "原有的（不算这次的）", found.standing)
    return sheet.text


def _findings(sheet: _Sheet, title: str, findings: Sequence[Finding]) -> None:
    if findings:
        sheet.put(f"### {title}", "")
        sheet.table(_FINDINGS, map(_finding, by_weight(findings)))


def _finding(one: Finding) -> tuple[str, ...]:
    return (
        one.place.file,
        row_of(one.place),
        f"{one.severity.label} {one.code}",
        one_line(one.message),
        one_line(one.cure),
    )


def _by_record(found: Review) -> list[tuple[str, list[Line]]]:
    groups = groupby(found.lines, key=lambda line: (line.county, line.record))
    parts = [list(lines) for _, lines in groups]
    return [(words.heading(lines[0], found.names), lines) for lines in parts]


def _cells(line: Line, most: int = 0) -> tuple[str, ...]:
    return (
        one_line(line.field),
        words.value(line.old, line.unit, most=most),
        words.value(line.new, line.unit, most=most),
        "新增" if line.is_new and not line.needs_cover else line.weight.value,
        words.cover(line),
    )


def _html(found: Review) -> str:
    environment = Environment(
        loader=PackageLoader("generator.review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    page = environment.get_template("review.html.j2")
    return page.render(
        verdict=words.verdict(found),
        is_passed=found.is_passed,
        notes=list(map(one_line, words.notes(found))),
        refusals=[(one.path or "整个提交", one.message, one.cure) for one in found.refusals],
        refusal_headings=_REFUSALS,
        weights=words.weights(found.lines),
        records=[(heading, list(map(_cells, lines))) for heading, lines in _by_record(found)],
        change_headings=_CHANGES,
        sums=words.sums(found),
        findings=[
            (title, list(map(_finding, by_weight(some))))
            for title, some in (
                ("新出现的", found.new),
                ("已解决的", found.resolved),
                ("原有的（不算这次的）", found.standing),
            )
            if some
        ],
        finding_headings=_FINDINGS,
        as_of=found.as_of,
    )


def _json(found: Review) -> str:
    given = found.submission
    told = {
        "passed": found.is_passed,
        "verdict": words.verdict(found),
        "base": given.base,
        "mergeBase": given.parted,
        "head": given.head,
        "commits": given.commits,
        "baseMovedBy": given.moved,
        "countiesMovedToo": given.moved_counties,
        "actor": given.actor,
        "counties": {code: found.names.get(code, "") for code in given.counties},
        "asOf": found.as_of.isoformat(),
        "notice": found.notice,
        "refusals": [one._asdict() for one in found.refusals],
        "changes": [_change(line) for line in found.lines],
        "findings": {
            "new": _reported(found.new),
            "resolved": _reported(found.resolved),
            "standing": _reported(found.standing),
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _reported(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [asdict(reported(one)) for one in in_order(findings)]


def _change(line: Line) -> dict[str, object]:
    return {
        "county": line.county,
        "record": line.record,
        "title": line.title,
        "field": line.field,
        "old": line.old,
        "new": line.new,
        "unit": line.unit,
        "weight": line.weight.value,
        "needsAdjustment": line.needs_cover,
        "adjustment": line.covered_on.isoformat() if line.covered_on else None,
    }
