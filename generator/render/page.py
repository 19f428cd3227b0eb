"""A page before the theme is put around it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from generator.render.html import Html, plain_markdown, to_html


class Body(Protocol):
    """The content of a page as Markdown and as HTML."""

    @property
    def markdown(self) -> str:
        """Markdown with layout lines."""

    @property
    def published(self) -> bytes:
        """The Markdown published beside the page: without layout lines."""

    @property
    def html(self) -> Html: ...


@dataclass(frozen=True, slots=True)
class Template:
    """A body as Markdown with layout lines, written by a template and rendered by comrak."""

    markdown: str

    @property
    def published(self) -> bytes:
        return plain_markdown(self.markdown).encode()

    @property
    def html(self) -> Html:
        return to_html(self.markdown)


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of 当前位置; that of the page itself has no url."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same record in another format, or a feed that belongs to the page."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its body, and what the theme's template needs to know.

    ``stem`` is the root-relative address without extension, e.g. ``projects/210198-2020-03``. Addresses inside
    ``body`` are relative to the page itself; the other addresses are root-relative.
    """

    stem: str
    kind: str
    """Template in overrides/: home, county, project, contractor, list, case, policy, notice, tip-off, data, plain."""
    section: str
    """Name of the navigation entry that is current on the page."""
    title: str
    description: str
    body: Body
    breadcrumbs: tuple[Crumb, ...] = ()
    is_demo: bool = False
    updated: date | None = None
    """The last date in the data the page shows."""
    meta_tags: tuple[tuple[str, str], ...] = ()
    """Portal and article tags of 国办发〔2017〕47号: (name, content)."""
    feeds: tuple[Alternate, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    tip_off: str = ""
    publishes_markdown: bool = False
    """Whether the record's Markdown is published beside the page (records: yes; overviews: no)."""
    data: Callable[[], bytes] | None = None
    """Makes the JSON published beside the page; None: there is none."""
    clauses: tuple[str, ...] = ()
    """Anchors of paragraphs that are cited, besides those of the headings."""

    @property
    def url(self) -> str:
        return f"{self.stem}.html"

    def anchors(self, html: Html) -> tuple[str, ...]:
        """Returns what links may lead to in the page: headings, and paragraphs that are cited."""
        return (*self.clauses, *(heading.id for heading in html.headings))
