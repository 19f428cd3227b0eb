"""What each commit of the last weeks mended: the rules are run on the county's files before and after it.

Only the files tell when a finding was resolved: it leaves no trace in today's. Both versions are judged on the day of the
commit, so that what time alone brings or ends is not taken for a commit's doing. A commit whose files have errors mends
and brings nothing, as what was published then was something else, and the next sound one is compared with the one before
it; but digests of earlier weeks may read otherwise since, so it is told which days it concerns, by its records without
errors. A commit at whose files the program of today fails, which nobody can mend any more, is left out, and the next one
is compared with nothing.

What was found at a commit never changes while the portal's own files and the program are the same: ``Seen`` keeps it for
the next build.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from generator import intake
from generator.engine.steps.county_work import Ground, cancelled_elsewhere, judged_then
from generator.engine.steps.earlier_records import errors_in
from generator.engine.store.cache import digest_of
from generator.model.change import History
from generator.model.company import all_of
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding, Severity, Turn
from generator.rules.spans import WEEK, monday_of
from generator.views.events_digest import WEEKS
from generator.views.provenance import midnight

if TYPE_CHECKING:
    from generator.history.versions import Versions

MOST = 24
"""Most commits of a county that are looked at, newest first: each takes as long as reading and checking it."""


class _Version(NamedTuple):
    sound_from: date
    """A day from which no file of it is in error, as a date in the future is until it comes; ``_NEVER``: always in error."""
    parties: tuple[str, ...] | None
    """Keys of the contractors in its records without errors, sorted; None: the county cannot be read."""


_NEVER = date.max


@dataclass
class Seen:
    """What was found at the commits of one county, by keys that are digests of everything it rests on."""

    versions: dict[str, _Version] = field(default_factory=dict)
    turns: dict[str, Turn | None] = field(default_factory=dict)
    """Two versions → what the later one changed; None: nothing."""

    @property
    def all_parties(self) -> frozenset[str]:
        """The contractors whose cancellation in another county may be found at a commit."""
        return frozenset().union(*(version.parties or () for version in self.versions.values()))


class Told(NamedTuple):
    """The commits that mended findings or brought some, oldest first, and what the next build need not find again."""

    turns: tuple[Turn, ...]
    seen: Seen


class _Step(NamedTuple):
    moment: datetime
    commit: str


def finding_turns(
    ground: Ground, code: str, history: History | None, mark: str = "", earlier: Seen | None = None
) -> Told:
    """Returns what the commits of the last weeks changed in the findings of a county.

    Args:
        mark: digest of the portal's own files and all else that versions are read and judged with, but the day.
        earlier: what an earlier build found.
    """
    if history is None or ground.tip is None:
        return Told((), Seen())
    since = midnight(monday_of(ground.as_of) - WEEKS * WEEK)
    steps = [step for step in _steps(history) if step.moment.date() <= ground.as_of]
    older = [step for step in steps if step.moment < since]
    recent = [*older[-1:], *steps[len(older) :]][-MOST - 1 :]
    judge = _Judge(ground, code, history, mark, earlier or Seen())
    return Told(tuple(judge.turns(recent)), judge.seen)


def _steps(history: History) -> Sequence[_Step]:
    """Returns the commits that published something of the county, or after which an earlier version stands or ceases to."""
    firsts = dict(history.first_commits)
    found = {_Step(change.published, change.commit) for change in history.changes}
    found |= {_Step(moment, firsts[record]) for record, moment in history.first_published if record in firsts}
    found |= {_Step(moment, commit) for _, moment, commit in history.turned}
    found |= {_Step(moment, commit) for moment, commit in history.spoilt}
    return sorted(found)


class _Judge:
    """Compares each sound version of a county with the sound one before it; reads only what no earlier build saw."""

    def __init__(self, ground: Ground, code: str, history: History, mark: str, earlier: Seen) -> None:
        self._ground, self._code, self._history, self._mark = ground, code, history, mark
        self._spoilt = {commit for _, commit in history.spoilt}
        self._earlier = earlier
        self.seen = Seen()
        self._read: dict[_Step, intake.CountyIntake] = {}
        self._found: dict[tuple[_Step, date], tuple[Finding, ...]] = {}

    def turns(self, steps: Sequence[_Step]) -> Iterator[Turn]:
        """Yields the steps that mended findings, brought some or concern days of theirs."""
        sound: tuple[_Step, _Version] | None = None
        last: tuple[_Step, _Version] | None = None
        pasts = _pasts(self._history, steps)
        for step in steps:
            try:
                version = self._version(step)
                if version is None:
                    continue
                turn = self._turn(*last, step, version, pasts) if last else None
                if version.sound_from == _NEVER:
                    turn = _days_alone(turn)
                else:
                    if sound != last:
                        known = self._turn(*sound, step, version, pasts) if sound else None
                        turn = _since(known, _days_alone(turn))
                    sound = step, version
                last = step, version
            except Exception:  # noqa: BLE001 - the program of today may fail at files of then
                sound = last = turn = None
            if turn:
                yield turn

    def _version(self, step: _Step) -> _Version | None:
        """Returns a version; None if the county cannot be read, or if only dates to come are in error today."""
        key, today = digest_of(self._mark, step), self._ground.as_of
        version = self._earlier.versions.get(key)
        if version is None or today < version.sound_from < _NEVER:
            version = self._looked_at(step)
        if version is None:
            return None
        self.seen.versions[key] = version
        is_to_come = today < version.sound_from < _NEVER
        return None if version.parties is None or is_to_come else version

    def _looked_at(self, step: _Step) -> _Version | None:
        """Reads a version; returns None if only dates that are to come are in error, so that another day may differ."""
        found = self._intake(step)
        for day in (step.moment.date(), self._ground.as_of):
            if found.disclosure and not errors_in(found, day):
                return _Version(day, _contractors(found.disclosure))
        if found.disclosure and not errors_in(found, _NEVER):
            return None
        county = _without_errors(found)
        return _Version(_NEVER, _contractors(county) if county else None)

    def _turn(
        self, before: _Step, former: _Version, step: _Step, version: _Version, pasts: Mapping[_Step, str]
    ) -> Turn | None:
        """Returns what a commit changed in the findings; None if nothing."""
        parties = {*(former.parties or ()), *(version.parties or ())}
        elsewhere = cancelled_elsewhere(self._ground.cancelled, parties, self._code)
        key = digest_of(self._mark, before, pasts[before], step, pasts[step], elsewhere)
        known = self._earlier.turns
        self.seen.turns[key] = known[key] if key in known else self._compared(before, step)
        return self.seen.turns[key]

    def _compared(self, before: _Step, step: _Step) -> Turn | None:
        day = step.moment.date()
        old, new = self._judged(before, day), self._judged(step, day)
        self._found = {(step, day): new}
        mended, came, days = _without(old, new), _without(new, old), _days(old, new)
        # nobody is led to a commit that was refused, as it may hold private data
        commit = "" if step.commit in self._spoilt else step.commit
        return Turn(step.moment, commit, mended, came, days) if mended or came or days else None

    def _judged(self, step: _Step, day: date) -> tuple[Finding, ...]:
        """Returns what the rules find in a version on a day; the commits of one day share the finding."""
        known = self._found.get((step, day))
        if known is not None:
            return known
        county = _without_errors(self._intake(step))
        assert county is not None  # only versions that can be read are compared
        past = _until(self._history, step.moment)
        return _single(judged_then(replace(self._ground, as_of=day), self._code, county, past))

    def _intake(self, step: _Step) -> intake.CountyIntake:
        """Reads the county at a commit; the last three stay in memory."""
        if step not in self._read:
            folder = replace(self._folder, held=self._versions.tree(step.commit), is_all_held=True)
            found = intake.read_folder(folder, self._ground.policy_ids, opens_attachments=False)
            self._read = {**dict(list(self._read.items())[-2:]), step: found}
        return self._read[step]

    @cached_property
    def _folder(self) -> intake.CountyFolder:
        return self._ground.folder(self._code)

    @cached_property
    def _versions(self) -> "Versions":
        from generator.history.versions import Versions  # libgit2's binding takes long to load

        return Versions(self._ground.tip, f"counties/{self._code}")


def _without_errors(found: intake.CountyIntake) -> CountyDisclosure | None:
    """Returns the records of a version that are not in error on any day; None if the county cannot be read."""
    county, errors = found.disclosure, errors_in(found, _NEVER)
    return intake.withhold(county, errors) if county and errors else county


def _days_alone(turn: Turn | None) -> Turn | None:
    return turn._replace(mended=(), came=()) if turn and turn.days else None


def _since(sound: Turn | None, last: Turn | None) -> Turn | None:
    """Returns what a commit changed since the sound version before it, with the days since the last version."""
    return sound._replace(days=last.days if last else ()) if sound else last


def _contractors(county: CountyDisclosure) -> tuple[str, ...]:
    companies = (company for project in county.projects for company in all_of(project.contractor))
    return tuple(
        sorted({key for company in companies for key in (company.key, *company.earlier_keys) if key})
    )


def _until(history: History, moment: datetime) -> History:
    """Returns the part of a history that the rules read, as it stood at a moment."""
    return History(
        changes=tuple(change for change in history.changes if change.published <= moment),
        first_published=tuple(first for first in history.first_published if first[1] <= moment),
        reaches_back_to=history.reaches_back_to,
        opening=history.opening,
        first_code=history.first_code,
    )


def _pasts(history: History, steps: Sequence[_Step]) -> Mapping[_Step, str]:
    """Returns a digest of ``_until`` at each step; each change is digested once."""
    lasting = (history.reaches_back_to, history.opening, history.first_code)
    events = [(change.published, repr(change)) for change in history.changes]
    events += [(moment, record) for record, moment in history.first_published]
    events.sort()
    found, taken = hashlib.sha256(repr(lasting).encode()), 0
    pasts: dict[_Step, str] = {}
    for step in steps:
        end = bisect_right(events, step.moment, key=itemgetter(0))
        found.update(repr(events[taken:end]).encode("utf-8", "surrogateescape"))
        pasts[step], taken = found.hexdigest(), end
    return pasts


def _single(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Returns one finding for each project that a finding counts."""
    return tuple(
        finding._replace(project=project, projects=())
        for finding in found
        if finding.severity is Severity.FINDING
        for project in finding.concerned or ("",)
    )


def _days(old: Sequence[Finding], new: Sequence[Finding]) -> tuple[date, ...]:
    """Returns the first days of the findings that one version has and the other lacks, or dates otherwise."""
    before, after = (Counter((one.code, one.project, one.since) for one in found) for found in (old, new))
    return tuple(sorted({since for _, _, since in (before - after) + (after - before) if since}))


def _without(found: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Returns the findings that ``others`` lack; messages count days and change, so rule and project tell them apart."""
    left = Counter((other.code, other.project) for other in others)
    own: list[Finding] = []
    for finding in found:
        key = (finding.code, finding.project)
        if left[key]:
            left[key] -= 1
        else:
            own.append(finding)
    return tuple(own)
