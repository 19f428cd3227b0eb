"""The province's pages, one module each, which declares address, menu, the data read, when it is shown, how it is drawn.

In: ``Overview``. Out: pages, the menus, and which pages have content (``all_pages.py``).
"""

from generator.render.overviews.all_pages import (
    ALL_STEMS,
    HAND_WRITTEN,
    MAIN_MENU,
    MORE_MENU,
    OVERVIEW_PAGES,
    SHIPPED_PAGES,
    MenuEntry,
    stems_filled_by,
    stems_likely,
    stems_shown,
)
from generator.render.overviews.declaration import OverviewPage
from generator.render.overviews.overview import Overview

__all__ = [
    "ALL_STEMS",
    "HAND_WRITTEN",
    "MAIN_MENU",
    "MORE_MENU",
    "OVERVIEW_PAGES",
    "SHIPPED_PAGES",
    "MenuEntry",
    "Overview",
    "OverviewPage",
    "stems_filled_by",
    "stems_likely",
    "stems_shown",
]
