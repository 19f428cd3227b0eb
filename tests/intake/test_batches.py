"""A county's second batch: its own folder, its own plan, money and outcome, and its projects beside the others."""

from pathlib import Path

import pytest

from generator import scaffold
from generator.intake import read_county
from generator.model.finding import Severity
from tests.intake.conftest import PROJECT
from tests.real.entered import CODE, Entered, entered

BATCH = "示范批次: 2022\n专项资金: {中央财政: 500}\n资金到账: [{日期: 2022-03-01, 金额: 300}]\n"
PLAN = "实施方案: {标题: 第二批实施方案}\n"
FILES = {
    "projects/01.yaml": PROJECT.format(code=CODE, number="01"),
    "projects/02.yaml": PROJECT.format(code=CODE, number="02").replace("-2020-", "-2022-"),
    "batches/2022/batch.yaml": BATCH,
    "batches/2022/plan.yaml": PLAN,
}


@pytest.fixture
def two(tmp_path: Path) -> Entered:
    return entered(tmp_path, FILES)


def test_a_second_batch_is_read(two: Entered) -> None:
    assert two.errors == []
    first, later = two.county.batches
    assert [project.id for project in first.projects] == [f"{CODE}-2020-01"]
    assert [project.id for project in later.projects] == [f"{CODE}-2022-02"]
    assert (later.county.cohort, later.county.allocation.central, later.county.received) == (2022, 500, 300)
    assert later.plan.plan and later.plan.plan.title == "第二批实施方案"
    assert first.plan.plan is None


@pytest.mark.parametrize(
    ("files", "code", "file"),
    [
        ({"batches/2022/batch.yaml": BATCH.replace("2022\n", "2021\n")}, "E008", "batches/2022/batch.yaml"),
        ({"batches/2022/batch.yaml": BATCH + "责任: 无\n"}, "E003", "batches/2022/batch.yaml"),
        ({"batches/2020/batch.yaml": "示范批次: 2020\n"}, "E006", "batches/2020/batch.yaml"),
        ({"batches/2023/plan.yaml": PLAN}, "E002", "batches/2023/batch.yaml"),
        ({"batches/22/batch.yaml": BATCH}, "E008", "batches/22"),
        ({"batches/2022/county.yaml": BATCH}, "E008", "batches/2022/county.yaml"),
        ({"batches/2022/plan.yaml": "实施方案: {文号: 一}\n"}, "E002", "batches/2022/plan.yaml"),
        ({"batches/batch.yaml": BATCH}, "E008", "batches/batch.yaml"),
    ],
)
def test_a_fault_in_a_batch_is_one_error(files: dict[str, str], code: str, file: str, tmp_path: Path) -> None:
    found = entered(tmp_path, FILES | files)
    errors = [one for one in found.checked.findings if one.code.startswith("E") and one.code != "E015"]
    assert [(one.code, one.place.file) for one in errors] == [(code, f"counties/{CODE}/{file}")]
    assert [project.id for project in found.county.projects] == [f"{CODE}-2020-01", f"{CODE}-2022-02"]


def test_a_project_of_no_batch_is_an_error(tmp_path: Path) -> None:
    other = PROJECT.format(code=CODE, number="03").replace("-2020-", "-2021-")
    found = entered(tmp_path, {**FILES, "projects/03.yaml": other})
    ((code, message),) = found.errors
    assert code == "E008"
    assert "“示范批次”2020、2022" in message


def test_what_a_withheld_batch_would_tell_is_not_concluded(tmp_path: Path) -> None:
    found = entered(tmp_path, {**FILES, "batches/2022/batch.yaml": "示范批次: 2022\n资金: 一\n"})
    assert found.findings("F102") == []
    assert [code for code, _ in found.errors] == ["E003"]
    assert found.county.withheld[0].kind == "batches"


def test_what_is_past_may_not_lie_ahead_in_a_batch_either(tmp_path: Path) -> None:
    late = BATCH.replace("2022-03-01", "2022-07-01")
    found = entered(tmp_path, {**FILES, "batches/2022/batch.yaml": late})
    (error,) = [one for one in found.checked.findings if one.code == "E010"]
    assert error.place.file == f"counties/{CODE}/batches/2022/batch.yaml"


def test_an_attachment_that_a_batch_names_must_be_there(tmp_path: Path) -> None:
    plan = "实施方案: {标题: 第二批实施方案, 附件: [方案.pdf]}\n"
    found = entered(tmp_path, {**FILES, "batches/2022/plan.yaml": plan})
    assert found.errors == [("E007", "attachments/ 里找不到“方案.pdf”")]


def test_new_county_makes_a_further_batch(tmp_path: Path) -> None:
    content = tmp_path / "content_data"
    scaffold.county(content, CODE, "青禾县", city="沈阳", cohort=2020, demo=True)
    before = {path: path.read_bytes() for path in content.rglob("*.yaml")}
    made = scaffold.county(content, CODE, "青禾县", city="沈阳", cohort=2022)
    folder = content / "counties" / CODE / "batches/2022"
    assert made == [folder / "batch.yaml", folder / "plan.yaml", folder / "outcome.yaml"]
    assert before == {path: path.read_bytes() for path in before}
    assert "示范批次: 2022\n" in (folder / "batch.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "cohort", "message"),
    [("青禾县", 2020, "已经有了"), ("青山县", 2022, "已经是青禾县"), ("青禾县", 2022, "已经存在")],
)
def test_new_county_changes_nothing_that_is_there(
    name: str, cohort: int, message: str, tmp_path: Path
) -> None:
    content = tmp_path / "content_data"
    scaffold.county(content, CODE, "青禾县", city="沈阳", cohort=2020, demo=True)
    if message == "已经存在":
        scaffold.county(content, CODE, "青禾县", city="沈阳", cohort=2022)
    with pytest.raises(ValueError, match=message):
        scaffold.county(content, CODE, name, city="沈阳", cohort=cohort)


@pytest.mark.parametrize("cohort", [99, 22, 20222, 1999, 2100])
def test_a_batch_of_no_year_is_refused(cohort: int, tmp_path: Path) -> None:
    scaffold.county(tmp_path, CODE, "示例县", city="沈阳", cohort=2020, demo=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ValueError, match="年"):
        scaffold.county(tmp_path, CODE, "示例县", city="沈阳", cohort=cohort)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_new_project_is_of_the_batch_that_is_told(tmp_path: Path) -> None:
    scaffold.county(tmp_path, CODE, "示例县", city="沈阳", cohort=2020, demo=True)
    scaffold.project(tmp_path, CODE, "一", "物流配送")
    for year in (2022, 2024):
        scaffold.county(tmp_path, CODE, "示例县", city="沈阳", cohort=year)
    with pytest.raises(ValueError, match="有 2020、2022、2024 年几个批次，用 --cohort"):
        scaffold.project(tmp_path, CODE, "二", "物流配送")
    with pytest.raises(ValueError, match="无 2021 年批次"):
        scaffold.project(tmp_path, CODE, "二", "物流配送", cohort=2021)
    for year in (2022, 2020, 2024):
        scaffold.project(tmp_path, CODE, f"{year} 年的", "人才培训", cohort=year)
    read = read_county(tmp_path, CODE, frozenset())
    assert [one for one in read.problems if one.severity is Severity.ERROR] == []
    assert read.disclosure is not None
    assert list(read.disclosure.by_id) == [
        f"{CODE}-{own}" for own in ("2020-01", "2022-02", "2020-03", "2024-04")
    ]
    assert [len(batch.projects) for batch in read.disclosure.batches] == [2, 1, 1]


def test_a_project_file_named_by_its_year_is_told_how_projects_are_numbered(tmp_path: Path) -> None:
    found = entered(
        tmp_path, {**FILES, "projects/2022-03.yaml": FILES["projects/02.yaml"].replace("2022-02", "2022-03")}
    )
    told = [one for one in found.checked.findings if one.severity is Severity.ERROR]
    assert [(one.place.file, "全县连着编" in one.cure) for one in told] == [
        (f"counties/{CODE}/projects/2022-03.yaml", True)
    ]
