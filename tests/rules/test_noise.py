"""An honest county hears little, and a real fault is found: measured on benchmarks/honest_counties.py."""

from collections import Counter
from statistics import median

import pytest

from benchmarks.honest_counties import COUNT, SLIPS, county, honest
from benchmarks.noise import of_fault, published
from benchmarks.seeded_faults import AT_THE_END, FAULTS

MOST = 3


def test_an_honest_county_hears_little() -> None:
    counts = [len(published(honest(seed)[0])) for seed in range(COUNT)]
    assert median(counts) <= MOST
    assert max(counts) <= MOST


def test_every_kind_of_slip_is_made() -> None:
    made = Counter(slip for seed in range(COUNT) for slip in honest(seed)[1])
    assert len(made) == len(SLIPS)
    assert len({repr(honest(seed)[0]) for seed in range(COUNT)}) == COUNT


def test_without_a_slip_there_is_nothing_to_say() -> None:
    assert {seed: published(county(seed)) for seed in range(COUNT)} == {seed: [] for seed in range(COUNT)}


@pytest.mark.parametrize(
    ("fault", "code", "example"), FAULTS, ids=[f"{code} {fault}" for fault, code, _ in FAULTS]
)
def test_a_real_fault_is_found_and_published(fault: str, code: str, example: str) -> None:
    assert code in of_fault(example, at_the_end=False), fault


@pytest.mark.parametrize(("fault", "code", "example"), AT_THE_END, ids=[code for _, code, _ in AT_THE_END])
def test_a_fault_of_the_end_is_found_and_published(fault: str, code: str, example: str) -> None:
    assert code in of_fault(example, at_the_end=True), fault


def test_there_are_many_faults_of_many_rules() -> None:
    codes = {code for _, code, _ in (*FAULTS, *AT_THE_END)}
    assert len(FAULTS) + len(AT_THE_END) >= 60
    assert len(codes) >= 60
