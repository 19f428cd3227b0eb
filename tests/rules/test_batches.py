"""A county with two batches: each is judged by its own plan, money, goals and projects."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator import rules
from generator.model.contracts import Contracts
from generator.model.county import Allocation, Batch, Receipt
from generator.model.disclosed_records import LaterBatch
from generator.model.disclosure import CountyDisclosure
from generator.model.identifiers import cohort_of
from generator.model.ledgers import Snapshot
from generator.model.money import FEN_PER_WAN
from generator.model.project import Project
from generator.rules.base import Scene
from generator.rules.example import scene
from generator.rules.facts import not_due
from generator.rules.fund_use import fund_use

CODE = "210198"


def second(county: CountyDisclosure, number: str, to: str, **own: object) -> CountyDisclosure:
    """The county with one of its projects, and the project's rows, in a batch of 2022."""
    old, new = f"{CODE}-2020-{number}", f"{CODE}-2022-{to}"

    def moved(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            row.model_copy(update={"project": new}) if getattr(row, "project", "") == old else row
            for row in rows
        )

    ledgers: dict[str, Any] = {
        name: moved(getattr(county, name))
        for name in (
            "progress", "payments", "expenditures", "inspections", "enforcement",
            "trainings", "transactions", "activities", "snapshots",
        )
    }  # fmt: skip
    projects = tuple(
        project.model_copy(update={"id": new}) if project.id == old else project
        for project in county.projects
    )
    batch = Batch.model_validate({"示范批次": "2022"}).model_copy(update=own)
    later = LaterBatch(batch, county.plan, county.outcome)
    return replace(county, projects=projects, later=(later,), **ledgers)


@pytest.fixture
def spotless() -> Scene:
    return scene()


def test_a_county_with_one_batch_is_that_batch(spotless: Scene) -> None:
    assert spotless.county.batches == (spotless.county,)
    assert spotless.county.batches[0] is spotless.county
    assert spotless.of_batches[0] is spotless


def test_each_batch_has_its_projects_rows_and_money(spotless: Scene) -> None:
    county = second(spotless.county, "03", "01", allocation=Allocation(**{"中央财政": "200"}))
    first, later = county.batches
    assert [project.id for project in first.projects] == [f"{CODE}-2020-01", f"{CODE}-2020-02"]
    assert [project.id for project in later.projects] == [f"{CODE}-2022-01"]
    for table in ("progress", "payments", "expenditures", "inspections"):
        rows = [cohort_of(row.project) for row in getattr(later, table)]
        assert rows and set(rows) == {2022}
        assert 2022 not in {cohort_of(row.project) for row in getattr(first, table)}
        assert len(getattr(first, table)) + len(rows) == len(getattr(county, table))
    assert later.county.cohort == 2022
    assert (later.county.name, later.code) == (county.county.name, CODE)
    assert first.county is county.county
    assert county.central == Decimal(1200)
    assert county.paid == first.paid + later.paid


def test_rows_of_no_project_are_the_first_batchs(spotless: Scene) -> None:
    county = second(spotless.county, "03", "01")
    first, later = county.batches
    assert [row for row in county.inspections if row.project is None] == [
        row for row in first.inspections if row.project is None
    ]
    assert all(row.project for row in later.inspections)


def idle(spotless: Scene, told: str | None, project: str | None = None) -> list[str]:
    """F108 of a county whose two batches leave 100 of their money idle; by a monthly total, ``told`` was paid in all."""
    county = second(spotless.county, "03", "01", allocation=Allocation(**{"中央财政": "200"}))
    received = Receipt.model_validate({"日期": "2021-01-01", "金额": "900"})
    paid = Decimal(800)
    first = county.county.model_copy(update={"receipts": (received,)})
    kept = tuple(row for row in county.payments if cohort_of(row.project) == 2020)
    batch = county.later[0].batch.model_copy(
        update={"receipts": (received.model_copy(update={"amount": Decimal(100)}),)}
    )
    county = replace(county, county=first, payments=kept, later=(replace(county.later[0], batch=batch),))
    assert county.paid == paid
    if told:
        row = {"截至": "2021-06", "累计拨付": told} | ({"项目编号": project} if project else {})
        county = replace(county, snapshots=(Snapshot.model_validate(row),))
    late = replace(spotless, county=county, as_of=date(2022, 6, 30))
    return [one.message[:8] for one in rules.check_county(late) if one.code == "F108"]


@pytest.mark.parametrize(
    ("told", "project", "batches"),
    [
        (None, None, ["2020 年批次", "2022 年批次"]),
        ("800", None, ["2020 年批次", "2022 年批次"]),
        ("799", None, ["2020 年批次", "2022 年批次"]),
        ("800.01", None, []),
        ("0.01", f"{CODE}-2022-01", ["2020 年批次"]),
        ("801", f"{CODE}-2020-01", ["2022 年批次"]),
    ],
)
def test_a_monthly_total_of_the_county_is_that_of_all_batches(
    spotless: Scene, told: str | None, project: str | None, batches: list[str]
) -> None:
    """If it says more than all rows, the rows of either batch may lack; that of a project concerns its own batch."""
    assert idle(spotless, told, project) == batches
    assert all(batch.snapshots_of[""] == () for batch in second(spotless.county, "03", "01").batches)


@pytest.mark.parametrize(
    ("parts", "waiting"),
    [
        (("100", "300"), ["70.00", "210.00"]),
        (("300", "100"), ["210.00", "70.00"]),
        (("0.01", "399.99"), ["0.01", "280.00"]),
        (("400", None), ["280", "280"]),
    ],
)
def test_what_a_contract_over_two_batches_does_not_owe_yet_is_split(
    spotless: Scene, parts: tuple[str | None, ...], waiting: list[str]
) -> None:
    """By its projects' parts, of a contract of 400 of which 70 % waits for acceptance; all of it if one is not told."""
    county = second(spotless.county, "03", "01", allocation=Allocation(**{"中央财政": "200"}))
    ids = f"{CODE}-2020-01", f"{CODE}-2022-01"
    told = [
        {"项目编号": project} | ({"金额": part} if part else {})
        for project, part in zip(ids, parts, strict=True)
    ]
    contract = {
        "合同编号": "一",
        "合同金额": "400",
        "付款约定": {
            "分期": [{"节点": "签订", "比例": "30", "达成日期": "2021-01-01"}, {"节点": "验收", "比例": "70"}]
        },
        "涉及项目": told,
    }
    contracts = Contracts.model_validate({"合同": [contract]})
    county = replace(county, contracts=contracts, payments=(), projects=richer(county.projects))
    scenes = replace(spotless, county=county).of_batches
    assert [str(not_due(one)) for one in scenes] == waiting


def richer(projects: tuple[Project, ...]) -> tuple[Project, ...]:
    """Projects of so much money that no contract is limited by it."""
    return tuple(project.model_copy(update={"subsidy": Decimal(10_000)}) for project in projects)


@pytest.mark.parametrize("number", ["01", "02", "03"])
def test_a_share_is_that_of_its_batch(spotless: Scene, number: str) -> None:
    county = second(spotless.county, number, "07", allocation=Allocation(**{"中央财政": "500"}))
    uses = [fund_use(batch) for batch in county.batches]
    assert [use.central if use else None for use in uses] == [1000 * FEN_PER_WAN, 500 * FEN_PER_WAN]
    assert sum(use.paid for use in uses if use) == (whole.paid if (whole := fund_use(spotless.county)) else 0)


@pytest.mark.parametrize(("central", "is_over"), [("200", False), ("199.99", True), ("199.999999", True)])
def test_subsidies_are_held_against_the_batchs_own_money(
    spotless: Scene, central: str, is_over: bool
) -> None:
    """1 000 for projects of 1 000 is enough; of the batches one has 1 000 for 800, the other too little for 200."""
    county = second(spotless.county, "03", "01", allocation=Allocation(**{"中央财政": central}))
    found = [
        one.message for one in rules.check_county(replace(spotless, county=county)) if one.code == "F102"
    ]
    assert [message.startswith("2022 年批次：各项目扶持资金合计 200.00 万元") for message in found] == [
        True
    ] * is_over


def test_a_batch_without_a_plan_is_told_apart(spotless: Scene) -> None:
    county = second(spotless.county, "03", "01")
    bare = replace(county, later=(LaterBatch(county.later[0].batch),))
    found = {one.code: one.message for one in rules.check_county(replace(spotless, county=bare))}
    assert found["I101"] == "2022 年批次：未公开综合示范方案"
    assert "L101" not in found  # the same fact
