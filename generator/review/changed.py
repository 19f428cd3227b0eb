"""What a submission changes in the records, field by field, as a reviewer reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from generator.history import PortalHistory
from generator.history.answered import answers_at
from generator.history.committed_files import Files, Step
from generator.history.compare import FieldChange, additions, changes
from generator.history.repository import MainLine
from generator.intake.screening.hiding import Hiding
from generator.model.beijing import BEIJING
from generator.model.change import Change, History, Weight
from generator.model.disclosure import CountyDisclosure
from generator.model.files import title_of, unit_of
from generator.review.both_versions import Checked
from generator.review.submission import Submission
from generator.views.changes import coverage


@dataclass(frozen=True)
class Line:
    """One field that changed."""

    county: str
    """Code; empty: the portal's own documents."""
    record: str
    title: str
    """Title of the project or of the ledger."""
    field: str
    old: str
    new: str
    unit: str
    weight: Weight
    needs_cover: bool
    """Whether it needs an adjustment of the plan (rule L103)."""
    covered_on: date | None
    """Date of the adjustment that covers it."""

    @property
    def is_new(self) -> bool:
        return not self.old


@dataclass(frozen=True)
class Changed:
    """All that changed in the records of the main line."""

    changed: tuple[FieldChange, ...]
    """In what was there before."""
    added: tuple[FieldChange, ...]
    counties: Mapping[str, str]
    """Record → county."""


def changed(given: Submission, history: PortalHistory, before: PortalHistory) -> Changed:
    """Compares the records of both versions; what the checks refuse for what it says is no part of either.

    What was published, removed and is there again is compared with what it last was, as the change record does.

    Args:
        history: that of the submission.
        before: that of the version it is compared with.
    """
    former, back = history.former, history.taken_back
    if former is None or back is None:
        return Changed((), (), {})
    line = MainLine(given.content, given.head, former, given.counties)
    hiding = Hiding(back.hidden, is_past=True, former=former)
    files = Files(line, {}, answers_at(line, given.head), hiding, before.removed())
    step: Step = files.step(given.parted, given.head, list(line.changed(given.parted, given.head)))
    attached = [item for item in step.attached if item.old]
    added = [item for item in step.attached if not item.old]
    owners = {item.record: item.record.partition("/")[0] for item in step.attached}
    found = (before.since_filled(step.counties[one.record], one) for one in changes(step.old, step.new))
    return Changed(
        (*found, *attached),
        (*additions(step.old, step.new), *step.again, *added),
        {**step.counties, **owners},
    )


def lines(found: Changed, checks: Checked) -> tuple[Line, ...]:
    """Returns the changes in order: by county and record, what was there before it before what is new."""
    names = {county.code: county.disclosure for county in checks.after.counties}
    names |= {
        county.code: county.disclosure for county in checks.before.counties if names.get(county.code) is None
    }
    told: list[Line] = []
    by_county: dict[str, list[FieldChange]] = {}
    for change in (*found.changed, *found.added):
        by_county.setdefault(found.counties.get(change.record, ""), []).append(change)
    for county, own in sorted(by_county.items()):
        told += _of_county(county, own, names.get(county), checks)
    return tuple(told)


def _of_county(
    county: str, own: Sequence[FieldChange], disclosure: CountyDisclosure | None, checks: Checked
) -> Iterator[Line]:
    titles = {project.id: project.title for project in disclosure.projects} if disclosure else {}
    covered = _covered(county, own, disclosure, checks)
    for change in sorted(own, key=lambda one: (_order(one.record), one.old == "")):
        table = change.record.partition("/")[2]
        yield Line(
            county,
            change.record,
            titles.get(change.record) or title_of(table or change.record) or change.record,
            change.field,
            change.old,
            change.new,
            unit_of(change.record, change.field),
            change.weight,
            change in covered,
            covered.get(change),
        )


def _order(record: str) -> tuple[bool, str]:
    return "/" in record, record


def _covered(
    county: str, own: Sequence[FieldChange], disclosure: CountyDisclosure | None, checks: Checked
) -> Mapping[FieldChange, date | None]:
    """Returns the changes that need an adjustment of the plan, as if they were published on the day of the check."""
    if disclosure is None:
        return {}
    as_of = checks.after.as_of
    moment = datetime.combine(as_of, time.max, BEIJING)
    earlier = checks.history_before.county(county) or History()
    as_published = {
        Change(one.record, one.field, one.old, one.new, moment, "", one.weight): one for one in own if one.old
    }
    history = History((*earlier.until(as_of).changes, *as_published))
    found = coverage(disclosure, history, as_of)
    return {one: found[change] for change, one in as_published.items() if change in found}
