"""What a project's contracts tell of its procurement and contractor, filled in where the project itself does not."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.money import total
from generator.model.project import Procurement, Project


def contracted(county: CountyDisclosure) -> CountyDisclosure:
    """The disclosure whose projects know what their contracts tell; as it is without contracts."""
    if not county.contracts.contracts:
        return county
    projects = tuple(_filled(project, county.contracts_of[project.id]) for project in county.projects)
    return replace(county, projects=projects)


def _filled(project: Project, contracts: tuple[Contract, ...]) -> Project:
    if not contracts:
        return project
    own = project.procurement or Procurement()
    parts = [contract.part_of(project.id) for contract in contracts]
    signed = tuple(contract.date for contract in contracts)
    told: dict[str, object] = {
        "method": _first(contract.method for contract in contracts),
        "notice_date": _first(contract.notice and contract.notice.date for contract in contracts),
        "notice_url": _first(contract.notice and contract.notice.url for contract in contracts),
        "award_date": _first(contract.award_date for contract in contracts),
        "award_amount": _sum(parts),
        "contract_date": min(filter(None, signed), default=None),
        "exception_reason": _first(contract.exception_reason for contract in contracts),
    }
    absent = {name: value for name, value in told.items() if getattr(own, name) is None}
    contractor = project.contractor or _first(contract.contractor for contract in contracts)
    filled = project.model_copy(
        update={"procurement": own.model_copy(update=absent), "contractor": contractor}
    )
    return filled if own.contract_date else filled.deriving(filled.derived._replace(signed=signed))


def _first(values: Iterable[object]) -> object:
    return next((value for value in values if value is not None), None)


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of a project's parts; None if one of them is not told."""
    known = list(parts)
    return None if None in known else total(known)
