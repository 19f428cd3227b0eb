"""Finds what was published once and is in none of today's files (E012).

The history room names what seems to be missing. Here the version that had it is read and checked as if it were handed
in today: what was in error then was never published, and is not missing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from generator import intake
from generator.engine.steps.earlier_records import errors_in
from generator.history import PortalHistory, Tip
from generator.intake import PortalIntake
from generator.model.base import Record
from generator.model.beijing import BEIJING
from generator.model.change import History, Missing
from generator.model.contracts import Contracts
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding, Severity
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.identifiers import PROJECT_ID
from generator.model.item_names import told_apart
from generator.model.row_key import name_of, rows_named

if TYPE_CHECKING:
    from generator.history.repository import MainLine

_MOST_VERSIONS = 20
"""Most versions of a file, newest first, among which one fit to be published is looked for."""
_UNREADABLE = "E001"


def of_county(
    tip: Tip,
    root: Path,
    county: CountyDisclosure,
    errors: Iterable[Finding],
    history: History,
    as_of: date,
    hidden: tuple[intake.Hidden, ...] = (),
    former: FormerCodes = NO_FORMER_CODES,
    answers: tuple[intake.Answer, ...] = (),
    unpacked: Mapping[str, bytes] | None = None,
) -> tuple[Missing, ...]:
    """Returns what a county published and lacks now.

    Args:
        root: the folder of today's files.
        county: all that could be read of its files.
        errors: the errors in its files.
        hidden: values that must no longer be shown.
        former: the codes that counties had before.
        answers: what the province declares not to be private data.
        unpacked: the text files that the county's workbook stands for, by path; None: there is no workbook.
    """
    from generator.history.missing import Today, missing_of_county
    from generator.history.versions import main_line

    line = main_line(tip)
    projects = frozenset(project.id for project in county.projects)
    today = Today(
        root,
        _places(errors),
        county.code,
        projects,
        intake.named_attachments(county),
        intake.Hiding(hidden, former=former),
        unpacked or {},
    )
    past = _Past(line, root, as_of, hidden, former, answers)
    gone = (found for found in missing_of_county(line, today, history) if past.published(found))
    return tuple(_as_known(found, is_cut=history.is_cut) for found in gone)


def of_portal(portal: PortalIntake, root: Path, history: PortalHistory, as_of: date) -> tuple[Finding, ...]:
    """Returns findings on counties, policies and notices that were published and are gone."""
    tip = history.tip
    if tip is None:
        return ()
    from generator.history.missing import Today, missing_counties, missing_documents
    from generator.history.versions import main_line

    line = main_line(tip)
    past = _Past(line, root, as_of, portal.hidden, portal.former, portal.answers)
    today = Today(root, _places(problem for problem in portal.problems if _is_error(problem)))
    own = history.county("")
    found = list(missing_documents(line, today, own)) if own else []
    left = set(history.county_codes).difference(portal.county_codes)
    # a wrong claim is an error of the county that makes it; so is one that means another county by a slip of the pen
    left -= portal.former.all_claimed.union(lost for _, lost in portal.former.meant)
    found += missing_counties(line, today, {code: history.county(code) or History() for code in sorted(left)})
    gone = [missing for missing in found if past.published(missing)]
    if not gone:
        return ()
    from generator.rules.of_portal import vanished

    return tuple(vanished(_as_known(missing, is_cut=history.gap is not None)) for missing in gone)


def _as_known(missing: Missing, *, is_cut: bool) -> Missing:
    """Returns it without the day of its publication if the history is cut short, which may have begun long before."""
    return replace(missing, first=None) if is_cut else missing


def _is_error(found: Finding) -> bool:
    return found.severity is Severity.ERROR


def _places(errors: Iterable[Finding]) -> Mapping[str, frozenset[int]]:
    """Returns file → lines in error; line 0: the whole file."""
    lines: dict[str, set[int]] = defaultdict(set)
    for error in errors:
        lines[error.place.file].add(0 if error.code == _UNREADABLE else error.place.line)
    return {file: frozenset(found) for file, found in lines.items()}


@dataclass
class _Past:
    """Checks earlier versions of counties and documents as if they were today's."""

    line: "MainLine"
    root: Path
    """content_data/ of today."""
    as_of: date
    hidden: tuple[intake.Hidden, ...]
    former: FormerCodes
    answers: tuple[intake.Answer, ...]
    _counties: dict[tuple[str, str], "_Sound"] = field(default_factory=dict)

    def published(self, missing: Missing) -> bool:
        """Returns whether a version that had it was fit to be published."""
        versions = self.line.versions(missing.commit, missing.file)
        return any(self._held(commit, missing) for commit in islice(versions, _MOST_VERSIONS))

    def _held(self, commit: str, missing: Missing) -> bool:
        if not missing.file.startswith("counties/"):
            return self._has_document(commit, missing.record)
        return self._county(commit, missing.file.split("/")[1]).holds(missing)

    def _county(self, commit: str, code: str) -> "_Sound":
        if (commit, code) not in self._counties:
            self._counties[commit, code] = self._checked(commit, code)
        return self._counties[commit, code]

    def _checked(self, commit: str, code: str) -> "_Sound":
        from generator.history.versions import tree_of

        documents = tree_of(self.line, commit, "policies")
        policies = frozenset(name.removesuffix(".md") for name in documents if name.endswith(".md"))
        folder = intake.county_folder(self.root, code, self.answers, self.hidden, self.former)
        held = tree_of(self.line, commit, f"counties/{code}")
        found = intake.read_folder(replace(folder, held=held, is_all_held=True), policies)
        if found.disclosure is None:
            return _Sound(None)
        then = datetime.fromtimestamp(self.line.time(commit, is_demo=False), BEIJING).date()
        errors = errors_in(found, max(self.as_of, then))
        headings = frozenset(error.place.file for error in errors if error.place.line <= 1)
        return _Sound(intake.withhold(found.disclosure, errors), headings)

    def _has_document(self, commit: str, record: str) -> bool:
        file = f"{record}.md"
        blob = self.line.version(commit, file)
        if not blob or not blob.is_file:
            return False
        held = {file: self.line.data(blob)}
        portal = intake.read_portal(self.root, held, intake.TakenBack(self.hidden))
        return any(item.origin.file == file for item in (*portal.policies, *portal.notices))


@dataclass(frozen=True)
class _Sound:
    """What was fit to be published of a county at one commit."""

    county: CountyDisclosure | None
    headings: frozenset[str] = frozenset()
    """Files with an error in their headings, whose rows have no certain names."""
    _counted: dict[str, Counter[str]] = field(default_factory=dict)

    def holds(self, missing: Missing) -> bool:
        county, name = self.county, missing.record.partition("/")[2]
        if county is None or name == "county":
            return county is not None
        if PROJECT_ID.fullmatch(missing.record):
            return any(project.id == missing.record for project in county.projects)
        if name.startswith("batches/"):
            year, _, file = name.removeprefix("batches/").partition("/")
            later = next((one for one in county.later if str(one.batch.cohort) == year), None)
            return later is not None and _has(getattr(later, file), missing.part)
        folder, has_folder, stem = name.partition("/")
        if has_folder:
            return stem in _names_in(county, folder)
        if name in {"plan", "contracts", "outcome"}:
            return _has(getattr(county, name), missing.part)
        names = self._names(name)
        return (names[missing.part] if missing.part else names.total()) > missing.left

    def _names(self, ledger: str) -> Counter[str]:
        """Returns row name → number of rows of a ledger whose names are certain."""
        if ledger not in self._counted:
            certain = [row for row in getattr(self.county, ledger) if row.origin.file not in self.headings]
            rows = rows_named(certain)
            self._counted[ledger] = Counter(name_of(row.label) for row in rows)
        return self._counted[ledger]


def _names_in(county: CountyDisclosure, folder: str) -> Collection[str]:
    """Returns the names of what a county's sub-folder of attachments or documents holds."""
    if folder == "attachments":
        return county.attached
    return county.own_policy_ids if folder == "policies" else {case.id for case in county.cases}


def _has(record: Record, part: str) -> bool:
    """Returns whether a record has a part, or, if ``part`` is empty, a file that says anything."""
    return _has_part(record, part) if part else bool(record.origin.file and record.model_fields_set)


def _has_part(record: Record, label: str) -> bool:
    """Returns whether a record has something under the label of a part: ``实施方案``, ``绩效评价 › 第2项``."""
    name, _, item = label.partition(" › ")
    field = next((field for field, label in type(record).labels().items() if label == name), None)
    value = getattr(record, field) if field else None
    if isinstance(record, Contracts) and item:
        return item in told_apart([contract.item_name for contract in record.contracts])
    return len(value) >= int(item[1:-1]) if isinstance(value, tuple) and item else bool(value)
