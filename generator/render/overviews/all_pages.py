"""All overview pages in the order of the menus, and what is derived from their declarations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.documents import Notice, Policy
from generator.render.overviews.acceptance_page import ACCEPTANCE_PAGE
from generator.render.overviews.cases_page import CASES_PAGE
from generator.render.overviews.changes_page import CHANGES_PAGE
from generator.render.overviews.compliance_page import COMPLIANCE_PAGE
from generator.render.overviews.contractors_page import CONTRACTORS_PAGE
from generator.render.overviews.counties_page import COUNTIES_PAGE
from generator.render.overviews.data_page import DATA_PAGE
from generator.render.overviews.declaration import Menu
from generator.render.overviews.dictionary_page import DICTIONARY_PAGE
from generator.render.overviews.evaluation_page import EVALUATION_PAGE
from generator.render.overviews.figures_page import FIGURES_PAGE
from generator.render.overviews.funds_page import FUNDS_PAGE
from generator.render.overviews.home_page import HOME_PAGE
from generator.render.overviews.notices_page import NOTICES_PAGE
from generator.render.overviews.policies_page import POLICIES_PAGE
from generator.render.overviews.progress_page import PROGRESS_PAGE
from generator.render.overviews.projects_page import PROJECTS_PAGE
from generator.render.overviews.questions_page import QUESTIONS_PAGE
from generator.render.overviews.rules_page import RULES_PAGE
from generator.render.overviews.subscribe_page import SUBSCRIBE_PAGE
from generator.render.overviews.supervision_page import SUPERVISION_PAGE
from generator.render.overviews.tip_off_page import TIP_OFF_PAGE
from generator.views.summary import CountySummary

OVERVIEW_PAGES = (
    HOME_PAGE,
    COUNTIES_PAGE,
    PROJECTS_PAGE,
    FUNDS_PAGE,
    PROGRESS_PAGE,
    ACCEPTANCE_PAGE,
    CASES_PAGE,
    POLICIES_PAGE,
    DATA_PAGE,
    DICTIONARY_PAGE,
    QUESTIONS_PAGE,
    TIP_OFF_PAGE,
    CONTRACTORS_PAGE,
    SUPERVISION_PAGE,
    EVALUATION_PAGE,
    COMPLIANCE_PAGE,
    FIGURES_PAGE,
    RULES_PAGE,
    CHANGES_PAGE,
    NOTICES_PAGE,
    SUBSCRIBE_PAGE,
)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of a menu."""

    section: str
    """Name of the section; an entry is current on the pages of its section."""
    title: str
    stem: str

    @property
    def url(self) -> str:
        return f"{self.stem}.html"


HAND_WRITTEN = (
    MenuEntry("about", "关于本栏目", "about"),
    MenuEntry("accessibility", "无障碍声明", "accessibility"),
)
"""Pages in docs/, which are always in the menu."""
SHIPPED_PAGES = (*(entry.stem for entry in HAND_WRITTEN), "oc4ids")
"""Stems of the pages in docs/ that every portal has: those in the menu, and those that other pages link."""


def _entries(menu: Menu) -> tuple[MenuEntry, ...]:
    return tuple(
        MenuEntry(page.section, page.menu_title or page.title, page.stem)
        for page in OVERVIEW_PAGES
        if page.menu is menu
    )


MAIN_MENU = _entries(Menu.MAIN)
MORE_MENU = (*_entries(Menu.MORE), *HAND_WRITTEN)
ALL_STEMS = tuple(entry.stem for entry in (*MAIN_MENU, *MORE_MENU))
_ALWAYS = frozenset(page.stem for page in OVERVIEW_PAGES if page.is_always_shown) | {
    entry.stem for entry in HAND_WRITTEN
}


def stems_filled_by(summary: CountySummary) -> frozenset[str]:
    """Returns stems of the overview pages that have content from a county."""
    return frozenset(page.stem for page in OVERVIEW_PAGES if page.filled_by(summary))


def stems_shown(
    filled: Iterable[frozenset[str]], policies: Sequence[Policy], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """Returns stems of the overview pages that have content, in the order of the menus, which name only these.

    Args:
        filled: ``stems_filled_by`` of each county.
    """
    shown = (_ALWAYS | _filled_by_documents(policies, notices)).union(*filled)
    return tuple(stem for stem in ALL_STEMS if stem in shown)


def stems_likely(
    seen: Sequence[frozenset[str]], policies: Sequence[Policy], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """Guesses ``stems_shown`` before any county is read; after a wrong guess a first build takes twice as long.

    Args:
        seen: for each county, paths of files and folders (with a slash at the end) in its folder.
    """
    likely = {page.stem for page in OVERVIEW_PAGES if any(map(page.is_likely, seen))}
    return stems_shown([frozenset(likely)], policies, notices)


def _filled_by_documents(policies: Sequence[Policy], notices: Sequence[Notice]) -> frozenset[str]:
    return frozenset(page.stem for page in OVERVIEW_PAGES if page.filled_by_documents(policies, notices))
