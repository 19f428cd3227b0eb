"""A county's table of payments, entered as records: its sums are the table's, and nothing false is found."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.engine import check_portal
from generator.engine.steps.whole_portal import CheckedPortal
from tests.support.project import ROOT

T6 = ROOT / "tests/fixtures/tables/T6/content_data"
DAY = date(2022, 8, 31)
RELATION = """    收款关系:
      - 单位: 某村项目公司
        关系: 丙公司子公司
"""


@pytest.fixture(scope="module")
def checked() -> CheckedPortal:
    return check_portal(T6, DAY, DAY)


def money_findings(portal: CheckedPortal) -> set[str]:
    """Codes of the findings on money and tenders."""
    (county,) = portal.counties
    return {finding.code for finding in county.findings if finding.code[0] in "FB"}


def test_its_sums_are_the_tables(checked: CheckedPortal) -> None:
    assert not checked.has_errors, [finding.message for finding in checked.findings]
    assert checked.province is not None
    (county,) = checked.province.counties
    paid = [row for row in county.payments if not row.is_back]
    assert [row.amount for row in paid] == [Decimal("106.65"), Decimal("106.65"), Decimal("124.425")]
    assert sum(row.amount for row in paid) == Decimal("337.725")
    assert (county.returned, county.paid) == (Decimal("3.2"), Decimal("334.525"))
    assert [str(row.date) for row in county.payments][-1] == "2022-08"
    assert paid[2].payee == "某村项目公司"


def test_nothing_false_is_found(checked: CheckedPortal) -> None:
    """F109 says that the contract's date is not disclosed, B101 and B102 that the tender is not: so it is."""
    assert money_findings(checked) <= {"F109", "F112", "B101", "B102", "B104"}


def test_the_relation_of_the_other_payee_is_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "content_data"
    shutil.copytree(T6, root)
    contracts = root / "counties/210198/contracts.yaml"
    text = contracts.read_text("utf-8")
    assert RELATION in text
    contracts.write_text(text.replace(RELATION, ""), "utf-8")
    (county,) = check_portal(root, DAY, DAY).counties
    (asked,) = [finding for finding in county.findings if finding.code == "F107"]
    assert "某村项目公司" in asked.message
    assert asked.place.line == 4
