"""A ledger in several files: the same rows, the same checks, and messages that name the right file."""

from pathlib import Path

import pytest

from generator.intake import read_county
from generator.intake.county.county_folder import CountyIntake
from generator.model.files import COUNTY_FILES, LEDGERS, Format, ledger_of, parts_of_ledger, whole
from tests.intake.conftest import write

ID, OTHER = "210198-2020-01", "210198-2020-02"
HEAD = "日期,项目编号,金额,收款单位,用途,凭证号\n"
ROWS = [f"2022-0{month}-10,{ID},{month}0.00,甲公司,进度款,{month}号\n" for month in range(1, 7)]


def read(root: Path, **parts: str) -> CountyIntake:
    """The county with payments in files, by their suffix."""
    folder = root / "counties/210198"
    (folder / "payments.csv").unlink(missing_ok=True)
    for suffix, text in parts.items():
        write(folder / ("payments.csv" if suffix == "_" else f"payments-{suffix.lstrip('_')}.csv"), text)
    return read_county(root, "210198", frozenset({"2020-226"}))


def vouchers(found: CountyIntake) -> list[str | None]:
    assert found.disclosure is not None
    return [row.voucher for row in found.disclosure.payments]


@pytest.mark.parametrize("kind", LEDGERS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("suffix", ["2022-07", "a", "2022年7月", "第二批", "Q3", "07-bis"])
def test_every_ledger_may_have_a_file_with_a_suffix(kind: object, suffix: str) -> None:
    path = kind.path  # type: ignore[attr-defined]
    name = path.replace(".csv", f"-{suffix}.csv")
    assert ledger_of(name) is ledger_of(path) is kind
    assert whole(f"counties/210198/{name}") == f"counties/210198/{path}"
    assert parts_of_ledger(path, {name, path, "site.csv"}) == (path, name)


@pytest.mark.parametrize(
    "name",
    ["payments_2022.csv", "payments-.csv", "payments--1.csv", "payments-2022.CSV", "payments-2022.xlsx", "Payments-1.csv",
     "payment-2022.csv", "payments-a b.csv", "payments-a.b.csv", "county-1.yaml", "national-1.csv"],
)  # fmt: skip
def test_other_names_are_no_ledger(name: str) -> None:
    assert ledger_of(name) is None
    assert whole(name) == name


def test_no_file_of_another_kind_looks_like_a_part() -> None:
    assert not [kind.path for kind in COUNTY_FILES if kind.format is not Format.CSV and ledger_of(kind.path)]


@pytest.mark.parametrize(
    "cut",
    [
        {"_": 6},
        {"_": 3, "_2022-04": 3},
        {"_2022-01": 2, "_2022-03": 2, "_2022-05": 2},
        {"_第一批": 1, "_第二批": 5},
        {"_": 0, "_b": 6},
    ],
    ids=str,
)
def test_the_rows_of_all_files_are_one_ledger(column: Path, cut: dict[str, int]) -> None:
    rows = iter(ROWS)
    parts = {suffix: HEAD + "".join(next(rows) for _ in range(number)) for suffix, number in cut.items()}
    found = read(column, **parts)
    assert found.problems == ()
    assert vouchers(found) == ["1号", "2号", "3号", "4号", "5号", "6号"]


def test_each_file_has_its_own_headings_encoding_and_marks(column: Path) -> None:
    folder = column / "counties/210198"
    found = read(column, _=HEAD + ROWS[0], _b=f"凭证号,金额（万元）,项目编号,日期\n2号,20,{ID},2022/2/10\n")
    write(folder / "payments-c.csv", (HEAD + ROWS[2]).replace(",", "\t"), "utf-16")
    found = read_county(column, "210198", frozenset({"2020-226"}))
    assert vouchers(found) == ["1号", "2号", "3号"]
    told = {one.place.file.rpartition("/")[2] for one in found.problems}
    assert told == {"payments-b.csv", "payments-c.csv"}


@pytest.mark.parametrize(
    ("spoilt", "line", "code"),
    [
        (ROWS[3].replace("40.00", "四十"), 2, "E004"),
        (ROWS[3] + ROWS[4].replace("2022-05-10", "2022-13-10"), 3, "E004"),
        (ROWS[3].replace(ID, "210198-2020-77"), 2, "E007"),
        (ROWS[3].replace("进度款", '"进度款'), 2, "E001"),
        (ROWS[3].replace("进度款", "电话13800138000"), 2, "P002"),
        (ROWS[3].rpartition(",")[0] + "\n", 2, "E001"),
        (ROWS[3] * 2, 3, "E006"),
    ],
)
def test_an_error_names_its_file_and_row_and_leaves_the_other_files(
    column: Path, spoilt: str, line: int, code: str
) -> None:
    found = read(column, _=HEAD + ROWS[0] + ROWS[1], _b=HEAD + spoilt, _c=HEAD + ROWS[5])
    (one,) = found.problems
    assert (one.code, one.place.file, one.place.line) == (code, "counties/210198/payments-b.csv", line)
    assert {"1号", "2号", "6号"} <= set(vouchers(found))


@pytest.mark.parametrize(
    "spoilt", ["", "某某,某\n1,2\n", "\x00\x01", ROWS[3]], ids=["empty", "headings", "bytes", "no headings"]
)
def test_a_file_that_cannot_be_read_leaves_the_other_files(column: Path, spoilt: str) -> None:
    found = read(column, _=HEAD + ROWS[0], _b=spoilt, _c=HEAD + ROWS[5])
    assert {one.place.file for one in found.problems} == {"counties/210198/payments-b.csv"}
    assert vouchers(found) == ["1号", "6号"]


@pytest.mark.parametrize(
    "again", [ROWS[1], ROWS[1].replace("20.00", '"20.00"'), ROWS[1].replace("2022-02-10", "2022/2/10")]
)
def test_a_row_in_two_files_is_an_error_that_names_both(column: Path, again: str) -> None:
    found = read(column, _=HEAD + ROWS[0] + ROWS[1], _b=HEAD + ROWS[2] + again)
    (one,) = [one for one in found.problems if one.code == "E006"]
    assert (one.place.file, one.place.line) == ("counties/210198/payments-b.csv", 3)
    assert one.message == "这一行与 payments.csv 第 3 行 完全相同"
    assert vouchers(found) == ["1号", "2号", "3号"]


def test_a_correction_in_another_file_corrects(column: Path) -> None:
    head = HEAD.replace("凭证号", "凭证号,更正")
    corrected = f"2022-05-10,{ID},15.00,甲公司,进度款,9号,2022-01-10\n"
    found = read(column, _=HEAD + ROWS[0], _b=head + corrected)
    assert [one for one in found.problems if one.code[0] == "E"] == []
    wrong = read(column, _=HEAD + ROWS[0], _b=head + corrected.replace(",2022-01-10", ",2022-01-11"))
    assert {one.place.file for one in wrong.problems} == {"counties/210198/payments-b.csv"}


@pytest.mark.parametrize(
    "name", ["payment-2022-07.csv", "payments_2022-07.csv", "payments-2022 07.csv", "付款-1.csv"]
)
def test_a_file_with_another_name_is_told(column: Path, name: str) -> None:
    write(column / "counties/210198" / name, HEAD + ROWS[0])
    (one,) = read_county(column, "210198", frozenset({"2020-226"})).problems
    assert (one.code, one.place.file) == ("E008", f"counties/210198/{name}")
