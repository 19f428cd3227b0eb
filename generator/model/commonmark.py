"""CommonMark with tables → HTML: one parser for what is checked and for what is shown.

That is comrak where it has a wheel. On Windows before Python 3.14 it has none; there cmarkgfm, of which comrak is a
port, writes the same bytes, and on Windows on ARM, for which neither has one, markdown-it-py, which is Python alone
(tests/model/test_commonmark.py).
"""

import re
import unicodedata
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol
from urllib.parse import quote


class _Parser(Protocol):
    def __call__(self, markdown: str, *, is_ours: bool, with_places: bool) -> str: ...


def html_of(markdown: str) -> str:
    """The HTML of our own templates' Markdown: HTML in it stands as it is."""
    return _parser()(_lines(markdown), is_ours=True, with_places=False)


def safe_html_of(markdown: str, *, with_places: bool = False) -> str:
    """The HTML of a clerk's Markdown: HTML in it becomes a comment, the address of a script becomes empty.

    Args:
        with_places: elements carry their position in the text (``data-sourcepos``): each block, and with comrak the
            elements within it too.
    """
    return _parser()(_lines(markdown), is_ours=False, with_places=with_places)


def _lines(markdown: str) -> str:
    """The text in a form that both parsers read alike: each line ends with a line feed, NUL becomes U+FFFD."""
    if "\r" in markdown:
        markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    ended = markdown if markdown.endswith("\n") else f"{markdown}\n"
    return ended.replace("\0", "\ufffd")


@cache
def parser_package() -> str:
    """The package that reads Markdown on this machine: the first that is installed."""
    installed = (name for name, module in _MODULES.items() if find_spec(module))
    return next(installed, "comrak")


@cache
def _parser() -> _Parser:
    return {"comrak": by_comrak, "cmarkgfm": by_cmark, "markdown-it-py": by_python}[parser_package()]()


_MODULES = {"comrak": "comrak", "cmarkgfm": "cmarkgfm", "markdown-it-py": "markdown_it"}
"""Package → module; the fastest first."""


def by_comrak() -> _Parser:
    """The comrak parser; raises ImportError where it is not installed."""
    comrak = import_module("comrak")

    def options(*, is_ours: bool, with_places: bool) -> dict[str, object]:
        table, render = comrak.ExtensionOptions(), comrak.RenderOptions()
        table.table = True
        render.unsafe_ = is_ours
        render.gfm_quirks = True  # writes strong within strong only once, as cmarkgfm does
        render.sourcepos = with_places
        return {"extension_options": table, "render_options": render}

    kept = cache(options)

    def parse(markdown: str, *, is_ours: bool, with_places: bool) -> str:
        return str(comrak.render_markdown(markdown, **kept(is_ours=is_ours, with_places=with_places)))

    return parse


def by_cmark() -> _Parser:
    """The cmarkgfm parser, its input and output adjusted so that the HTML equals comrak's."""
    cmark = import_module("cmarkgfm.cmark")

    def parse(markdown: str, *, is_ours: bool, with_places: bool) -> str:
        options = cmark.Options.CMARK_OPT_UNSAFE * is_ours | cmark.Options.CMARK_OPT_SOURCEPOS * with_places
        spelt = _BEYOND_LETTERS.sub(_spelt, markdown)
        html = str(cmark.markdown_to_html_with_extensions(spelt, options, ["table"]))
        html = _SPELT_IN_ADDRESS.sub(_address_of, _SPELT.sub(_sign_of, html))
        return _ADDRESS.sub(_escaped, _AFTER_BREAK.sub("<br />\n", html))

    return parse


def by_python() -> _Parser:
    """The markdown-it-py parser, some of its rules replaced so that the HTML equals comrak's."""
    from generator.model.commonmark_python import parser, written

    kept = cache(parser)

    def parse(markdown: str, *, is_ours: bool, with_places: bool) -> str:
        return written(kept(is_ours=is_ours), markdown, with_places=with_places)

    return parse


# Beside a sign such as ￥, ● or ± the two would find emphasis differently: CommonMark of 2024 counts it as punctuation,
# that of 2019, which cmarkgfm follows, as a letter. So cmarkgfm is given each sign as six marks that both count as
# punctuation (the hexadecimal digits of its code point), and the sign is put back into the HTML.
_BEYOND_LETTERS = re.compile(r"[^\0-\x7f\u3400-\u4dbf\u4e00-\u9fff]")
_ADDRESS = re.compile(r'(?:href|src)="[^"]*%[^"]*"')
_AFTER_BREAK = re.compile(r"<br />\n[ \t]+")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_DIGITS = [chr(0x2E00 + digit) for digit in range(16)]
_SPELT = re.compile("[\u2e00-\u2e0f]{6}")
_SPELT_IN_ADDRESS = re.compile("(?:%E2%B8%8[0-9A-F]){6}")


def _escaped(found: re.Match[str]) -> str:
    """Escape each lone percent sign in an address, as comrak does."""
    return _LONE_PERCENT.sub("%25", found[0])


def _spelt(found: re.Match[str]) -> str:
    if unicodedata.category(found[0])[0] not in "SP":
        return found[0]
    return "".join([_DIGITS[int(digit, 16)] for digit in f"{ord(found[0]):06x}"])


def _sign_of(found: re.Match[str]) -> str:
    return chr(int("".join([f"{_DIGITS.index(mark):x}" for mark in found[0]]), 16))


def _address_of(found: re.Match[str]) -> str:
    return quote(chr(int(found[0][8::9], 16)))
