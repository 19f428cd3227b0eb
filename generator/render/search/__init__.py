"""The search index: static files that a browser reads piece by piece (docs/adr/0007-search.md).

In: searchable parts (views/search.py). Out: files below ``search/``. ``index_part`` is one county's share and looks at
that county alone; ``merge`` puts the shares together.
"""

from generator.render.search.merge import merge
from generator.render.search.part import IndexedPart, index_part

__all__ = ["IndexedPart", "index_part", "merge"]
