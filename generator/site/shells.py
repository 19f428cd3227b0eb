"""Page shells: the theme is rendered once for every shape of page, with sentinels, and records fill them.

Two pages have one shape when the theme cannot tell them apart but by the words and addresses on them: same template,
same section, same lists of the same lengths, the same values absent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from generator.render.html import Heading, Html
from generator.render.page import Alternate, Crumb, Page, Template
from generator.render.placeholders import Cut, EncodedCut, cut, encoded, sentinel, tag_for
from generator.site.meta import page_meta


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

_MANY = 500
"""Shells with headings that are kept, 20 KB each."""

Address = tuple[str, bool]
"""What the theme makes a relative address of: (the folder with its slash, whether anything follows)."""


class Shape(NamedTuple):
    """What the theme branches on; of words only whether they are there, of addresses the folder too."""

    stem: str
    """Of the page where it is in the navigation, else only its folder matters to the theme."""
    kind: str
    section: str
    is_demo: bool
    is_dated: bool
    is_described: bool
    crumbs: tuple[Address, ...]
    tags: tuple[tuple[str, bool], ...]
    """Name of each tag, and whether it has a content."""
    feeds: tuple[tuple[str, Address], ...]
    """Type and address."""
    alternates: tuple[tuple[str, Address], ...]
    tip_off: Address
    levels: tuple[int, ...]
    """Of the headings."""


class Shells:
    """The shells met so far; made as pages of a new shape come along.

    Args:
        named: the addresses of pages in the navigation, which marks its entry on the page itself: each has a shell of
            its own.
        settings: what the theme writes besides the page; none of it is taken for a sentinel.
    """

    def __init__(self, render: Render, named: frozenset[str] = frozenset(), settings: str = "") -> None:
        self._render = render
        self._tag = tag_for(settings)
        self._named = named
        self._shells: dict[Shape, Cut] = {}
        self._filled: dict[tuple[Shape, tuple[Heading, ...]], EncodedCut] = {}
        """Shells whose headings are filled in: most pages of a kind have the same."""

    def html(self, page: Page, html: Html, canonical: str) -> bytes:
        """The whole HTML of a page, byte for byte what the theme itself makes of it.

        Args:
            canonical: the page's absolute address.
        """
        words = _Words([page.title, canonical])
        own = page.stem if page.url in self._named else f"{page.stem.rpartition('/')[0]}/shell".lstrip("/")
        shape = words.of(page, html, own)
        shell = self._filled.get((shape, html.headings))
        if shell is None:
            shell = self._with_headings(shape, html.headings, 1 + len(words.values))
        return shell.fill(html.content, words.values)

    def _with_headings(self, shape: Shape, headings: tuple[Heading, ...], first: int) -> EncodedCut:
        """The shell of a shape with these headings; ``first`` is the number of the first of their words."""
        shell = self._shells.get(shape)
        if shell is None:
            shell = self._shells[shape] = cut(self._render(_sentinels(shape, self._tag)), tag=self._tag)
        if len(self._filled) >= _MANY:
            self._filled.clear()
        words = [word for heading in headings for word in (heading.id, heading.title)]
        filled = self._filled[shape, headings] = encoded(shell.given(dict(enumerate(words, first))))
        return filled


class _Words:
    """Takes the words of a page but its headings out, in the order in which ``_sentinels`` numbers them after the content."""

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def of(self, page: Page, html: Html, stem: str) -> Shape:
        """The shape that is left; ``stem`` is the page's own or one that stands for all of its folder."""
        values = self.values
        if page.description:
            values.append(page.description)
        if page.updated:
            values.append(page.updated.isoformat())
        crumbs = tuple([self._titled(crumb.title, crumb.url) for crumb in page.breadcrumbs])
        values += [content for _, content in page.meta_tags if content]
        feeds = tuple([(feed.type, self._titled(feed.title, feed.url)) for feed in page.feeds])
        forms = tuple([(form.type, self._titled(form.title, form.url)) for form in page.alternates])
        tip_off = self._address(page.tip_off)
        return Shape(
            stem,
            page.kind,
            page.section,
            page.is_demo,
            page.updated is not None,
            bool(page.description),
            crumbs,
            tuple([(name, bool(content)) for name, content in page.meta_tags]),
            feeds,
            forms,
            tip_off,
            tuple([heading.level for heading in html.headings]),
        )

    def _titled(self, title: str, url: str) -> Address:
        self.values.append(title)
        return self._address(url)

    def _address(self, url: str) -> Address:
        if not url:
            return "", False
        path, mark, rest = url.partition("?")
        folder, slash, name = path.rpartition("/")
        self.values.append(f"{name}{mark}{rest}")
        return folder + slash, True


def _sentinels(shape: Shape, tag: str) -> ShellPage:
    """A page of this shape with sentinels for words."""
    numbers = count()

    def word() -> str:
        return sentinel(next(numbers), tag)

    def address(found: Address) -> str:
        folder, is_there = found
        return folder + word() if is_there else ""

    def forms(found: Iterable[tuple[str, Address]]) -> tuple[Alternate, ...]:
        return tuple(Alternate(word(), address(place), type_) for type_, place in found)

    content, title, canonical = word(), word(), word()
    description = word() if shape.is_described else ""
    updated = word() if shape.is_dated else ""
    page = Page(
        stem=shape.stem,
        kind=shape.kind,
        section=shape.section,
        title=title,
        description=description,
        body=Template(""),
        breadcrumbs=tuple(Crumb(word(), address(crumb)) for crumb in shape.crumbs),
        is_demo=shape.is_demo,
        meta_tags=tuple((name, word() if is_there else "") for name, is_there in shape.tags),
        feeds=forms(shape.feeds),
        alternates=forms(shape.alternates),
        tip_off=address(shape.tip_off),
    )
    toc = tuple((level, word(), word()) for level in shape.levels)
    return ShellPage(page.url, title, canonical, content, page_meta(page) | {"updated": updated}, toc)
