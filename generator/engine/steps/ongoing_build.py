"""The state of a running build: parts kept from the last build and parts made anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.engine.output.site_listing import FoundSite, Listing, Written, without
from generator.engine.output.staging import Ours, Target, swap
from generator.engine.steps.jobs import Published
from generator.engine.steps.saved_build import NOTHING, CountyPart, Part, State
from generator.engine.store.cache import Cache
from generator.engine.store.packs import Pieces, pack
from generator.model.reasons import reason_and_place
from generator.render.links import Link

STATE = "state"
"""Name of the cache entry."""


@dataclass
class OngoingBuild:
    """The state that this build will save, as far as it is made."""

    site: Path
    cache: Cache
    earlier: State
    found_site: FoundSite
    open_target: Callable[[Mapping[str, Written]], Target]
    """Makes the staging folder, given the files known to be in the site as written."""
    is_read: bool = True
    """False if the portal's files or the theme were edited while they were read: the next build makes all anew."""
    sections: tuple[str, ...] | None = None
    counties: dict[str, CountyPart] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    def keep(self, name: str, key: str) -> bool:
        """Takes over a part of the last build if its key, files and block are unchanged; returns whether it did."""
        part = self.earlier.parts.get(name)
        if (
            part is None
            or part.key != key
            or not self.found_site.holds(part.addresses)
            or not self.cache.has(part.pieces.block)
        ):
            return False
        self.parts[name] = part
        return True

    def known(self, name: str) -> Mapping[str, Written]:
        """Returns the files of an earlier part that are in the site as they were written."""
        outputs: Mapping[str, Written] = self.left(name, "outputs") or {}
        return self.found_site.known(outputs)

    def keep_whole(self, name: str, key: str) -> Mapping[str, Any] | None:
        """Like ``keep``, but reads and returns all pieces of the part; None if it is not kept.

        Raises:
            CacheGoneError: a piece is damaged.
        """
        if not self.keep(name, key):
            return None
        pieces = self.parts[name].pieces
        return {piece: pieces.take(self.cache, piece) for piece in pieces.places}

    def left(self, name: str, piece: str) -> Any:
        """Returns a piece of an earlier part; None if there is none."""
        part = self.earlier.parts.get(name)
        if part is None or piece not in part.pieces.places or not self.cache.has(part.pieces.block):
            return None
        return part.pieces.take(self.cache, piece)

    def add(self, name: str, key: str, published: Published, own: Mapping[str, object] | None = None) -> None:
        """Adds a part that was made anew; ``own`` are further pieces."""
        self.put(name, key, {**published.pieces(), **(own or {})})

    def put(self, name: str, key: str, pieces: Mapping[str, Any]) -> None:
        """Adds a part with these pieces."""
        data, places = pack(pieces)
        block = self.cache.store_block(f"parts/{name.replace('/', '-')}", data)
        self.parts[name] = Part(key, tuple(pieces["outputs"]), Pieces(block, places))

    def make(self, name: str, key: str, files: Callable[[], Iterable[tuple[str, bytes]]]) -> None:
        """Keeps a part that consists of files only, or makes it anew."""
        if not self.keep(name, key):
            target = self.open_target(self.known(name))
            self.add(name, key, Published({address: target.put(address, data) for address, data in files()}))

    def every_part(self) -> Iterator[Part]:
        return State(self.sections, self.counties, self.parts).every_part()

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset().union(*(part.addresses for part in self.every_part()))

    def digest(self, piece: str, *, besides: str) -> str:
        """Returns the joined digests (hexadecimal) of a piece of every part except ``besides``."""
        return b"".join(part.pieces.digest(piece) for part in self._all_but(besides)).hex()

    def each(self, piece: str, *, besides: str) -> Iterator[Any]:
        """Yields a piece of every part that has it except ``besides``; counties first."""
        for part in self._all_but(besides):
            if piece in part.pieces.places:
                yield part.pieces.take(self.cache, piece)

    def _all_but(self, left_out: str) -> Iterator[Part]:
        """Yields parts in an order that does not depend on which were made anew."""
        yield from (county.part for county in self.counties.values())
        yield from (self.parts[name] for name in sorted(self.parts) if name != left_out)

    def days(self) -> dict[str, date | None]:
        """Returns page → the last date in the data it shows."""
        found: dict[str, date | None] = {}
        for part in self.every_part():
            found |= part.pieces.take(self.cache, "updated")
        return found

    def links(self, urls: frozenset[str]) -> tuple[Link, ...]:
        """Returns the links to be checked: those of parts made anew, or of all parts if a link target is gone."""
        parts = self.every_part() if self._vanished(urls) else self._fresh()
        return tuple(link for part in parts for link in part.pieces.take(self.cache, "links"))

    def anchors(self, links: Iterable[Link]) -> dict[str, frozenset[str]]:
        """Returns page → anchors, for the pages that the links target with a fragment (and others of the same parts)."""
        wanted = {link.address for link in links if link.fragment}
        found: dict[str, frozenset[str]] = {}
        for part in self.every_part():
            if not wanted.isdisjoint(part.addresses):
                found |= part.pieces.take(self.cache, "anchors")
        return found

    def _fresh(self) -> tuple[Part, ...]:
        old = {part.pieces.block.name for part in self.earlier.every_part()}
        return tuple(part for part in self.every_part() if part.pieces.block.name not in old)

    def _vanished(self, urls: frozenset[str]) -> bool:
        """Returns whether an address or an anchor of the last build is gone."""
        kept = {part.pieces.block.name for part in self.every_part()}
        gone = [part for part in self.earlier.every_part() if part.pieces.block.name not in kept]
        if any(not urls.issuperset(part.addresses) for part in gone):
            return True
        if not all(self.cache.has(part.pieces.block) for part in gone):
            return True
        now: dict[str, frozenset[str]] = {}
        for part in self._fresh():
            now |= part.pieces.take(self.cache, "anchors")
        before = (item for part in gone for item in part.pieces.take(self.cache, "anchors").items())
        return any(not ids <= now.get(url, frozenset()) for url, ids in before)

    @property
    def others(self) -> list[str]:
        """Files of the site that no part has: ours that will be removed, and other people's."""
        return without(self.found_site.files, self.addresses)

    def finish(self) -> str:
        """Moves staged files into the site and saves the state for the next build.

        Returns:
            Why the state could not be saved, in Chinese; empty if it was. The site is complete in either case.

        Raises:
            NotOursError: a file that no build wrote is at an address of the site.
            HalfwayError: the swap stopped half-way.
        """
        everything = self.addresses
        others = without(self.found_site.files, everything)
        swap(self.site, everything, Ours(self.site, self.earlier.files), others)
        state = State(self.sections, self.counties, self.parts, self._listing(others))
        if not self.is_read:
            state = state.doubted()
        try:
            if state != self.earlier:
                self.cache.store(STATE, state)
            self.cache.keep_blocks((county.texts for county in self.counties.values()), "texts")
            self.cache.keep_blocks(
                (county.part.pieces.block for county in self.counties.values()), "counties"
            )
            self.cache.keep_blocks((part.pieces.block for part in self.parts.values()), "parts")
        except OSError as error:
            return reason_and_place(error)
        return ""

    def _listing(self, others: Iterable[str]) -> Listing:
        """Returns the files of the site after the swap, without ``others``."""
        files = {folder: dict(names) for folder, names in self.found_site.files.items()}
        for part in self._fresh():
            outputs: Mapping[str, Written] = part.pieces.take(self.cache, "outputs")
            for address, written in outputs.items():
                folder, mark, name = address.rpartition("/")
                files.setdefault(folder + mark, {})[name] = written[:2]
        for address in others:
            folder, mark, name = address.rpartition("/")
            del files[folder + mark][name]
        return {folder: names for folder, names in files.items() if names}


def distrust(cache: Cache) -> None:
    """Clears the saved state except the list of our files, so that the next build keeps nothing."""
    cache.store(STATE, State(files=load_state(cache).files))


def load_state(cache: Cache) -> State:
    """Returns the saved state; ``NOTHING`` if it is damaged or of another version."""
    found = cache.load(STATE)
    return found if isinstance(found, State) else NOTHING
