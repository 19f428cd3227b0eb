"""Open contracting data of a county in tests: as a reader has it, and counties that differ in one thing."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator.model.change import History
from generator.model.contracts import Contract, Contracts
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment
from generator.render.open_contracting import county_lines
from tests.support.portal import PORTAL

P1 = "210198-2020-01"
"""The first project of the example county."""


def read(data: bytes) -> Any:
    """JSON with exact numbers."""
    return json.loads(data, parse_float=Decimal)


def projects_of(county: CountyDisclosure, history: History | None = None) -> dict[str, Any]:
    """Project id → its record of OC4IDS."""
    lines = county_lines(county, PORTAL, history).projects
    return {record["identifiers"][0]["id"]: record for record in map(read, lines)}


def releases_of(county: CountyDisclosure) -> list[Any]:
    return [read(line) for line in county_lines(county, PORTAL, None).releases]


def changed(county: CountyDisclosure, **update: Any) -> CountyDisclosure:
    """The county with another first project."""
    first, *others = county.projects
    return replace(county, projects=(first.model_copy(update=update), *others))


def with_contracts(county: CountyDisclosure, *given: dict[str, Any]) -> CountyDisclosure:
    return replace(county, contracts=Contracts(contracts=tuple(map(Contract.model_validate, given))))


def amount_of(value: Any) -> Decimal:
    return Decimal(value["amount"])


def transactions_of(record: Any) -> list[Any]:
    summaries = [process["summary"] for process in record.get("contractingProcesses", ())]
    return [
        *record.get("transactions", ()),
        *(item for one in summaries for item in one.get("transactions", ())),
    ]


def payment(id_: str, amount: Any, kind: str | None = None, **more: Any) -> Payment:
    return Payment.model_validate(
        {"日期": "2021-03-10", "项目编号": id_, "金额": amount, "类型": kind, **more}
    )


def expenditure(id_: str, amount: Any) -> Expenditure:
    return Expenditure.model_validate(
        {"日期": "2021-03-11", "项目编号": id_, "类别": "设施设备", "用途": "设备", "金额": amount}
    )
