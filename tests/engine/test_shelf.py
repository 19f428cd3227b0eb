"""Texts read from blocks on disk are those that stand in memory."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.shelf import Shelf, TextsGoneError
from generator.render.feeds import Held, Place, WithOwn

TEXTS = {county: bytes(number % 251 for number in range(size)) for county, size in (("a", 3000), ("b", 90))}
PLACES = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 60) | st.integers(0, 2500), st.integers(0, 40)),
    max_size=12,
)


@given(PLACES)
def test_pieces_together_or_far_apart(places: list[Place]) -> None:
    with TemporaryDirectory() as name:
        for county, text in TEXTS.items():
            (Path(name) / county).write_bytes(text)
        shelf = Shelf({county: Path(name) / county for county in TEXTS})
        assert shelf.read(places) == Held(TEXTS).read(places)


@given(st.lists(st.tuples(st.sampled_from(["", "a"]), st.integers(0, 60), st.integers(0, 40)), max_size=12))
def test_the_column_s_own_texts_stand_among_those_of_counties(places: list[Place]) -> None:
    own = bytes(range(100, 200))
    assert WithOwn(own, Held(TEXTS)).read(places) == Held({**TEXTS, "": own}).read(places)


def test_a_block_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextsGoneError, match="gone"):
        Shelf({"a": tmp_path / "gone"}).read([("a", 0, 1)])
