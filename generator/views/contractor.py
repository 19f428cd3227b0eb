"""What a contractor's page shows: all of its projects across counties."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model.codelists import Status
from generator.model.identifiers import by_number
from generator.model.money import share, total
from generator.model.withheld import Rests, together
from generator.views.contract_rows import ContractSums, contract_sums
from generator.views.feed_entries import Entries, Told
from generator.views.rows import Party, ProjectRow


@dataclass(frozen=True)
class ContractorView:
    """One company; money in 万元, shares in %."""

    key: str
    name: str
    other_names: tuple[str, ...]
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
    cancelled: int
    findings: int
    is_demo: bool
    rests: Rests
    """How withheld records affect the figures."""
    is_partial: bool
    """Whether records that never were published may concern it, so that its figures do not count them."""

    @property
    def url(self) -> str:
        return f"contractors/{self.key}.html"


def contractor_views(rows: Iterable[ProjectRow], *, is_partial: bool = False) -> tuple[ContractorView, ...]:
    """One view per company, consortium members included, sorted by name.

    Args:
        is_partial: whether any project, or its money, never was published.
    """
    taking_part: dict[str, list[tuple[Party, ProjectRow]]] = {}
    for row in rows:
        for party in row.parties:
            taking_part.setdefault(party.key, []).append((party, row))
    views = [_view(key, found, is_partial=is_partial) for key, found in taking_part.items()]
    return tuple(sorted(views, key=lambda view: (view.name, view.key)))


def told_of(keys: Iterable[str], entries: Entries[Told]) -> dict[str, Entries[Told]]:
    """Returns company key → feed entries, picked from ``entries`` of the whole portal."""
    told: dict[str, list[Told]] = {key: [] for key in keys}
    for entry in entries.lasting:
        for key in entry.contractor_keys:
            if key in told:
                told[key].append(entry)
    return {key: Entries(tuple(found)) for key, found in told.items()}


def _view(key: str, found: list[tuple[Party, ProjectRow]], *, is_partial: bool) -> ContractorView:
    names = list(dict.fromkeys(party.name for party, _ in found))
    rows = tuple(sorted((row for _, row in found), key=lambda row: by_number(row.id)))
    led = [row for party, row in found if party.is_lead]
    subsidy = total(row.subsidy for row in led if not row.is_cancelled)
    paid = total(row.paid for row in led if row.counts)
    return ContractorView(
        key=key,
        name=names[0],
        other_names=tuple(names[1:]),
        code=found[0][0].code,
        rows=rows,
        counties=tuple(dict.fromkeys(row.county_name for row in rows)),
        subsidy=subsidy,
        paid=paid,
        contracts=contract_sums(row for own in rows for row in own.contracts if row.contractor == key),
        returned=total(row.returned for row in led if row.counts),
        paid_share=share(paid, subsidy),
        overdue=sum(row.days_overdue > 0 for row in rows),
        cancelled=sum(row.status is Status.CANCELLED for row in rows),
        findings=sum(len(row.finding_codes) for row in rows),
        is_demo=any(row.is_demo for row in rows),
        rests=together(*(row.rests for row in rows)),
        is_partial=is_partial,
    )
