"""A ledger in several files under git: what is a change, what is missing, what stands in the place of an error."""

from pathlib import Path

import pytest

from generator.engine.store.cache import source
from generator.history import read_history
from tests.support.one_county import CODE, P1, P2, PAYMENTS, OneCounty, errors, is_same, one_county

HEAD, FIRST, SECOND = PAYMENTS.splitlines(keepends=True)
THIRD = f"2022-02-10,{P1},20.00,甲公司,进度款,三号\n"


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "r")


def changes(county: OneCounty) -> list[tuple[str, str, str]]:
    history = read_history(county.repository.content, None).county(CODE)
    assert history is not None
    return [(change.field, change.old, change.new) for change in history.changes]


def vouchers(county: OneCounty) -> list[str | None]:
    return [row.voucher for row in county.county().payments]


@pytest.mark.parametrize("name", ["payments-2022-02.csv", "payments-二月.csv", "payments-a.csv"])
def test_a_new_file_is_added_rows(county: OneCounty, name: str) -> None:
    before, key = county.county(), source(county.path("."), None).digest
    county.write(name, HEAD + THIRD)
    assert source(county.path("."), None).digest != key  # the county is drawn again
    county.commit()
    assert vouchers(county) == ["一号", "二号", "三号"]
    assert errors(county.checked()) == []
    assert changes(county) == []  # as of any row that is added
    assert {row.voucher for row in county.county().payments} > {row.voucher for row in before.payments}


@pytest.mark.parametrize(
    "parts",
    [
        {"payments.csv": FIRST, "payments-b.csv": SECOND},
        {"payments.csv": SECOND, "payments-b.csv": FIRST},
        {"payments-2021-03.csv": FIRST, "payments-2021-04.csv": SECOND},
        {"payments-第一批.csv": FIRST + SECOND},
        {"payments.csv": "", "payments-b.csv": FIRST + SECOND},
    ],
    ids=str,
)
def test_moving_rows_between_files_is_no_change(county: OneCounty, parts: dict[str, str]) -> None:
    before = county.county()
    county.path("payments.csv").unlink()
    for name, rows in parts.items():
        county.write(name, HEAD + rows)
    assert is_same(county.county(), before)
    assert errors(county.checked()) == []
    county.commit()
    assert errors(county.checked()) == []
    assert is_same(county.county(), before)
    assert changes(county) == []


def test_a_changed_cell_in_a_file_is_one_change(county: OneCounty) -> None:
    county.write("payments-b.csv", HEAD + THIRD)
    county.commit()
    county.change("payments-b.csv", "20.00", "25.00")
    county.commit()
    assert changes(county) == [(f"2022-02-10 {P1} 三号 › 金额", "20.00", "25.00")]


def test_a_spreadsheet_that_saves_a_file_anew_changes_nothing(county: OneCounty) -> None:
    county.write("payments-b.csv", HEAD + THIRD)
    county.commit()
    before = county.county()
    for name, rows in {"payments.csv": FIRST + SECOND, "payments-b.csv": THIRD}.items():
        text = (HEAD + rows).replace("2021-0", "2021/").replace("2022-02", "2022/2").replace("-10,", "/10,")
        county.write(name, text, "gb18030")
    assert errors(county.checked()) == []
    county.commit()
    assert errors(county.checked()) == []
    assert changes(county) == []
    assert is_same(county.county(), before)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_deleted_file_is_deleted_rows(county: OneCounty, is_committed: bool) -> None:
    county.write("payments-b.csv", HEAD + THIRD)
    county.commit()
    county.path("payments-b.csv").unlink()
    if is_committed:
        county.commit()
    checked = county.checked()
    assert errors(checked) == ["E012"]
    (missing,) = [found for found in checked.findings if found.code == "E012"]
    assert "三号" in missing.message
    assert vouchers(county) == ["一号", "二号", "三号"]


@pytest.mark.parametrize("is_committed", [False, True])
def test_all_files_deleted_are_one_ledger_deleted(county: OneCounty, is_committed: bool) -> None:
    county.write("payments-b.csv", HEAD + THIRD)
    county.commit()
    for name in ("payments.csv", "payments-b.csv"):
        county.path(name).unlink()
    if is_committed:
        county.commit()
    assert errors(county.checked()) == ["E012"]
    assert vouchers(county) == ["一号", "二号", "三号"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("20.00", "二十"), ("2022-02-10", "2022-22-10"), ("进度款", "电话13800138000"), ("进度款", '"进度款')],
)
@pytest.mark.parametrize("is_committed", [False, True])
def test_a_row_in_error_keeps_what_was_published_of_it(
    county: OneCounty, old: str, new: str, is_committed: bool
) -> None:
    county.write("payments-b.csv", HEAD + THIRD)
    county.commit()
    before = county.county()
    county.change("payments-b.csv", old, new)
    if is_committed:
        county.commit()
    checked = county.checked()
    assert len(errors(checked)) == 1
    assert is_same(county.county(), before)
    withheld = county.county().withheld
    places = [item.place.file.rpartition("/")[2] for item in withheld if item.kind == "payments"]
    assert places == ["payments-b.csv"]


def test_a_broken_file_takes_nothing_from_the_others(county: OneCounty) -> None:
    county.write("payments-b.csv", HEAD + THIRD)
    county.commit()
    county.write("payments-a.csv", "坏\x00")
    county.write("payments-c.csv", HEAD + THIRD.replace("三号", "四号"))
    county.commit()
    assert vouchers(county) == ["一号", "二号", "三号", "四号"]
    county.path("payments-c.csv").unlink()
    county.path("payments-a.csv").unlink()
    county.commit()
    assert errors(county.checked()) == ["E012"]
    assert vouchers(county) == ["一号", "二号", "三号", "四号"]


def test_a_value_taken_back_is_hidden_in_every_file(county: OneCounty) -> None:
    county.write("payments-b.csv", HEAD + THIRD.replace("进度款", "付给老王的款"))
    county.commit()
    commit = county.repository.git("rev-parse", "HEAD")
    county.repository.write(
        "redactions.yaml",
        f"依法隐去:\n  - 记录: {CODE}/payments › 2022-02-10 {P1} 三号\n    栏目: 用途\n    提交: {commit}\n"
        "    依据: 个人信息保护法第四十七条\n    日期: 2022-03-01\n",
    )
    county.commit()
    assert "老王" not in repr(county.county().payments)
    county.path("payments-b.csv").rename(county.path("payments-c.csv"))
    county.commit()
    assert "老王" not in repr(county.county().payments)


def test_two_people_who_add_a_month_each_do_not_meet(county: OneCounty) -> None:
    repository = county.repository
    for branch, rows in {"a": THIRD, "b": THIRD.replace("三号", "四号")}.items():
        repository.git("checkout", "--quiet", "-b", branch, "main")
        county.write(f"payments-{branch}.csv", HEAD + rows)
        county.commit()
    repository.git("checkout", "--quiet", "main")
    for branch in ("a", "b"):
        repository.git("merge", "--quiet", "--no-ff", "-m", branch, branch)
    assert errors(county.checked()) == []
    assert vouchers(county) == ["一号", "二号", "三号", "四号"]


def test_the_project_of_a_row_in_any_file_counts(county: OneCounty) -> None:
    county.write("payments-b.csv", HEAD + THIRD.replace(P1, P2))
    assert {row.project for row in county.county().payments} == {P1, P2}
