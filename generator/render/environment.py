"""The Jinja environment of the Markdown templates: every value is escaped on its way out.

A macro's result is text to Jinja and would be escaped a second time: call it as ``{{ macro(x)|md }}``; what is inside
has been escaped already. ``md`` is for that alone.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from generator.model.base import Codelist
from generator.model.days import chinese
from generator.model.money import format_percent, format_wan
from generator.model.withheld import Rest
from generator.render import charts
from generator.render.escape import Markdown, markdown_link, markdown_paragraphs, markdown_text
from generator.render.marks import Marks
from generator.render.page import Template
from generator.render.qr import qr_figure
from generator.render.words import (
    NOT_CONCLUDED,
    NOT_TOLD,
    UNDISCLOSED,
    WITH_EARLIER,
    WITHOUT_WITHHELD,
    mark_of,
)
from generator.views.standing import NOTHING_STANDS, Standing

GAP = UNDISCLOSED
"""Shown where the notice asks for a value and the county has not disclosed it; never confused with 0 or 不适用."""


ROWS = 1_000
"""A page lists no more: a phone of the cheap kind takes three seconds to lay out a table of so many rows (ADR 0008)."""


@cache
def environment() -> Environment:
    """The environment; templates stand beside this module."""
    made = Environment(  # nosec B701  # finalize escapes for Markdown, which these templates write
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # finalize escapes for Markdown, which is what these templates write
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # templates are part of the program; looking at their files costs a tenth of a page
    )
    made.filters.update(
        wan=_wan,
        percent=_percent,
        paragraphs=markdown_paragraphs,
        or_gap=_or_gap,
        day=_day,
        attribute=_attribute,
        bar=_bar,
        md=Markdown,
        shown=_shown,
        resting=_resting,
        counted=_counted,
        concluded=_concluded,
        since=_since,
        words=chinese,
    )
    made.globals.update(link=_link, tel=_tel, GAP=GAP, ROWS=ROWS, figure=_figure, charts=charts, qr=qr_figure)
    return made


def render(template: str, *, root: str, standing: Standing = NOTHING_STANDS, **values: Any) -> Template:
    """Render one template.

    Args:
        root: leads from the page to the portal's root, e.g. ``../`` or nothing.
        standing: pages whose links are marked.
    """
    made = environment().get_template(template).render(root=root, marks=Marks(standing), **values)
    return Template(made)


def _finalize(value: Any) -> str:
    """Every ``{{ value }}`` comes through here: Markdown passes, all else is text and is escaped."""
    if isinstance(value, Markdown):
        return value
    if value is None:
        return GAP
    if isinstance(value, Enum):
        return markdown_text(str(value.value))
    if isinstance(value, (date, int)):
        return Markdown(str(value))
    if isinstance(value, Decimal):
        return Markdown(f"{value:f}")
    return markdown_text(str(value))


def _wan(amount: Decimal | None) -> str:
    """An amount in 万元, unit not repeated."""
    return GAP if amount is None else format_wan(amount)


def _resting(shown: Any, rest: Rest) -> Any:
    """A sum or a count that may rest on withheld records, see ``words.resting``."""
    if not rest:
        return shown
    return NOT_TOLD if rest == Rest.MISSING else f"{shown}{WITH_EARLIER}"


def _counted(number: int, rest: Rest) -> Any:
    """How many were found, see ``words.counted``."""
    return f"{number}{WITHOUT_WITHHELD}" if rest else number


def _concluded(sentence: str, rest: Rest) -> str:
    """What is concluded where nothing was found; nothing is where a record that it rests on is withheld."""
    return NOT_CONCLUDED if rest else sentence


def _percent(value: Decimal | None, absent: str = GAP, places: int = 1) -> str:
    return absent if value is None else format_percent(value, places)


def _bar(value: Decimal) -> Markdown:
    """The length of a bar: one decimal, never longer than the whole."""
    return Markdown(f"{min(value, Decimal(100)):.1f}")


def _shown(rows: Sequence[Any], limit: int = ROWS) -> Sequence[Any]:
    """The rows that a page has room for."""
    return rows[:limit]


def _day(value: date | None) -> str:
    return GAP if value is None else value.isoformat()


def _or_gap(value: Any) -> Any:
    """The value, or 未公开 when there is none."""
    return GAP if value is None or value in ("", ()) else value


def _attribute(value: Any) -> Markdown:
    """Text inside a double-quoted attribute of a layout line."""
    text = str(value.label if isinstance(value, Codelist) else value)
    plain = " ".join(text.split())
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        plain = plain.replace(mark, entity)
    return Markdown(plain)


def _since(shown: Any, day: date | None) -> Markdown:
    """A cell of a row that may stand as it was published earlier."""
    return Markdown(f"{_finalize(shown)}{mark_of(day) if day else ''}")


@pass_context
def _link(context: Context, text: Any, url: str, since: date | None = None) -> Markdown:
    """A link to a root-relative address of the portal, or to an absolute one."""
    absolute = "://" in url or url.startswith(("tel:", "mailto:"))
    shown = text.label if isinstance(text, Codelist) else str(text)
    day = since or context["marks"].of(url)
    return _since(markdown_link(shown, url if absolute else context["root"] + url), day)


def _figure(chart: charts.Chart | None, rest: Rest = Rest.LATEST) -> Markdown:
    """A chart, or nothing where there is nothing to draw, or nobody knows the figures it rests on."""
    drawn = charts.resting(chart, rest)
    return charts.inline(drawn) if drawn else Markdown("")


def _tel(number: str) -> Markdown:
    """A telephone number that a phone can dial."""
    digits = "".join(mark for mark in number if mark.isdigit() or mark == "+")
    return markdown_link(number, f"tel:{digits}") if digits else markdown_text(number)
