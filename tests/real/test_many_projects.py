"""Counties with more than 99 projects, as 整县推进 with village stations listed one by one has them."""

from pathlib import Path
from random import Random

import pytest

from generator import scaffold
from generator.history.former_names import called_as_today
from generator.history.records import holding
from generator.intake.screening.private import find_private
from generator.model.former_codes import FormerCodes, renamed
from generator.model.identifiers import by_number
from generator.model.types import parse_project_id
from generator.render.search.shards import ranges
from tests.intake.conftest import COUNTY, PROJECT, write
from tests.real.entered import CODE, Entered, entered

NUMBERS = ("02", "10", "99", "100", "101", "1000")


def _projects(*numbers: str) -> dict[str, str]:
    return {
        f"projects/{number}.yaml": PROJECT.format(code=CODE, number=number).replace(
            "县级仓储配送中心", f"第{number}个站点"
        )
        for number in numbers
    }


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Entered:
    ledgers = {
        "progress.csv": "日期,项目编号,进度,状态,说明,附件\n"
        f"2021-06-30,{CODE}-2020-1000,30,在建,,\n2021-06-30,{CODE}-2020-100,30,在建,,\n",
        "payments.csv": "日期,项目编号,金额,收款单位,用途,凭证号\n"
        f"2021-06-30,{CODE}-2020-100,10.00,甲公司,首付款,1\n2021-06-30,{CODE}-2020-1000,20.00,甲公司,首付款,2\n",
        "plan.yaml": f"方案调整:\n- {{日期: 2021-03-01, 涉及项目: [{CODE}-2020-101], 内容: 调整}}\n",
    }
    return entered(tmp_path_factory.mktemp("many"), {**_projects(*NUMBERS), **ledgers})


def test_they_are_read_in_the_order_of_their_numbers(many: Entered) -> None:
    assert many.errors == []
    assert [project.number for project in many.county.projects] == list(NUMBERS)
    assert many.county.paid_of[f"{CODE}-2020-100"] == 10
    assert many.county.paid_of[f"{CODE}-2020-1000"] == 20


def test_each_has_its_pages_and_the_county_lists_them_in_order(many: Entered) -> None:
    stems = [page.stem for page in many.drawn().pages]
    assert {f"projects/{CODE}-2020-{number}" for number in NUMBERS} <= set(stems)
    listed = many.page(f"counties/{CODE}")
    places = [listed.index(f"| [第{number}个站点]") for number in NUMBERS]
    assert places == sorted(places)


@pytest.mark.parametrize("number", ["00", "07", "99", "100", "007", "9999", "0100"])
def test_two_to_four_digits_are_a_number(number: str) -> None:
    assert parse_project_id(f"{CODE}-2020-{number}") == f"{CODE}-2020-{number}"
    held = holding(f"counties/{CODE}/projects/{number}.yaml")
    assert held and held.is_project


@pytest.mark.parametrize("number", ["1", "10000", "1a", "１００", "", "1-2", "-12"])
def test_anything_else_is_none(number: str) -> None:
    with pytest.raises(ValueError, match="的写法不对"):
        parse_project_id(f"{CODE}-2020-{number}")
    assert holding(f"counties/{CODE}/projects/{number}.yaml") is None


@pytest.mark.parametrize("name", ["1.yaml", "10000.yaml", "1a.yaml"])
def test_a_file_of_another_name_is_no_project(name: str, tmp_path: Path) -> None:
    found = entered(tmp_path, {f"projects/{name}": PROJECT.format(code=CODE, number="01")})
    (error,) = found.errors
    assert error[0] == "E008"
    assert found.county.projects == ()


@pytest.mark.parametrize(
    ("wrong", "own"), [("10", "100"), ("1000", "100"), ("0100", "100"), ("01", "001"), ("99", "0999")]
)
def test_the_number_is_the_files_name(wrong: str, own: str, tmp_path: Path) -> None:
    found = entered(tmp_path, {f"projects/{own}.yaml": PROJECT.format(code=CODE, number=wrong)})
    ((code, message),) = found.errors
    assert code == "E008"
    assert f"文件名 {own}.yaml" in message


@pytest.mark.parametrize(
    ("first", "again"), [("01", "001"), ("001", "0001"), ("12", "0012"), ("100", "0100"), ("00", "0000")]
)
def test_one_number_written_in_two_ways_is_one_error(first: str, again: str, tmp_path: Path) -> None:
    found = entered(tmp_path, _projects(first, again))
    ((code, message),) = found.errors
    assert (code, message) == ("E006", f"序号 {again} 与 projects/{first}.yaml 的 {first} 是同一个数")
    assert [project.number for project in found.county.projects] == [first]


def test_a_row_may_name_a_project_that_is_missing(tmp_path: Path) -> None:
    rows = f"日期,项目编号,进度,状态,说明,附件\n2021-06-30,{CODE}-2020-102,30,在建,,\n"
    found = entered(tmp_path, {**_projects("100", "101"), "progress.csv": rows})
    assert [code for code, _ in found.errors] == ["E007"]


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        (("01", "02", "99", "100", "101"), "2020:1-2,99-101"),
        (("001", "002", "099", "100", "101"), "2020:001-002,099-101"),
        (("01", "002", "003"), "2020:1,002-003"),
        (("998", "999", "1000"), "2020:998-1000"),
        (("0009", "0010"), "2020:0009-0010"),
    ],
)
def test_the_search_index_tells_the_numbers_as_they_are(numbers: tuple[str, ...], written: str) -> None:
    assert ranges(f"2020-{number}" for number in numbers) == written


@pytest.mark.parametrize("number", ["01", "100", "0100", "9999"])
def test_a_county_that_changed_its_code_takes_them_along(number: str) -> None:
    old, new = "210197", CODE
    former = FormerCodes(((new, (old,)),), frozenset({new}))
    assert renamed(f"见 {old}-2020-{number}。", old, new) == f"见 {new}-2020-{number}。"
    assert former.path(f"projects/{old}-2020-{number}") == f"projects/{new}-2020-{number}"
    written = called_as_today(f"项目编号: {old}-2020-{number}\n".encode(), old, new)
    assert written == f"项目编号: {new}-2020-{number}\n".encode()


@pytest.mark.parametrize(
    ("there", "free"),
    [
        ([], "01"),
        (["01", "02"], "03"),
        ([f"{n:02d}" for n in range(1, 100)], "100"),
        ([f"{n:02d}" for n in range(1, 121)], "121"),
        (["001", "002"], "003"),
        (["0001"], "0002"),
    ],
)
def test_a_new_project_gets_the_next_number(there: list[str], free: str, tmp_path: Path) -> None:
    folder = tmp_path / "counties" / CODE
    write(folder / "county.yaml", COUNTY.format(code=CODE))
    for number in there:
        write(folder / f"projects/{number}.yaml", "")
    (file,) = scaffold.project(tmp_path, CODE, "站点", "物流配送")
    assert file.name == f"{free}.yaml"
    assert f"项目编号: {CODE}-2020-{free}\n" in file.read_text("utf-8")


def test_ids_and_what_stands_beside_them_are_not_taken_for_private_numbers() -> None:
    """What follows would be an ID number's or a mobile's by its digits alone."""
    draw = Random(7)
    for number in [*range(100, 400), *range(1001, 1232), *range(1300, 2000, 7)]:
        day = f"2021-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        identity = f"{CODE}-2020-{number}"
        for text in (
            f"{identity} {day}",
            f"{identity} 2021 年",
            f"{day},{identity},{draw.randint(1, 999)}.{draw.randint(0, 99):02d},甲公司,首付款,{number}",
            f"- {identity}\n- {CODE}-2020-{number + 1}\n",
            f"{identity}、{CODE}-2020-{number + 1}、{CODE}-2020-{number + 2}",
            f"{identity} {CODE}-2020-{number + 1}",
            f"counties/{CODE}/projects/{number}.yaml 2021",
        ):
            assert list(find_private(text)) == [], text


def test_an_id_number_grouped_by_fours_is_private_all_the_same() -> None:
    assert [one.code for one in find_private("210123-2015-0101-0013")] == ["P001"]


def test_ids_sort_by_number() -> None:
    ids = [f"{CODE}-2020-{number}" for number in ("1000", "100", "99", "001", "01")]
    assert sorted(ids, key=by_number) == [f"{CODE}-2020-{n}" for n in ("01", "001", "99", "100", "1000")]
