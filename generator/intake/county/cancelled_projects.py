"""The cancelled projects of a county, without reading the rest of it."""

import os
from collections.abc import Iterator

from generator.intake.county.presumed_status import is_given
from generator.intake.reading.folder import Folder
from generator.intake.reading.source import YAML_LIMIT, read_bytes
from generator.intake.records.record_files import read_record
from generator.model.codelists import Status
from generator.model.county import County
from generator.model.project import Project

_WORD = Project.label_of("cancellation").encode()


def read_cancelled(folder: Folder) -> tuple[str, tuple[Project, ...]]:
    """The county's name and its cancelled projects whose files have no errors; ``("", ())`` if there are none, or if
    county.yaml has errors: the county may never have been published, and others' findings do not rest on it then.

    The folder's answers and hidden values apply as in ``read_folder``. Rule B103 compares every county's contractors
    with the cancellations of all others, so this runs for every county before any is checked. To be quick, it parses
    only files that hold the word 取消.
    """
    found = []
    for name in sorted(_named(folder)):
        report = folder.report(f"projects/{name}")
        project = read_record(folder, f"projects/{name}", Project, report)
        if project and not report.errors and _is_cancelled(project):
            found.append(project)
    if not found:
        return "", ()
    report = folder.report("county.yaml")
    county = read_record(folder, "county.yaml", County, report) if folder.has("county.yaml") else None
    return (county.name, tuple(found)) if county and not report.errors else ("", ())


def _is_cancelled(project: Project) -> bool:
    is_said = project.status is Status.CANCELLED or not is_given(project)
    return is_said and project.cancellation is not None


def _named(folder: Folder) -> Iterator[str]:
    """Names of the project files that hold the word 取消."""
    for name, text in folder.unpacked.items():
        if name.startswith("projects/") and _WORD in text:
            yield name.removeprefix("projects/")
    projects = folder.path / "projects"
    if projects.is_symlink() or not projects.is_dir():
        return
    try:
        with os.scandir(projects) as entries:
            files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError:  # reported when the county is read
        return
    for entry in files:
        if entry.name.endswith(".yaml"):
            data = read_bytes(entry.path, YAML_LIMIT, folder.report(entry.name))
            if data and _WORD in data:
                yield entry.name
