"""Lines of a ledger that hold no record are none in the change record either: they come, change and go unnoticed."""

from pathlib import Path

import pytest

from generator.history import read_history
from tests.support.one_county import CODE, PAYMENTS, OneCounty, errors, one_county
from tests.support.workbooks import ROWS, paid, xlsx


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "r")


def told(county: OneCounty) -> list[tuple[str, str]]:
    history = read_history(county.repository.content, None).county(CODE)
    assert history is not None
    published = [name for name, _ in history.first_published if name.startswith(f"{CODE}/payments › ")]
    assert len(published) == len({name for name in published if "2021" in name})
    return [(one.field, one.new) for one in history.changes]


NOTES = [
    ("合计,,80.00,,,\n", "合计,,90.00,,,\n"),
    ("小计：,,80.00,,,\n", "总计,,80.00,,,\n"),
    ("注：不含税,,,,,\n", "注：含税,,,,,\n"),
    ("填表人：,,审核人：,,,\n", "填报日期：2021-07-01,,,,,\n"),
    ("注：1.含税,,,,,\n2.不含质保金,,,,,\n", "注：1.含税,,,,,\n2.含质保金,,,,,\n"),
    (PAYMENTS.splitlines(keepends=True)[0], "以下空白,,,,,\n"),
]


@pytest.mark.parametrize(("old", "new"), NOTES)
def test_what_is_no_record_may_be_rewritten_and_go(old: str, new: str, county: OneCounty) -> None:
    for text in (old, new, "", new):
        county.write("payments.csv", PAYMENTS + text)
        county.commit()
        assert errors(county.checked()) == []
    assert told(county) == []


def test_a_record_below_a_sum_is_one(county: OneCounty) -> None:
    row = f"2021-05-10,{CODE}-2020-02,5.00,丙公司,尾款,三号\n"
    county.write("payments.csv", f"{PAYMENTS}合计,,80.00,,,\n")
    county.commit()
    county.write("payments.csv", f"{PAYMENTS}{row}合计,,85.00,,,\n")
    county.commit()
    assert errors(county.checked()) == []
    assert len(county.county().payments) == 3
    assert told(county) == []
    county.write("payments.csv", f"{PAYMENTS}合计,,80.00,,,\n")
    county.commit()
    assert errors(county.checked()) == ["E012"]


def test_the_sum_of_a_sheet_may_change(county: OneCounty) -> None:
    county.path("payments.csv").unlink()
    rows = [list(row) for row in ROWS]
    for count in (1, 2):
        total = sum(float(row[2]) for row in rows[:count])
        data = xlsx(paid(*rows[:count], ("合计", None, total), ("填表人：",)))
        county.path("台账.xlsx").write_bytes(data)
        county.commit()
    history = read_history(county.repository.content, None).county(CODE)
    assert history is not None
    assert not [one for one in history.changes if "合计" in one.field or "填表人" in one.field]
