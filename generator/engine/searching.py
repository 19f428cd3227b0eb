"""The search index of a build: shares put together, or what changed of them replaced where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.engine.cache import Cache, digest_of
from generator.engine.draft import Draft
from generator.engine.jobs import Published
from generator.engine.output import Written
from generator.engine.pieces import Pieces
from generator.engine.state import CountyPart, Part
from generator.render.column import search_shares
from generator.render.overviews import Overview
from generator.render.search import IndexedPart, PartHead, merge, update

_OWN, _INDEX = "search-own", "search"


def build_index(draft: Draft, drawn: Overview, key: str) -> None:
    """Stage the files of the index that differ from the standing ones.

    Args:
        key: of what the shares that belong to no county rest on.
    """
    if not draft.keep(_OWN, key):
        shares = search_shares(drawn)
        target = draft.open_target(draft.known(_OWN))
        files = {address: data for share in shares for address, data in share.files.items()}
        written = {address: target.put(address, data) for address, data in files.items()}
        own: dict[str, object] = {share.part.head.key: share.part for share in shares}
        heads = tuple(share.part.head for share in shares)
        draft.add(_OWN, key, Published(written), own | {"heads": heads})
    now = _shares(draft.counties, draft.parts[_OWN], draft.cache)
    index_key = digest_of([head.digest for head in now.heads])
    if not draft.keep(_INDEX, index_key):
        outputs = _updated(draft, now)
        draft.add(_INDEX, index_key, Published(outputs), {"heads": now.heads})


def _updated(draft: Draft, now: "_Shares") -> dict[str, Written]:
    """What changed of the standing index replaced, or all of it put together."""
    standing: Mapping[str, Written] = draft.left(_INDEX, "outputs") or {}
    known = draft.standing.known(standing)
    target = draft.open_target(known)
    was = _earlier(draft) if standing and len(known) == len(standing) else None
    if was and was.heads == draft.left(_INDEX, "heads"):
        changed = update(
            was.heads, now.heads, was.whole, now.whole, lambda address: (draft.site / address).read_bytes()
        )
        if changed is not None:
            outputs = {address: file for address, file in standing.items() if address not in changed}
            return outputs | {
                address: target.put(address, data) for address, data in changed.items() if data is not None
            }
    files = merge([now.whole(at) for at in range(len(now.heads))])
    return {address: target.put(address, data) for address, data in files.items()}


@dataclass(frozen=True)
class _Shares:
    """The shares of all parts, in the order of the index, and where they lie."""

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


def _earlier(draft: Draft) -> _Shares | None:
    """The shares that an earlier build left, where all of them are there."""
    own, counties = draft.earlier.parts.get(_OWN), draft.earlier.counties
    if own is None or not all(draft.cache.has(part.pieces.block) for part in draft.earlier.every_part()):
        return None
    return _shares(counties, own, draft.cache)
