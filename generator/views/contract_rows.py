"""Contracts in one line each, and their sums: a contract counts once, however many projects it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.model.codelists import Direction
from generator.model.contracts import Contract, Contracts
from generator.model.disclosure import CountyDisclosure
from generator.model.figures import figure
from generator.model.money import ZERO, total

Parts = tuple[tuple[Direction | None, Decimal], ...]


class ContractRow(NamedTuple):
    """One contract; money in 万元."""

    county_code: str
    number: str
    contractor: str
    """Key of the leading company; empty where none is disclosed."""
    current: Decimal | None
    parts: Parts
    """Direction of a project → the projects' parts; None: not divided among projects."""


@dataclass(frozen=True, slots=True)
class ContractSums:
    """The contracts of a county, a company or the province; money in 万元."""

    number: int
    total: Decimal
    undisclosed: int
    """How many have no amount and are left out of the total."""
    by_direction: Parts
    """Adds up to the total; None: not divided among projects."""


def contract_rows(county: CountyDisclosure) -> tuple[ContractRow, ...]:
    """Returns the contracts of a county, in the order of its file."""
    return tuple(contract_row(county, contract) for contract in county.contracts.contracts)


def contract_row(county: CountyDisclosure, contract: Contract) -> ContractRow:
    lead = contract.contractor.key if contract.contractor else ""
    return ContractRow(county.code, contract.number, lead, contract.current, _parts(county, contract))


def _parts(county: CountyDisclosure, contract: Contract) -> Parts:
    """Divides the current value by direction; what no project is told to have, or parts that are too much, is not
    divided."""
    whole = contract.current
    if whole is None:
        return ()
    sums: dict[Direction | None, Decimal] = {}
    for project in dict.fromkeys(part.project for part in contract.parts):
        known, amount = county.by_id.get(project), contract.part_of(project)
        if known is not None and amount is not None:
            sums[known.direction] = sums.get(known.direction, ZERO) + amount
    left = whole - total(sums.values())
    if left < 0:
        return ((None, whole),)
    return (*sums.items(), (None, left)) if left else tuple(sums.items())


@figure(
    Contracts.label_of("contracts"),
    "份、万元",
    "公开的合同的份数，和补充协议以后的金额之和",
    counts="每份合同只计一次，不论涉及几个项目；未公开金额的单独列出份数",
    cancelled="照计",
    corrected="按最后一份补充协议以后的金额计算",
)
def contract_sums(rows: Iterable[ContractRow]) -> ContractSums:
    """Adds up contracts, each once."""
    once = list({(row.county_code, row.number): row for row in rows}.values())
    sums: dict[Direction | None, Decimal] = {}
    for row in once:
        for direction, amount in row.parts:
            sums[direction] = sums.get(direction, ZERO) + amount
    order: Sequence[Direction | None] = (*Direction, None)
    return ContractSums(
        len(once),
        total(row.current for row in once),
        sum(row.current is None for row in once),
        tuple((direction, sums[direction]) for direction in order if direction in sums),
    )
