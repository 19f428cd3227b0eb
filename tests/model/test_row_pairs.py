"""Rows of two versions of a ledger are recognised at a cost that grows with their number."""

from generator.model.row_pairs import Line, became, of_one_name
from tests.support.effort import lines_run


def lines(groups: int, change: str = "") -> list[Line]:
    """Groups of forty rows of one name each."""
    return [
        Line(at, f"{group}", {"金额": str(number), "用途": f"{number % 7}{change}"})
        for group in range(groups)
        for number, at in enumerate(range(group * 40, group * 40 + 40))
    ]


def test_rows_that_all_changed_cost_as_much_as_they_are_many() -> None:
    def work(groups: int) -> int:
        return lines_run(lambda: became(lines(groups), lines(groups, "改"), lines(groups, "错")))

    once, twice, four = work(4), work(8), work(16)
    assert twice < 2.3 * once
    assert four < 2.3 * twice
    assert four < 16 * 40 * 300


def test_the_most_alike_are_pairs() -> None:
    old = [Line(0, "一", {"金额": "1", "用途": "甲"}), Line(1, "一", {"金额": "2", "用途": "乙"})]
    new = [Line(0, "一", {"金额": "2", "用途": "丙"}), Line(1, "一", {"金额": "1", "用途": "丁"})]
    assert of_one_name(old, new) == {0: 1, 1: 0}
    wrong = [Line(0, "一", {"金额": "1", "用途": "甲错"})]
    found = became(old, new[:1], wrong)
    assert (found.rows, found.in_error) == ({1: 0}, {0: 0})


def test_a_row_in_error_is_no_other_row_of_the_same_content() -> None:
    content = {"金额": "1", "用途": "甲"}
    found = became([Line(0, "一", content)], [Line(1, "二", content)], [Line(0, "一", {"金额": "元"})])
    assert (found.rows, found.in_error) == ({}, {0: 0})
    assert became([Line(0, "一", content)], [Line(1, "二", content)]).rows == {0: 0}
