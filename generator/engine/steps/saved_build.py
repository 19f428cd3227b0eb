"""What a build leaves to the next one: its parts, each with a key over everything it rests on, and the site's files.

All of it is one entry of the cache, written when the site stands: a build that ends before leaves the earlier state with
the earlier site. What is heavy lies in blocks beside the entry and is read only when somebody needs it.
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
    """Files that are made together, or stand together while their key holds.

    Its pieces: ``outputs`` (address → ``Written``), ``links``, ``anchors`` and ``updated`` as in ``Published``, and what
    is the part's own.
    """

    key: str
    addresses: tuple[str, ...]
    pieces: Pieces


@dataclass(frozen=True)
class CountyPart:
    """A county's part: the slices of its summary and its share of the search index are pieces too."""

    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    portal: str
    """Digest of the portal's own files by which these were read."""
    facts: CountyFacts
    part: Part
    texts: Block
    """Of its feed entries."""


@dataclass(frozen=True)
class State:
    """Everything that a build left."""

    sections: tuple[str, ...] | None = None
    """Stems of the overview pages in the navigation; None where nothing was built yet."""
    counties: Mapping[str, CountyPart] = field(default_factory=dict)
    """By code, in the order of the portal."""
    parts: Mapping[str, Part] = field(default_factory=dict)
    """What is drawn from all counties, by name."""
    files: Listing = field(default_factory=dict)
    """The site as it was left."""

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "files": packed(self.files)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, files=unpacked(state["files"]))

    def doubted(self) -> "State":
        """The same, of which no part is good any more; what is told by its content can be taken over all the same."""
        counties = {
            code: replace(county, part=replace(county.part, key="")) for code, county in self.counties.items()
        }
        parts = {name: replace(part, key="") for name, part in self.parts.items()}
        return replace(self, counties=counties, parts=parts)

    def every_part(self) -> Iterator[Part]:
        """The parts of counties and province."""
        yield from (county.part for county in self.counties.values())
        yield from self.parts.values()


NOTHING = State()
