"""Ids of contracting processes that stay when others come or go, and when a county gets another code."""

import hashlib

from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure

_LENGTH = 12


def process_id(county: CountyDisclosure, contract: Contract) -> str:
    """The id of a contract of contracts.yaml."""
    return county.lasting(f"{county.code}-ht-{_digest(contract.number)}")


def own_process_id(county: CountyDisclosure, project: str) -> str:
    """The id of the procurement that a project's own file tells."""
    return county.lasting(f"{project}-cg")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
