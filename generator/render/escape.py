r"""County text → Markdown in which it can mean nothing but itself.

Text from counties is hostile until escaped for the place it goes. Templates write every value through
``markdown_text`` (the environment does it for them), so a title such as ``<b>*x*`` shows as it was typed.
Escaping is by backslash, which CommonMark defines for every ASCII punctuation mark.
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
"""What a text is not written with as it stands, in Markdown or HTML."""
_NOT_IN_URL = re.compile(r"[\s<>()\\\"'`]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def one_line(text: str) -> str:
    """County text without characters that nobody sees, its line breaks and runs of blanks one blank each."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip()


def is_plain(text: str) -> bool:
    """Whether county text means itself in Markdown and HTML as it stands; most does."""
    return _NOT_PLAIN.search(text) is None


@lru_cache(maxsize=20_000)
def markdown_text(text: str) -> Markdown:
    """One line of county text inside a Markdown line, list item, table cell or link text.

    Names, dates and words of codelists come again and again: what was escaped lately is remembered.
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", one_line(text))
    start = _LINE_START.match(escaped)
    if start:
        last = start.end() - 1
        escaped = f"{escaped[:last]}\\{escaped[last:]}"
    return Markdown(escaped)


def markdown_paragraphs(text: str) -> Markdown:
    """County text of several lines: each line becomes a paragraph of its own."""
    lines = (markdown_text(line) for line in lines_of(text))
    return Markdown("\n\n".join(line for line in lines if line))


def lines_of(text: str) -> list[str]:
    """County text, line by line; blanks at its end and an empty last line may be left out."""
    lines = text.splitlines()  # ends lines at more marks than are asked for
    return lines if len(lines) < 2 else _LINE_END.split(text)


@lru_cache(maxsize=20_000)
def markdown_link(text: str, url: str) -> Markdown:
    """``[text](url)`` with both escaped; ``url`` is relative, or http(s), tel or mailto."""
    target = _NOT_IN_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    scheme = _SCHEME.match(target)
    if scheme and scheme[0].lower() not in {"http:", "https:", "tel:", "mailto:"}:
        return markdown_text(text)
    return Markdown(f"[{markdown_text(text)}]({target.replace('&', '&amp;')})")
