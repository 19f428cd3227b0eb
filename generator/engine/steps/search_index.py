"""Makes the search index from the shares of all parts, or replaces only what changed in the published index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.engine.output.site_listing import Written
from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import Published
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.steps.saved_build import CountyPart, Part
from generator.engine.store.cache import Cache, digest_of
from generator.engine.store.packs import Pieces
from generator.render.overviews import Overview
from generator.render.portal_artifacts import own_search_parts
from generator.render.search import IndexedPart, PartHead, index_part, merge, part_files, update

_OWN, _INDEX = "search-own", "search"
_SECONDS = 0.0012
"""Roughly what a county's share takes."""


@dataclass(frozen=True)
class IndexJob:
    key: str
    """Digest of what the shares that belong to no county depend on."""

    def __str__(self) -> str:
        return "检索目录"


def index(ongoing: OngoingBuild, drawn: Overview, key: str) -> Batch[IndexJob, Mapping[str, Part]]:
    """Returns one job that makes the parts of the index, or none if both are kept.

    Args:
        key: digest of what the shares that belong to no county depend on.
    """
    is_kept = ongoing.keep(_OWN, key) and ongoing.keep(_INDEX, _index_key(_now(ongoing)))

    def finish(results: Sequence[Mapping[str, Part]]) -> None:
        for parts in results:
            ongoing.parts.update(parts)

    seconds = _SECONDS * len(ongoing.counties)
    return Batch(partial(_built, ongoing, drawn), () if is_kept else (IndexJob(key),), seconds, finish)


def _built(ongoing: OngoingBuild, drawn: Overview, job: IndexJob) -> Mapping[str, Part]:
    """Stages the index files that differ from the published ones; returns the parts of the index."""
    ongoing = replace(ongoing, parts={})
    if not ongoing.keep(_OWN, job.key):
        _add_own(ongoing, drawn, job.key)
    now = _now(ongoing)
    index_key = _index_key(now)
    if not ongoing.keep(_INDEX, index_key):
        ongoing.add(_INDEX, index_key, Published(_updated(ongoing, now)), {"heads": now.heads})
    return ongoing.parts


def _now(ongoing: OngoingBuild) -> "_Shares":
    return _shares(ongoing.counties, ongoing.parts[_OWN], ongoing.cache)


def _index_key(now: "_Shares") -> str:
    return digest_of([head.digest for head in now.heads])


def _add_own(ongoing: OngoingBuild, drawn: Overview, key: str) -> None:
    """Adds the shares that belong to no county; those with unchanged words are not indexed again."""
    parts = own_search_parts(drawn)
    marks = {part.key: digest_of(part) for part in parts}
    earlier: Mapping[str, str] = ongoing.left(_OWN, "marks") or {}
    outputs: Mapping[str, Written] = ongoing.left(_OWN, "outputs") or {}
    known = ongoing.known(_OWN)
    target = ongoing.open_target(known)
    written: dict[str, Written] = {}
    shares: dict[str, IndexedPart] = {}
    for part in parts:
        addresses = part_files(part.key)
        if earlier.get(part.key) == marks[part.key] and known.keys() >= set(addresses):
            shares[part.key] = ongoing.left(_OWN, part.key)
            written |= {address: outputs[address] for address in addresses}
        else:
            share = index_part(part)
            shares[part.key] = share.part
            written |= {address: target.put(address, data) for address, data in share.files.items()}
    heads = tuple(share.head for share in shares.values())
    ongoing.add(_OWN, key, Published(written), {**shares, "heads": heads, "marks": marks})


def _updated(ongoing: OngoingBuild, now: "_Shares") -> dict[str, Written]:
    """Returns the files of the index, after replacing what changed or making all of it."""
    before: Mapping[str, Written] = ongoing.left(_INDEX, "outputs") or {}
    known = ongoing.found_site.known(before)
    target = ongoing.open_target(known)
    was = _earlier(ongoing) if before and len(known) == len(before) else None
    if was and was.heads == ongoing.left(_INDEX, "heads"):
        changed = update(
            was.heads, now.heads, was.whole, now.whole, lambda address: (ongoing.site / address).read_bytes()
        )
        if changed is not None:
            outputs = {address: file for address, file in before.items() if address not in changed}
            return outputs | {
                address: target.put(address, data) for address, data in changed.items() if data is not None
            }
    files = merge([now.whole(at) for at in range(len(now.heads))])
    return {address: target.put(address, data) for address, data in files.items()}


@dataclass(frozen=True)
class _Shares:
    """The shares of all parts, in the order of the index, and where they are cached."""

    cache: Cache
    heads: Sequence[PartHead]
    places: Sequence[tuple[Pieces, str]]

    def whole(self, at: int) -> IndexedPart:
        pieces, name = self.places[at]
        found: IndexedPart = pieces.take(self.cache, name)
        return found


def _shares(counties: Mapping[str, CountyPart], own: Part, cache: Cache) -> _Shares:
    published = [(county.facts.search, county.part.pieces) for county in counties.values()]
    heads = [(head, (pieces, "search")) for head, pieces in published if head]
    heads += [(head, (own.pieces, head.key)) for head in own.pieces.take(cache, "heads")]
    return _Shares(cache, tuple(head for head, _ in heads), tuple(place for _, place in heads))


def _earlier(ongoing: OngoingBuild) -> _Shares | None:
    """Returns the shares of the last build; None if any block is gone."""
    own, counties = ongoing.earlier.parts.get(_OWN), ongoing.earlier.counties
    if own is None or not all(ongoing.cache.has(part.pieces.block) for part in ongoing.earlier.every_part()):
        return None
    return _shares(counties, own, ongoing.cache)
