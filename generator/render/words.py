"""Words: pieces of a page as Markdown and as the HTML that CommonMark makes of it.

The program's own texts are rendered by comrak once; county text is escaped for both forms. Joining such pieces gives the
same page as parsing its Markdown, in a fraction of the time (ADR 0014).
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from generator.model.base import Codelist
from generator.model.commonmark import html_of
from generator.model.days import chinese
from generator.model.measures import Stated
from generator.model.money import format_percent, format_wan
from generator.model.partial_day import Planned
from generator.model.withheld import Rest
from generator.render.escape import is_plain, lines_of, markdown_link, markdown_text, one_line
from generator.render.placeholders import PLACE, format_of

Words = tuple[bytes, bytes]
"""(Markdown, HTML), both in UTF-8, so that a page of many pieces need not be encoded."""

NOTHING: Words = (b"", b"")
_markdown, _html = itemgetter(0), itemgetter(1)
_OWN_ADDRESS = re.compile(r"[A-Za-z0-9./#_-]+")
_FAR_ADDRESS = re.compile(r"https?://[A-Za-z0-9./_-]+")
"""Addresses that need no escaping in ``href``."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_MARK = re.compile('[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@lru_cache(50_000)
def words(text: str) -> Words:
    """Returns one line of county text; cached, because names, dates and words of codelists are repeated."""
    if is_plain(text):
        plain = text.encode()
        return plain, plain
    html = _MARK.sub(lambda found: _ENTITIES[found[0]], one_line(text))
    return encoded(markdown_text(text)), encoded(html)


def encoded(text: str) -> bytes:
    """Encodes as UTF-8; lone surrogates become question marks."""
    return text.encode("utf-8", "replace")


UNDISCLOSED, NOT_TOLD = "未公开", "暂不计算"
PAID_OF_SUBSIDY = "拨付占额度"
"""Paid money as a share of the projects' own sum; 拨付率 is its share of a county's or the province's central money."""
GAP: Words = words(UNDISCLOSED)
"""Shown for a value that the notice requires and the county has not disclosed; not the same as 0 or 不适用."""


def or_gap(text: str | None) -> Words:
    """Returns county text, or 未公开 if there is none."""
    return words(text) if text else GAP


def or_nothing(text: str | None) -> Words:
    """Returns county text that is not required; nothing if there is none."""
    return words(text) if text else NOTHING


@lru_cache(4096)
def term(entry: Codelist | None) -> Words:
    """Returns a word of a codelist, or 未公开 if there is none."""
    return words(entry.label) if entry else GAP


@lru_cache(16_384)
def day(value: Planned | None) -> Words:
    """Formats a day as YYYY-MM-DD, or as written where it is known less exactly; 未公开 if there is none."""
    return words(str(value)) if value else GAP


@lru_cache(50_000)
def wan(amount: Decimal | None) -> Words:
    """Formats an amount in 万元, without the unit; 未公开 if there is none."""
    return GAP if amount is None else words(format_wan(amount))


def percent(value: Decimal | None, absent: str = UNDISCLOSED, places: int = 1) -> Words:
    """Formats a percentage with at most so many decimals."""
    return words(absent) if value is None else _percent(value, places)


@lru_cache(16_384)
def _percent(value: Decimal, places: int) -> Words:
    return words(format_percent(value, places))


WITH_EARLIER, WITHOUT_WITHHELD = "（含上一次公开的记录）", "（不含未通过核对的记录）"
NOT_CONCLUDED = "有记录未通过核对，暂不下结论。"
_WITH_EARLIER, _NOT_TOLD, _WITHOUT_WITHHELD = words(WITH_EARLIER), words(NOT_TOLD), words(WITHOUT_WITHHELD)


def resting(shown: Words, rest: Rest) -> Words:
    """Marks a figure that rests on earlier versions; replaces one that rests on missing records by 暂不计算."""
    if rest is Rest.LATEST:
        return shown
    return _NOT_TOLD if rest is Rest.MISSING else together(shown, _WITH_EARLIER)


def counted(found: int, rest: Rest) -> Words:
    """Formats a number of findings; marks it if withheld records are left out."""
    return number(found) if rest is Rest.LATEST else together(number(found), _WITHOUT_WITHHELD)


def mark_of(day_: date) -> str:
    """Returns the mark of a record that is shown as published on a day."""
    return f"（该记录最近一次提交未通过核对，此为{chinese(day_)}公开的内容）"


def marked(shown: Words, since: date | None) -> Words:
    """Adds the mark of an earlier version, if ``since`` is given."""
    return together(shown, words(mark_of(since))) if since else shown


def number(value: Decimal | int | None) -> Words:
    """Formats a figure as it was handed in, with separators; 未公开 if there is none."""
    if value is None:
        return GAP
    text = (f"{value:,}" if isinstance(value, int) else f"{value:,f}").encode()
    return text, text


def stated(value: Stated | None) -> Words:
    """Formats a target or a result as it was handed in, a number or words; 未公开 if there is none."""
    return words(value) if isinstance(value, str) else number(value)


def year(value: int) -> Words:
    """Formats a year; unlike those of ``number`` it has no separator, and its columns are not aligned to the right."""
    text = b"%d" % value
    return text, text


@lru_cache(maxsize=20_000)
def link(text: str, url: str, root: str = "../") -> Words:
    """Makes a link to a root-relative address, to an anchor of the page, or to an absolute address.

    Args:
        root: relative address of the portal's root; that of a record's page by default.
    """
    own = _OWN_ADDRESS.fullmatch(url)
    if own or _FAR_ADDRESS.fullmatch(url):
        markdown, html = words(text)
        address = f"{root}{url}".encode() if own else url.encode()
        return b"[%s](%s)" % (markdown, address), b'<a href="%s">%s</a>' % (address, html)
    absolute = "://" in url or url.startswith(("tel:", "mailto:", "#"))
    return of_line(markdown_link(text, url if absolute else f"{root}{url}"))


def link_with_values(text: str, url: str) -> Words:
    """Makes a link to an address of the portal with values for a script.

    Args:
        text: needs no escaping.
        url: root-relative; ASCII punctuation in its values is percent-encoded already (``tip_off.spelt``).
    """
    values = [value if value.isascii() else _spelt_out(value) for value in url.split("&")]
    address = "&amp;".join(values).encode()
    title = text.encode()
    return b"[%s](../%s)" % (title, encoded(url)), b'<a href="../%s">%s</a>' % (address, title)


@lru_cache(4096)
def _spelt_out(value: str) -> str:
    """Percent-encodes non-ASCII letters as comrak does; cached, because counties and companies are repeated."""
    return _BEYOND_ASCII.sub(_as_bytes, value)


def _as_bytes(found: re.Match[str]) -> str:
    return f"%{encoded(found[0]).hex('%')}".upper()


def tel(phone: str) -> Words:
    """Makes a tel: link."""
    digits = "".join(mark for mark in phone if mark.isdigit() or mark == "+")
    return link(phone, f"tel:{digits}") if digits else words(phone)


def paragraphs(text: str | None) -> Words:
    """Returns county text with each line as a paragraph; 未公开 if there is none."""
    lines = [line for line in map(words, lines_of(text)) if line[0]] if text else [GAP]
    return b"\n\n".join([line[0] for line in lines]), b"".join([b"<p>%s</p>\n" % line[1] for line in lines])


BLANK: Words = (b" ", b"")
"""In place of absent words at the end of a line: Markdown has a space there, HTML has not."""


@lru_cache(50_000)
def ending(text: str | None) -> Words:
    """Returns county text that is not required, with a space before it, for the end of a line."""
    markdown, html = or_nothing(text)
    return (b" " + markdown, b" " + html) if markdown else BLANK


def together(*parts: Words, by: str = "") -> Words:
    """Joins words; ``by`` needs no escaping."""
    between = by.encode()
    return between.join(map(_markdown, parts)), between.join(map(_html, parts))


class Shape:
    """Text inside a line with places ``{}``; calling it with the words for these returns the whole."""

    __slots__ = ("html", "markdown")

    def __init__(self, markdown: str) -> None:
        written = markdown.replace("{}", PLACE)
        before = markdown[: len(markdown) - len(markdown.lstrip())]
        after = markdown[len(markdown.rstrip()) :]
        self.markdown = format_of(written).encode()
        self.html = format_of(f"{before}{_inline_html(written.strip())}{after}").encode()

    def __call__(self, *others: Words) -> Words:
        if len(others) == 1:
            ((markdown, html),) = others
            return self.markdown % markdown, self.html % html
        if len(others) == 2:
            (markdown, html), (next_markdown, next_html) = others
            return self.markdown % (markdown, next_markdown), self.html % (html, next_html)
        return self.markdown % tuple(map(_markdown, others)), self.html % tuple(map(_html, others))


def fixed(markdown: str) -> Words:
    """Returns trusted Markdown without places as words."""
    return Shape(markdown)()


def of_line(markdown: str) -> Words:
    """Returns a finished line of Markdown as words."""
    return encoded(markdown), encoded(_inline_html(markdown))


def layout(html: str) -> Words:
    """Returns trusted HTML as a layout line, which the published Markdown leaves out."""
    return b"", f"{html}\n".encode()


def _inline_html(markdown: str) -> str:
    """Renders a line inside a paragraph."""
    return html_of(markdown).removeprefix("<p>").removesuffix("</p>\n")


_WARNING = Shape("***{}***")


def warned(found: int, rest: Rest) -> Words:
    """Formats a number of findings, as a warning unless it is 0."""
    return _WARNING(counted(found, rest)) if found else counted(found, rest)
