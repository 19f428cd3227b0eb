"""CommonMark with tables → HTML by markdown-it-py, which is Python alone: for machines that the other parsers lack.

Its rules differ from cmark's (which comrak follows) in a few places; those rules are replaced here, so that the bytes
are the same (tests/model/test_commonmark.py). ADR 0012 says which differences are left.
"""

import re
from collections.abc import Sequence
from html.entities import html5
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, html_block, lheading, paragraph, reference, table
from markdown_it.rules_inline import StateInline, escape
from markdown_it.token import Token


def parser(*, is_ours: bool) -> MarkdownIt:
    """Makes a parser.

    Args:
        is_ours: HTML in the text stands as it is; otherwise it becomes a comment, and the address of a script empty.
    """
    made = MarkdownIt("commonmark", {"maxNesting": 100}, renderer_cls=_Renderer if is_ours else _SafeRenderer)
    blocks, inline = made.block.ruler, made.inline.ruler
    blocks.disable("reference")  # definitions are part of a paragraph until it ends
    blocks.at("paragraph", _paragraph)
    blocks.at("lheading", _heading_underlined)
    blocks.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    blocks.before("lheading", "table_with_pipes", _table, {"alt": ["paragraph", "reference"]})
    inline.at("escape", _escape)
    inline.at("newline", _newline)
    made.normalizeLink = _address  # type: ignore[method-assign,assignment]
    made.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    made.validateLink = bool  # type: ignore[method-assign,assignment]
    return made


def written(parser: MarkdownIt, markdown: str, *, with_places: bool) -> str:
    """Returns the HTML; with places, each block says on which lines of the text it stands (``data-sourcepos``)."""
    env: dict[str, Any] = {}
    tokens = parser.parse(_BLANKS.sub(_guarded, markdown.removeprefix("\ufeff")), env)
    for token in tokens if with_places else ():
        if token.map and token.nesting >= 0 and token.type != "inline":
            first, after = token.map
            token.attrs["data-sourcepos"] = f"{first + 1}:1-{after}:1"
    for token in tokens:
        _unfold_strong(token.children or ())
    html = str(parser.renderer.render(tokens, parser.options, env))
    return html.replace(_GUARD, "").replace(_GUARD_IN_ADDRESS, "")


def _unfold_strong(tokens: Sequence[Token]) -> None:
    """Strong within strong is written once."""
    around = [""]
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.nesting < 0:
            around.pop()
        if name == around[-1] == "strong":
            token.hidden = True
        if token.nesting > 0:
            around.append(name)


# Blanks beyond ASCII: CommonMark strips none of them, markdown-it-py strips all at the ends of a block. So each run of
# them gets a guard at its ends, unless a mark of emphasis is beside it, which has to find a blank there.

_GUARD = "\ue000"
_BLANKS = re.compile("[\f\v\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_GUARD_IN_ADDRESS = quote(_GUARD)


def _guarded(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return ("" if before in {"*", "_"} else _GUARD) + found[0] + ("" if after in {"*", "_"} else _GUARD)


# Rules of blocks.

_INDENT = re.compile(r"\n[ \t]+")
_TAG_ALONE = re.compile(rf"{HTML_OPEN_CLOSE_TAG_STR}\s*$")
_DELIMITERS = re.compile(r"[ \t|]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    paragraph(state, start, end, silent)
    return _has_text(state, end) or _dropped(state)


def _heading_underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not lheading(state, start, end, silent):
        return False
    if not _has_text(state, end):  # definitions alone: the underline is text after them
        _dropped(state)
        underline = state.line - 1
        if not _heading_underlined(state, underline, end, silent):
            _paragraph(state, underline, end, silent)
        state.tokens[-3].map = [start, state.line]
    return True


def _has_text(state: StateBlock, end: int) -> bool:
    """Takes the definitions from the head of the block just written; returns whether text is left."""
    inline = state.tokens[-2]
    inline.content = _INDENT.sub("\n", inline.content)
    if not (
        state.line + 1 < end and _table(state, state.line, end, True)
    ):  # comrak leaves them before a table
        inline.content = _without_definitions(state, inline.content)
    return bool(inline.content)


def _dropped(state: StateBlock) -> bool:
    del state.tokens[-3:]
    return True


def _without_definitions(state: StateBlock, text: str) -> str:
    alone = StateBlock(text, state.md, state.env, [])
    line = 0
    while line < alone.lineMax and _line(alone, line).startswith("["):
        if not reference(alone, line, alone.lineMax, False):
            break
        line = alone.line
    return "\n".join(text.split("\n")[line:])


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line with a tag alone ends a paragraph that it would only continue lazily."""
    if html_block(state, start, end, silent):
        return True
    is_outside = state.sCount[start] < state.blkIndent or state.parentType == "blockquote"
    is_tag = not state.is_code_block(start) and bool(_TAG_ALONE.match(_line(state, start)))
    return silent and is_outside and is_tag


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The row of dashes needs a pipe, its head none; a paragraph that has had one that fitted no head holds no table."""
    if start + 1 >= end or "|" not in _line(state, start + 1):
        return False
    marks = state.bMarks[start], state.tShift[start], state.eMarks[start]
    if "|" not in _line(state, start):  # a copy with pipes is read in its place
        head = f"|{_line(state, start)} |"
        at = len(state.src)
        state.src += head
        state.bMarks[start], state.tShift[start], state.eMarks[start] = at, 0, at + len(head)
    found = table(state, start, end, silent)
    state.bMarks[start], state.tShift[start], state.eMarks[start] = marks
    return found and not (silent and _is_below_dashes(state, start))


def _is_below_dashes(state: StateBlock, line: int) -> bool:
    while line > 0 and not state.isEmpty(line) and not state.isEmpty(line - 1):
        if "|" in _line(state, line) and _DELIMITERS.match(_line(state, line)):
            return True
        line -= 1
    return False


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


# Rules within a block.


def _escape(state: StateInline, silent: bool) -> bool:
    """A backslash before a blank is a backslash, and the blank may be one of two that break the line."""
    return state.src[state.pos + 1 : state.pos + 2] not in {" ", "\t"} and escape(state, silent)


def _newline(state: StateInline, silent: bool) -> bool:
    """Tabs around a line's end go as blanks do."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        kind = "hardbreak" if state.pending.endswith("  ") else "softbreak"
        state.pending = state.pending.rstrip(" \t")
        state.push(kind, "br", 0)
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos] in {" ", "\t"}:
        state.pos += 1
    return True


# What is written.

_ASCII_BLANK = re.compile(r"[ \t\n\r\f\v]")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_CHARACTER = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_OMITTED = "<!-- raw HTML omitted -->"
_DANGEROUS = re.compile(r"(?:javascript|vbscript|file|data(?!:image/(?:png|gif|jpeg|webp))):", re.IGNORECASE)


def _address(written: str) -> str:
    return _LONE_PERCENT.sub("%25", quote(written, safe="-_.+!*(),%#@?=;:/&$~'"))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return html5.get(f"{name};", found[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _plain(tokens: Sequence[Token]) -> str:
    """What an image says instead of its picture."""
    parts = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        parts.get(token.type) or (_plain(token.children) if token.children else token.content)
        for token in tokens
    )


class _Renderer(RendererHTML):
    """Writes as comrak does."""

    def blockquote_open(self, tokens: Sequence[Token], idx: int, *of: Any) -> str:
        return self.renderToken(tokens, idx, *of).rstrip("\n") + "\n"

    def _cell_open(self, tokens: Sequence[Token], idx: int, *of: Any) -> str:
        style = tokens[idx].attrs.pop("style", "")
        if style:
            tokens[idx].attrs["align"] = str(style).removeprefix("text-align:")
        return self.renderToken(tokens, idx, *of)

    th_open = td_open = _cell_open

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        words = _BACKSLASH.sub(r"\1", _CHARACTER.sub(_character, tokens[idx].info)).strip(" \t\n\r\f\v")
        language = _escaped(_ASCII_BLANK.split(words)[0])
        named = f' class="language-{language}"' if language else ""
        attributes, text = self.renderAttrs(tokens[idx]), _escaped(tokens[idx].content)
        return f"{_after_text(tokens, idx)}<pre{attributes}><code{named}>{text}</code></pre>\n"

    def code_block(self, tokens: Sequence[Token], idx: int, *of: Any) -> str:
        return _after_text(tokens, idx) + super().code_block(tokens, idx, *of)

    def html_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return _after_text(tokens, idx) + self.raw(tokens[idx].content)

    def html_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return self.raw(tokens[idx].content)

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<a href="{self.address(tokens[idx], "href")}"{_title(tokens[idx])}>'

    def image(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        said = _escaped(_plain(token.children or ()))
        return f'<img src="{self.address(token, "src")}" alt="{said}"{_title(token)} />'

    def address(self, token: Token, name: str) -> str:
        return _escaped(str(token.attrs.get(name, ""))).replace("'", "&#x27;")

    def raw(self, html: str) -> str:
        return html


class _SafeRenderer(_Renderer):
    """The same of a clerk's text."""

    def address(self, token: Token, name: str) -> str:
        return "" if _DANGEROUS.match(str(token.attrs.get(name, ""))) else super().address(token, name)

    def raw(self, html: str) -> str:
        return _OMITTED + "\n" * html.endswith("\n")


def _after_text(tokens: Sequence[Token], idx: int) -> str:
    """A line feed after the text of a list item that is no paragraph."""
    return "\n" if idx and tokens[idx - 1].hidden else ""


def _title(token: Token) -> str:
    title = str(token.attrs.get("title", ""))
    return f' title="{_escaped(title)}"' if title else ""
