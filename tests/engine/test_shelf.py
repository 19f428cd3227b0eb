"""Texts read from blocks on disk are those that stand in memory."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.shelf import Shelf, TextsGoneError
from generator.model.codelists import FeedTopic
from generator.render.feeds import Held, WithOwn
from generator.views.feed_entries import Told
from generator.views.provenance import midnight

TEXTS = {county: bytes(number % 251 for number in range(size)) for county, size in (("a", 3000), ("b", 90))}
DAY = date(2022, 1, 1)


def told(county: str, start: int, rss: int, atom: int, json: int) -> Told:
    when = midnight(DAY)
    return Told(
        "", DAY, FeedTopic.FUNDS, None, when, when, (), county, start, rss, atom, json, digest=bytes(16)
    )


def entries(counties: str | list[str]) -> st.SearchStrategy[list[Told]]:
    sizes = [st.integers(0, 40)] * 3
    one = st.builds(told, st.sampled_from(counties), st.integers(0, 60) | st.integers(0, 2500), *sizes)
    return st.lists(one, max_size=12)


@given(entries("ab"))
def test_texts_together_or_far_apart(found: list[Told]) -> None:
    with TemporaryDirectory() as name:
        for county, text in TEXTS.items():
            (Path(name) / county).write_bytes(text)
        shelf = Shelf({county: Path(name) / county for county in TEXTS})
        assert shelf.items(found) == Held(TEXTS).items(found)
        assert shelf.whole(found) == Held(TEXTS).whole(found)


@given(entries(["", "a"]))
def test_the_column_s_own_texts_stand_among_those_of_counties(found: list[Told]) -> None:
    own = bytes(range(100, 200))
    some, all_of_them = WithOwn(own, Held(TEXTS)), Held({**TEXTS, "": own})
    assert some.items(found) == all_of_them.items(found)
    assert some.whole(found) == all_of_them.whole(found)


def test_a_block_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextsGoneError, match="gone"):
        Shelf({"a": tmp_path / "gone"}).items([told("a", 0, 1, 1, 1)])
