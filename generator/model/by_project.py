"""What belongs to each project: ledger rows, contracts, sums of money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Protocol, TypeVar

from generator.model.contracts import Contract, Contracts
from generator.model.project import Project


class _OfProject(Protocol):
    @property
    def project(self) -> str | None: ...


R = TypeVar("R", bound=_OfProject)


def contracts_by_project(
    projects: Iterable[Project], contracts: Contracts
) -> Mapping[str, tuple[Contract, ...]]:
    """Project id → the contracts that name it, or that it names, in the order of the file; others have none."""
    naming: dict[str, set[str]] = defaultdict(set)
    for project in projects if contracts.contracts else ():
        for number in project.procurement.contracts if project.procurement else ():
            naming[number].add(project.id)
    found: dict[str, list[Contract]] = defaultdict(list)
    for contract in contracts.contracts:
        for project_id in sorted({part.project for part in contract.parts} | naming[contract.number]):
            found[project_id].append(contract)
    return defaultdict(tuple, {project_id: tuple(own) for project_id, own in found.items()})


def by_project(rows: Iterable[R]) -> Mapping[str, tuple[R, ...]]:
    """Project id → its rows; those of no project stand under the empty string, a project without any has none."""
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[row.project or ""].append(row)
    return defaultdict(tuple, {project: tuple(found) for project, found in groups.items()})


def sums(amounts: Iterable[tuple[str, Decimal]]) -> Mapping[str, Decimal]:
    """Project id → sum of its amounts; 0 for any other."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for project, amount in amounts:
        found[project] += amount
    return found
