"""/changes.html: what was changed after publication, and how plans were adjusted."""

from generator.model.fields import field_in_words
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.redactions import Redaction
from generator.model.site import Site
from generator.render.citation import citation
from generator.render.columns import Column, Columns, field
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.render.sheet import Sheet
from generator.render.words import Shape, Words, day, fixed, words
from generator.views.events import Event
from generator.views.overviews.changes import ChangeLine

_WARNED, _ABSENT, _NOT_WATCHED = Shape("***{}***"), fixed("（无）"), fixed("—")
_NAMED = Shape('<span id="{}">{}</span>')
_CITED = Shape("{}<details><summary>引用</summary><p>{}</p></details>")
_ADJUSTED, _NOT_ADJUSTED = Shape("{} 方案调整"), Shape("***无方案调整***（{}）")


def _field(line: ChangeLine) -> Words:
    said = words(field_in_words(line.field))
    return _WARNED(said) if line.is_major else said


def _cover(sheet: Sheet, line: ChangeLine) -> Words:
    if line.covered_on:
        return _ADJUSTED(day(line.covered_on))
    return _NOT_ADJUSTED(sheet.link("L103", "rules.html#l103")) if line.needs_cover else _NOT_WATCHED


def _cited(site: Site) -> Columns[ChangeLine]:
    """What a change rests on, and how to cite it."""
    return Columns(
        Column("依据", lambda sheet, line: _CITED(_cover(sheet, line), words(citation(line, site))))
    )


_CHANGES = Columns[ChangeLine](
    Column("日期", lambda _, line: _NAMED(words(line.anchor), day(line.day))),
    Column(DEMONSTRATION_COUNTY, lambda sheet, line: sheet.link(line.county, line.county_url)),
    Column("记录", lambda sheet, line: sheet.link(line.record, line.record_url)),
    Column("内容", lambda _, line: _field(line)),
    Column("原来", lambda _, line: words(line.told[0]) if line.old else _ABSENT),
    Column("现在", lambda _, line: words(line.told[1]) if line.new else _ABSENT),
    Column("变更类别", lambda _, line: words(line.weight.label)),
)
_ADJUSTMENTS = Columns[Event](
    Column("日期", lambda _, event: day(event.date)),
    Column(
        DEMONSTRATION_COUNTY,
        lambda sheet, event: sheet.link(event.county_name, f"counties/{event.county_code}.html"),
    ),
    Column("内容", lambda sheet, event: sheet.link(event.title, event.url, event.earlier)),
)
_REDACTIONS = Columns[Redaction](
    field(Redaction, "date", day),
    field(Redaction, "record", words),
    field(Redaction, "field", words),
    field(Redaction, "basis", words),
)


def _draw(overview: Overview) -> Content:
    view = overview.changes
    return content(
        "changes.md.j2",
        updated=view.updated,
        view=view,
        changes=_CHANGES + _cited(overview.portal.site),
        clauses=tuple(line.anchor for line in view.lines),
        adjustments=_ADJUSTMENTS,
        redactions=_REDACTIONS,
    )


CHANGES_PAGE = OverviewPage(
    stem="changes",
    title="变更记录",
    description="记录公开以后的修改，以及各县的方案调整。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "works", "events", "history"),
    filled_by=always,
    draw=_draw,
)
