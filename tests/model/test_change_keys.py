"""A change has a key that rests on its record, its field and its place among that field's changes, on nothing else."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.model.beijing import BEIJING
from generator.model.change import Change, Weight, anchor_of, with_keys
from generator.model.identifiers import lasting_key

BEGUN = datetime(2022, 3, 1, tzinfo=BEIJING)
CHANGES = st.lists(
    st.builds(
        lambda record, field, new: Change(record, field, "旧", new, BEGUN, "c", Weight.MAJOR),
        st.sampled_from(["210198-2020-01", "210198/payments"]),
        st.sampled_from(["完成时限", "建设内容", "2021-03-10 一号 › 金额"]),
        st.sampled_from("甲乙丙"),
    ),
    max_size=8,
)


def keys(changes: list[Change]) -> list[str]:
    return [key for _, key in with_keys(changes)]


@given(CHANGES, CHANGES)
def test_what_comes_later_moves_no_key_and_no_two_are_alike(first: list[Change], later: list[Change]) -> None:
    whole = keys([*first, *later])
    assert whole[: len(first)] == keys(first)
    assert len(set(whole)) == len(set(map(anchor_of, whole))) == len(whole)


@given(CHANGES)
def test_neither_values_nor_commits_nor_dates_are_in_a_key(changes: list[Change]) -> None:
    others = [
        replace(
            change, old="", new="丁", commit="d", published=BEGUN + timedelta(days=9), weight=Weight.WORDING
        )
        for change in changes
    ]
    assert keys(others) == keys(changes)


def test_a_key_reads_as_it_is_made() -> None:
    change = Change("210198/payments", "2021-03-10 一号 › 金额", "1", "2", BEGUN, "c", Weight.MAJOR)
    assert keys([change, change]) == [
        "changes/210198/payments/2021-03-10 一号 › 金额/1",
        "changes/210198/payments/2021-03-10 一号 › 金额/2",
    ]
    assert re.fullmatch("c[0-9a-f]{16}", anchor_of(keys([change])[0]))


def test_a_county_s_new_code_changes_no_key() -> None:
    assert lasting_key("changes/210198/payments/x 210198-2020-01/1", "210198", "210111") == (
        "changes/210111/payments/x 210111-2020-01/1"
    )
    assert lasting_key("changes/1210198/1", "210198", "210111") == "changes/1210198/1"
    assert lasting_key("changes/210198/1", "210198", "") == "changes/210198/1"
