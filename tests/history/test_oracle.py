"""The change record agrees with a model of its own of what was public, over hundreds of random commits."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from generator.history import PortalHistory, read_history
from tests.support.random_edits import COUNTIES, Province, Told, dates, predicted
from tests.support.repository import Repository

TODAY = date(2022, 12, 31)
SEEDS = (1, 3)
_ZEROS = re.compile(r"(\d+\.\d*?)0+(?!\d)")
_VOUCHER = re.compile(r"(凭证\d+号) › (.+)")


def _plain(text: str) -> str:
    """A value whatever way it is written: 350.00 is 350."""
    return _ZEROS.sub(lambda found: found[1].rstrip("."), text)


def _reported(history: PortalHistory) -> list[tuple[str, Told, int]]:
    found = []
    for code in (*COUNTIES, ""):
        county = history.county(code)
        for change in county.changes if county else ():
            voucher = _VOUCHER.search(change.field)
            what = f"{voucher[1]} {voucher[2]}" if voucher else change.field
            told = Told(change.record, what, _plain(change.old), _plain(change.new))
            found.append((change.commit, told, int(change.published.timestamp())))
    return sorted(found)


def _expected(province: Province, tip: int) -> list[tuple[str, Told, int]]:
    line = province.line(tip)
    times = dates([commit.time for commit in line], TODAY)
    told = predicted([commit.version for commit in line])
    return sorted(
        (commit.id, one._replace(old=_plain(one.old), new=_plain(one.new)), time)
        for commit, changes, time in zip(line, told, times, strict=True)
        for one in changes
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_missed_and_nothing_is_told_that_is_not_so(seed: int, tmp_path: Path) -> None:
    """Read whole, and grown in random steps across pulls that change which commits are on the main line."""
    province, repository = Province(seed), Repository(tmp_path / "checkout")
    province.grow(520)
    province.write(repository)
    last = province.tips[-1]
    whole = _reported(read_history(repository.content, None, today=TODAY))
    expected = _expected(province, last)
    assert len(expected) > 200
    assert sorted(set(expected) - set(whole)) == [], "missed"
    assert sorted(set(whole) - set(expected)) == [], "told, but not so"
    assert whole == expected
    random, place = Random(seed), 0
    while place < len(province.tips) - 1:
        place = min(place + random.choice((1, 3, 10, 40)), len(province.tips) - 1)
        head = province.commits[province.tips[place]].id
        grown = _reported(read_history(repository.content, tmp_path / "cache", head, today=TODAY))
        assert grown == _expected(province, province.tips[place])
