"""Ordinary numbers pass: at most one of a thousand texts of each kind is taken for private data; the record says how many are."""

import re
from functools import cache
from pathlib import Path

import pytest

from generator.intake.screening.private import find_private
from tests.support.ordinary_numbers import KINDS, texts

COUNT = 20_000
MOST = 0.001
RECORD = Path(__file__).parents[3] / "docs/privacy.md"


@cache
def alarms(kind: str) -> tuple[str, ...]:
    return tuple(text for text in texts(kind, COUNT) if any(True for _ in find_private(text)))


@pytest.mark.parametrize("kind", KINDS)
def test_ordinary_numbers_pass(kind: str) -> None:
    assert len(alarms(kind)) <= COUNT * MOST, alarms(kind)[:20]


def test_the_record_tells_the_rates() -> None:
    """What docs say is what was counted."""
    rows = re.findall(
        r"^\| ([^|]+) \| ([\d ]+) \| (\d+) \| ([\d.]+)% \|$", RECORD.read_text("utf-8"), re.MULTILINE
    )
    told = {kind: (int(count.replace(" ", "")), int(found), rate) for kind, count, found, rate in rows}
    assert told == {
        kind: (COUNT, len(alarms(kind)), f"{len(alarms(kind)) / COUNT * 100:.3f}") for kind in KINDS
    }
