"""The search index: static files that a browser reads piece by piece (docs/adr/0007-search.md).

In: searchable parts (views/search.py). Out: files below ``search/``. ``index_part`` makes the share of one part alone,
``merge`` makes the index from all shares, ``update`` changes an index for a few changed shares.
"""

from generator.render.search.changed_index import update
from generator.render.search.part import IndexedPart, PartHead, Share, index_part, part_files
from generator.render.search.shards import merge

__all__ = ["IndexedPart", "PartHead", "Share", "index_part", "merge", "part_files", "update"]
