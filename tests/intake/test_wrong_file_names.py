"""A project file under a wrong name: rows are never led to another project."""

from pathlib import Path

import pytest

from generator.intake import read_county
from generator.model.finding import Finding


def _errors(root: Path) -> tuple[Finding, ...]:
    return read_county(root, "210198", frozenset({"2020-226"})).problems


@pytest.mark.parametrize(
    "name", ["04.yaml", "10.yaml", "21.yaml", "011.yaml", "1.yaml", "01.yml", "O1.yaml", "项目01.yaml"]
)
def test_rows_are_led_to_no_other_project(column: Path, name: str) -> None:
    projects = column / "counties/210198/projects"
    (projects / "01.yaml").rename(projects / name)
    found = _errors(column)
    assert found
    cures = [one.cure for one in found if one.place.file.endswith(".csv")]
    assert not any("是否应为" in cure for cure in cures), cures


@pytest.mark.parametrize("written", ["210198-2020-04", "210198-2020-10", "210198-2020-011", "210198-2020-30"])
def test_a_number_that_no_project_has_is_no_other_number(column: Path, written: str) -> None:
    ledger = column / "counties/210198/progress.csv"
    ledger.write_text(ledger.read_text("utf-8").replace("210198-2020-01", written), "utf-8")
    (found,) = _errors(column)
    assert (found.code, found.project) == ("E007", written)
    assert "是否应为" not in found.cure


@pytest.mark.parametrize("written", ["210197-2020-01", "210198-2021-01", "210189-2020-01"])
def test_a_wrong_code_or_cohort_is_told_with_the_same_number(column: Path, written: str) -> None:
    ledger = column / "counties/210198/progress.csv"
    ledger.write_text(ledger.read_text("utf-8").replace("210198-2020-01", written), "utf-8")
    assert [found.cure for found in _errors(column)] == ["是否应为“210198-2020-01”？"]
