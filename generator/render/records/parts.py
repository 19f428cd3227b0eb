"""Parts that several kinds of page share: findings, changes, tables of projects and money."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote

from generator.model.commonmark import html_of
from generator.model.county import Indicator
from generator.model.days import chinese
from generator.model.finding import Degree
from generator.model.ledgers import (
    Activity,
    Enforcement,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Training,
)
from generator.model.programme import DEMONSTRATION_COUNTY, Clause
from generator.model.project import FISCAL, Project
from generator.render.blocks import Blocks, Entries, blocks
from generator.render.columns import Column, Columns, field, resting_field
from generator.render.folds import SENTENCES, SHOWN, few_first, first_of, folded
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    NOTHING,
    PAID_OF_SUBSIDY,
    Shape,
    Words,
    day,
    encoded,
    fixed,
    marked,
    number,
    percent,
    resting,
    term,
    together,
    wan,
    words,
)
from generator.rules.basis import Basis
from generator.views.corrections import CorrectionLine
from generator.views.county import DirectionLine
from generator.views.county_headings import of_batch
from generator.views.findings import FindingLine
from generator.views.funds import AllDirections, DirectionFunds
from generator.views.rows import Party, ProjectRow

V = TypeVar("V")

END, END_DIV = blocks("</section>"), blocks("</div>")
HEAD, HEAD_END = blocks('<header class="page-head">'), blocks("</header>")
TIMELINE = blocks('<div class="timeline">')
_WIDE = blocks('<div class="columns">\n\n<div class="main">')
_NARROW = blocks('</div>\n\n<div class="aside">')
_COLUMNS_END = blocks("</div>\n\n</div>")

_WITH_FINDINGS, _FINDINGS = blocks('<section class="findings">'), Shape("核对发现问题 {} 项")
_NONE_CONCLUDED = blocks('<section class="findings none">')
_FINDING = Entries("{}{}{}（{}{}{}{}{}）。")
_TITLED, _ABOUT, _SINCE = Shape("**{}**："), Shape("{} "), Shape("，{}起")
_DEGREES = {"": NOTHING} | {one.value: words(f"{one.value}，") for one in Degree}
_ABOVE, _BORNE_BY = Shape("市、省的事项 {} 项"), Shape("由{}负责，")
_CLAUSE, _BOTH = Shape("，依据：{}"), Shape("，依据：{}；{}")
_NOTHING_FOUND = blocks("""
<section class="findings none">

## 核对发现的问题

按规则目录核对，未发现问题。

</section>
""")
_NOT_THE_COUNTYS = blocks("按通知由所属市或省负责，不计入示范县的问题。")


_Dated = Activity | Enforcement | Expenditure | Inspection | Payment | Progress | Training


def in_columns(
    sheet: Sheet, view: V, main: Callable[[Sheet, V], None], aside: Callable[[Sheet, V], None]
) -> None:
    """Adds the wide column of a record's page and the narrow one; on a phone they follow one another."""
    sheet.add(_WIDE)
    main(sheet, view)
    sheet.add(_NARROW)
    aside(sheet, view)
    sheet.add(_COLUMNS_END)


def indicator(of: Indicator) -> Words:
    """Formats what a target is about, below the levels it stands under."""
    return together(*(words(name) for name in (*of.above, of.name)), by=" › ")


def in_words(day_: date) -> Words:
    """Formats a day as ``2022年3月1日``."""
    return words(chinese(day_))


def dated(row: _Dated) -> Words:
    """Formats the day of a ledger row, marked if the row is an earlier version."""
    return marked(day(row.date), row.earlier)


@lru_cache
def card_of(title: str, year: int | None) -> Blocks:
    """Begins a section about a later batch of a county; None: about the only or first one."""
    return card(of_batch(title, year))


def card(title: str) -> Blocks:
    """Begins a section; ``title`` is trusted."""
    return blocks(f'<section class="card">\n\n## {title}')


_NOT_ATTACHED = Shape("{}（未通过核对，暂不公开）")
_CORRECTED = blocks("更正前的记录予以保留，合计按更正后数据计算。")
_CORRECTIONS = Columns[CorrectionLine](
    Column("台账", lambda _, line: words(line.ledger)),
    Column("原来", lambda _, line: words(line.old)),
    Column("更正为", lambda _, line: words(line.new)),
)
_COMMA = Shape("，{}")
_STATUS, _OVERDUE = Shape("*{}*{}{}"), Shape(" ***逾期 {} 天***")


def findings(sheet: Sheet, lines: Sequence[FindingLine], *, own: bool, unsettled: str = "") -> None:
    """Adds the findings, each first in plain words, then its rule, clause and day, and the county's answers.

    Args:
        own: whether all are about the page's own project, whose id is left out.
        unsettled: why not all rules could be applied, in Chinese; empty if all were.
    """
    if not lines and not unsettled:
        sheet.add(_NOTHING_FOUND)
        return
    sheet.add(_WITH_FINDINGS if lines else _NONE_CONCLUDED)
    sheet.heading(2, _FINDINGS(number(len(lines))) if lines else words("核对发现的问题"))
    sheet.paragraph(words(f"{unsettled}。" if unsettled else ""))
    if not lines:
        sheet.add(END)
        return
    most = SHOWN if own else SENTENCES  # a county's page counts them all at its top
    if [line for line in lines if line.responses]:
        shown = first_of(len(lines), most)
        _with_answers(sheet, lines[:shown], own=own)
        with folded(sheet, f"其余 {len(lines) - shown} 项", when=shown < len(lines)):
            _with_answers(sheet, lines[shown:], own=own)
    else:
        few_first(sheet, _FINDING, [_finding(sheet, line, own=own) for line in lines], most)
    sheet.add(END)


def findings_above(sheet: Sheet, lines: Sequence[FindingLine]) -> None:
    """Adds the findings on a county that only its city or the province can answer for; there is at least one."""
    sheet.add(_WITH_FINDINGS)
    sheet.heading(2, _ABOVE(number(len(lines))))
    with folded(sheet, "不计入示范县的问题"):
        sheet.add(_NOT_THE_COUNTYS)
        _with_answers(sheet, lines, own=False)
    sheet.add(END)


def _finding(sheet: Sheet, line: FindingLine, *, own: bool) -> tuple[Words, ...]:
    project = line.project
    about = _ABOUT(sheet.link(project, f"projects/{project}.html")) if project and not own else NOTHING
    return (
        NOTHING if line.message.startswith(line.title) else _titled(line.title),
        about,
        words(line.message),
        _DEGREES[line.degree],
        _BORNE_BY(words(line.duty_of.value)) if line.duty_of.is_above else NOTHING,
        sheet.link(line.code, line.rule_url),
        _according_to(sheet, line.basis, line.clause_url, in_words=own),
        _since(line.since),
    )


@lru_cache(512)
def _titled(title: str) -> Words:
    """Formats what a rule is called, which a finding begins with."""
    return _TITLED(words(title))


@lru_cache(16_384)
def _since(day_: date | None) -> Words:
    return _SINCE(in_words(day_)) if day_ else NOTHING


def _according_to(sheet: Sheet, basis: Basis, url: str, *, in_words: bool) -> Words:
    cite = _cited_in_words if in_words else cited
    clause = cite(sheet, basis.clause, url) if basis.clause else NOTHING
    if not basis.other:
        return _CLAUSE(clause) if basis.clause else NOTHING
    return _BOTH(clause, words(basis.other)) if basis.clause else _CLAUSE(words(basis.other))


def defined(sheet: Sheet, name: str, said: str = "") -> Words:
    """Makes the name of a figure a link to its definition; ``said`` stands in place of the name if not empty."""
    return sheet.link(said or name, f"figures.html#{name}")


def _cited_in_words(sheet: Sheet, clause: Clause, url: str) -> Words:
    """Makes a clause as sentences cite it."""
    return sheet.link(clause.in_words, url) if url else words(clause.in_words)


def cited(sheet: Sheet, clause: Clause, url: str) -> Words:
    """Makes a clause as tables cite it, with a link to its paragraph if ``url`` is not empty."""
    return sheet.link(clause.cited, url) if url else words(clause.cited)


def _with_answers(sheet: Sheet, lines: Sequence[FindingLine], *, own: bool) -> None:
    text = "\n".join(_answered(sheet, lines, own=own))
    sheet.written((encoded(text.rstrip("\n")), encoded(html_of(text))))


def _answered(sheet: Sheet, lines: Sequence[FindingLine], *, own: bool) -> Iterator[str]:
    """Yields Markdown of findings with the county's answers below them."""
    for line in lines:
        finding, _ = _FINDING.form(*_finding(sheet, line, own=own))
        yield f"- {finding.decode()}"
        for answer in line.responses:
            yield f"  - 示范县答复（{chinese(answer.day)}）：{words(answer.explanation)[0].decode()}"


@lru_cache(16_384)
def overdue(days: int) -> Words:
    """Says how many days a project is overdue; nothing if it is not."""
    return _OVERDUE(number(days)) if days else NOTHING


def _contractor(sheet: Sheet, row: ProjectRow) -> Words:
    return party(sheet, row.contractor) if row.contractor else GAP


def party(sheet: Sheet, one: Party) -> Words:
    """The name of one who takes part, with a link to its page; a natural person has none."""
    return sheet.link(one.name, one.url) if one.url else words(one.name)


_FISCAL, _WITH_ID = Shape(f"{FISCAL} {{}}"), Shape("{} {}")


def subsidy(central: Decimal | None, fiscal: Decimal | None) -> Words:
    """The central money of a project; for one that has none (``fiscal`` is given), all of its public money, named."""
    return wan(central) if fiscal is None else _FISCAL(wan(fiscal))


_PRESUMED = fixed("（推定）")


def _state(row: ProjectRow) -> tuple[Words, Words]:
    """The state of a project, and a mark if its own file does not give it."""
    return term(row.status), _PRESUMED if row.is_status_derived else NOTHING


STATE = Column[ProjectRow](Project.label_of("status"), lambda _, row: together(*_state(row)))
PROJECT = Column[ProjectRow]("项目", lambda sheet, row: sheet.link(row.title, row.url))
COUNTY = Column[ProjectRow](
    DEMONSTRATION_COUNTY, lambda sheet, row: sheet.link(row.county_name, row.county_url)
)
CONTRACTOR = Column[ProjectRow](Project.label_of("contractor"), _contractor)
SUBSIDY = Column[ProjectRow](
    "扶持资金（万元）", lambda _, row: subsidy(row.subsidy, row.fiscal), is_number=True
)
DONE = Column[ProjectRow](
    Progress.label_of("percent"),
    lambda _, row: resting(percent(row.percent, "暂无报告"), row.reported),
    is_number=True,
)
_OF_PROJECT: tuple[Column[ProjectRow], ...] = (
    field(Project, "direction", term),
    CONTRACTOR,
    SUBSIDY,
    resting_field("已拨付（万元）", "paid", "rests.paid", wan),
    DONE,
    field(Project, "deadline", day),
    Column(Project.label_of("status"), lambda _, row: _STATUS(*_state(row), overdue(row.days_overdue))),
)
PROJECTS = Columns(PROJECT, *_OF_PROJECT)
PROJECTS_OF_COUNTIES = Columns(PROJECT, COUNTY, *_OF_PROJECT)
PROJECTS_OF_ONE = Columns(PROJECT, COUNTY, *(column for column in _OF_PROJECT if column is not CONTRACTOR))
"""Projects that one company leads, whose name would be repeated in every row."""
PROJECTS_WITH_IDS = Columns(
    Column[ProjectRow]("项目", lambda sheet, row: _WITH_ID(sheet.link(row.title, row.url), words(row.id))),
    COUNTY,
    *_OF_PROJECT,
)
DIRECTIONS = Columns[DirectionLine | DirectionFunds | AllDirections](
    field(Project, "direction", term),
    resting_field("项目数", "projects", "rests.projects"),
    resting_field("资金额度", "subsidy", "rests.allocated", wan),
    resting_field("已拨付", "paid", "rests.paid", wan),
    resting_field("已使用", "spent", "rests.spent", wan),
    Column(
        PAID_OF_SUBSIDY,
        lambda _, line: resting(percent(line.paid_share, "不适用"), line.rests.paid_of_allocated),
        is_number=True,
    ),
)
"""Money by direction."""


_RETURNED = Shape("，已减去退回、收回的 {}，拨付总额 {}")


def returned(paid: Decimal, back: Decimal) -> Words:
    """Says what came back of money paid, and the sum before, 万元; nothing if nothing came back."""
    return _RETURNED(wan(back), wan(paid + back)) if back else NOTHING


def corrections(sheet: Sheet, lines: Sequence[CorrectionLine]) -> None:
    """Adds ledger rows that were wrong, with the rows that replace them."""
    sheet.add(_CORRECTED)
    _CORRECTIONS.folded(sheet, lines, most=0)


def attachment(sheet: Sheet, name: str, county_code: str, attached: frozenset[str]) -> Words:
    """Makes a link to an attachment; only its name with a note if it is not published."""
    if name not in attached:
        return _NOT_ATTACHED(words(name))
    return sheet.link(name, f"attachments/{county_code}/{quote(name)}")


def joined(names: Sequence[str]) -> Words:
    """Joins names with 、."""
    return words("、".join(names))


@lru_cache(16_384)
def with_comma(text: str | None) -> Words:
    """Returns ``，text``, or nothing without text."""
    return _COMMA(words(text)) if text else NOTHING
