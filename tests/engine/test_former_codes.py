"""原代码 on real repositories: a county whose code changed is the county that it was."""

from datetime import date
from pathlib import Path

import jsonschema
import pytest

from generator.engine import examine
from generator.engine.steps.new_findings import what_is_new
from generator.history import read_history
from generator.model.county import County
from generator.model.finding import Finding, Severity
from tests.intake.conftest import COUNTY
from tests.support.former_county import NEW, OLD, OTHER, THIRD, declare, published, rename
from tests.support.repository import Repository

AS_OF = date(2022, 6, 30)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return published(tmp_path / "checkout")


def errors(repository: Repository) -> list[Finding]:
    history = read_history(repository.content, None)
    found = examine(repository.content, None, AS_OF, 1, history)
    return [item for item in found if item.severity is Severity.ERROR]


def told(repository: Repository) -> list[tuple[str, str]]:
    return [(item.code, item.place.file) for item in errors(repository)]


@pytest.mark.parametrize(
    "former",
    [f"'{OLD}'", OLD, f'"{OLD}"  # 2022 年起', f"['{OLD}']", f"[{OLD}]", f"\n  - '{OLD}'", f"\n- {OLD}"],
)
def test_a_renamed_county_lacks_nothing_before_the_commit_and_after_it(
    repository: Repository, former: str
) -> None:
    rename(repository, OLD, NEW, former)
    assert told(repository) == []
    repository.commit("renamed")
    assert told(repository) == []
    repository.change(f"counties/{NEW}/projects/01.yaml", "350.00", "360.00")
    repository.commit("edited")
    assert told(repository) == []


def test_editors_take_one_former_code_or_several() -> None:
    schema = jsonschema.Draft202012Validator(County.model_json_schema()["properties"]["原代码"])
    assert all(schema.is_valid(value) for value in (OLD, [OLD], [OLD, NEW], []))
    assert not any(schema.is_valid(value) for value in (f"{OLD}0", [2101], 210198, [[OLD]]))


def test_without_a_word_it_is_an_error_whose_message_names_the_cure(repository: Repository) -> None:
    rename(repository, OLD, NEW)
    for _ in range(2):
        (error,) = errors(repository)
        assert (error.code, error.place.file) == ("E012", f"counties/{OLD}/county.yaml")
        assert f"“原代码: '{OLD}'”" in error.cure
        repository.commit("renamed")
    declare(repository, NEW, f"'{OLD}'")
    assert told(repository) == []


REMOVED = {
    "projects/02.yaml": "项目 210196-2020-02 不见了",
    "payments.csv": "专项资金拨付台账不见了",
    "cases/daihuo.md": "典型案例 daihuo 不见了",
    "attachments/公示.png": "附件 公示.png 不见了",
    "plan.yaml": "实施方案、方案调整、决策过程不见了",
}


@pytest.mark.parametrize("name", REMOVED)
@pytest.mark.parametrize("is_committed", [False, True])
def test_what_goes_while_the_county_is_renamed_is_missed(
    repository: Repository, name: str, is_committed: bool
) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    (repository.content / f"counties/{NEW}/{name}").unlink()
    if is_committed:
        repository.commit("renamed")
    missed = [error for error in errors(repository) if error.code == "E012"]
    assert [(error.place.file, "".join(error.message.split("（")[0].split())) for error in missed] == [
        (f"counties/{NEW}/{name}", "2022-03-01公开的" + "".join(REMOVED[name].split()))
    ]


def test_a_row_that_goes_while_the_county_is_renamed_is_missed(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.change(
        f"counties/{NEW}/payments.csv", f"2021-04-01,{NEW}-2020-01,10.00,甲公司,进度款,二号\n", ""
    )
    repository.commit("renamed")
    (error,) = errors(repository)
    assert (error.code, error.place.file) == ("E012", f"counties/{NEW}/payments.csv")
    assert f"“2021-04-01 {NEW}-2020-01 二号”" in error.message


WRONG = {
    "never published": ("'210194'", "E007", "未找到以原代码“210194”公开过的内容"),
    "still a folder": (f"'{OTHER}'", "E008", f"原代码“{OTHER}”的文件夹还在"),
    "its own": (f"'{NEW}'", "E008", f"原代码“{NEW}”就是现在的代码"),
    "twice": (f"['{OLD}', '{OLD}']", "E006", "同一个原代码写了两次"),
    "no code": ("2101", "E004", "“原代码”：行政区划代码“2101”不是六位数字"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_former_code_is_one_error(repository: Repository, case: str) -> None:
    written, code, message = WRONG[case]
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    both = written if case in {"twice", "no code"} else f"['{OLD}', {written}]"
    declare(repository, NEW, f"['{OLD}', {written}]" if case == "no code" else both)
    (error,) = errors(repository)
    assert (error.code, error.place.file, error.message) == (code, f"counties/{NEW}/county.yaml", message)
    assert error.place.line == 6
    assert error.place.label.startswith("原代码")


MEANT = {
    "the last digit": ("'210199'", "E007"),
    "the first digit": ("'110198'", "E007"),
    "two neighbours exchanged": ("'211098'", "E007"),
    "nothing like it": ("'211324'", "E007"),
    "its own": (f"'{NEW}'", "E008"),
    "a county that is there": (f"'{OTHER}'", "E008"),
    "in a list": ("['210199']", "E007"),
    "a digit too few": ("'21019'", "E004"),
    "a digit too many": ("'2101988'", "E004"),
    "letters": ("'21O198'", "E004"),
}


@pytest.mark.parametrize("case", MEANT)
def test_a_slip_in_the_former_code_is_one_error(repository: Repository, case: str) -> None:
    """The county of before is not told as deleted beside it; it is named."""
    written, code = MEANT[case]
    rename(repository, OLD, NEW, written)
    for _ in range(2):
        (error,) = errors(repository)
        assert (error.code, error.place.file) == (code, f"counties/{NEW}/county.yaml")
        assert code == "E004" or error.message.endswith(f"；公开过而文件夹已不存在的是 {OLD}")
        repository.commit("renamed")
    declare(repository, NEW, f"'{OLD}'")
    assert told(repository) == []


@pytest.mark.parametrize("written", ["", "[]", "''  # 没有", "'210298'"])
def test_a_county_that_is_deleted_is_told_whatever_another_writes(
    repository: Repository, written: str
) -> None:
    third = repository.content / "counties" / THIRD
    repository.write(f"counties/{THIRD}/county.yaml", COUNTY.format(code=THIRD))
    repository.commit("a third")
    rename(repository, OLD, NEW, written)
    repository.change(f"counties/{NEW}/county.yaml", "示范批次", "# 原代码: 不用写\n示范批次")
    (third / "county.yaml").unlink()
    third.rmdir()
    gone = {f"counties/{THIRD}/county.yaml"} | (
        set() if "298'" in written else {f"counties/{OLD}/county.yaml"}
    )
    assert {file for code, file in told(repository) if code == "E012"} == gone


def test_a_code_that_two_counties_claim_is_an_error_of_both(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    declare(repository, OTHER, f"'{OLD}'")
    assert told(repository) == [
        ("E006", f"counties/{NEW}/county.yaml"),
        ("E006", f"counties/{OTHER}/county.yaml"),
    ]
    declare(repository, OTHER, "")
    assert told(repository) == []


def test_a_county_does_not_become_another_that_stood_beside_it(repository: Repository) -> None:
    """Two counties are not made one: projects of the same number would lead to each other."""
    for path in sorted((repository.content / "counties" / OTHER).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (repository.content / "counties" / OTHER).rmdir()
    declare(repository, OLD, f"'{OTHER}'")
    for _ in range(2):
        (error,) = errors(repository)
        assert (error.code, error.place.file) == ("E008", f"counties/{OLD}/county.yaml")
        assert error.message == f"原代码“{OTHER}”与本县同时公开过，是另一个县"
        repository.commit("merged")


def test_a_folder_copied_in_one_commit_and_removed_in_the_next_is_one_county(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'", is_copy=True)
    assert told(repository) == [("E008", f"counties/{NEW}/county.yaml")]
    repository.commit("copied")
    for path in sorted((repository.content / "counties" / OLD).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (repository.content / "counties" / OLD).rmdir()
    assert told(repository) == []
    repository.commit("removed")
    assert told(repository) == []


def test_two_renames_in_a_row_name_both_codes(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    rename(repository, NEW, THIRD, f"['{OLD}', '{NEW}']")
    assert told(repository) == []
    repository.commit("renamed again")
    assert told(repository) == []
    declare(repository, THIRD, f"'{NEW}'")
    (error,) = errors(repository)
    assert (error.code, error.place.file) == ("E012", f"counties/{OLD}/county.yaml")
    assert f"“原代码: '{OLD}'”" in error.cure


def test_a_rename_that_is_undone_before_it_is_committed_leaves_no_trace(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    rename(repository, NEW, OLD)
    assert told(repository) == []


def test_a_rename_that_is_undone_later_is_declared_the_other_way(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    rename(repository, NEW, OLD)
    assert told(repository) == [("E012", f"counties/{NEW}/county.yaml")]
    declare(repository, OLD, f"'{NEW}'")
    assert told(repository) == []
    repository.commit("undone")
    assert told(repository) == []


BROKEN = {
    "another key": ("示范批次: 2020\n", "示范批次 2020\n", "E001"),
    "a quote": (f"'{NEW}'", f"'{NEW}", "E001"),
    "an unknown key": ("示范批次: 2020\n", "示范批次: 2020\n示范批号: 1\n", "E003"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_slip_of_the_pen_in_county_yaml_is_that_error_alone(repository: Repository, case: str) -> None:
    old, new, code = BROKEN[case]
    rename(repository, OLD, NEW, f"\n  - '{OLD}'")
    repository.change(f"counties/{NEW}/county.yaml", old, new)
    for _ in range(2):
        assert told(repository) == [(code, f"counties/{NEW}/county.yaml")]
        repository.commit("renamed")


def test_a_folder_renamed_and_nothing_else_is_one_error(repository: Repository) -> None:
    folder = repository.content / "counties"
    (folder / OLD).rename(folder / NEW)
    declare(repository, NEW, f"'{OLD}'")
    for _ in range(2):
        assert told(repository) == [("E008", f"counties/{NEW}/county.yaml")]
        repository.commit("renamed")


def test_a_county_may_change_its_city_with_its_code(repository: Repository) -> None:
    """Versions of before bear the city of before; they count as published all the same."""
    rename(repository, OLD, "210696", f"'{OLD}'")
    repository.change("counties/210696/county.yaml", "沈阳", "丹东")
    (repository.content / "counties/210696/projects/02.yaml").unlink()
    assert [code for code, _ in told(repository)].count("E012") == 1
    repository.write("counties/210696/projects/02.yaml", "项目编号: x\n")
    assert {code for code, _ in told(repository)} <= {"E002", "E004", "E008"}


def test_what_was_wrong_before_is_not_new_under_another_code(repository: Repository) -> None:
    repository.write(f"counties/{OLD}/projects/03.yaml", f"项目编号: {OLD}-2020-04\n项目名称: 甲\n")
    base = repository.commit("wrong")
    before = errors(repository)
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    found = errors(repository)
    assert len(found) == len(before) > 0
    history = read_history(repository.content, None)
    new, since = what_is_new(tuple(found), repository.content, base, None, AS_OF, 1, history)
    assert new == ()
    assert since.counties == (NEW,)
