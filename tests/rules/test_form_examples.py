"""Rules of form, privacy and safety: their examples are files, and the intake is what reads them."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.intake import coherence, read_county
from generator.rules import catalogue
from generator.rules.base import Rule
from tests.intake.conftest import COUNTY, PROJECT, write

READ = [
    entry
    for entry in catalogue()
    if entry.check is None and entry.code not in {"E013", "E015", "E018", "E019"}
]
"""E013 is a mistake of the program, E015 follows from other errors, E018 and E019 are about commits: no file is an example of them."""


def codes(tmp_path: Path, example: str) -> list[str]:
    """What the intake says of a sound county in which some files are as in the example."""
    folder = tmp_path / "content_data/counties/210198"
    write(folder / "county.yaml", COUNTY.format(code="210198"))
    write(folder / "projects/01.yaml", PROJECT.format(code="210198", number="01"))
    for name, text in yaml.load(example, Loader=yaml.BaseLoader).items():
        write(folder / name, text)
    read = read_county(tmp_path / "content_data", "210198", frozenset())
    found = [problem.code for problem in read.problems]
    if read.disclosure is not None:
        found += [problem.code for problem in coherence(read.disclosure, date(2022, 6, 30))]
    return found


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.code)
def test_the_bad_example_triggers_the_rule_once_and_nothing_else(entry: Rule, tmp_path: Path) -> None:
    assert codes(tmp_path, entry.bad) == [entry.code]


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.code)
def test_the_good_example_is_sound(entry: Rule, tmp_path: Path) -> None:
    assert codes(tmp_path, entry.good) == []
