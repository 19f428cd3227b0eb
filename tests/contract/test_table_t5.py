"""A county's table of projects, entered as records: its sums are the table's, and nothing false is found."""

from datetime import date
from decimal import Decimal

import pytest

from generator.engine import check_portal
from generator.engine.steps.whole_portal import CheckedPortal
from generator.views.contract_rows import contract_rows, contract_sums
from tests.support.project import ROOT

T5 = ROOT / "tests/fixtures/tables/T5/content_data"


@pytest.fixture(scope="module")
def checked() -> CheckedPortal:
    return check_portal(T5, date(2021, 6, 30), date(2021, 6, 30))


def test_its_sums_are_the_tables(checked: CheckedPortal) -> None:
    assert checked.province is not None
    (county,) = checked.province.counties
    sums = contract_sums(contract_rows(county))
    assert [project.subsidy for project in county.projects] == [400, 180, Decimal("320.5")]
    assert county.subsidies == Decimal("900.5")
    assert (sums.number, sums.total) == (2, Decimal("975.5"))
    first, second, third = county.projects
    assert first.contractor == second.contractor
    assert first.contractor
    assert [company.name for company in (first.contractor, *first.contractor.consortium)] == [
        "甲公司",
        "乙公司",
    ]
    last = [date(2021, 12, 31), date(2021, 12, 31), date(2021, 9, 1)]
    assert [project.due and project.due.toordinal() for project in county.projects] == [
        day.toordinal() for day in last
    ]
    assert third.procurement
    assert third.procurement.award_amount == Decimal("355.5")


ASKED = frozenset("LIVGFB")
"""Families whose findings say what a table of projects does not tell: plan, people, visits, reports, purposes, notices."""


def test_nothing_false_is_found(checked: CheckedPortal) -> None:
    assert not checked.has_errors
    (county,) = checked.counties
    codes = {finding.code for finding in county.findings}
    assert not codes & {
        "F102",
        "F103",
        "F107",
        "F108",
        "F109",
        "F113",
        "F117",
        "B105",
        "B106",
        "B107",
        "G102",
        "G107",
    }
    assert {code[0] for code in codes} <= ASKED
    assert {"F112", "B101", "B102", "B104"} == {code for code in codes if code[0] in "FB"}
