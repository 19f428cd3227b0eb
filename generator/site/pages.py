"""Portal pages as MkDocs pages: virtual files with finished HTML that only needs the theme around it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.engine.steps.build import Publication
from generator.intake import published_bytes
from generator.render.html import Heading, Html
from generator.render.links import BrokenLink, Link, LinkBook, Targets
from generator.render.page import Page
from generator.site.meta import page_meta
from generator.site.project_folder import missing_pages


class PortalFiles(Files):
    """The files that MkDocs builds; finds other pages of the portal by name, for links and navigation only."""

    def __init__(self, files: Iterable[File], config: MkDocsConfig, addresses: frozenset[str]) -> None:
        super().__init__(files)
        self._config = config
        self._addresses = addresses

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        if found is None and path.endswith(".md") and f"{path.removesuffix('.md')}.html" in self._addresses:
            return File(path, src_dir=None, dest_dir=self._config.site_dir, use_directory_urls=False)
        return found


@dataclass
class RecordPages:
    """The pages that MkDocs builds, kept between its events."""

    publication: Publication = field(init=False)
    _pages: dict[str, Page] = field(default_factory=dict)
    _html: dict[str, Html] = field(default_factory=dict)
    _hand_written: dict[str, str] = field(default_factory=dict)

    def add_to(self, files: Files, config: MkDocsConfig, content: Path) -> Files:
        """Adds pages, other files and attachments to MkDocs' files."""
        for source, written in missing_pages(config).items():
            files.append(File(source, str(written.parent), config.site_dir, use_directory_urls=False))
        for page in self.publication.pages.pages:
            source = f"{page.stem}.md"
            self._pages[source] = page
            self._html[source] = page.body.html
            files.append(File.generated(config, source, content=page.body.markdown))
        for address, data in self.publication.pages.files.items():
            files.append(_plain_file(config, address, content=data))
        for address, (county, attachment) in self.publication.pages.attachments.items():
            published = published_bytes(content, county, attachment)
            if published is not None:
                files.append(_plain_file(config, address, content=published))
        return PortalFiles(files, config, self.publication.ongoing.addresses)

    def prepare(self, page: MkDocsPage, markdown: str) -> str:
        """Sets the metadata of a record page and returns empty Markdown, as its HTML exists; leaves other pages alone."""
        page.update_date = self.publication.ground.as_of.isoformat()
        ours = self._pages.get(page.file.src_uri)
        if ours is None:
            return markdown
        page.title = ours.title
        page.meta.update(page_meta(ours))
        if ours.updated is not None:
            page.update_date = ours.updated.isoformat()
        return ""

    def content(self, page: MkDocsPage, html: str) -> str:
        """Returns the finished HTML of a record page; for other pages the HTML that MkDocs made."""
        ours = self._html.get(page.file.src_uri)
        if ours is None:
            self._hand_written[page.file.dest_uri] = html
            return html
        page.toc = table_of_contents(ours.headings)
        return ours.text

    def own_days(self) -> dict[str, date | None]:
        """Returns page → last date in its data, for the pages that MkDocs builds."""
        days: dict[str, date | None] = dict.fromkeys(self._hand_written)
        return days | {page.url: page.updated for page in self._pages.values()}

    def last_changes(self) -> dict[str, str]:
        """Returns page → last date in its data, or the as-of date if it has none, for all pages."""
        as_of = self.publication.ground.as_of
        days = self.publication.ongoing.days() | self.own_days()
        return {url: (day or as_of).isoformat() for url, day in days.items()}

    def own_links(self) -> tuple[Link, ...]:
        """Returns the links of the pages that MkDocs builds."""
        return tuple(self._book.links.values())

    @cached_property
    def _book(self) -> LinkBook:
        book = LinkBook()
        for source, html in self._html.items():
            book.add(self._pages[source].url, html.content, self._pages[source].anchors(html))
        for url, content in self._hand_written.items():
            book.add(url, content.encode())
            del book.anchors[url]
        return book

    def broken_links(self, own: frozenset[str]) -> list[BrokenLink]:
        """Returns the broken links of the portal.

        Args:
            own: addresses of the files that MkDocs writes.
        """
        ongoing = self.publication.ongoing
        urls = ongoing.addresses | own
        links = (*self._book.links.values(), *ongoing.links(urls))
        targets = Targets(urls, self._book.anchors | ongoing.anchors(links))
        return list(targets.broken(links))


def _plain_file(config: MkDocsConfig, address: str, **source: Any) -> File:
    """Returns a file that MkDocs copies; its source name must not end in .md, or MkDocs would treat it as a page."""
    file = File.generated(config, f"_files/{address}.raw", **source)
    file.dest_uri = address
    return file


def table_of_contents(headings: tuple[Heading, ...]) -> TableOfContents:
    """Nests headings by level, like MkDocs' own table of contents."""
    roots: list[AnchorLink] = []
    open_levels: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.title, heading.id, heading.level)
        while open_levels and open_levels[-1].level >= heading.level:
            open_levels.pop()
        (open_levels[-1].children if open_levels else roots).append(link)
        open_levels.append(link)
    return TableOfContents(roots)
