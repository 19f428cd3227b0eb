"""The province's pages: each a small function from what all counties disclose to ``Page``.

In: ``Overview``. Out: pages (``pages.py``), and which of them have something to show. The pages themselves are imported
where they are drawn: most builds of a change draw none.
"""

from generator.render.overviews.sections import ALL_SECTIONS, fills, sections, sections_filled
from generator.render.overviews.subject import Overview

__all__ = ["ALL_SECTIONS", "Overview", "fills", "sections", "sections_filled"]
