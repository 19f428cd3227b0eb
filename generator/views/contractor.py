"""What a contractor's page shows: all of its projects across counties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.model.codelists import Status
from generator.model.company import successors
from generator.model.identifiers import by_number, contractor_key
from generator.model.ledgers import Enforcement
from generator.model.money import total
from generator.model.withheld import Rests, together
from generator.views.contract_rows import ContractSums, contract_sums
from generator.views.feed_entries import Entries, Told
from generator.views.rows import Party, ProjectRow
from generator.views.shares import paid_of_subsidy


class Decision(NamedTuple):
    """A decision of an authority that a county tells."""

    county_name: str
    county_url: str
    row: Enforcement


@dataclass(frozen=True)
class ContractorView:
    """One company; money in 万元, shares in %."""

    key: str
    name: str
    other_names: tuple[str, ...]
    """Other spellings that records of today use."""
    former_names: tuple[str, ...]
    """曾用名."""
    merged_names: tuple[str, ...]
    """并入单位."""
    kind: str
    """类型; empty where none was disclosed."""
    code: str
    rows: tuple[ProjectRow, ...]
    """Projects it leads or takes part in, by id."""
    counties: tuple[str, ...]
    subsidy: Decimal
    """Sum over the projects it leads, without cancelled ones."""
    paid: Decimal
    """Without what came back."""
    returned: Decimal
    contracts: ContractSums
    """Contracts that it leads, each once."""
    paid_share: Decimal | None
    overdue: int
    """Of the projects it leads."""
    cancelled: int
    findings: int
    """On the projects it leads, those that it can answer for, and not the county."""
    decisions: tuple[Decision, ...]
    """Newest first, each once."""
    is_demo: bool
    rests: Rests
    """How withheld records affect the figures."""
    is_partial: bool
    """Whether records that never were published may concern it, so that its figures do not count them."""
    earlier_keys: tuple[str, ...] = ()
    """Keys of pages that were this organisation's before; they lead to this one."""
    rests_on: frozenset[str] = frozenset()
    """All keys that records tell of it: who else bears or claims one of them decides what belongs to this page."""

    @property
    def url(self) -> str:
        return f"contractors/{self.key}.html"


def contractor_views(rows: Iterable[ProjectRow], *, is_partial: bool = False) -> tuple[ContractorView, ...]:
    """One view per company, consortium members included, sorted by name.

    Args:
        is_partial: whether any project, or its money, never was published.
    """
    listed = tuple(rows)
    later = successors(party.keys for row in listed for party in row.parties if party.keys)
    earlier: dict[str, list[str]] = {}
    for old, key in sorted(later.items()):
        earlier.setdefault(key, []).append(old)
    taking_part: dict[str, list[tuple[Party, ProjectRow]]] = {}
    for row in listed:
        for party in (party for party in row.parties if party.key):
            taking_part.setdefault(later.get(party.key, party.key), []).append((party, row))
    views = [
        _view(key, found, tuple(earlier.get(key, ())), is_partial=is_partial)
        for key, found in taking_part.items()
    ]
    return tuple(sorted(views, key=lambda view: (view.name, view.key)))


def told_of(views: Iterable[ContractorView], entries: Entries[Told]) -> dict[str, Entries[Told]]:
    """Returns company key → feed entries, picked from ``entries`` of the whole portal."""
    owners = {key: view.key for view in views for key in (view.key, *view.earlier_keys)}
    told: dict[str, list[Told]] = {key: [] for key in owners.values()}
    for entry in entries.lasting:
        for owner in dict.fromkeys(owners[key] for key in entry.contractor_keys if key in owners):
            told[owner].append(entry)
    return {key: Entries(tuple(found)) for key, found in told.items()}


def _view(
    key: str, found: list[tuple[Party, ProjectRow]], earlier: tuple[str, ...], *, is_partial: bool
) -> ContractorView:
    found.sort(key=lambda one: one[0].key != key)  # who bears the name of today comes first
    former = dict.fromkeys(name for party, _ in found for name in party.former_names)
    merged = dict.fromkeys(name for party, _ in found for name in party.merged_names)
    names = list(dict.fromkeys(party.name for party, _ in found))
    rows = tuple(sorted({id(row): row for _, row in found}.values(), key=lambda row: by_number(row.id)))
    led = list({id(row): row for party, row in found if party.is_lead}.values())
    subsidy = total(row.subsidy for row in led if not row.is_cancelled)
    paid = total(row.paid for row in led if row.counts)
    return ContractorView(
        key=key,
        name=names[0],
        other_names=tuple(name for name in names[1:] if name not in {*former, *merged}),
        former_names=tuple(name for name in former if name != names[0]),
        merged_names=tuple(merged),
        kind=next((party.kind for party, _ in found if party.kind), ""),
        code=found[0][0].code,
        rows=rows,
        counties=tuple(dict.fromkeys(row.county_name for row in rows)),
        subsidy=subsidy,
        paid=paid,
        contracts=contract_sums(
            row for own in rows for row in own.contracts if row.contractor in {key, *earlier}
        ),
        returned=total(row.returned for row in led if row.counts),
        paid_share=paid_of_subsidy(paid, subsidy),
        overdue=sum(row.days_overdue > 0 for row in led),
        cancelled=sum(row.status is Status.CANCELLED for row in rows),
        findings=sum(row.of_contractor for row in led),
        decisions=_decisions(rows, {*(contractor_key(name, None) for name in names), *earlier}),
        is_demo=any(row.is_demo for row in rows),
        rests=together(*(row.rests for row in rows)),
        is_partial=is_partial,
        earlier_keys=earlier,
        rests_on=frozenset((key, *earlier)).union(
            *((party.keys.of_name, *party.keys.earlier) for party, _ in found if party.keys)
        ),
    )


def _decisions(rows: Iterable[ProjectRow], own: Collection[str]) -> tuple[Decision, ...]:
    """Returns the decisions against a company known by these keys, newest first, each once."""
    found = dict.fromkeys(
        Decision(row.county_name, row.county_url, decision)
        for row in rows
        for decision in row.decisions
        if decision.company and contractor_key(decision.company, None) in own
    )
    return tuple(sorted(found, key=lambda decision: decision.row.date, reverse=True))
