"""A sum says what it rests on: a record as it was published earlier counts, one that never was published ends it."""

from datetime import date
from pathlib import Path

import pytest

from generator.model.place import Place
from generator.model.withheld import Rest, Rests, Withheld, beyond, rests_of, together
from tests.engine.test_earlier_version_marks import site
from tests.engine.test_earlier_version_site import BAD, GOOD, append, commit, county, under_git
from tests.support.built import BuiltOnce

WITH, NOT_TOLD = "（含上一次公开的记录）", "暂不计算"


@pytest.fixture
def folder(built_once: BuiltOnce, tmp_path: Path) -> Path:
    return built_once(tmp_path / "project", make=under_git)


def lines(text: str, start: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith(start)]


def test_nothing_says_so_where_all_passes(folder: Path) -> None:
    found = site(folder)
    told = [address for address, text in found.items() if WITH in text or NOT_TOLD in text]
    assert set(told) == {
        "figures.html",
        "data/index.html",
        "data/datapackage.json",
        "data/dictionary.html",
        "data/questions.html",
        "data/schemas/published-county.schema.json",
        "data/schemas/published-project.schema.json",
    }  # which explain the words


def test_a_row_that_stands_counts_and_the_sums_say_so(folder: Path) -> None:
    path = county(folder, "payments.csv")
    before = site(folder)
    head, first, *rest = path.read_text("utf-8").splitlines()
    day, project, amount, *others = first.split(",")
    path.write_text(
        "\n".join([head, ",".join([day, project, f"{amount}元", *others]), *rest]) + "\n", "utf-8"
    )
    commit(folder)
    after = site(folder)
    page = f"counties/{BAD}.md"
    (was,), (is_now,) = lines(before[page], "- 已拨付"), lines(after[page], "- 已拨付")
    value = was.split("**")[1]
    assert f"**{value}{WITH}**" in is_now
    assert lines(after[page], "- 已使用")[0].count(WITH) == 2  # the row may be of money that came back
    assert lines(before[page], "- 安排到项目") == lines(after[page], "- 安排到项目")
    assert WITH in lines(after[f"projects/{project}.md"], "**[拨付占额度]")[0]
    assert lines(before["funds.html"], f'<td><a href="counties/{GOOD}') == lines(
        after["funds.html"], f'<td><a href="counties/{GOOD}'
    )
    for address in ("funds.html", "index.html", "projects/index.html"):
        assert WITH in after[address]
        assert NOT_TOLD not in after[address]
    assert WITH not in after[f"counties/{GOOD}.md"]


def test_a_row_that_never_was_published_ends_the_sums_that_rest_on_it(folder: Path) -> None:
    append("payments.csv", f"2021-05-99,{BAD}-2020-02,1.00,某公司,,某号\n")(folder)
    after = site(folder)
    page = f"counties/{BAD}.md"
    assert (
        f"**{NOT_TOLD}**（[拨付率](../figures.html#拨付率) {NOT_TOLD}）" in lines(after[page], "- 已拨付")[0]
    )
    assert (
        f"**{NOT_TOLD}**（[使用率](../figures.html#使用率) {NOT_TOLD}）" in lines(after[page], "- 已使用")[0]
    )
    assert NOT_TOLD in lines(after[f"projects/{BAD}-2020-02.md"], "**[拨付占额度]")[0]
    assert NOT_TOLD not in after[f"projects/{BAD}-2020-01.md"]
    assert NOT_TOLD in after["funds.html"]
    assert "资金合计暂不计算" in after[f"data/press-{BAD}.html"]
    assert NOT_TOLD not in after[f"counties/{GOOD}.md"]


def test_a_project_that_never_was_published_ends_what_was_allocated(folder: Path) -> None:
    county(folder, "projects/77.yaml").write_text("项目编号: [", "utf-8")
    page = site(folder)[f"counties/{BAD}.md"]
    assert f"**{NOT_TOLD}**" in lines(page, "- 安排到项目")[0]
    assert NOT_TOLD not in lines(page, "- 已拨付")[0]
    assert all(NOT_TOLD in line for line in lines(page, "| **合计**")[:1])


def test_county_yaml_of_an_earlier_version_marks_what_was_received_and_paid(folder: Path) -> None:
    """It tells of the costs that are no project, too, which are paid and used; the projects' own sums rest on none."""
    append("county.yaml", "多余: 1\n")(folder)
    page = site(folder)[f"counties/{BAD}.md"]
    assert lines(page, "- 中央财政")[0].count(WITH) == 2
    assert lines(page, "- 已拨付")[0].count(WITH) == 2
    assert lines(page, "- 已使用")[0].count(WITH) == 2
    assert WITH not in lines(page, "| **合计**")[0]


PLACE = Place("counties/210198/payments.csv", 3)


def test_the_worst_part_decides() -> None:
    missing, earlier = (
        Withheld("payments", "a", PLACE, None),
        Withheld("payments", "b", PLACE, date(2022, 1, 1)),
    )
    assert rests_of([missing, earlier]).paid is Rest.MISSING
    assert rests_of([missing, earlier], "b").paid is Rest.EARLIER
    assert rests_of([missing, earlier], "c") == Rests()
    whole = rests_of([missing, earlier])
    assert together(Rests(), whole) == whole
    assert beyond(whole, [rests_of([missing], "a")]) == Rests()
    assert beyond(whole, [rests_of([earlier], "b")]).paid is Rest.MISSING
