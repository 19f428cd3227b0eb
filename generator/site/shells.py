"""Page shells: the theme is rendered once for every shape of page, with sentinels, and records fill them.

Two pages have one shape when the theme cannot tell them apart but by the words and addresses on them: same template,
same section, same lists of the same lengths, the same values absent.
"""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.render.slots import Cut, cut, sentinel

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


class Shells:
    """The shells met so far; made as pages of a new shape come along.

    ``named`` are the addresses of pages in the navigation, which marks its entry on the page itself: each has a shell
    of its own.
    """

    def __init__(self, render: Render, named: frozenset[str] = frozenset()) -> None:
        self._render = render
        self._named = named
        self._shells: dict[Shape, Cut] = {}

    def html(self, page: ShellPage) -> str:
        """The whole HTML of a page, byte for byte what the theme itself makes of it."""
        masked = _Masked()
        shape = (
            page.url
            if page.url in self._named
            else posixpath.join(posixpath.dirname(page.url), "shell.html"),
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

    def _cut(self, shape: Shape) -> Cut:
        url, title, canonical, content, meta, toc = shape
        rendered = self._render(ShellPage(url, title, canonical, content, _plain(meta), toc))
        return cut(rendered)


class _Masked:
    """Takes the words of a page out and puts sentinels in, numbered in the order they are met."""

    def __init__(self) -> None:
        self.values: list[str] = []

    def text(self, value: str) -> str:
        """A sentinel; an absent value stays absent, since the theme may leave its place out."""
        if not value:
            return ""
        self.values.append(value)
        return sentinel(len(self.values) - 1)

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
