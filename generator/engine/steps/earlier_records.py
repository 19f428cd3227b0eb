"""Finds the versions that stand in place of records that are in error or were removed: those published last.

A version counts as published if it passes today's rules of form, privacy and safety together with the other files of
its commit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice, tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import intake
from generator.engine.steps.earlier_rows import InError, Published, mark_earlier, put_back, withheld_rows
from generator.engine.steps.wrong_codes import with_wrong_codes
from generator.history import Tip
from generator.intake.county.county_folder import CountyIntake, Unread
from generator.intake.records.former_codes import claimed_in
from generator.model.base import Record
from generator.model.change import WHOLE, History, Missing
from generator.model.disclosed_records import Attachment, LedgerRow
from generator.model.disclosure import CountyDisclosure
from generator.model.files import COUNTY_FILES, LEDGERS, FileKind, Format, ledger_of, whole
from generator.model.finding import Finding, Severity
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.place import Place
from generator.model.withheld import Withheld

if TYPE_CHECKING:
    from generator.history.versions import Version, Versions

MOST_VERSIONS = 50
"""Most versions of a file that are tried, newest first; older ones count as never published."""
_RECORD_FILES = tuple(kind for kind in COUNTY_FILES if kind.format is not Format.CSV)


@dataclass(frozen=True)
class _Moment:
    """A county's files at one commit: the records without errors, and file → lines in error."""

    county: CountyDisclosure | None
    wrong: Mapping[str, set[int]]


@dataclass
class Past:
    """The earlier published versions of one county's records."""

    root: Path
    """content_data/"""
    code: str
    as_of: date
    policies: frozenset[str] | None
    """Ids of today's policy documents; None if they are unknown."""
    answers: tuple[intake.Answer, ...] = ()
    """What the province declares not to be private data."""
    hidden: tuple[intake.Hidden, ...] = ()
    """Values that must no longer be shown."""
    tip: Tip | None = None
    """None: there is no history, and whatever is in error counts as never published."""
    history: History | None = None
    """The county's history."""
    former: FormerCodes = NO_FORMER_CODES
    _moments: dict[str, _Moment] = field(default_factory=dict)
    _county_file: bytes | None = None
    _compared: Iterator[tuple[str, datetime]] | None = None
    """The county's newest commits, not yet begun; see ``_trees``."""

    @property
    def prefix(self) -> str:
        return f"counties/{self.code}/"

    @property
    def has_folder(self) -> bool:
        """Whether the county's folder exists; a link does not count."""
        path = self.root / self.prefix
        return path.is_dir() and not path.is_symlink()

    @cached_property
    def _have_lost(self) -> frozenset[str]:
        """Records (code/ledger) of the ledgers from which rows were ever removed."""
        changes = self.history.changes if self.history else ()
        return frozenset(change.record for change in changes if change.field.endswith(f" › {WHOLE}"))

    @cached_property
    def _folder(self) -> intake.CountyFolder:
        return intake.county_folder(self.root, self.code, self.answers, self.hidden, self.former)

    def restored(
        self, found: CountyIntake, missing: tuple[Missing, ...] = ()
    ) -> tuple[CountyDisclosure | None, tuple[Finding, ...]]:
        """Returns the county with standing versions of the records that are in error or were removed.

        Args:
            found: the county's files of today.
            missing: what was published and is gone; parts missing from a file that still exists do not come back.

        Returns:
            The county, None if county.yaml is in error and was never published; and the errors in its other files
            if an error in county.yaml kept them from being checked.
        """
        gone = frozenset(
            item.file.removeprefix(self.prefix)
            for item in missing
            if not item.part or item.file.endswith(".csv")
        )
        names, again = self._names_in_error(found), found
        held: dict[str, Version] = {}
        while added := {
            name: version
            for name in sorted((names | gone) - held.keys())
            if (version := self._record(name, found))
        }:
            held |= added
            files = {name: version.data for name, version in held.items()}
            folder = replace(self._folder, held=files, is_all_held=not self.has_folder)
            again = intake.read_folder(folder, self.policies, opens_attachments=False)
            names |= self._names_in_error(again)  # a file may not agree with the earlier version of another
        if again.disclosure is None:
            return None, ()
        county = replace(again.disclosure, attachments=found.attachments)
        ours = {f"{self.prefix}{name}": version for name, version in held.items()}
        for record in _single_records(county):
            if version := ours.get(record.origin.file):
                mark_earlier(record, version.published.date(), self._unfit_since(record.origin.file, version))
        errors = [error for error in errors_in(again, self.as_of) if error.place.file not in ours]
        sound = intake.withhold(county, errors)
        if sound is None:
            return None, ()
        withheld = list(_withheld_files(self.prefix, names, gone, held, found, sound))
        known = {*sound.by_id, *(item.project for item in withheld if item.project)}
        touched = {whole(name) for name in names | gone}
        wrong = intake.lines_in_error(errors)
        for kind in LEDGERS:
            in_error = _in_error(kind, county, sound, again.unread, wrong)
            if in_error or kind.path in touched:
                versions = tuple(self._rows(kind.name, sound))
                rows, back = put_back(getattr(sound, kind.name), versions, in_error.lines())
                sound = _with(sound, {kind.name: rows})
                ended = next((version.ended for version in versions if not version.has_errors), None)
                withheld += withheld_rows(in_error, back, known, ended)
        sound = replace(sound, attachments=(*sound.attachments, *self._attachments(sound, gone)))
        further = () if found.disclosure else tuple(error for error in errors if error not in found.problems)
        return replace(sound, withheld=tuple(withheld)), further

    def _names_in_error(self, found: CountyIntake) -> set[str]:
        wrong = intake.lines_in_error(errors_in(found, self.as_of))
        return {file.removeprefix(self.prefix) for file in wrong if file.startswith(self.prefix)}

    def _record(self, name: str, found: CountyIntake) -> "Version | None":
        """Returns the last published version of a YAML or Markdown file; None if there is none."""
        if not any(_is_named(name, kind.path) for kind in _RECORD_FILES):
            return None
        if name == "county.yaml":
            return self._county()
        if found.disclosure is None and self._county() is None:
            return None
        for version in self._versions_of(name):
            for commit in dict.fromkeys(version.commits):
                county = self._at(commit).county
                if county is not None and f"{self.prefix}{name}" in _files_of(county):
                    return version
        return None

    def _unfit_since(self, file: str, version: "Version") -> datetime | None:
        """Returns when the version was followed by one in error, or when another file put it in error; None: not yet."""
        if version.ended is not None:
            return version.ended
        since: datetime | None = None
        for commit, moment in self._trees():
            county = self._at(commit).county
            if county is not None and file in _files_of(county):
                break
            since = moment
        return since

    def _trees(self) -> Iterator[tuple[str, datetime]]:
        """Yields the county's newest commits; each is compared once, for whichever record goes back so far first."""
        known = self._compared or islice(self._versions.trees(), MOST_VERSIONS)
        self._compared, again = tee(known)
        return again

    def _county(self) -> "Version | None":
        """Returns the last published version of county.yaml; None if there is none."""
        for version in self._versions_of("county.yaml"):
            folder = replace(
                self._folder,
                held={"county.yaml": version.data},
                is_all_held=True,
            )
            found = intake.read_folder(folder, self.policies, opens_attachments=False)
            if found.disclosure and found.disclosure.county.former_codes:
                found = with_wrong_codes(found, self._former_codes_at(version.commits[1]))
            if found.disclosure is not None and not errors_in(found, self.as_of):
                self._county_file = version.data
                return version
        return None

    def _former_codes_at(self, commit: str) -> FormerCodes:
        """Returns the former codes that the counties claimed at a commit."""
        tree = self._versions_below("counties").tree(commit)
        codes = frozenset(name.partition("/")[0] for name in tree)
        files = ((code, f"{code}/county.yaml") for code in sorted(codes))
        claims = ((code, claimed_in(tree[file])) for code, file in files if file in tree)
        return replace(self.former, claims=tuple((code, old) for code, old in claims if old), counties=codes)

    def _rows(self, table: str, county: CountyDisclosure) -> Iterator[Published]:
        """Yields the published rows of earlier versions of a ledger, newest first.

        Stops at a version without errors, which has all rows that were ever published, unless rows were ever removed.

        Args:
            county: rows of projects that it does not have are left out.
        """
        has_lost = f"{self.code}/{table}" in self._have_lost
        file = f"{self.prefix}{table}.csv"
        for version in self._versions_of(f"{table}.csv"):
            moment = self._at(version.commits[0])
            rows: tuple[LedgerRow, ...] = getattr(moment.county, table, ())
            kept = tuple(row for row in rows if not row.project or row.project in county.by_id)
            has_errors = file in map(whole, moment.wrong)
            yield Published(kept, version.published.date(), version.ended, has_errors)
            if not has_errors and not has_lost:
                return

    def _attachments(self, county: CountyDisclosure, gone: frozenset[str]) -> Iterator[Attachment]:
        """Yields the last published versions of attachments that records name and are unfit today, or that were removed."""
        went = {name.removeprefix("attachments/") for name in gone if name.startswith("attachments/")}
        for name in sorted((intake.named_attachments(county) | went) - county.attached):
            for version in self._versions_of(f"attachments/{name}"):
                folder = replace(
                    self._folder,
                    held={f"attachments/{name}": version.data},
                    is_all_held=True,
                )
                found = intake.read_attachments(folder).fit
                if found:
                    yield replace(found[0], data=version.data)
                    break

    def _versions_of(self, name: str) -> Iterator["Version"]:
        return islice(self._versions.of(name), MOST_VERSIONS) if self.tip else iter(())

    @property
    def _versions(self) -> "Versions":
        return self._versions_below(self.prefix.rstrip("/"))

    def _versions_below(self, folder: str) -> "Versions":
        from generator.history.versions import Versions  # libgit2's binding takes long to load

        return Versions(self.tip, folder)

    def _at(self, commit: str) -> _Moment:
        """Returns what had no errors at a commit; keeps rows of projects that were in error, as those projects stood."""
        if commit not in self._moments:
            self._moments[commit] = self._looked_at(commit)
        return self._moments[commit]

    def _looked_at(self, commit: str) -> _Moment:
        tree = self._versions.tree(commit)
        if self._county_file is not None:
            tree = tree.with_files({"county.yaml": self._county_file})
        folder = replace(self._folder, held=tree, is_all_held=True)
        documents = self._versions_below("policies").tree(commit)
        then = {name.removesuffix(".md") for name in documents}
        policies = None if self.policies is None else self.policies | then
        found = intake.read_folder(folder, policies, opens_attachments=False)
        errors = errors_in(found, self.as_of)
        wrong = intake.lines_in_error(errors)
        if found.disclosure is None:
            return _Moment(None, wrong)
        sound = intake.withhold(found.disclosure, errors)
        if sound is None:
            return _Moment(None, wrong)
        ledgers = {
            kind.name: tuple(
                row for row in getattr(found.disclosure, kind.name) if intake.is_free_of(row, wrong)
            )
            for kind in LEDGERS
        }
        return _Moment(_with(sound, ledgers), wrong)


def _with(county: CountyDisclosure, ledgers: dict[str, Any]) -> CountyDisclosure:
    return replace(county, **ledgers)


def problems_of(found: CountyIntake, as_of: date) -> tuple[Finding, ...]:
    """Returns the findings on a county's files one by one and in relation to each other."""
    coherence = intake.coherence(found.disclosure, as_of) if found.disclosure else ()
    return (*found.problems, *coherence)


def errors_in(found: CountyIntake, as_of: date) -> list[Finding]:
    """Returns those problems that keep records from being published."""
    return [problem for problem in problems_of(found, as_of) if problem.severity is Severity.ERROR]


def kind_of(name: str) -> FileKind | None:
    """Returns the kind of a file below a county's folder; None if it is of no kind."""
    return ledger_of(name) or next((kind for kind in COUNTY_FILES if _is_named(name, kind.path)), None)


def project_of(name: str, county: CountyDisclosure) -> str | None:
    """Returns the id of the project that a file concerns; empty: the whole county; None: it is not known.

    A ledger is of any project; a project that is not there may be of any of several batches.
    """
    if name.endswith(".csv"):
        return None
    number = name.removeprefix("projects/").removesuffix(".yaml")
    if number == name.removesuffix(".yaml"):
        return ""
    of_batches = [f"{county.code}-{batch.county.cohort}-{number}" for batch in county.batches]
    return next((own for own in of_batches if own in county.by_id or len(of_batches) == 1), None)


def records_of(county: CountyDisclosure) -> tuple[Record, ...]:
    """Returns all records of a county, including the rows of its ledgers."""
    rows = (row for kind in LEDGERS for row in getattr(county, kind.name))
    return (*_single_records(county), *rows)


def _is_named(name: str, path: str) -> bool:
    """Returns whether a file name matches the path of a kind, e.g. ``projects/*.yaml``."""
    before, star, after = path.partition("*")
    return name == path if not star else name.startswith(before) and name.endswith(after)


def _files_of(county: CountyDisclosure) -> frozenset[str]:
    return frozenset(record.origin.file for record in _single_records(county))


def _single_records(county: CountyDisclosure) -> tuple[Record, ...]:
    """Returns the records that have a file of their own."""
    single = (county.county, county.plan, county.contracts, county.outcome)
    of_later = (record for later in county.later for record in (later.batch, later.plan, later.outcome))
    return (*single, *of_later, *county.projects, *county.cases, *county.own_policies)


def _in_error(
    kind: FileKind,
    county: CountyDisclosure,
    sound: CountyDisclosure,
    unread: Mapping[str, Unread],
    wrong: Mapping[str, set[int]],
) -> InError:
    """Returns what is in error in a ledger, including rows of projects that were never published.

    Args:
        wrong: file → lines in error.
    """
    standing = {id(row) for row in getattr(sound, kind.name)}
    dropped = tuple(row for row in getattr(county, kind.name) if id(row) not in standing)
    folder = f"counties/{county.code}/"
    of_ledger = {f"{folder}{name}": found for name, found in unread.items() if whole(name) == kind.path}
    follow = frozenset(id(row) for row in dropped if intake.is_free_of(row, wrong))
    return InError(kind.name, f"{folder}{kind.path}", of_ledger, dropped, follow)


def _withheld_files(
    prefix: str,
    names: set[str],
    gone: frozenset[str],
    held: Mapping[str, "Version"],
    found: CountyIntake,
    county: CountyDisclosure,
) -> Iterator[Withheld]:
    """Yields the YAML and Markdown records that are in error or were removed."""
    places: dict[str, Place] = {}
    for error in found.problems:
        if error.severity is Severity.ERROR:
            places.setdefault(error.place.file, error.place)
    for name in sorted(names | gone):
        kind = kind_of(name)
        if kind is None or kind not in _RECORD_FILES:
            continue
        version = held.get(name)
        yield Withheld(
            kind.name,
            project_of(name, county),
            places.get(f"{prefix}{name}", Place(f"{prefix}{name}")),
            version.published.date() if version else None,
            version.ended if version else None,
            cause=name,
        )
