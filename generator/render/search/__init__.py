"""The search index: static files that a browser reads piece by piece (docs/adr/0007-search.md).

In: searchable parts (views/search.py). Out: files below ``search/``. ``index_part`` is one county's share and looks at
that county alone; ``merge`` puts the shares together, ``update`` replaces those that changed.
"""

from generator.render.search.changed_index import update
from generator.render.search.part import IndexedPart, PartHead, Share, index_part, part_files
from generator.render.search.shards import merge

__all__ = ["IndexedPart", "PartHead", "Share", "index_part", "merge", "part_files", "update"]
