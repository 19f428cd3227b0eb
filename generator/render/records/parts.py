"""Parts that several kinds of record have: findings, changes, a table of projects."""

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from generator.model.base import Record
from generator.model.change import Change
from generator.model.commonmark import html_of
from generator.model.days import chinese
from generator.model.ledgers import Activity, Expenditure, Inspection, Payment, Progress, Training
from generator.render.blocks import Blocks, Entries, Table, blocks
from generator.render.recent_results import remembered
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    NOTHING,
    Shape,
    Words,
    day,
    encoded,
    fixed,
    number,
    percent,
    resting,
    term,
    wan,
    words,
)
from generator.views.changes import Coverage
from generator.views.corrections import CorrectionLine
from generator.views.county import DirectionLine
from generator.views.findings import FindingLine
from generator.views.funds import DirectionFunds
from generator.views.rows import ProjectRow

END, END_DIV = blocks("</section>"), blocks("</div>")
HEAD, HEAD_END = blocks('<header class="page-head">'), blocks("</header>")
TIMELINE = blocks('<div class="timeline">')
COLUMNS = blocks('<div class="columns">\n\n<div class="main">')
ASIDE = blocks('</div>\n\n<div class="aside">')
COLUMNS_END = blocks("</div>\n\n</div>")

_WITH_FINDINGS, _FINDINGS = blocks('<section class="findings">'), Shape("规则发现 {} 项")
_NONE_CONCLUDED = blocks('<section class="findings none">')
_FINDING = Entries("{} {}{}{}。{}")
_ABOUT, _SINCE, _CLAUSE = Shape("{} "), Shape("，自 {} 起"), Shape("依据：{}。")
_NOTHING_FOUND = blocks("""
<section class="findings none">

## 规则发现

按规则目录核对，未发现问题。

</section>
""")


_Dated = Activity | Expenditure | Inspection | Payment | Progress | Training
_EARLIER = blocks("""
<aside class="card withdrawn" aria-label="上一次公开的内容">

**该记录最近一次提交未通过核对，以下为{}公开的内容。**

</aside>
""")
_EARLIER_ROW = Shape("{}（该记录最近一次提交未通过核对，此为{}公开的内容）")


def earlier(sheet: Sheet, record: Record) -> None:
    """Say so where a record stands as it was published earlier."""
    if record.earlier:
        sheet.add(_EARLIER, in_words(record.earlier))


def in_words(day_: date) -> Words:
    """``2022年3月1日``."""
    return words(chinese(day_))


def marked(shown: Words, since: date | None) -> Words:
    """A cell of a row or a line, which may stand as it was published earlier."""
    return _EARLIER_ROW(shown, in_words(since)) if since else shown


def dated(row: _Dated) -> Words:
    """The day of a ledger's row."""
    return marked(day(row.date), row.earlier)


def card(title: str) -> Blocks:
    """The beginning of a section of a page, with a title of ours."""
    return blocks(f'<section class="card">\n\n## {title}')


_CHANGES = card("变更记录")
_NO_HISTORY = blocks("本次生成没有读取变更历史，变更记录暂缺；已公开的调整见方案调整。")
_NO_CHANGES = blocks("公开以来没有变更。")
_CHANGE_TABLE = Table("| 日期 | 内容 | 原来 | 现在 | 轻重 | 依据 |\n| --- | --- | --- | --- | --- | --- |")
_ADJUSTED, _NOT_ADJUSTED, _NOT_WATCHED = Shape("{} 方案调整"), Shape("***没有方案调整***（{}）"), fixed("—")
_ABSENT = fixed("（无）")

_NOT_ATTACHED = Shape("{}（未通过核对，暂不公开）")
_CORRECTED = blocks("写错的行保留在台账里，只按更正后的计算。")
_CORRECTION_TABLE = Table("| 台账 | 原来 | 更正为 |\n| --- | --- | --- |")

_PROJECTS = Table(
    "| 项目 | 支持方向 | 承办单位 | 扶持资金（万元） | 已拨付（万元） | 进度 | 完成时限 | 状态 |\n"
    "| --- | --- | --- | ---: | ---: | ---: | --- | --- |"
)
_PROJECTS_OF_COUNTIES = Table(
    "| 项目 | 示范县 | 支持方向 | 承办单位 | 扶持资金（万元） | 已拨付（万元） | 进度 | 完成时限 | 状态 |\n"
    "| --- | --- | --- | --- | ---: | ---: | ---: | --- | --- |"
)
_COMMA = Shape("，{}")
DIRECTIONS = Table(
    "| 支持方向 | 项目数 | 资金额度 | 已拨付 | 已使用 | 拨付率 |\n| --- | ---: | ---: | ---: | ---: | ---: |"
)
_STATUS, _OVERDUE = Shape("*{}*{}"), Shape(" ***逾期 {} 天***")


def table_or(sheet: Sheet, table: Table, rows: Sequence[Sequence[Words]], otherwise: Blocks) -> None:
    """A table, or a sentence where there is nothing to list."""
    if rows:
        sheet.table(table, rows)
    else:
        sheet.add(otherwise)


def findings(sheet: Sheet, lines: Sequence[FindingLine], *, own: bool, unsettled: str = "") -> None:
    """What was found, with clause and answers.

    Args:
        own: all of them are about the page's own project, whose number is left out.
        unsettled: why not all of them are concluded.
    """
    if not lines and not unsettled:
        sheet.add(_NOTHING_FOUND)
        return
    sheet.add(_WITH_FINDINGS if lines else _NONE_CONCLUDED)
    sheet.heading(2, _FINDINGS(number(len(lines))) if lines else words("规则发现"))
    sheet.paragraph(words(f"{unsettled}。" if unsettled else ""))
    if not lines:
        sheet.add(END)
        return
    if [line for line in lines if line.responses]:
        text = "\n".join(_answered(sheet, lines, own=own))
        sheet.written((encoded(text.rstrip("\n")), encoded(html_of(text))))
    else:
        sheet.alike(_FINDING, [_finding(sheet, line, own=own) for line in lines])
    sheet.add(END)


def _finding(sheet: Sheet, line: FindingLine, *, own: bool) -> tuple[Words, ...]:
    project = line.project
    about = _ABOUT(sheet.link(project, f"projects/{project}.html")) if project and not own else NOTHING
    return (
        sheet.link(line.code, line.rule_url),
        about,
        words(line.message),
        _since(line.since),
        _according_to(line.clause),
    )


@remembered(16_384)
def _since(day_: date | None) -> Words:
    return _SINCE(day(day_)) if day_ else NOTHING


@remembered(4096)
def _according_to(clause: str) -> Words:
    return _CLAUSE(words(clause)) if clause else NOTHING


def _answered(sheet: Sheet, lines: Sequence[FindingLine], *, own: bool) -> Iterator[str]:
    """Markdown of findings with the county's answers below them."""
    for line in lines:
        finding, _ = _FINDING.form(*_finding(sheet, line, own=own))
        yield f"- {finding.decode()}"
        for answer in line.responses:
            yield f"  县里的答复（{answer.date}）：{words(answer.explanation)[0].decode()}\n"


def changes(sheet: Sheet, found: Sequence[Change] | None, coverage: Coverage) -> None:
    """The record of changes, each with the adjustment of the plan that covers it."""
    sheet.add(_CHANGES)
    if found is None:
        sheet.add(_NO_HISTORY)
    elif not found:
        sheet.add(_NO_CHANGES)
    else:
        sheet.table(_CHANGE_TABLE, [_change(sheet, change, coverage) for change in found])
    sheet.add(END)


def _change(sheet: Sheet, change: Change, coverage: Coverage) -> tuple[Words, ...]:
    return (
        day(change.published.date()),
        words(change.field),
        words(change.old) if change.old else _ABSENT,
        words(change.new) if change.new else _ABSENT,
        words(change.weight.value),
        _cover(sheet, change, coverage),
    )


def _cover(sheet: Sheet, change: Change, coverage: Coverage) -> Words:
    if change not in coverage:
        return _NOT_WATCHED
    adjusted = coverage[change]
    return _ADJUSTED(day(adjusted)) if adjusted else _NOT_ADJUSTED(sheet.link("L103", "rules.html#l103"))


def projects(sheet: Sheet, rows: Sequence[ProjectRow], *, with_county: bool) -> None:
    """A table of projects."""
    table = _PROJECTS_OF_COUNTIES if with_county else _PROJECTS
    sheet.table(table, [_project(sheet, row, with_county=with_county) for row in rows])


def _project(sheet: Sheet, row: ProjectRow, *, with_county: bool) -> tuple[Words, ...]:
    lead = row.contractor
    county = (sheet.link(row.county_name, row.county_url),) if with_county else ()
    return (
        marked(sheet.link(row.title, row.url), row.earlier),
        *county,
        term(row.direction),
        sheet.link(lead.name, lead.url) if lead else GAP,
        wan(row.subsidy),
        resting(wan(row.paid), row.rests.paid),
        percent(row.percent, "尚无报告"),
        day(row.deadline),
        _STATUS(term(row.status), overdue(row.days_overdue)),
    )


def directions(lines: Sequence[DirectionLine | DirectionFunds]) -> list[tuple[Words, ...]]:
    """Rows of money by direction: projects, subsidy, paid, spent, share paid."""
    return [
        (
            term(line.direction),
            number(line.projects),
            resting(wan(line.subsidy), line.rests.allocated),
            resting(wan(line.paid), line.rests.paid),
            resting(wan(line.spent), line.rests.spent),
            resting(percent(line.paid_share, "不适用"), line.rests.paid_of_allocated),
        )
        for line in lines
    ]


@remembered(16_384)
def overdue(days: int) -> Words:
    """How long past the deadline; nothing while it is not."""
    return _OVERDUE(number(days)) if days else NOTHING


def corrections(sheet: Sheet, lines: Sequence[CorrectionLine]) -> None:
    """Ledger rows that were written wrongly, and what counts instead."""
    sheet.add(_CORRECTED)
    sheet.table(_CORRECTION_TABLE, [(words(line.ledger), words(line.old), words(line.new)) for line in lines])


def attachment(sheet: Sheet, name: str, county_code: str, attached: frozenset[str]) -> Words:
    """A link to a file that the county handed in; without one where the file is not among those published."""
    if name not in attached:
        return _NOT_ATTACHED(words(name))
    return sheet.link(name, f"attachments/{county_code}/{quote(name)}")


def joined(names: Sequence[str]) -> Words:
    """Names one after the other."""
    return words("、".join(names))


@remembered(16_384)
def with_comma(text: str | None) -> Words:
    """``，text``, or nothing."""
    return _COMMA(words(text)) if text else NOTHING
