"""A YAML file holds no more values than a record can need, wherever they stand."""

import pytest

from generator.intake.reading.yaml_reader import MAX_VALUES, read_yaml
from generator.intake.screening.report import Report

_HALF = MAX_VALUES // 2


def _list(key: str, items: int) -> str:
    return f"{key}:\n" + "- 一\n" * items


def codes_of(text: str) -> list[str]:
    report = Report("plan.yaml")
    read_yaml(text, report)
    return [found.code for found in report.findings]


def test_as_many_as_may_be_are_read() -> None:
    """Beside the items, the list and the mapping are values themselves."""
    assert codes_of(_list("甲", MAX_VALUES - 2)) == []


@pytest.mark.parametrize(
    "text",
    [
        _list("甲", MAX_VALUES - 1),
        _list("甲", _HALF) + _list("乙", _HALF),
        _list("甲", _HALF) + "乙:\n" + "".join(f"  项{number}:\n" for number in range(_HALF)),
    ],
    ids=["one list", "two lists", "without values"],
)
def test_more_are_refused(text: str) -> None:
    assert codes_of(text) == ["S005"]


@pytest.mark.parametrize("times", [3, 4])
def test_those_of_a_name_that_stands_twice_count_too(times: int) -> None:
    """A name that is an error already must not let in more than a sound one."""
    assert codes_of(_list("甲", _HALF) * times) == ["E006", "S005"]
