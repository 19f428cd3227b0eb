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
def portal(tmp_path: Path) -> OneCounty:
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
    portal: OneCounty, name: str, how: str, committed: bool
) -> None:
    if name in {"plan.yaml", "outcome.yaml"} and how == "empty":
        pytest.skip("nothing is wrong with it")
    before = portal.county()
    portal.write(name, BREAK[how](FILES[name]))
    if committed:
        portal.commit()
    checked = portal.checked()
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
def test_a_file_that_cannot_be_opened_stands_as_well(portal: OneCounty, name: str) -> None:
    before = portal.county()
    portal.path(name).unlink()
    portal.path(name).mkdir()
    checked = portal.checked()
    assert set(errors(checked)) == {"E001"}
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)


@pytest.mark.parametrize("name", ["progress.csv", "payments.csv"])
def test_a_ledger_that_cannot_be_opened_stands_as_well(portal: OneCounty, name: str) -> None:
    before = portal.county()
    portal.path(name).unlink()
    portal.path(name).mkdir()
    checked = portal.checked()
    assert errors(checked) == ["E001"]
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)
    assert {item.since for item in checked.disclosure.withheld} == {FIRST}


def test_the_whole_folder_gone_stands_as_well(portal: OneCounty) -> None:
    before = portal.county()
    folder = portal.path("")
    folder.rename(folder.with_name("elsewhere"))
    checked = portal.checked()
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)


def test_a_file_that_was_taken_away_stands_and_is_told(portal: OneCounty) -> None:
    before = portal.county()
    for name in ("projects/02.yaml", "cases/yi-ge.md"):
        portal.path(name).unlink()
    portal.commit()
    checked = portal.checked()
    assert "E012" in errors(checked)
    assert checked.disclosure is not None
    assert is_same(checked.disclosure, before)
    assert [(item.kind, item.project) for item in checked.disclosure.withheld] == [
        ("cases", ""),
        ("projects", P2),
    ]


def test_the_newest_sound_version_stands(portal: OneCounty) -> None:
    portal.change("projects/01.yaml", "350.00", "360.00")
    portal.commit()
    portal.change("projects/01.yaml", "360.00", "370万元")
    portal.commit()
    portal.change("projects/01.yaml", "370万元", "380万元")
    portal.commit()
    county = portal.county()
    assert str(county.by_id[P1].subsidy) == "360.00"
    (withheld,) = county.withheld
    assert withheld.ended is not None


def test_a_version_that_was_refused_in_its_day_was_never_published(portal: OneCounty) -> None:
    """It contradicts itself (E011), and nobody ever saw it."""
    portal.change("projects/01.yaml", "状态: 在建", "状态: 已取消")
    portal.commit()
    portal.write("projects/01.yaml", portal.path("projects/01.yaml").read_text("utf-8") + "多余: 1\n")
    portal.commit()
    assert portal.county().by_id[P1].status.label == "在建"


def test_what_contradicts_a_newer_record_still_stands(portal: OneCounty) -> None:
    """The project says 未开工, which the ledger of today contradicts; what was published is not taken back."""
    portal.change("projects/01.yaml", "状态: 在建", "状态: 未开工")
    portal.write("progress.csv", PROGRESS.split("\n", maxsplit=1)[0] + "\n")
    portal.repository.git("commit", "--quiet", "--amend", "--all", "-m", "first")
    portal.write("progress.csv", f"{PROGRESS}2021-12-31,{P1},100,在建,\n")
    portal.change("projects/01.yaml", "状态: 未开工", "状态：投入使用")
    portal.commit()
    assert portal.county().by_id[P1].status.label == "未开工"


@pytest.mark.parametrize("kind", ["secret", "markup"])
def test_a_version_that_gives_something_away_does_not_come_back(portal: OneCounty, kind: str) -> None:
    text = {"secret": "联系人手机 13812345678", "markup": "<script>alert(1)</script>"}[kind]
    portal.change("projects/01.yaml", "350.00", f"350.00\n工作要求: {text}")
    portal.commit()
    portal.change("projects/01.yaml", "350.00", "三百")
    portal.commit()
    project = portal.county().by_id[P1]
    assert project.requirements is None
    assert str(project.subsidy) == "350.00"


def test_what_lies_before_the_opening_was_not_published(portal: OneCounty) -> None:
    portal.write("projects/02.yaml", "")
    portal.change("../../site.yaml", "模式: 演示", "开栏日期: 2022-03-02\n模式: 演示")
    portal.commit()
    county = portal.county()
    assert P2 not in county.by_id
    assert [(item.kind, item.project, item.since) for item in county.withheld] == [
        ("projects", P2, None),
        ("payments", P2, None),
    ]


def test_a_new_record_in_error_is_missing(portal: OneCounty) -> None:
    portal.write("projects/03.yaml", PROJECT.format(code=CODE, number="03") + "多余: 1\n")
    portal.change("payments.csv", "二号\n", f"二号\n2021-05-01,{CODE}-2020-03,10,丙公司,,三号\n")
    portal.commit()
    county = portal.county()
    assert set(county.by_id) == {P1, P2}
    assert [(item.kind, item.project, item.is_missing) for item in county.withheld] == [
        ("projects", f"{CODE}-2020-03", True),
        ("payments", f"{CODE}-2020-03", True),
    ]


def test_without_git_what_is_in_error_is_missing(portal: OneCounty, tmp_path: Path) -> None:
    portal.write("projects/01.yaml", "")
    (tmp_path / "checkout/.git").rename(tmp_path / "git")
    county = portal.county()
    assert set(county.by_id) == {P2}
    assert {(item.kind, item.project, item.since) for item in county.withheld} == {
        ("projects", P1, None),
        ("progress", P1, None),
        ("payments", P1, None),
    }


def test_a_sound_county_withholds_nothing(portal: OneCounty) -> None:
    checked = portal.checked()
    assert checked.disclosure is not None
    assert (errors(checked), checked.disclosure.withheld) == ([], ())
