"""Which overview pages will have something to show, before a county is read: a guess from the files that are there.

Every page's navigation names them. A wrong guess costs a first build twice its time, never its correctness.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.engine.counties import Counted
from generator.history import ColumnHistory
from generator.model.disclosure import Province
from generator.render.overviews import ALL_SECTIONS

_SHOWN_IF = {
    "contractors/index": "projects/",
    "projects/index": "projects/",
    "progress": "projects/",
    "acceptance": "projects/",
    "funds": "county.yaml",
    "cases/index": "cases/",
    "supervision": "inspections.csv",
    "evaluation": "outcome.yaml",
}
"""Section → what lies in the folder of a county that fills it."""
_ADJUSTED = "方案调整:".encode()


def likely_sections(
    counted: tuple[Counted, ...], province: Province, content: Path, history: ColumnHistory
) -> tuple[str, ...]:
    """Stems of the overview pages, in the order of the navigation."""
    there = {name for county in counted for name, *_ in county.source.signature}
    empty = {section for section, file in _SHOWN_IF.items() if file not in there}
    if not province.policies:
        empty.add("policies/index")
    if not province.notices:
        empty.add("notices/index")
    if not any(_changes(counted, content, history)):
        empty.add("changes")
    return tuple(section for section in ALL_SECTIONS if section not in empty)


def _changes(counted: tuple[Counted, ...], content: Path, history: ColumnHistory) -> Iterator[bool]:
    for county in counted:
        told = history.county(county.code)
        yield bool(told and told.changes)
        plan = content / "counties" / county.code / "plan.yaml"
        yield plan.is_file() and _ADJUSTED in plan.read_bytes()
