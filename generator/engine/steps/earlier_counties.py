"""Shows a county at which the program fails as it was at the newest commit at which the program does not fail.

All its files are taken from that commit; those that differ today are marked as earlier and as withheld.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator import intake
from generator.engine.steps.earlier_records import errors_in, kind_of, project_of, records_of
from generator.engine.steps.earlier_rows import mark_earlier
from generator.history import Tip
from generator.model.disclosure import CountyDisclosure
from generator.model.place import Place
from generator.model.withheld import Withheld

MOST_TRIED = 10
"""Most commits that are tried, newest first: each takes as long as the county."""


class Stood(NamedTuple):
    """A commit from which all of a county's files are taken."""

    commit: str
    on: date
    """The day on which the commit reached the main line."""
    ended: datetime | None
    """When the next one did that changed any of the county's files; None: there is none."""


def versions_of(tip: Tip | None, code: str) -> Iterator[Stood]:
    """Yields the commits that changed any of a county's files, newest first."""
    from generator.history.versions import Versions  # libgit2's binding takes long to load

    ended: datetime | None = None
    for commit, moment in islice(Versions(tip, f"counties/{code}").trees(), MOST_TRIED):
        yield Stood(commit, moment.date(), ended)
        ended = moment


def as_it_stood(
    folder: intake.CountyFolder, tip: Tip | None, policies: frozenset[str] | None, as_of: date, stood: Stood
) -> CountyDisclosure | None:
    """Returns what was free of errors of a county at a commit; None if nothing of it can be published.

    Args:
        folder: the county's folder as it is today.
        policies: ids of today's policy documents.
    """
    from generator.history.versions import Versions  # libgit2's binding takes long to load

    tree = Versions(tip, f"counties/{folder.county}").tree(stood.commit)
    found = intake.read_folder(replace(folder, held=tree, is_all_held=True), policies)
    if found.disclosure is None:
        return None
    sound = intake.withhold(found.disclosure, errors_in(found, as_of))
    if sound is None:
        return None
    other = {name: stood.on for name in tree if _is_other(folder.path / name, tree[name])}
    for record in records_of(sound):
        if record.origin.file.removeprefix(folder.name) in other:
            mark_earlier(record, stood.on, stood.ended)
    attached = tuple(
        replace(item, data=tree[f"attachments/{item.name}"])
        for item in sound.attachments
        if f"attachments/{item.name}" in tree
    )
    since: dict[str, date | None] = dict.fromkeys(_files_below(folder.path) - tree.keys()) | other
    withheld = tuple(
        Withheld(kind.name, project_of(name, sound), Place(f"{folder.name}{name}"), since[name])
        for name in sorted(since)
        if (kind := kind_of(name))
    )
    return replace(sound, attachments=attached, withheld=withheld)


def _is_other(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True


def _files_below(path: Path) -> set[str]:
    return {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}
