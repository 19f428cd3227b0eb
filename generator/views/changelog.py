"""The changes since a day as lines that stand alone: what a press release is made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from generator.model.change import Change
from generator.model.disclosure import CountyDisclosure
from generator.model.files import COUNTY_FILES
from generator.views.changes import Coverage

_TABLES = {kind.name: kind.title for kind in COUNTY_FILES}


@dataclass(frozen=True)
class LogLine:
    """One change with its county, its record in words, and what covers it."""

    county_code: str
    county: str
    record: str
    title: str
    """Name of the project, the table or the document."""
    change: Change
    needs_cover: bool
    """An adjustment of the plan must cover it (rule L103)."""
    covered_on: date | None

    @property
    def published(self) -> datetime:
        return self.change.published


def log_lines(
    code: str, county: CountyDisclosure | None, changes: Iterable[Change], coverage: Coverage
) -> Iterator[LogLine]:
    """The lines of one county; ``county`` is None where its files cannot be read, or for the portal's own documents."""
    titles = {project.id: project.title for project in county.projects} if county else {}
    name = county.county.name if county else code
    for change in changes:
        table = change.record.partition("/")[2]
        title = titles.get(change.record) or _TABLES.get(table, change.record)
        yield LogLine(code, name, change.record, title, change, change in coverage, coverage.get(change))
