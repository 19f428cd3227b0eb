"""Which overview pages will have something to show, before a county is read: every page's menu names them."""

from generator.engine.steps.changed_counties import Counted
from generator.model.disclosure import Province
from generator.render.overviews import stems_likely


def likely_pages(counted: tuple[Counted, ...], province: Province) -> tuple[str, ...]:
    """Stems of the overview pages, in the order of the menus."""
    names = [frozenset(name for name, *_ in county.source.signature) for county in counted]
    return stems_likely(names, province.policies, province.notices)
