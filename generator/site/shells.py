"""Page shells: the theme is rendered once for every shape of page, with sentinels, and records fill them.

This is the one place that knows about sentinels. Two pages have one shape when the theme cannot tell them apart but
by the words and addresses on them: same template, same section, same lists of the same lengths, the same values
absent. A sentinel carries an ampersand, so that the rendered shell itself shows where the theme escapes a value and
where it does not.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

_SENTINEL = "shell{}&slot"
_SLOT = re.compile(r"shell(\d+)&(amp;)?slot")
_LITERAL = frozenset({"template", "kind", "section", "is_demo", "type", "name"})
"""What the theme branches on, or what is the same on every page of a kind: part of the shape."""

Shape = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ShellPage:
    """What the theme sees of a page, with words and addresses or with sentinels in their place."""

    url: str
    """Root-relative; only its folder matters to the theme, for relative addresses."""
    title: str
    canonical_url: str
    content: str
    meta: Mapping[str, Any]
    toc: tuple[tuple[int, str, str], ...]
    """Headings: (level, anchor, title)."""


Render = Callable[[ShellPage], str]
"""The theme: one page to HTML."""


@dataclass(frozen=True, slots=True)
class _Shell:
    """Rendered theme cut at the slots: text, slot, text, slot … text."""

    texts: tuple[str, ...]
    slots: tuple[tuple[int, bool], ...]
    """Number of the value, and whether the theme escapes it."""

    def fill(self, values: list[str]) -> str:
        parts = [self.texts[0]]
        for (number, escaped), text in zip(self.slots, self.texts[1:], strict=True):
            value = values[number]
            parts += (str(escape(value)) if escaped else value, text)
        return "".join(parts)


class Shells:
    """The shells met so far; made as pages of a new shape come along."""

    def __init__(self, render: Render) -> None:
        self._render = render
        self._shells: dict[Shape, _Shell] = {}

    def html(self, page: ShellPage) -> str:
        """The whole HTML of a page, byte for byte what the theme itself makes of it."""
        masked = _Masked()
        shape = (
            posixpath.dirname(page.url),
            masked.text(page.title),
            masked.text(page.canonical_url),
            masked.text(page.content),
            masked.mapping(page.meta),
            tuple((level, masked.text(anchor), masked.text(title)) for level, anchor, title in page.toc),
        )
        shell = self._shells.get(shape)
        if shell is None:
            shell = self._shells[shape] = self._cut(shape)
        return shell.fill(masked.values)

    def _cut(self, shape: Shape) -> _Shell:
        folder, title, canonical, content, meta, toc = shape
        rendered = self._render(
            ShellPage(posixpath.join(folder, "shell.html"), title, canonical, content, _plain(meta), toc)
        )
        texts: list[str] = []
        slots: list[tuple[int, bool]] = []
        end = 0
        for found in _SLOT.finditer(rendered):
            texts.append(rendered[end : found.start()])
            slots.append((int(found[1]), found[2] is not None))
            end = found.end()
        return _Shell((*texts, rendered[end:]), tuple(slots))


class _Masked:
    """Takes the words of a page out and puts sentinels in, numbered in the order they are met."""

    def __init__(self) -> None:
        self.values: list[str] = []

    def text(self, value: str) -> str:
        """A sentinel; an absent value stays absent, since the theme may leave its place out."""
        if not value:
            return ""
        self.values.append(value)
        return _SENTINEL.format(len(self.values) - 1)

    def address(self, url: str) -> str:
        """A sentinel in the same folder, so that the theme makes the same relative address of it."""
        if not url:
            return ""
        path, mark, rest = url.partition("?")
        folder, name = posixpath.split(path)
        return posixpath.join(folder, self.text(f"{name}{mark}{rest}"))

    def mapping(self, values: Mapping[str, Any]) -> Shape:
        return tuple((key, self._value(key, value)) for key, value in values.items())

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, str):
            if key in _LITERAL:
                return value
            return self.address(value) if key in {"url", "tip_off"} else self.text(value)
        if isinstance(value, list):
            return ("list", *(self.mapping(item) for item in value))
        return value


def _plain(shape: Shape) -> dict[str, Any]:
    """A mapping's shape back as the mapping that the theme reads."""
    return {
        key: [_plain(item) for item in value[1:]] if isinstance(value, tuple) else value
        for key, value in shape
    }
