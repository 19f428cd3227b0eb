"""Notes which commits spoil what pages show of a county, and which records and rows they spoil and mend.

While the latest version of a record does not pass, pages show an earlier one and say so. When one passes again, that
remark goes, even if nothing else changed since: feed entries must tell when.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.history.published import Published
from generator.history.records import Holding, Version
from generator.model.place import INSIDE
from generator.model.row_key import row_identity


@dataclass
class Fitness:
    """What one commit spoils and mends."""

    spoilt: set[str] = field(default_factory=set)
    """Counties with a file that does not pass at this commit."""
    was_unfit: set[str] = field(default_factory=set)
    """Records of which pages showed an earlier version before this commit."""
    was_fit: dict[str, str] = field(default_factory=dict)
    """Those of which they showed the latest, with their counties."""
    is_fit: dict[str, str] = field(default_factory=dict)
    """Records whose new version passes, with their counties."""
    rows: list[tuple[str, str]] = field(default_factory=list)
    """(row, county) of rows that came to stand from an earlier version, or do so no more."""

    def before(self, held: Holding, version: Version, published: Published | None) -> None:
        """Notes the version of a file that the commit replaces or removes, and what was published of it."""
        if published and _is_shown(held, version):
            self.was_fit[published.record] = held.county
        elif published:
            self.was_unfit.add(published.record)

    def after(
        self, held: Holding, version: Version, published: Published | None, last: Published | None
    ) -> None:
        """Notes the new version of a file, what is published of it, and what ``last`` was."""
        if not version.is_fit:
            self.spoilt.add(held.county)
        if published and _is_shown(held, version):
            self.is_fit[published.record] = held.county
            self.rows += [(row, held.county) for row in _turned_rows(held, last, published)]

    def turned(self) -> Iterator[tuple[str, str]]:
        """Yields (record, county) of what pages came to show in an earlier version, or in the latest again."""
        for record in sorted(self.was_unfit & self.is_fit.keys()):
            yield record, self.is_fit[record]
        for record in sorted(self.was_fit.keys() - self.is_fit.keys()):
            yield record, self.was_fit[record]
        yield from self.rows


def _is_shown(held: Holding, version: Version) -> bool:
    """Whether pages show a version; of a ledger, whether they show any row of it."""
    return version.rows is not None if held.is_ledger else version.is_fit


def _turned_rows(held: Holding, last: Published | None, now: Published) -> Iterator[str]:
    """Yields the rows of a ledger that stood from an earlier version in one of two states of it alone."""
    if last is None or last.origin.kept == now.origin.kept:
        return
    before, after = ({kept.where for kept in state.origin.kept} for state in (last, now))
    for state, only in ((last, before - after), (now, after - before)):
        if isinstance(state.content, tuple):
            for where, row in zip(state.places, state.content, strict=True):
                if where in only:
                    yield f"{state.record}{INSIDE}{row_identity(held.kind.name, row.name, row.cells)}"
