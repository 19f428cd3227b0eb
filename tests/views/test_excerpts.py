"""A change of a long text is told by the part that changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.views.excerpts import excerpts

A, B = "甲" * 300, "乙" * 300
BEFORE, AFTER = f"……{'甲' * 20}", f"{'乙' * 20}……"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("两个县", "三个县", ("两个县", "三个县")),
        (f"{A}五{B}", f"{A}三{B}", (f"{BEFORE}五{AFTER}", f"{BEFORE}三{AFTER}")),
        (A, f"{A}新增。", (BEFORE, f"{BEFORE}新增。")),
        (f"删去。{B}", B, (f"删去。{AFTER}", AFTER)),
        ("", A + B, ("", f"{A[:200]}……")),
        (A + B, "", (f"{A[:200]}……", "")),
        (A, B, (f"{A[:200]}……", f"{B[:200]}……")),
    ],
    ids=["short", "a figure", "added at the end", "removed at the start", "came", "went", "all of it"],
)
def test_what_is_told(old: str, new: str, told: tuple[str, str]) -> None:
    assert excerpts(old, new) == told


@given(st.text("ab。\n", max_size=600), st.text("ab。\n", max_size=600))
def test_never_long_and_never_the_same(old: str, new: str) -> None:
    found = excerpts(old, new)
    assert len("".join(found)) <= 410
    assert old == new or old.strip() == new.strip() or found[0] != found[1]
