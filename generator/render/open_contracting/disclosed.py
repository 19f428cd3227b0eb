"""What a county's records are made from, and what they share: it is made once a county."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.model.change import Change, History
from generator.model.disclosure import CountyDisclosure
from generator.render.open_contracting.ledger_rows import Rows, Way, rows_of
from generator.render.open_contracting.parties import KnownParties
from generator.render.open_contracting.values import Json, filled
from generator.views.portal import Portal


@dataclass(frozen=True)
class Disclosed:
    """A county with its history, in a portal."""

    county: CountyDisclosure
    portal: Portal
    history: History | None

    @cached_property
    def rows(self) -> Rows:
        return rows_of(self.county)

    @cached_property
    def transactions(self) -> dict[str, tuple[dict[Way, Json], list[Json]]]:
        """Project id → its transactions, with the payers and payees that they name; filled as they are made."""
        return {}

    @cached_property
    def parties(self) -> KnownParties:
        return KnownParties(self.county.county, self.portal.site)

    @cached_property
    def changes_of(self) -> Mapping[str, Sequence[Change]]:
        """Record → its published changes, oldest first; of any other none."""
        found: dict[str, list[Change]] = defaultdict(list)
        for change in self.history.changes if self.history else ():
            found[change.record].append(change)
        return found

    @cached_property
    def batch_of(self) -> Mapping[str, CountyDisclosure]:
        """Project id → its batch."""
        return {project.id: batch for batch in self.county.batches for project in batch.projects}

    @cached_property
    def place(self) -> Json:
        """Where its projects are, without a street."""
        record, region = self.county.county, self.portal.site.region
        city = record.city.full if record.city.is_city else ""
        return filled(
            id=record.code,
            description=f"{region.full}{city}{record.name}",
            gazetteer=None if record.zone else {"scheme": "CN-GBT2260", "identifiers": [record.code]},
            address=filled(locality=record.name, region=region.full, countryName="中国"),
        )
