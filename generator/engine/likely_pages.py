"""Which overview pages will have something to show, before a county is read: every page's menu names them."""

from pathlib import Path

from generator.engine.counties import Counted
from generator.history import ColumnHistory
from generator.model.disclosure import Province
from generator.render.overviews import Glimpse, stems_likely


def likely_pages(
    counted: tuple[Counted, ...], province: Province, content: Path, history: ColumnHistory
) -> tuple[str, ...]:
    """Stems of the overview pages, in the order of the menus.

    Args:
        content: content_data/
    """
    seen = [_glimpse(county, content, history) for county in counted]
    return stems_likely(seen, province.policies, province.notices)


def _glimpse(county: Counted, content: Path, history: ColumnHistory) -> Glimpse:
    folder = content / "counties" / county.code

    def has_changes() -> bool:
        told = history.county(county.code)
        return bool(told and told.changes)

    def read(name: str) -> bytes:
        return (folder / name).read_bytes() if (folder / name).is_file() else b""

    return Glimpse(
        names=frozenset(name for name, *_ in county.source.signature),
        has_changes=has_changes,
        read=read,
    )
