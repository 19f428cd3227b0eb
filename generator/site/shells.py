"""Page shells: the theme is rendered once for each shape of page, with sentinels that each page's words replace.

Two pages have the same shape if the theme output differs only in their words and addresses: same template, same section,
lists of the same lengths, the same values absent.
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
    """A page as the theme gets it, with words and addresses or with sentinels in their place."""

    url: str
    """Root-relative; the theme makes addresses relative to its folder."""
    title: str
    canonical_url: str
    content: str
    meta: Mapping[str, Any]
    toc: tuple[tuple[int, str, str], ...]
    """Headings: (level, anchor, title)."""


Render = Callable[[ShellPage], str]
"""Renders one page with the theme, to HTML."""

_MANY = 500
"""Most shells with headings that are kept in memory, 20 KB each."""

Address = tuple[str, bool]
"""The shape of an address: (its folder with a slash at the end, False if there is no address)."""


class Shape(NamedTuple):
    """Everything that the theme branches on: of words whether they are present, of addresses also the folder."""

    stem: str
    """Stem of a page in the navigation; for other pages a placeholder in the same folder."""
    kind: str
    section: str
    is_demo: bool
    is_dated: bool
    is_described: bool
    crumbs: tuple[Address, ...]
    tags: tuple[tuple[str, bool], ...]
    """Name of each meta tag, and whether it has content."""
    feeds: tuple[tuple[str, Address], ...]
    """Type and address of each."""
    alternates: tuple[tuple[str, Address], ...]
    tip_off: Address
    levels: tuple[int, ...]
    """Levels of the headings."""


class Shells:
    """The shells made so far; one is made when a page of a new shape comes.

    Args:
        named: addresses of pages in the navigation, each with a shell of its own, because the navigation marks the
            current page.
        settings: text that the theme writes besides the page and that must not contain a sentinel.
    """

    def __init__(self, render: Render, named: frozenset[str] = frozenset(), settings: str = "") -> None:
        self._render = render
        self._tag = tag_for(settings)
        self._named = named
        self._shells: dict[Shape, Cut] = {}
        self._filled: dict[tuple[Shape, tuple[Heading, ...]], EncodedCut] = {}
        """Shells with headings filled in, which most pages of a kind share."""

    def html(self, page: Page, html: Html, canonical: str) -> bytes:
        """Returns the whole HTML of a page, identical to what the theme itself renders.

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
        """Returns the shell of a shape with headings filled in; ``first`` is the number of their first sentinel."""
        shell = self._shells.get(shape)
        if shell is None:
            shell = self._shells[shape] = cut(self._render(_sentinels(shape, self._tag)), tag=self._tag)
        if len(self._filled) >= _MANY:
            self._filled.clear()
        words = [word for heading in headings for word in (heading.id, heading.title)]
        filled = self._filled[shape, headings] = encoded(shell.given(dict(enumerate(words, first))))
        return filled


class _Words:
    """Collects a page's words except headings, in the order in which ``_sentinels`` numbers them after the content."""

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def of(self, page: Page, html: Html, stem: str) -> Shape:
        """Collects the words and returns the shape; ``stem`` is the page's own or a placeholder in its folder."""
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
    """Returns a page of this shape with sentinels for words."""
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
