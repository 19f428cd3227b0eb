"""/counties/<code>-catalogue.html: the county's 公开目录, each item with a link to where it stands."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from generator.model.incomplete import INCOMPLETE
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns
from generator.render.html import Anchors
from generator.render.marks import Marks
from generator.render.page import Alternate, Crumb, Page
from generator.render.records import parts
from generator.render.records.tags import DIRECTORY, HOME, MARKDOWN, article_tags
from generator.render.sheet import Sheet
from generator.render.words import NOTHING, Shape, Words, fixed, number, or_nothing, words
from generator.views.earlier_versions import EarlierVersions
from generator.views.public_catalogue import Line, PublicCatalogue, State

_TITLE = "{}公开目录"
_COUNTED = blocks("共 {} 项：{}。")
_LIST = parts.card("公开事项")
_ALIKE = blocks(
    "每节的标题是一级事项。各事项的公开主体：{}。公开渠道和载体：{}。公开对象：全社会。公开方式：主动公开。公开层级：县级。"
)
_EXPLAINED, _NOTES = (
    parts.card("怎样看这份目录"),
    blocks(
        "情况和最近日期由已经公开的记录得出；记录未写日期的，最近日期是首次公开的那一天。"
        "公开依据里的“通知”是开展电子商务进农村综合示范工作的通知。公开时限依据《政府信息公开条例》第二十六条和本栏目的更新时限，"
        "从信息形成或者变更之日算起。{}{}"
    ),
)
_UNKNOWN = fixed(f"{INCOMPLETE}：首次公开的日期不得而知，未列出。")
_APPLY, _PORTAL = Shape("目录以外的信息，可以{}。"), Shape("本栏目、{}")
_CITED, _SHARE, _NUMBERED = Shape("通知{}"), Shape("{}（{}/{}）"), Shape("{} {}")
_ALSO = Shape("{}、{}")
_MISSING = fixed(f"***{State.NOT.value}***")


def catalogue_url(code: str) -> str:
    """Returns the address of a county's catalogue."""
    return f"counties/{code}-catalogue.html"


def catalogue_page(view: PublicCatalogue, updated: date | None, earlier_versions: EarlierVersions) -> Page:
    county = view.county
    title = _TITLE.format(county.name)
    stem = catalogue_url(county.code).removesuffix(".html")
    return Page(
        stem=stem,
        kind="data",
        section="counties",
        title=title,
        description=f"{county.name}综合示范信息公开目录：公开事项、内容、依据、时限、主体、渠道，已公开的和未公开的。",
        body=_sheet(view, earlier_versions),
        breadcrumbs=(
            HOME,
            Crumb(DEMONSTRATION_COUNTY, "counties/index.html"),
            Crumb(county.name, f"counties/{county.code}.html"),
            Crumb("公开目录"),
        ),
        is_demo=county.is_demo,
        updated=updated,
        meta_tags=article_tags(
            title, updated, view.body, f"{county.name},公开目录", (DEMONSTRATION_COUNTY, DIRECTORY)
        ),
        alternates=(Alternate("Markdown", f"{stem}.md", MARKDOWN),),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )


def _sheet(view: PublicCatalogue, earlier_versions: EarlierVersions) -> Sheet:
    sheet = Sheet(Marks(earlier_versions))
    sheet.add(parts.HEAD)
    sheet.title(words(_TITLE.format(view.county.name)))
    sheet.add(_COUNTED, number(len(view.lines)), _counts(view.lines))
    sheet.add(parts.HEAD_END)
    sheet.add(_LIST)
    sheet.add(_ALIKE, words(view.body), _channel(sheet, view))
    rows = [_Row(index, line, view.county.code) for index, line in enumerate(view.lines, 1)]
    for group, some in groupby(rows, lambda row: row.line.group):
        sheet.heading(3, words(group))
        _TABLE.onto(sheet, list(some))
    sheet.add(parts.END)
    apply = view.application_url
    sheet.add(_EXPLAINED)
    unknown = NOTHING if view.is_record_whole else _UNKNOWN
    sheet.add(_NOTES, unknown, _APPLY(sheet.link("依申请公开", apply)) if apply else NOTHING)
    sheet.add(parts.END)
    return sheet


def _counts(lines: Iterable[Line]) -> Words:
    """Returns how many items are in each state, states without an item left out."""
    found = Counter(line.state for line in lines)
    return words("，".join(f"{state.value} {found[state]} 项" for state in State if found[state]))


class _Row(NamedTuple):
    number: int
    line: Line
    code: str
    """Of the county."""


def _item(sheet: Sheet, row: _Row) -> Words:
    title, section = row.line.title, row.line.section
    name = _link(sheet, title, section, row) if section else words(title)
    for year, heading in row.line.later:
        name = _ALSO(name, _link(sheet, f"{year} 年批次", heading, row))
    return _NUMBERED(number(row.number), name)


def _link(sheet: Sheet, said: str, section: str, row: _Row) -> Words:
    return sheet.link(said, f"counties/{row.code}.html#{Anchors().of(section)}")


def _state(line: Line) -> Words:
    if line.share:
        return _SHARE(words(line.state.value), *map(number, line.share))
    return _MISSING if line.state is State.NOT else words(line.state.value)


def _clause(sheet: Sheet, row: _Row) -> Words:
    clause, url = row.line.clause, row.line.clause_url
    return _CITED(parts.cited(sheet, clause, url)) if clause else NOTHING


def _channel(sheet: Sheet, view: PublicCatalogue) -> Words:
    portal = view.county.disclosure_url
    return _PORTAL(sheet.link("县政府门户网站专栏", portal)) if portal else words("本栏目")


_TABLE = Columns[_Row](
    Column("序号、二级事项", _item),
    Column("情况", lambda _, row: _state(row.line)),
    Column("最近日期", lambda _, row: or_nothing(row.line.day)),
    Column("公开内容", lambda _, row: words(row.line.content)),
    Column("公开依据", _clause),
    Column("公开时限", lambda _, row: words(row.line.limit)),
)
