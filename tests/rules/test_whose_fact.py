"""For every rule: a fact that is someone else's is found on nobody else."""

import pytest

from generator.rules import catalogue, check_county
from generator.rules.base import Rule
from generator.rules.example import laid_over, read_example, scene, scene_of
from tests.rules.judge import judge

CHECKED = [entry for entry in catalogue() if entry.check is not None]
BY_ABSENCE = {"G103", "I111"}
"""Their examples speak of the projects that are not found."""


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_a_project_is_not_charged_with_what_another_did(entry: Rule) -> None:
    """Three projects stand side by side; what the example says of one is found on none of the others."""
    named = {
        project for hit in judge(entry.code, entry.bad) for project in (hit.project, *hit.projects) if project
    }
    spoken_of = {
        project for project in named if f"-{project[-2:]}" in entry.bad or f"'{project[-2:]}'" in entry.bad
    }
    assert named == spoken_of or (entry.code in BY_ABSENCE and not spoken_of)


@pytest.mark.parametrize(
    "entry", [entry for entry in CHECKED if entry.of_counties], ids=lambda entry: entry.code
)
def test_a_citys_own_projects_owe_nothing_that_counties_owe(entry: Rule) -> None:
    of_city = scene_of(laid_over(read_example(entry.bad), {"县": {"层级": "市"}}))
    assert entry.code in {found.code for found in check_county(scene(entry.bad))}
    assert entry.code not in {found.code for found in check_county(of_city)}
