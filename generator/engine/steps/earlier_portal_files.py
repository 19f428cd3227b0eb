"""Reads the portal's own files; one that is in error or was removed is shown as it was published last."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from generator import intake
from generator.engine.steps.earlier_records import MOST_VERSIONS
from generator.engine.steps.earlier_rows import mark_earlier
from generator.history import PortalHistory
from generator.intake import PortalIntake
from generator.model.finding import Severity
from generator.model.place import Place
from generator.model.withheld import Withheld

if TYPE_CHECKING:
    from generator.history.versions import Version

_SINGLE = ("site.yaml", "national.csv")
_FOLDERS = ("policies", "notices")


def portal_of(root: Path, history: PortalHistory) -> PortalIntake:
    """Reads the portal's own files below ``root`` (content_data/), with standing versions of those that do not pass.

    The problems are those of today's files.
    """
    portal = intake.read_portal(root, None, history.taken_back, history.former)
    wrong = _wrong(portal)
    names = {
        name for name in wrong if name in _SINGLE or (name.partition("/")[0] in _FOLDERS and "/" in name)
    }
    names |= _gone(root, history)
    if not names:
        return portal
    found = _last_sound(root, history, names) if history.tip else {}
    days = {name: version.published.date() for name, version in found.items()}
    withheld = tuple(_withheld(name, portal, days.get(name)) for name in sorted(names))
    if not found:
        return replace(portal, withheld=withheld)
    held = {name: version.data for name, version in found.items()}
    again = intake.read_portal(root, held, history.taken_back, history.former)
    own = (again.site,) if again.site else ()
    for record in (*own, *again.national, *again.policies, *again.notices):
        if version := found.get(record.origin.file):
            mark_earlier(record, version.published.date(), version.ended)
    return replace(again, problems=portal.problems, held=tuple(held), withheld=withheld)


def _withheld(name: str, portal: PortalIntake, since: date | None) -> Withheld:
    """Describes a file of the portal that is in error or was removed."""
    kind = name.partition("/")[0].partition(".")[0]
    errors = (found for found in portal.problems if found.severity is Severity.ERROR)
    place = next((found.place for found in errors if found.place.file == name), Place(name))
    return Withheld(kind, "", place, since)


def _gone(root: Path, history: PortalHistory) -> set[str]:
    """Returns the files of policies and notices that were published and are gone."""
    own = history.county("")
    records = (record for record, _ in own.first_published) if own else ()
    files = (f"{record}.md" for record in records if record.partition("/")[0] in _FOLDERS)
    return {file for file in files if not (root / file).is_file()}


def _last_sound(root: Path, history: PortalHistory, names: Iterable[str]) -> "dict[str, Version]":
    """Returns the newest version of each file that passes.

    Each round reads the portal once, with the next earlier version of every file that has not passed yet.
    """
    from generator.history.versions import Versions  # libgit2's binding takes long to load

    versions = Versions(history.tip)
    lines = {name: islice(versions.of(name), MOST_VERSIONS) for name in sorted(names)}
    found: dict[str, Version] = {}
    while tried := {name: version for name, line in lines.items() if (version := next(line, None))}:
        held = {name: version.data for name, version in tried.items()}
        wrong = _wrong(intake.read_portal(root, held, history.taken_back, history.former))
        found |= {name: version for name, version in tried.items() if name not in wrong}
        lines = {name: line for name, line in lines.items() if name in tried and name in wrong}
    return dict(sorted(found.items()))


def _wrong(portal: PortalIntake) -> set[str]:
    return {found.place.file for found in portal.problems if found.severity is Severity.ERROR}
