"""The Jinja environment of the Markdown templates, which escapes every value.

The result of a macro is escaped already and would be escaped again: call it as ``{{ macro(x)|md }}``. Use ``md`` for
nothing else.
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
from generator.model.programme import DEMONSTRATION_COUNTY, clause
from generator.model.withheld import MONEY, OF_COMPANIES, OF_PROJECTS, Rest
from generator.render import charts
from generator.render.columns import Columns
from generator.render.escape import Markdown, markdown_link, markdown_paragraphs, markdown_text
from generator.render.marks import Marks
from generator.render.page import Template
from generator.render.qr import qr_figure
from generator.render.sheet import Sheet
from generator.render.words import (
    NOT_CONCLUDED,
    NOT_TOLD,
    UNDISCLOSED,
    WITH_EARLIER,
    WITHOUT_WITHHELD,
    mark_of,
)
from generator.rules.basis import Basis
from generator.views.earlier_versions import ALL_LATEST, EarlierVersions

GAP = UNDISCLOSED
"""Shown for a value that the notice requires and the county has not disclosed; not the same as 0 or 不适用."""


ROWS = 1_000
"""Most rows of a list on a page: a cheap phone takes three seconds to lay out a table of 1000 rows (ADR 0008)."""


@cache
def environment() -> Environment:
    made = Environment(  # nosec B701  # finalize escapes for Markdown, which these templates write
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # finalize escapes for Markdown, which is what these templates write
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # templates do not change; checking their files takes a tenth of a page's time
    )
    made.filters.update(
        wan=_wan,
        percent=_percent,
        paragraphs=markdown_paragraphs,
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
    made.globals.update(
        link=_link,
        cited=_cited,
        tel=_tel,
        GAP=GAP,
        ROWS=ROWS,
        figure=_figure,
        charts=charts,
        qr=qr_figure,
        table=_table,
    )
    made.globals.update(
        DEMONSTRATION_COUNTY=DEMONSTRATION_COUNTY,
        MONEY=MONEY,
        OF_COMPANIES=OF_COMPANIES,
        OF_PROJECTS=OF_PROJECTS,
    )
    return made


def render(
    template: str, *, root: str, earlier_versions: EarlierVersions = ALL_LATEST, **values: Any
) -> Template:
    """Renders one template.

    Args:
        root: relative address of the portal's root, e.g. ``../`` or empty.
        earlier_versions: pages whose links are marked as showing earlier versions.
    """
    made = environment().get_template(template).render(root=root, marks=Marks(earlier_versions), **values)
    return Template(made)


def _finalize(value: Any) -> str:
    """Formats every ``{{ value }}``: ``Markdown`` is unchanged, text is escaped."""
    if isinstance(value, Markdown):
        return value
    if value is None:
        return GAP
    if isinstance(value, Enum):
        return markdown_text(str(value.value))
    if isinstance(value, date):
        return Markdown(str(value))
    if isinstance(value, (int, Decimal)):
        return Markdown(f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}")
    return markdown_text(str(value))


def _wan(amount: Decimal | None) -> str:
    return GAP if amount is None else format_wan(amount)


def _resting(shown: Any, rest: Rest) -> Any:
    """Marks a sum or count that rests on withheld records, see ``words.resting``."""
    if not rest:
        return shown
    counted = f"{shown:,}" if isinstance(shown, int) else shown
    return NOT_TOLD if rest == Rest.MISSING else f"{counted}{WITH_EARLIER}"


def _counted(number: int, rest: Rest) -> Any:
    """Marks a number of findings that leaves out withheld records, see ``words.counted``."""
    return f"{number:,}{WITHOUT_WITHHELD}" if rest else number


def _concluded(sentence: str, rest: Rest) -> str:
    """Returns ``sentence``, or that nothing can be concluded if it rests on a withheld record."""
    return NOT_CONCLUDED if rest else sentence


def _percent(value: Decimal | None, absent: str = GAP, places: int = 1) -> str:
    return absent if value is None else format_percent(value, places)


def _bar(value: Decimal) -> Markdown:
    """Formats the length of a bar in %, at most 100."""
    return Markdown(f"{min(value, Decimal(100)):.1f}")


def _shown(rows: Sequence[Any], limit: int = ROWS) -> Sequence[Any]:
    return rows[:limit]


def _attribute(value: Any) -> Markdown:
    """Escapes text for a double-quoted attribute of a layout line."""
    text = str(value.label if isinstance(value, Codelist) else value)
    plain = " ".join(text.split())
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        plain = plain.replace(mark, entity)
    return Markdown(plain)


def _since(shown: Any, day: date | None) -> Markdown:
    """Formats a value of a record that is marked if ``day`` says that it is an earlier version."""
    return Markdown(f"{_finalize(shown)}{mark_of(day) if day else ''}")


@pass_context
def _link(context: Context, text: Any, url: str, since: date | None = None) -> Markdown:
    """Makes a link to a root-relative or an absolute address, marked if its target shows an earlier version."""
    absolute = "://" in url or url.startswith(("tel:", "mailto:"))
    shown = text.label if isinstance(text, Codelist) else str(text)
    day = since or context["marks"].of(url)
    return _since(markdown_link(shown, url if absolute else context["root"] + url), day)


@pass_context
def _cited(context: Context, basis: Basis | str) -> Markdown:
    """Cites a clause in words with a link to its paragraph: an id as ``model.programme`` has it, or what a rule rests on.

    Templates that cite need the variable ``portal``.
    """
    named = clause(basis) if isinstance(basis, str) else basis.clause
    other = "" if isinstance(basis, str) else basis.other
    if named is None:
        return markdown_text(other)
    url = context["portal"].url_of(named)
    cited = markdown_link(named.in_words, context["root"] + url) if url else markdown_text(named.in_words)
    return Markdown(f"{cited}；{markdown_text(other)}") if other else cited


@pass_context
def _table(context: Context, columns: Columns[Any], rows: Sequence[Any], total: Any = None) -> Markdown:
    """Returns the table of these rows, see ``columns.Columns``."""
    return Markdown(columns.markdown(Sheet(context["marks"], context["root"]), rows, total))


def _figure(chart: charts.Chart | None, rest: Rest = Rest.LATEST, why: str = "") -> Markdown:
    """Returns a chart as a layout line, or a paragraph with ``why`` if its figures rest on missing records."""
    drawn = charts.resting(chart, rest)
    if drawn:
        return charts.inline(drawn)
    return Markdown(f"{markdown_text(chart.title)}：{why}。") if chart and why else Markdown("")


def _tel(number: str) -> Markdown:
    digits = "".join(mark for mark in number if mark.isdigit() or mark == "+")
    return markdown_link(number, f"tel:{digits}") if digits else markdown_text(number)
