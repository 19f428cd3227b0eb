"""docs/rules-review.md holds every rule of the catalogue, each with its degree and why it may be published."""

from pathlib import Path

from generator.model.finding import Degree, Severity
from generator.rules import catalogue
from generator.rules.basis import Basis

REVIEW = Path(__file__).parents[2] / "docs/rules-review.md"


def kind(basis: Basis) -> str:
    """What a rule rests on, in the words of the review."""
    agreed = "约定" if basis.other.startswith("本栏目约定") else "法律、标准" if basis.other else ""
    parts = [part for part in ("通知" if basis.clause else "", agreed) if part]
    return "、".join(parts) or "核对"


def rows() -> list[list[str]]:
    lines = REVIEW.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells if row[0][1:].isdigit()]


def test_every_rule_stands_there_as_it_is_in_the_catalogue() -> None:
    assert [row[:4] for row in rows()] == [
        [entry.code, entry.title, kind(entry.basis), entry.degree.value] for entry in catalogue()
    ]


def test_each_has_its_reason_and_the_sentence_that_answers_a_lawyer() -> None:
    assert [row[0] for row in rows() if len(row) != 6 or min(map(len, row[4:])) < 6] == []


def test_only_what_is_published_is_major() -> None:
    degrees = {entry.code: entry.degree for entry in catalogue()}
    assert degrees["F101"] is degrees["A102"] is Degree.MAJOR
    assert degrees["I115"] is degrees["E016"] is Degree.HINT
    assert not [
        entry.code for entry in catalogue() if entry.is_major and entry.severity is not Severity.FINDING
    ]
