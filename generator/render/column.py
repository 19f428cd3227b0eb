"""The whole column as artifacts: every page, and every file that is not a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.render.page import Page


@dataclass(frozen=True)
class Artifacts:
    """What a build publishes, before MkDocs sees it.

    ``files`` maps root-relative addresses to bytes; ``attachments`` maps root-relative addresses to paths below
    content_data/ that are copied as they are.
    """

    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    attachments: Mapping[str, str]
    sections: tuple[str, ...]
    """Stems of the overview pages that have something to show; navigation names no other."""
