"""The quick way takes no ledger that the careful way would say something of, wherever in it the fault stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.source import Source
from generator.intake.records.sound_ledgers import sound_rows
from generator.intake.records.validation import validate
from generator.intake.screening.first_look import clear_text
from generator.intake.screening.hostile import find_formula
from generator.intake.screening.report import Report, texts
from generator.model.ledgers import Payment
from generator.model.types import MAX_TEXT


def source(text: str) -> Source:
    """A text as it is read from a file in which nothing is unseen."""
    return Source(text, is_clear=clear_text(text.encode()) is not None)


CELLS = {
    "日期": ("2021-06-30", "2021-07-01", " 2021-06-30 ", "2021-6-30", ""),
    "项目编号": ("210198-2020-01", "210198-2020-02", "x"),
    "金额": ("100.00", "0", "-1", "1e3"),
    "收款单位": ("甲公司", "", " 乙公司\u3000", "<b>", "13800138000"),
    "用途": ("首付款", "", "=1+1", "-", "- 5", "＋1", "@", '"首，付"', '"a""b"', "http://a.cn/?b=1", "a b"),
    "凭证号": ("1", "2", "", " 1", "1 ", "x" * 30, "x" * (MAX_TEXT + 1)),
}


def _cells(heading: str) -> st.SearchStrategy[str]:
    usual, *others = CELLS[heading]
    return st.one_of(*[st.just(usual)] * 9, st.sampled_from(others))


@settings(max_examples=500)
@given(
    st.lists(
        st.tuples(*map(_cells, CELLS)).map(",".join) | st.sampled_from(["", ",,,,,", " ", "甲"]), max_size=5
    ),
    st.sampled_from(
        [",".join(CELLS), " 日期 ,项目编号,金 额", "日期,金额,项目编号", "日期,日期", "日期,备注"]
    ),
    st.sampled_from(["\n", "\n", "", " ", "\n\n"]),
)
def test_a_ledger_is_read_as_the_careful_way_does(rows: list[str], header: str, end: str) -> None:
    _agree("\n".join([header, *rows]) + end)


ODD_CELLS = (
    *(
        "",
        " ",
        "\u3000",
        ",",
        " x",
        "x ",
        "a b",
        "\u3000x",
        "x\u3000",
        "x\n",
        "\nx",
        "\n\nx",
        "x" * (MAX_TEXT + 1),
    ),
    *(
        '"',
        '""',
        '"x"',
        'x"',
        '"x,y"',
        '"x\ny"',
        'x"y"',
        '" x "',
        '"x" ',
        ' "x"',
        '"x"y',
        '"\n"',
        '"x,\n\ny"',
    ),
    *('"x""y"', '""""', '"=1"', '"-"', '" -x"', '"138""0013""8000"', '"1380013\n8000"', '"13800138000"'),
    *("=", "=1", " =1", "x=1", "+", "+x", "＋x", "＝x", "－x", "＠x", "@x", "-", "-x", " -x", "-5", "+5%"),
    *("<b>", "13800138000", "x\ty", "①"),
)


@pytest.mark.parametrize("cell", ODD_CELLS)
@pytest.mark.parametrize("heading", ["收款单位", "用途", "凭证号"])
def test_no_cell_is_read_otherwise(cell: str, heading: str) -> None:
    others = [name for name in CELLS if name != heading]
    for headings in ([heading, *others], [*others[:3], heading, *others[3:]], [*others, heading]):
        rows = [[CELLS[name][0] for name in headings] for _ in range(2)]
        rows[1][headings.index("日期")] = "2021-07-01"
        for row in rows:
            row[headings.index(heading)], usual = cell, row[headings.index(heading)]
            for end in ("\n", "", "\n\n"):
                _agree("\n".join([",".join(headings), *map(",".join, rows)]) + end)
            row[headings.index(heading)] = usual


@pytest.mark.parametrize("blanks", [" {}", "{} ", " {} ", "{}\u3000"])
def test_a_row_that_stands_twice_is_left(blanks: str) -> None:
    row = [usual for usual, *_ in CELLS.values()]
    for place, cell in enumerate(row):
        again = [*row[:place], blanks.format(cell), *row[place + 1 :]]
        text = "\n".join(map(",".join, (CELLS, row, again, "")))
        assert sound_rows(source(text), Payment, "payments.csv") is None


def _agree(text: str) -> None:
    """The quick way takes a ledger only if the careful way finds nothing wrong, and reads the same then."""
    quick = sound_rows(source(text), Payment, "payments.csv")
    assert quick == sound_rows(Source(text, is_clear=False), Payment, "payments.csv")
    if quick is None:
        return
    report = Report("payments.csv")
    documents = [row for row in read_csv(text, Payment, report) if row]
    careful = [validate(document, Payment, report) for document in documents]
    assert not report.findings
    assert len({tuple(document.value.items()) for document in documents}) == len(documents)
    assert not any(find_formula(cell) for document in documents for _, cell in texts(document.value))
    assert list(quick) == careful
    assert [dict(row.origin.marks) for row in quick] == [dict(row.origin.marks) for row in careful if row]
    assert [row.model_fields_set for row in quick] == [row.model_fields_set for row in careful if row]


def test_a_ledger_in_order_is_taken() -> None:
    row = "2021-06-30,210198-2020-01,100.00,甲公司,首付款,1"
    text = f"{','.join(CELLS)}\n{row}\n\n,,,,,\n"
    quick = sound_rows(source(text), Payment, "payments.csv")
    assert quick is not None
    assert quick[0].place("purpose").column == row.index("首付款") + 1


@pytest.mark.parametrize("last", ["1", '"第一张\n第二张"', '"a""b"', '"1,2"'])
def test_a_ledger_with_quotes_is_taken(last: str) -> None:
    row = f'"2021-06-30","210198-2020-01","100.00","甲公司",{last},1'
    head = ",".join(f'"{heading}"' for heading in CELLS)
    text = "\n".join([head, row, row.replace("100", "200"), ""])
    quick = sound_rows(source(text), Payment, "payments.csv")
    assert quick is not None
    assert [found.place("purpose").line for found in quick] == [2, 3 + last.count("\n")]
    _agree(text)
