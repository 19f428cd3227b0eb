"""The province's own files: what is in error or went stands as it was published last."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from generator import intake
from generator.engine.steps.earlier_records import MOST_VERSIONS
from generator.engine.steps.earlier_rows import mark_earlier
from generator.history import ColumnHistory
from generator.intake import ColumnIntake
from generator.model.finding import Severity

_SINGLE = ("site.yaml", "national.csv")
_FOLDERS = ("policies", "notices")


def column_of(root: Path, history: ColumnHistory) -> ColumnIntake:
    """The column's own files below ``root`` (content_data/), with what was published of those that do not pass.

    The problems are those of today's files.
    """
    column = intake.read_column(root, back=history.taken_back)
    wrong = _wrong(column)
    names = {
        name for name in wrong if name in _SINGLE or (name.partition("/")[0] in _FOLDERS and "/" in name)
    }
    names |= _gone(root, history)
    if not names or history.tip is None:
        return column
    found = {name: version for name in sorted(names) if (version := _last_sound(root, history, name))}
    held = {name: data for name, (data, _) in found.items()}
    again = intake.read_column(root, held, history.taken_back)
    for record in (*again.policies, *again.notices):
        if record.origin.file in found:
            mark_earlier(record, found[record.origin.file][1])
    return replace(again, problems=column.problems, held=tuple(held))


def _gone(root: Path, history: ColumnHistory) -> set[str]:
    """Policies and notices that were published and are not there."""
    own = history.county("")
    records = (record for record, _ in own.first_published) if own else ()
    files = (f"{record}.md" for record in records if record.partition("/")[0] in _FOLDERS)
    return {file for file in files if not (root / file).is_file()}


def _last_sound(root: Path, history: ColumnHistory, name: str) -> tuple[bytes, date] | None:
    """The newest version of a file that passes, and the day on which it was published."""
    from generator.history.versions import Versions  # libgit2's binding takes long to load

    for version in islice(Versions(history.tip).of(name), MOST_VERSIONS):
        held: Mapping[str, bytes] = {name: version.data}
        if name not in _wrong(intake.read_column(root, held, history.taken_back)):
            return version.data, version.published.date()
    return None


def _wrong(column: ColumnIntake) -> set[str]:
    return {found.place.file for found in column.problems if found.severity is Severity.ERROR}
