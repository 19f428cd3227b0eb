"""Texts read from blocks on disk are those that stand in memory."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.store.cache import CacheGoneError
from generator.engine.store.entry_texts import EntryTexts
from generator.model.codelists import FeedTopic
from generator.render.feeds import Held, WithOwn, mark_of_texts
from generator.views.feed_entries import Told
from generator.views.provenance import midnight
from tests.support.damage import DAMAGES, Damage

TEXTS = {county: bytes(number % 251 for number in range(size)) for county, size in (("a", 3000), ("b", 90))}
OWN = bytes(range(100, 200))
DAY = date(2022, 1, 1)


def told(county: str, start: int, rss: int, atom: int, json: int) -> Told:
    when = midnight(DAY)
    text = TEXTS.get(county, OWN)[start : start + rss + atom + json]
    mark = mark_of_texts(text)
    return Told("", DAY, FeedTopic.FUNDS, None, when, when, (), False, county, start, rss, atom, json, mark)


def entries(counties: str | list[str]) -> st.SearchStrategy[list[Told]]:
    sizes = [st.integers(0, 40)] * 3
    one = st.builds(told, st.sampled_from(counties), st.integers(0, 60) | st.integers(0, 2500), *sizes)
    return st.lists(one, max_size=12)


@given(entries("ab"))
def test_texts_together_or_far_apart(found: list[Told]) -> None:
    with TemporaryDirectory() as name:
        for county, text in TEXTS.items():
            (Path(name) / county).write_bytes(text)
        entry_texts = EntryTexts({county: Path(name) / county for county in TEXTS})
        assert entry_texts.items(found) == Held(TEXTS).items(found)
        assert entry_texts.whole(found) == Held(TEXTS).whole(found)


@given(entries(["", "a"]))
def test_the_column_s_own_texts_stand_among_those_of_counties(found: list[Told]) -> None:
    some, all_of_them = WithOwn(OWN, Held(TEXTS)), Held({**TEXTS, "": OWN})
    assert some.items(found) == all_of_them.items(found)
    assert some.whole(found) == all_of_them.whole(found)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_block_is_never_quoted(tmp_path: Path, damage: Damage) -> None:
    block = tmp_path / "a"
    block.write_bytes(TEXTS["a"])
    entry_texts = EntryTexts({"a": block})
    middle = told("a", 1495, 4, 3, 3)
    assert entry_texts.items([middle]) == [TEXTS["a"][1495:1499]]
    damage(block)
    now = block.read_bytes() if block.is_file() else b""
    if now[1495:1505] == TEXTS["a"][1495:1505]:  # where nobody looks it harms nobody
        assert entry_texts.whole([middle]) == [TEXTS["a"][1495:1505]]
        return
    for read in (entry_texts.items, entry_texts.whole):
        with pytest.raises(CacheGoneError, match="a"):
            read([told("a", 0, 1, 1, 1), middle, told("a", 2990, 3, 4, 3)])
