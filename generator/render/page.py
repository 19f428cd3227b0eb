"""A page before MkDocs sees it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from generator.render.html import Html, plain_markdown, to_html


class Body(Protocol):
    """What stands on a page, in both of its writings."""

    @property
    def markdown(self) -> str:
        """Markdown with layout lines."""

    @property
    def published(self) -> bytes:
        """The Markdown that stands beside the page: no layout lines."""

    @property
    def html(self) -> Html: ...


@dataclass(frozen=True, slots=True)
class Template:
    """A body that a template wrote as Markdown with layout lines; comrak renders it."""

    markdown: str

    @property
    def published(self) -> bytes:
        return plain_markdown(self.markdown).encode()

    @property
    def html(self) -> Html:
        return to_html(self.markdown)


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of 当前位置; the page itself has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same record in another form, or a feed that fits the page."""

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
    """Which entry of the navigation is current."""
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

    @property
    def url(self) -> str:
        return f"{self.stem}.html"
