r"""Escapes county text for Markdown, so that a title such as ``<b>*x*`` is shown as it was typed.

County text counts as hostile. The template environment passes every value through ``markdown_text``. Escapes are
backslashes, which CommonMark defines for all ASCII punctuation.
"""

import re
from functools import lru_cache

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$]")
_LINE_START = re.compile(r"^(?:[-+=#]|\d{1,9}[.)](?=\s|$))")
_BLANKS = re.compile(r"[\s\u0085\u2028\u2029]+")
_LINE_END = re.compile(r"[\r\n\u0085\u2028\u2029]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOT_PLAIN = re.compile(
    rf"{_SPECIAL.pattern}|[\"\ud800-\udfff]|[^\S ]|  | $|^[ +=#-]|^\d{{1,9}}[.)]|{_UNSEEN.pattern}"
)
"""Matches text that must be escaped or cleaned in Markdown or HTML."""
_NOT_IN_URL = re.compile(r"[\s<>()\\\"'`]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class Markdown(str):
    """Text that is Markdown and must not be escaped again."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Removes invisible characters, and replaces line breaks and runs of whitespace by one space each."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip()


def is_plain(text: str) -> bool:
    """Returns whether county text needs no escaping in Markdown or HTML; most needs none."""
    return _NOT_PLAIN.search(text) is None


@lru_cache(maxsize=20_000)
def markdown_text(text: str) -> Markdown:
    """Escapes county text as one line inside a paragraph, list item, table cell or link text.

    Cached, because names, dates and words of codelists are repeated.
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", one_line(text))
    start = _LINE_START.match(escaped)
    if start:
        last = start.end() - 1
        escaped = f"{escaped[:last]}\\{escaped[last:]}"
    return Markdown(escaped)


def markdown_paragraphs(text: str) -> Markdown:
    """Escapes county text of several lines; each line becomes a paragraph."""
    lines = (markdown_text(line) for line in lines_of(text))
    return Markdown("\n\n".join(line for line in lines if line))


def lines_of(text: str) -> list[str]:
    """Splits county text into lines; an empty last line may be left out."""
    lines = text.splitlines()  # splits at more characters than wanted; a single line is right in any case
    return lines if len(lines) < 2 else _LINE_END.split(text)


@lru_cache(maxsize=20_000)
def markdown_link(text: str, url: str) -> Markdown:
    """Returns ``[text](url)``, both escaped; only the text if the url's scheme is not http(s), tel or mailto."""
    target = _NOT_IN_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    scheme = _SCHEME.match(target)
    if scheme and scheme[0].lower() not in {"http:", "https:", "tel:", "mailto:"}:
        return markdown_text(text)
    return Markdown(f"[{markdown_text(text)}]({target.replace('&', '&amp;')})")
