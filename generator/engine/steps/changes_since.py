"""Lists the changes since a moment, with details from the counties' files."""

from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from generator import intake
from generator.engine.steps.earlier_records import errors_in
from generator.history import PortalHistory
from generator.model.identifiers import by_number
from generator.views.changelog import LogLine, log_lines, own_log_lines
from generator.views.changes import coverage
from generator.views.own_records import own_records


def changes_since(
    content: Path, history: PortalHistory, start: datetime | int, as_of: date
) -> tuple[LogLine, ...]:
    """Returns the changes committed to the main line after ``start`` (a moment, or the number of a commit) and until the end of ``as_of``, oldest first."""
    found = [(code, change) for code, change in history.since(start) if change.published.date() <= as_of]
    portal = intake.read_portal(content, back=history.taken_back, former=history.former)
    lines: list[LogLine] = []
    for code, group in groupby(sorted(found, key=lambda item: item[0]), key=lambda item: item[0]):
        changes = [change for _, change in group]
        if not code:
            lines += own_log_lines(own_records(portal.policies, portal.notices), changes)
            continue
        read = intake.read_county(
            content, code, portal.policy_ids, portal.answers, portal.hidden, portal.former
        )
        county = intake.withhold(read.disclosure, errors_in(read, as_of)) if read.disclosure else None
        covered = coverage(county, history.county(code), as_of) if county else {}
        lines += log_lines(code, county, changes, covered)
    return tuple(
        sorted(
            lines,
            key=lambda line: (line.published, line.county_code, by_number(line.record), line.change.field),
        )
    )
