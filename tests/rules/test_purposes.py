"""The negative list measured on purposes of ledgers (tests/fixtures/README.md)."""

from pathlib import Path
from typing import NamedTuple

import pytest

from generator.rules.negative_list import suspicions

FOLDER = Path(__file__).parents[1] / "fixtures" / "purposes"
SETS = ["built-on", "practice", "held-out", "held-out-2"]


class Row(NamedTuple):
    purpose: str
    verdict: str
    kind: str


def rows(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines[1:]]


class Score(NamedTuple):
    recall: float
    precision: float
    certain_precision: float


def score(judged: list[Row]) -> Score:
    """Both degrees count for recall and precision; 命中 is right only where the verdict is 禁止."""
    found = {row: suspicions(row.purpose) for row in judged}
    wanted = [row for row in judged if row.verdict != "允许"]
    told = [row for row in judged if found[row]]
    certain = [row for row in judged if any(one.is_certain for one in found[row])]
    right = [row for row in told if row.verdict != "允许"]
    surely = [row for row in certain if row.verdict == "禁止"]
    return Score(len(right) / len(wanted), len(right) / len(told), len(surely) / len(certain))


@pytest.mark.parametrize("name", SETS)
def test_findings_are_complete_and_right(name: str) -> None:
    judged = rows(name)
    reached = score(judged)
    told = ", ".join(f"{what} {value:.3f}" for what, value in reached._asdict().items())
    print(f"{name}: {len(judged)} purposes, {told}")  # noqa: T201 - seen with -s
    assert reached.recall >= 0.90
    assert reached.precision >= 0.90
    assert reached.certain_precision >= 0.98


@pytest.mark.parametrize("name", SETS)
def test_each_kind_is_found_under_its_own_name(name: str) -> None:
    """What is found is found as what it is, in all but one of twenty purposes."""
    told = [row for row in rows(name) if row.kind and suspicions(row.purpose)]
    named = [row for row in told if row.kind in {str(one.category) for one in suspicions(row.purpose)}]
    assert len(named) >= 0.95 * len(told)


def test_no_purpose_stands_twice() -> None:
    purposes = [row.purpose for name in SETS for row in rows(name)]
    assert len(purposes) == len(set(purposes)) >= 375


@pytest.mark.parametrize("name", SETS)
def test_what_only_the_county_can_tell_is_never_certain(name: str) -> None:
    told = [one for row in rows(name) for one in suspicions(row.purpose)]
    unrelated = [one for one in told if str(one.category) == "与示范工作无关的支出"]
    assert len(unrelated) > 5
    assert not any(one.is_certain for one in unrelated)
