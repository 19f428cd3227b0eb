"""The state that a build saves for the next one: its parts, each with a key, and a listing of the site's files.

It is one entry of the cache, written after the swap: a build that ends before leaves the earlier state with the earlier
site. Large values are in blocks beside the entry and are read only when needed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.engine.output.site_listing import Listing, packed, unpacked
from generator.engine.steps.jobs import CountyFacts
from generator.engine.store.cache import Block, Source
from generator.engine.store.packs import Pieces
from generator.rules.base import Cancelled


@dataclass(frozen=True)
class Part:
    """Files that are made together, and kept together while their key is unchanged.

    Its pieces: ``outputs`` (address → ``Written``), ``links``, ``anchors`` and ``updated`` as in ``Published``, and more
    that only some parts have. The key is a digest of everything that the part depends on; empty: make it anew.
    """

    key: str
    addresses: tuple[str, ...]
    pieces: Pieces


@dataclass(frozen=True)
class CountyPart:
    """A county's part; its pieces include the slices of its summary and its share of the search index."""

    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    portal: str
    """Digest of the portal's own files with which ``cancelled`` was read."""
    facts: CountyFacts
    part: Part
    texts: Block
    """Texts of its feed entries."""


@dataclass(frozen=True)
class State:
    """Everything that a build saved."""

    sections: tuple[str, ...] | None = None
    """Stems of the overview pages in the navigation; None if nothing was built yet."""
    counties: Mapping[str, CountyPart] = field(default_factory=dict)
    """By code, in the order of the portal."""
    parts: Mapping[str, Part] = field(default_factory=dict)
    """The other parts, drawn from all counties, by name."""
    files: Listing = field(default_factory=dict)
    """The site as the build left it."""

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "files": packed(self.files)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, files=unpacked(state["files"]))

    def doubted(self) -> "State":
        """Returns the state with empty keys, so that no part is kept; unchanged files and pieces can still be reused."""
        counties = {
            code: replace(county, part=replace(county.part, key="")) for code, county in self.counties.items()
        }
        parts = {name: replace(part, key="") for name, part in self.parts.items()}
        return replace(self, counties=counties, parts=parts)

    def every_part(self) -> Iterator[Part]:
        """Yields the parts of the counties, then the others."""
        yield from (county.part for county in self.counties.values())
        yield from self.parts.values()


NOTHING = State()
