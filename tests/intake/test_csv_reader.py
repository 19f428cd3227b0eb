"""The scanner reads what any CSV writer writes, and knows where every cell begins."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading.csv_cells import ScanError, scan

CELLS = st.text(alphabet='ab,"\n 文1', max_size=8)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6)


@given(ROWS, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], quoting: int) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    assert [[field.text for field in row] for row in scan(out.getvalue())] == rows


@given(ROWS)
def test_the_position_of_a_cell_is_where_it_stands(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    lines = out.getvalue().split("\n")
    for row in scan(out.getvalue()):
        for field in row:
            rest = lines[field.line - 1][field.column - 1 :]
            start = field.text.split("\n")[0]
            assert rest.startswith(start) or rest.startswith('"')


def test_an_unclosed_quote_is_named_with_its_place() -> None:
    with pytest.raises(ScanError) as caught:
        list(scan('a,b\nc,"d\ne\n'))
    assert (caught.value.line, caught.value.column) == (2, 3)
