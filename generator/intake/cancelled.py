"""The cancelled projects of a county, without reading the rest of it."""

from pathlib import Path

from generator.intake.files import read_record
from generator.intake.folder import Folder
from generator.model.codelists import Status
from generator.model.county import County
from generator.model.project import Project

_WORD = Status.CANCELLED.label.encode()


def read_cancelled(root: Path, code: str) -> tuple[str, tuple[Project, ...]]:
    """The county's name and its projects that stand as cancelled; none when their form is in error.

    Rule B103 holds every county's contractors against the cancellations of all others, so this is asked of every
    county before any is checked: a file that does not hold the word is not parsed.
    """
    folder = Folder(root / "counties" / code, f"counties/{code}/", code)
    found = []
    for path in folder.entries("projects", folder.report("")):
        if path.suffix == ".yaml" and path.is_file() and not path.is_symlink() and _WORD in path.read_bytes():
            report = folder.report(f"projects/{path.name}")
            project = read_record(folder, f"projects/{path.name}", Project, report)
            if project and not report.errors and project.status is Status.CANCELLED and project.cancellation:
                found.append(project)
    if not found:
        return "", ()
    county = read_record(folder, "county.yaml", County, folder.report("county.yaml"))
    return (county.name, tuple(found)) if county else ("", ())
