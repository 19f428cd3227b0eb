"""What each commit of the last weeks mended: the rules are run on the county's files before and after it.

Only the files tell when a finding was resolved: it leaves no trace in today's. Both versions are judged on the day of the
commit, so that what time alone brings or ends is not taken for a commit's doing. A commit whose files have errors is left
out, as what was published then was something else, and the next one is compared with the one before it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from generator import intake
from generator.engine.steps.county_work import Ground, judged_then
from generator.engine.steps.earlier_records import errors_in
from generator.model.change import History
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding, Severity, Turn
from generator.rules.spans import WEEK, monday_of
from generator.views.events_digest import WEEKS
from generator.views.provenance import midnight

MOST = 24
"""Most commits of a county that are looked at, newest first: each takes as long as reading and checking it."""


class _Step(NamedTuple):
    moment: datetime
    commit: str


def finding_turns(ground: Ground, code: str, history: History | None) -> tuple[Turn, ...]:
    """Returns the commits of the last weeks that mended findings or brought some, oldest first."""
    if history is None or ground.tip is None:
        return ()
    since = midnight(monday_of(ground.as_of) - WEEKS * WEEK)
    steps = [step for step in _steps(history) if step.moment.date() <= ground.as_of]
    older = [step for step in steps if step.moment < since]
    recent = [*older[-1:], *steps[len(older) :]][-MOST - 1 :]
    told: list[Turn] = []
    with suppress(
        Exception
    ):  # the program of today may fail at files of then, which nobody can mend any more
        told += _turns(ground, code, history, recent)
    return tuple(told)


def _steps(history: History) -> Sequence[_Step]:
    """Returns the commits that published something of the county, oldest first."""
    firsts = dict(history.first_commits)
    found = {_Step(change.published, change.commit) for change in history.changes}
    found |= {_Step(moment, firsts[record]) for record, moment in history.first_published if record in firsts}
    return sorted(found)


def _turns(ground: Ground, code: str, history: History, steps: Sequence[_Step]) -> Iterator[Turn]:
    """Compares each sound version with the sound one before it."""
    before: tuple[_Step, CountyDisclosure] | None = None
    for step in steps:
        county = _sound(ground, code, step)
        if county is None:
            continue
        if before is not None:
            day = replace(ground, as_of=step.moment.date())
            old = _single(judged_then(day, code, before[1], _until(history, before[0].moment)))
            new = _single(judged_then(day, code, county, _until(history, step.moment)))
            mended, came, days = _without(old, new), _without(new, old), _days(old, new)
            if mended or came or days:
                yield Turn(step.moment, step.commit, mended, came, days)
        before = step, county


def _sound(ground: Ground, code: str, step: _Step) -> CountyDisclosure | None:
    """Returns the county at a commit; None if a file had errors."""
    from generator.history.versions import Versions  # libgit2's binding takes long to load

    tree = Versions(ground.tip, f"counties/{code}").tree(step.commit)
    folder = replace(ground.folder(code), held=tree, is_all_held=True)
    found = intake.read_folder(folder, ground.policy_ids, opens_attachments=False)
    return None if errors_in(found, ground.as_of) else found.disclosure


def _until(history: History, moment: datetime) -> History:
    return replace(
        history,
        changes=tuple(change for change in history.changes if change.published <= moment),
        first_published=tuple(first for first in history.first_published if first[1] <= moment),
    )


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
