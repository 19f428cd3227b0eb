"""What is published, before the theme is put around it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.disclosure import Attachment
from generator.render.page import Page


@dataclass(frozen=True)
class Artifacts:
    """What a build publishes, before MkDocs sees it."""

    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Root-relative address → bytes of every file that is not a page."""
    attachments: Mapping[str, tuple[str, Attachment]] = field(default_factory=dict)
    """Root-relative address → code of the county, and the file."""
    sections: tuple[str, ...] = ()
    """Stems of the overview pages that have something to show; navigation names no other."""
    entry_ids: tuple[str, ...] = ()
    """Of what the feeds tell for good: counties in their order, then policies and notices."""


def markdown_files(pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The Markdown of records, published beside their pages."""
    for page in pages:
        if page.publishes_markdown:
            yield f"{page.stem}.md", page.body.published
