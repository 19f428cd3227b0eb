"""Ids that stay when rows come, go or change places, and when a county gets another code."""

import hashlib
from collections.abc import Iterator, Sequence

from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.row_key import R, row_keys

_LENGTH = 12


def process_id(county: CountyDisclosure, contract: Contract) -> str:
    """The id of a contract of contracts.yaml."""
    return county.lasting(f"{county.code}-ht-{_digest(contract.number)}")


def own_process_id(county: CountyDisclosure, project: str) -> str:
    """The id of the procurement that a project's own file tells."""
    return county.lasting(f"{project}-cg")


def with_ids(county: CountyDisclosure, kind: str, rows: Sequence[R]) -> Iterator[tuple[str, R]]:
    """Rows of a ledger with their ids; rows that nothing tells apart are counted."""
    return zip((f"{kind}-{key}" for key in row_keys(rows, county.lasting)), rows, strict=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
