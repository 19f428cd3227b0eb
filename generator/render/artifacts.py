"""Pages and files of the portal, before the theme is put around them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.disclosed_records import Attachment
from generator.render.page import Page


@dataclass(frozen=True)
class Artifacts:
    """Pages and files to publish."""

    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Root-relative address → bytes of every file that is not a page."""
    attachments: Mapping[str, tuple[str, Attachment]] = field(default_factory=dict)
    """Root-relative address → (county code, attachment)."""
    sections: tuple[str, ...] = ()
    """Stems of the overview pages that have content; the navigation names only these."""
    entry_ids: tuple[str, ...] = ()
    """Ids of lasting feed entries: counties in their order, then policies and notices."""


def files_beside(pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """Yields the Markdown and JSON files that are published beside the pages of records."""
    for page in pages:
        yield from markdown_beside(page)
        if page.data:
            yield f"{page.stem}.json", page.data()


def markdown_beside(page: Page) -> Iterator[tuple[str, bytes]]:
    """Yields the Markdown file that is published beside a page of a record."""
    if page.publishes_markdown:
        yield f"{page.stem}.md", page.body.published
