"""contracts.yaml: what it names exists, each number once, and its changes are told by that number."""

from pathlib import Path

import pytest

from generator import intake
from generator.history.compare import changes
from generator.history.records import holding, version_of
from generator.model.finding import Finding
from tests.intake.conftest import write

P1 = "210198-2020-01"
ONE = "  - 合同编号: HT-01\n    合同金额: 100\n    涉及项目:\n      - 项目编号: 210198-2020-01\n"
TWO = "  - 合同编号: HT-02\n    合同金额: 200\n"


def problems(column: Path, text: str, of_project: str = "") -> list[Finding]:
    write(column / "counties/210198/contracts.yaml", text)
    if of_project:
        path = column / "counties/210198/projects/01.yaml"
        write(path, path.read_text("utf-8") + of_project)
    return list(intake.read_county(column, "210198", frozenset({"2020-226"})).problems)


def test_a_contract_is_read(column: Path) -> None:
    assert not problems(column, f"合同:\n{ONE}{TWO}", "采购:\n  合同: HT-02\n")


@pytest.mark.parametrize(
    ("text", "own", "code", "said"),
    [
        (f"合同:\n{ONE}{ONE}", "", "E006", "“HT-01”用了两次"),
        (f"合同:\n{ONE.replace('2020-01', '2020-09')}", "", "E007", "找不到编号为“210198-2020-09”的项目"),
        (f"合同:\n{ONE}", "采购:\n  合同: HT-1\n", "E007", "找不到编号为“HT-1”的合同"),
        ("合同:\n  - 名称: 无编号\n", "", "E002", "合同编号"),
        (f"合同:\n{ONE.replace('合同金额', '合同价')}", "", "E003", "合同价"),
        (f"合同:\n{ONE.replace('100', '-1')}", "", "E004", "负数"),
    ],
)
def test_what_is_wrong_is_told_once(column: Path, text: str, own: str, code: str, said: str) -> None:
    (problem,) = problems(column, text, own)
    assert problem.code == code
    assert said in problem.message


def test_a_contract_is_not_said_to_be_absent_from_a_file_that_cannot_be_read(column: Path) -> None:
    found = problems(column, "合同: [", "采购:\n  合同: HT-01\n")
    assert {problem.code for problem in found} == {"E001"}


def content(text: str) -> dict[str, object]:
    held = holding("counties/210198/contracts.yaml")
    assert held is not None
    found = version_of(held, text.encode())
    assert found.fields is not None
    return {found.record: found.fields}


@pytest.mark.parametrize(
    "after", [f"合同:\n{TWO}{ONE}", f"合同:\n{ONE}{TWO}", f"合同:\n  - 合同编号: HT-00\n{ONE}{TWO}"]
)
def test_a_change_is_told_by_the_contracts_number(after: str) -> None:
    before, now = content(f"合同:\n{ONE}{TWO}"), content(after.replace("200", "250"))
    found = [change for change in changes(before, now) if change.old]  # type: ignore[arg-type]
    (change,) = found
    assert (change.record, change.field, change.old, change.new) == (
        "210198/contracts",
        "合同 › “HT-02” › 合同金额",
        "200",
        "250",
    )
    assert change.weight.value == "重大"
