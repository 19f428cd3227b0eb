"""Ids that stay when rows come, go or change places, and when a county gets another code."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Inspection, Payment, Progress
from generator.model.row_key import numbered

_LENGTH = 12
R = TypeVar("R", Progress, Payment, Expenditure, Inspection)


def process_id(county: CountyDisclosure, contract: Contract) -> str:
    """The id of a contract of contracts.yaml."""
    return county.lasting(f"{county.code}-ht-{_digest(contract.number)}")


def own_process_id(county: CountyDisclosure, project: str) -> str:
    """The id of the procurement that a project's own file tells."""
    return county.lasting(f"{project}-cg")


OfProjects = Mapping[str, Sequence[tuple[str, R]]]
"""Project id → its rows of a ledger with their ids; corrected rows are none of a county's rows."""


class Rows(NamedTuple):
    """The rows of a county's ledgers."""

    progress: OfProjects[Progress]
    payments: OfProjects[Payment]
    expenditures: OfProjects[Expenditure]
    inspections: OfProjects[Inspection]


def rows_of(county: CountyDisclosure) -> Rows:
    keys = county.row_keys
    return Rows(
        _with_ids("progress", county.progress, keys["progress"]),
        _with_ids("pay", county.payments, keys["payments"]),
        _with_ids("used", county.expenditures, keys["expenditures"]),
        _with_ids("visit", county.inspections, keys["inspections"]),
    )


def _with_ids(kind: str, rows: Iterable[R], keys: Iterable[str]) -> OfProjects[R]:
    """By project; rows that nothing tells apart are counted."""
    found: dict[str, list[tuple[str, R]]] = defaultdict(list)
    for key, row in zip(numbered(keys), rows, strict=True):
        found[row.project or ""].append((f"{kind}-{key}", row))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
