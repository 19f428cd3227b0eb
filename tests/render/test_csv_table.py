"""CSV for spreadsheets: what is written is what is read, and nothing runs."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.csv_table import count_rows, csv_rows, csv_table, harmless, read_columns

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_every_cell_comes_back(rows: list[tuple[str, str]]) -> None:
    data = csv_table(["甲", "乙"], rows)
    assert data.startswith("\ufeff甲,乙\r\n".encode())
    assert data.endswith(b"\r\n")
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert read[1:] == [[harmless(cell) for cell in row] for row in rows]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_the_bytes_are_those_of_the_csv_module(rows: list[tuple[str, str]]) -> None:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    assert csv_rows(rows) == out.getvalue().encode()


@given(st.lists(st.lists(st.tuples(CELLS, CELLS), max_size=4), max_size=3))
def test_parts_are_read_as_they_were_written(parts: list[list[tuple[str, str]]]) -> None:
    written = [csv_rows(rows) for rows in parts]
    cells = [[harmless(cell) for cell in row] for rows in parts for row in rows]
    assert [list(column) for column in read_columns(written, 2)] == [
        [row[at] for row in cells] for at in (0, 1)
    ]
    assert count_rows(written) == sum(map(len, parts))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd",
        "-cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        "\n=1",
        " =1",
        "＝1+1",
        "－x",
        "-",
        "=",
        "-1+1",
    ],
)
def test_what_would_run_has_an_apostrophe_before_it(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "350.00", "-350.00", "-5%", "一=二", "2022-06-30", "'x"])
def test_anything_else_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_lone_surrogate_does_not_end_the_build() -> None:
    assert csv_table(["a"], [["\ud800"]]).decode("utf-8-sig") == "a\r\n?\r\n"
