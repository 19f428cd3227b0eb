"""A record that is withheld keeps standing as it was published last; what never was published is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.conftest import PROJECT
from tests.support.one_county import (
    CODE,
    FILES,
    FIRST,
    P1,
    P2,
    PROGRESS,
    OneCounty,
    errors,
    is_same,
    one_county,
)


@pytest.fixture
def column(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "checkout")


BREAK: dict[str, Callable[[str], str]] = {
    "a key that nobody knows": lambda text: f"{text}多余: 1\n",
    "no YAML": lambda text: f"{text}  - [\n",
    "empty": lambda _: "",
    "a conflict": lambda text: f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n",
    "not text": lambda _: "\x00\x01",
    "a mobile number in a note": lambda text: f"{text}# 联系 13812345678\n",
    "bidi": lambda text: f"{text}# \u202e\n",
}


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not committed"])
@pytest.mark.parametrize("how", BREAK)
@pytest.mark.parametrize(
    "name", ["county.yaml", "projects/01.yaml", "projects/02.yaml", "plan.yaml", "outcome.yaml"]
)
def test_a_file_in_error_stands_as_it_was_published_last(
    column: OneCounty, name: str, how: str, committed: bool
) -> None:
    if name in {"plan.yaml", "outcome.yaml"} and how == "empty":
        pytest.skip("nothing is wrong with it")
    before = column.county()
    column.write(name, BREAK[how](FILES[name]))
    if committed:
        column.commit()
    checked = column.checked()
    assert errors(checked)
    assert "E012" not in errors(checked)
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)
    (withheld,) = checked.disclosure.withheld
    assert withheld.since == FIRST
    assert withheld.place.file == f"counties/{CODE}/{name}"
    assert withheld.kind == name.partition("/")[0].removesuffix(".yaml")
    assert (withheld.ended is not None) == committed


@pytest.mark.parametrize(
    "name", ["projects/01.yaml", "plan.yaml", "outcome.yaml", "cases/yi-ge.md", "county.yaml"]
)
def test_a_file_that_cannot_be_opened_stands_as_well(column: OneCounty, name: str) -> None:
    before = column.county()
    column.path(name).unlink()
    column.path(name).mkdir()
    checked = column.checked()
    assert set(errors(checked)) == {"E001"}
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)


@pytest.mark.parametrize("name", ["progress.csv", "payments.csv"])
def test_a_ledger_that_cannot_be_opened_stands_as_well(column: OneCounty, name: str) -> None:
    before = column.county()
    column.path(name).unlink()
    column.path(name).mkdir()
    checked = column.checked()
    assert errors(checked) == ["E001"]
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)
    assert {item.since for item in checked.disclosure.withheld} == {FIRST}


def test_the_whole_folder_gone_stands_as_well(column: OneCounty) -> None:
    before = column.county()
    folder = column.path("")
    folder.rename(folder.with_name("elsewhere"))
    checked = column.checked()
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)


def test_a_file_that_was_taken_away_stands_and_is_told(column: OneCounty) -> None:
    before = column.county()
    for name in ("projects/02.yaml", "cases/yi-ge.md"):
        column.path(name).unlink()
    column.commit()
    checked = column.checked()
    assert "E012" in errors(checked)
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)
    assert [(item.kind, item.project) for item in checked.disclosure.withheld] == [
        ("cases", ""),
        ("projects", P2),
    ]


def test_the_newest_sound_version_stands(column: OneCounty) -> None:
    column.change("projects/01.yaml", "350.00", "360.00")
    column.commit()
    column.change("projects/01.yaml", "360.00", "370万元")
    column.commit()
    column.change("projects/01.yaml", "370万元", "380万元")
    column.commit()
    county = column.county()
    assert str(county.by_id[P1].subsidy) == "360.00"
    (withheld,) = county.withheld
    assert withheld.ended is not None


def test_a_version_that_was_refused_in_its_day_was_never_published(column: OneCounty) -> None:
    """It contradicts itself (E011), and nobody ever saw it."""
    column.change("projects/01.yaml", "状态: 在建", "状态: 已取消")
    column.commit()
    column.write("projects/01.yaml", column.path("projects/01.yaml").read_text("utf-8") + "多余: 1\n")
    column.commit()
    assert column.county().by_id[P1].status.label == "在建"


def test_what_contradicts_a_newer_record_still_stands(column: OneCounty) -> None:
    """The project says 未开工, which the ledger of today contradicts; what was published is not taken back."""
    column.change("projects/01.yaml", "状态: 在建", "状态: 未开工")
    column.write("progress.csv", PROGRESS.split("\n", maxsplit=1)[0] + "\n")
    column.repository.git("commit", "--quiet", "--amend", "--all", "-m", "first")
    column.write("progress.csv", f"{PROGRESS}2021-12-31,{P1},100,在建,\n")
    column.change("projects/01.yaml", "状态: 未开工", "状态：投入使用")
    column.commit()
    assert column.county().by_id[P1].status.label == "未开工"


@pytest.mark.parametrize("kind", ["secret", "markup"])
def test_a_version_that_gives_something_away_does_not_come_back(column: OneCounty, kind: str) -> None:
    text = {"secret": "联系人手机 13812345678", "markup": "<script>alert(1)</script>"}[kind]
    column.change("projects/01.yaml", "350.00", f"350.00\n工作要求: {text}")
    column.commit()
    column.change("projects/01.yaml", "350.00", "三百")
    column.commit()
    project = column.county().by_id[P1]
    assert project.requirements is None
    assert str(project.subsidy) == "350.00"


def test_what_lies_before_the_opening_was_not_published(column: OneCounty) -> None:
    column.write("projects/02.yaml", "")
    column.change("../../site.yaml", "模式: 演示", "开栏日期: 2022-03-02\n模式: 演示")
    column.commit()
    county = column.county()
    assert P2 not in county.by_id
    assert [(item.kind, item.project, item.since) for item in county.withheld] == [
        ("projects", P2, None),
        ("payments", P2, None),
    ]


def test_a_new_record_in_error_is_missing(column: OneCounty) -> None:
    column.write("projects/03.yaml", PROJECT.format(code=CODE, number="03") + "多余: 1\n")
    column.change("payments.csv", "二号\n", f"二号\n2021-05-01,{CODE}-2020-03,10,丙公司,,三号\n")
    column.commit()
    county = column.county()
    assert set(county.by_id) == {P1, P2}
    assert [(item.kind, item.project, item.is_missing) for item in county.withheld] == [
        ("projects", f"{CODE}-2020-03", True),
        ("payments", f"{CODE}-2020-03", True),
    ]


def test_without_git_what_is_in_error_is_missing(column: OneCounty, tmp_path: Path) -> None:
    column.write("projects/01.yaml", "")
    (tmp_path / "checkout/.git").rename(tmp_path / "git")
    county = column.county()
    assert set(county.by_id) == {P2}
    assert {(item.kind, item.project, item.since) for item in county.withheld} == {
        ("projects", P1, None),
        ("progress", P1, None),
        ("payments", P1, None),
    }


def test_a_sound_county_withholds_nothing(column: OneCounty) -> None:
    checked = column.checked()
    assert checked.disclosure is not None
    assert (errors(checked), checked.disclosure.withheld) == ([], ())
