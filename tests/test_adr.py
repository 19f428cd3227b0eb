"""Decisions have a number each, and what refers to one finds it."""

import re
from collections import Counter

from tests.support.project import ROOT

ADR = ROOT / "docs/adr"


def test_a_number_stands_for_one_decision() -> None:
    numbers = Counter(path.name[:4] for path in ADR.glob("*.md"))
    assert [number for number, times in numbers.items() if times > 1] == []


def test_a_decision_bears_its_number() -> None:
    for path in ADR.glob("*.md"):
        assert path.read_text("utf-8").startswith(f"# {path.name[:4]} "), path.name


def test_links_to_decisions_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for name in re.findall(r"\b(\d{4}-[a-z-]+\.md)\b", path.read_text("utf-8")):
            assert (ADR / name).is_file(), f"{path.name}: {name}"
