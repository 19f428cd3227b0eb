"""Rows of national.csv are matched by indicator and year; what changed is told as a change of the portal's own record."""

from pathlib import Path

import pytest

from generator.history import PortalHistory, read_history
from generator.model.change import Weight
from generator.model.place import INSIDE
from tests.intake.conftest import COUNTY, SITE
from tests.support.repository import Repository

HEAD = "指标,年度,数值,单位,来源\n"
RURAL, FARM = "农村网络零售额增速,2020,8.9,%,商务部\n", "农产品网络零售额增速,2020,26.2,%,商务部\n"
LATER = "农村网络零售额增速,2021,11.3,%,商务部\n"
ROW = "农村网络零售额增速 2020"
MAJOR, ORDINARY = Weight.MAJOR, Weight.ORDINARY
Told = tuple[str, str, str, Weight]
CASES: dict[str, tuple[list[str], list[Told]]] = {
    "a value": ([RURAL.replace("8.9", "7.9") + FARM], [(f"{ROW} › 数值", "8.9", "7.9", MAJOR)]),
    "a value, and back": (
        [RURAL.replace("8.9", "7.9") + FARM, RURAL + FARM],
        [(f"{ROW} › 数值", "8.9", "7.9", MAJOR), (f"{ROW} › 数值", "7.9", "8.9", MAJOR)],
    ),
    "a source": ([RURAL.replace("商务部", "国家统计局") + FARM], [(f"{ROW} › 来源", "商务部", "国家统计局", ORDINARY)]),
    "the same number otherwise written": ([RURAL.replace("8.9", "8.90") + FARM], []),
    "a row added is published": ([RURAL + FARM + LATER], []),
    "a row removed": ([FARM], [(f"{ROW} › 记录", "数值 8.9，单位 %，来源 商务部", "", MAJOR)]),
    "rows in another order": ([FARM + RURAL], []),
    "removed, and back with another value": (
        [FARM, RURAL.replace("8.9", "7.9") + FARM],
        [
            (f"{ROW} › 记录", "数值 8.9，单位 %，来源 商务部", "", MAJOR),
            (f"{ROW} › 数值", "8.9", "7.9", MAJOR),
        ],
    ),
    "nobody can read it in between": (
        ["\x00\n", RURAL.replace("8.9", "7.9") + FARM],
        [(f"{ROW} › 数值", "8.9", "7.9", MAJOR)],
    ),
    "a private value in between": (
        [RURAL.replace("商务部", "电话13812345678") + FARM, RURAL.replace("8.9", "7.9") + FARM],
        [(f"{ROW} › 数值", "8.9", "7.9", MAJOR)],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("national") / "checkout")
    made.write("site.yaml", SITE)
    made.write("national.csv", HEAD + RURAL + FARM)
    made.write("counties/210198/county.yaml", COUNTY.format(code="210198"))
    made.commit("published")
    return made


def found(history: PortalHistory) -> list[Told]:
    own = history.county("")
    assert own is not None
    assert {change.record for change in own.changes} <= {"national"}
    return [(change.field, change.old, change.new, change.weight) for change in own.changes]


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(begun: Repository, tmp_path: Path, case: str) -> None:
    """Read anew, and commit by commit from the store: the same."""
    repository = begun.copy(tmp_path / "checkout")
    steps, expected = CASES[case]
    for rows in steps:
        repository.write("national.csv", HEAD + rows)
        repository.commit("rows")
        grown = found(read_history(repository.content, tmp_path / "cache"))
    assert found(read_history(repository.content, None)) == expected == grown


def test_a_row_added_is_first_published_then(begun: Repository, tmp_path: Path) -> None:
    repository = begun.copy(tmp_path / "checkout")
    repository.write("national.csv", HEAD + RURAL + FARM + LATER)
    commit = repository.commit("a row")
    own = read_history(repository.content, None).county("")
    assert own is not None
    assert dict(own.first_commits)[f"national{INSIDE}农村网络零售额增速 2021"] == commit


def test_a_source_that_is_taken_back_is_told_nowhere(begun: Repository, tmp_path: Path) -> None:
    repository = begun.copy(tmp_path / "checkout")
    repository.write("national.csv", HEAD + RURAL.replace("商务部", "庞守业提供") + FARM)
    slipped = repository.commit("a name")
    repository.write("national.csv", HEAD + RURAL + FARM)
    repository.commit("corrected")
    entry = f"日期: 2022-06-01, 记录: national › {ROW}, 栏目: 来源, 提交: {slipped}, 依据: 依法"
    repository.write("redactions.yaml", f"依法隐去:\n- {{{entry}}}\n")
    repository.commit("taken back")
    assert found(read_history(repository.content, None)) == [
        (f"{ROW} › 来源", "商务部", "（依法隐去）", ORDINARY),
        (f"{ROW} › 来源", "（依法隐去）", "商务部", ORDINARY),
    ]
