"""Changes as lines that can be read alone, for press releases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from generator.model.change import Change
from generator.model.disclosure import CountyDisclosure
from generator.model.files import title_of
from generator.views.changes import Coverage
from generator.views.own_records import THE_PORTAL, OwnRecords


@dataclass(frozen=True)
class LogLine:
    """One change with its county, its record's title, and the plan adjustment that covers it."""

    county_code: str
    county: str
    record: str
    title: str
    """Title of the project or table; otherwise the record's key."""
    change: Change
    needs_cover: bool
    """Whether rule L103 asks for an adjustment of the plan that covers it."""
    covered_on: date | None

    @property
    def published(self) -> datetime:
        return self.change.published


def log_lines(
    code: str, county: CountyDisclosure | None, changes: Iterable[Change], coverage: Coverage
) -> Iterator[LogLine]:
    """Yields one county's lines; ``county`` is what of its files is sound; None if county.yaml is not."""
    titles = {project.id: project.title for project in county.projects} if county else {}
    name = county.county.name if county else code
    for change in changes:
        table = change.record.partition("/")[2]
        title = titles.get(change.record) or title_of(table) or change.record
        yield LogLine(code, name, change.record, title, change, change in coverage, coverage.get(change))


def own_log_lines(records: OwnRecords, changes: Iterable[Change]) -> Iterator[LogLine]:
    """Yields the lines of the portal's own records."""
    for change in changes:
        yield LogLine("", THE_PORTAL, change.record, records.name(change.record), change, False, None)
