"""Guesses before any county is read which overview pages will have content: every page's menu names them."""

from collections.abc import Iterator

from generator.engine.steps.counted import Counted
from generator.model.disclosure import Province
from generator.render.overviews import stems_likely


def likely_pages(counted: tuple[Counted, ...], province: Province) -> tuple[str, ...]:
    """Returns stems of overview pages, in the order of the menus, judging by the names of the counties' files.

    Those that a workbook stands for are as good as lying there.
    """
    names = [frozenset(_names(county)) for county in counted]
    return stems_likely(names, province.policies, province.notices)


def _names(county: Counted) -> Iterator[str]:
    yield from (name for name, *_ in county.source.signature)
    for name in county.unpacked:
        yield name
        yield name[: name.find("/") + 1]
