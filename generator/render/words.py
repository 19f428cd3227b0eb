"""Words of a page in both of its writings: Markdown, and the HTML that CommonMark makes of that Markdown.

What is ours is written as Markdown once, and comrak is asked once what it makes of it. County text is escaped for both
writings, so that in neither it can mean anything but itself. A page put together from such words costs a fraction of
one that is parsed, and is the same (ADR 0014).
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from generator.model.base import Codelist
from generator.model.commonmark import html_of
from generator.model.days import chinese
from generator.model.money import format_percent, format_wan
from generator.model.withheld import Rest
from generator.render.escape import is_plain, lines_of, markdown_link, markdown_text, one_line
from generator.render.placeholders import PLACE, format_of

Words = tuple[bytes, bytes]
"""(Markdown, HTML), both in UTF-8: a page is put together from a hundred pieces, and half of them are Han."""

NOTHING: Words = (b"", b"")
_markdown, _html = itemgetter(0), itemgetter(1)
_OWN_ADDRESS = re.compile(r"[A-Za-z0-9./#_-]+")
_FAR_ADDRESS = re.compile(r"https?://[A-Za-z0-9./_-]+")
"""Addresses that stand in ``href`` as they are written."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_MARK = re.compile('[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@lru_cache(50_000)
def words(text: str) -> Words:
    """One line of county text; names, dates and words of codelists come again and again and are remembered."""
    if is_plain(text):
        plain = text.encode()
        return plain, plain
    html = _MARK.sub(lambda found: _ENTITIES[found[0]], one_line(text))
    return encoded(markdown_text(text)), encoded(html)


def encoded(text: str) -> bytes:
    """UTF-8; half a character, which no file can hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


UNDISCLOSED, NOT_TOLD = "未公开", "暂不计算"
GAP: Words = words(UNDISCLOSED)
"""Shown where the notice asks for a value and the county has not disclosed it; never confused with 0 or 不适用."""


def or_gap(text: str | None) -> Words:
    """County text, 未公开 where there is none."""
    return words(text) if text else GAP


def or_nothing(text: str | None) -> Words:
    """County text that nobody asks for."""
    return words(text) if text else NOTHING


@lru_cache(4096)
def term(entry: Codelist | None) -> Words:
    """A word of a codelist, 未公开 where none was given."""
    return words(entry.label) if entry else GAP


@lru_cache(16_384)
def day(value: date | None) -> Words:
    """YYYY-MM-DD."""
    return words(value.isoformat()) if value else GAP


@lru_cache(50_000)
def wan(amount: Decimal | None) -> Words:
    """An amount in 万元; the unit stands in the heading."""
    return GAP if amount is None else words(format_wan(amount))


def percent(value: Decimal | None, absent: str = UNDISCLOSED) -> Words:
    """A percentage with at most one decimal."""
    return words(absent) if value is None else _percent(value)


@lru_cache(16_384)
def _percent(value: Decimal) -> Words:
    return words(format_percent(value))


WITH_EARLIER, WITHOUT_WITHHELD = "（含上一次公开的记录）", "（不含未通过核对的记录）"
NOT_CONCLUDED = "有记录未通过核对，暂不下结论。"
_WITH_EARLIER, _NOT_TOLD, _WITHOUT_WITHHELD = words(WITH_EARLIER), words(NOT_TOLD), words(WITHOUT_WITHHELD)


def resting(shown: Words, rest: Rest) -> Words:
    """A sum that may rest on withheld records: it says so, or is not given."""
    if rest is Rest.LATEST:
        return shown
    return _NOT_TOLD if rest is Rest.MISSING else together(shown, _WITH_EARLIER)


def counted(found: int, rest: Rest) -> Words:
    """How many were found; what may rest on withheld records is not among them."""
    return number(found) if rest is Rest.LATEST else together(number(found), _WITHOUT_WITHHELD)


def mark_of(day_: date) -> str:
    """Behind what stands in a row as it was published on a day."""
    return f"（该记录最近一次提交未通过核对，此为{chinese(day_)}公开的内容）"


def marked(shown: Words, since: date | None) -> Words:
    """What stands in a row, and that it does so as it was published on a day."""
    return together(shown, words(mark_of(since))) if since else shown


def number(value: Decimal | int | None) -> Words:
    """A figure as it was handed in."""
    if value is None:
        return GAP
    text = b"%d" % value if isinstance(value, int) else f"{value:f}".encode()
    return text, text


def year(value: int) -> Words:
    """A year, which is no figure to be compared."""
    return number(value)


@lru_cache(maxsize=20_000)
def link(text: str, url: str) -> Words:
    """A link from a record's page to a root-relative address of the portal, to a place on itself, or to elsewhere."""
    own = _OWN_ADDRESS.fullmatch(url)
    if own or _FAR_ADDRESS.fullmatch(url):
        markdown, html = words(text)
        address = f"../{url}".encode() if own else url.encode()
        return b"[%s](%s)" % (markdown, address), b'<a href="%s">%s</a>' % (address, html)
    absolute = "://" in url or url.startswith(("tel:", "mailto:", "#"))
    return of_line(markdown_link(text, url if absolute else f"../{url}"))


def link_with_values(text: str, url: str) -> Words:
    """Words of ours that lead to an address of the portal with values behind it.

    Args:
        url: root-relative; no mark of ASCII stands in its values as it is (``tip_off.spelt``).
    """
    values = [value if value.isascii() else _spelt_out(value) for value in url.split("&")]
    address = "&amp;".join(values).encode()
    title = text.encode()
    return b"[%s](../%s)" % (title, encoded(url)), b'<a href="../%s">%s</a>' % (address, title)


@lru_cache(4096)
def _spelt_out(value: str) -> str:
    """As comrak writes letters beyond ASCII in an address; counties and companies come again and again."""
    return _BEYOND_ASCII.sub(_as_bytes, value)


def _as_bytes(found: re.Match[str]) -> str:
    return f"%{encoded(found[0]).hex('%')}".upper()


def tel(phone: str) -> Words:
    """A telephone number that a phone can dial."""
    digits = "".join(mark for mark in phone if mark.isdigit() or mark == "+")
    return link(phone, f"tel:{digits}") if digits else words(phone)


def paragraphs(text: str | None) -> Words:
    """County text of several lines, each a paragraph of its own, as blocks; 未公开 where there is none."""
    lines = [line for line in map(words, lines_of(text)) if line[0]] if text else [GAP]
    return b"\n\n".join([line[0] for line in lines]), b"".join([b"<p>%s</p>\n" % line[1] for line in lines])


BLANK: Words = (b" ", b"")
"""At the end of a line, where words might stand that are absent: HTML has no blank there."""


@lru_cache(50_000)
def ending(text: str | None) -> Words:
    """County text that nobody asks for at the end of a line, after a blank."""
    markdown, html = or_nothing(text)
    return (b" " + markdown, b" " + html) if markdown else BLANK


def together(*parts: Words, by: str = "") -> Words:
    """Words one after the other; ``by`` is ours and no mark of Markdown or HTML."""
    between = by.encode()
    return between.join(map(_markdown, parts)), between.join(map(_html, parts))


class Shape:
    """Words of ours inside a line with places ``{}`` for others: called with these it gives all of them."""

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
    """Words of ours without a place."""
    return Shape(markdown)()


def of_line(markdown: str) -> Words:
    """A line of Markdown that is written already."""
    return encoded(markdown), encoded(_inline_html(markdown))


def layout(html: str) -> Words:
    """A layout line: HTML of ours that the published Markdown leaves out."""
    return b"", f"{html}\n".encode()


def _inline_html(markdown: str) -> str:
    """What comrak makes of a line inside a paragraph."""
    return html_of(markdown).removeprefix("<p>").removesuffix("</p>\n")
