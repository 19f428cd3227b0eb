"""The two versions that a review compares, each checked as if it were today's, without the counties it leaves alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.engine import CheckedPortal, as_called_today, check_portal, parted
from generator.history import PortalHistory, read_history
from generator.intake.records.former_codes import read_former_codes
from generator.intake.screening.declared import DECLARED
from generator.model.files import PROVINCE_FILES
from generator.model.finding import Finding, Severity
from generator.review.submission import Submission

_OWN = tuple(dict.fromkeys(kind.path.partition("/")[0] for kind in PROVINCE_FILES))
"""The portal's own files and folders below content_data/."""
_COUNTY_FILE = re.compile(rb"counties/([0-9]{6})/[^\s'\"#]+")
_CASE = re.compile(r"counties/[0-9]{6}/(cases/[^/]+\.md)")


@dataclass(frozen=True)
class Checked:
    """The submission before and after, and what the checks say of the changed counties."""

    before: CheckedPortal
    after: CheckedPortal
    history_before: PortalHistory
    history: PortalHistory
    new: tuple[Finding, ...]
    """Findings that the submission brings."""
    resolved: tuple[Finding, ...]
    """Findings that it takes away."""
    standing: tuple[Finding, ...]
    """Findings on the changed counties that were there before."""


def checked(given: Submission, asked: date | None, today: date) -> Checked:
    """Checks both versions; reads the portal's own files and the counties that the submission changes."""
    days = asked, today
    with _version(given, given.parted, *days) as then, _version(given, given.head, *days) as now:
        earlier = check_portal(then[0], asked, today, then[1], given.counties)
        later = check_portal(now[0], asked, today, now[1], given.counties)
    former = later.ground.former
    before = as_called_today(earlier.findings, former)
    new, standing = parted(later.findings, before)
    resolved, _ = parted(before, later.findings)
    unsettled = _unsettled(later)
    resolved = tuple(one for one in resolved if one.severity is Severity.ERROR or one.county not in unsettled)
    own = frozenset(given.counties)
    standing = tuple(found for found in standing if found.county in own)
    return Checked(earlier, later, then[1], now[1], new, resolved, standing)


def _unsettled(later: CheckedPortal) -> set[str]:
    """Returns the counties of which nothing is concluded from what is no longer found: some records are in error."""
    withheld = {found.county for found in later.findings if found.code == "E015"}
    return withheld | {county.code for county in later.counties if county.disclosure is None}


@contextmanager
def _version(
    given: Submission, commit: str, asked: date | None, today: date
) -> Iterator[tuple[Path, PortalHistory]]:
    """Writes what is checked of a commit to a folder of its own, and reads the history of these counties up to it."""
    beside = _with_cases_of_that_name(given)
    folders = [f"counties/{code}" for code in given.counties]
    with TemporaryDirectory(prefix="gongkai-review-") as made:
        root = Path(made).resolve()
        given.line.check_out(commit, [*_OWN, *folders, *beside], root)
        given.line.check_out(commit, _named_in(root / DECLARED, given.counties), root)
        (root / "counties").mkdir(exist_ok=True)
        only = {*given.counties, *(name.split("/")[1] for name in beside)}
        former = read_former_codes(root)
        # what a submission's own commits held in between was never published
        before = given.parted if commit == given.head and commit != given.parted else ""
        yield (
            root,
            read_history(given.content, None, commit, former, only, before, day=asked, today=today),
        )


def _with_cases_of_that_name(given: Submission) -> list[str]:
    """Returns the cases of other counties that have the name of one that the submission brings: there can be only one."""
    line, prefix = given.line, given.line.prefix
    brought = {
        found[1]
        for one in given.differences
        if one.old is None and (found := _CASE.fullmatch(one.path.removeprefix(prefix)))
    }
    if not brought:
        return []
    others = [code for code in line.names(given.head, "counties") if code not in given.counties]
    paths = (f"counties/{code}/{name}" for code in others for name in sorted(brought))
    return [path for path in paths if line.version(given.head, path)]


def _named_in(declared: Path, own: tuple[str, ...]) -> list[str]:
    """Returns the files of other counties that not-private.yaml names: it is an error where one is not there."""
    try:
        data = declared.read_bytes()
    except OSError:
        return []
    names = (found[0].decode("utf-8", "replace") for found in _COUNTY_FILE.finditer(data))
    return [name for name in names if name.split("/")[1] not in own and ".." not in name.split("/")]
