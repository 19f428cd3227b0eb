"""``gongkai convert`` of a county: it says what it does, loses nothing half way, and refuses what it cannot keep."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.screening.report import Report
from generator.workbook import exchange as exchanging
from generator.workbook.exchange import exchange
from generator.workbook.plain_files import plain_files
from tests.support.one_county import CODE, FILES, OneCounty, is_same, one_county
from tests.support.project import tree

COMMENT = "# 示范县基本信息\n"


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "r")


def run(county: OneCounty, *arguments: str) -> Result:
    command = ["--root", str(county.repository.root), "convert", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def files(county: OneCounty) -> dict[str, bytes]:
    return tree(county.path("county.yaml").parent)


def refused(county: OneCounty, *arguments: str) -> str:
    """What is said of a conversion that changes nothing."""
    before = files(county)
    done = run(county, *arguments)
    assert done.exit_code == 2
    assert files(county) == before
    assert len(done.output.strip().splitlines()) == 1
    return done.output


def test_a_county_becomes_a_workbook_and_text_again(county: OneCounty) -> None:
    done = run(county, CODE, "--to", "workbook")
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "已写入 台账.xlsx")
    assert set(files(county)) == {"台账.xlsx", "cases/yi-ge.md"}
    assert done.output.splitlines()[2] == f"{CODE} 已转成工作簿，记录一条不变；Markdown 文件和附件未动。"
    county.commit()
    done = run(county, CODE, "--to", "text")
    assert done.exit_code == 0
    assert set(files(county)) == set(FILES)
    assert files(county)["payments.csv"].decode() == FILES["payments.csv"]
    assert files(county)["plan.yaml"].decode() == FILES["plan.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["999999", "--to", "text"], f"找不到代码为“999999”的县；现有：{CODE}。"),
        (["../210198", "--to", "text"], "找不到代码为“../210198”的县"),
        ([CODE, "--to", "text"], "无 台账.xlsx，已经是文字文件"),
        ([CODE, "--to", "pdf"], "可选：workbook、text"),
        ([CODE], "写明哪个县、转成什么"),
        (["--to", "text"], "写明哪个县、转成什么"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], said: str, county: OneCounty) -> None:
    assert said in refused(county, *arguments)


def test_a_workbook_is_not_turned_into_a_workbook(county: OneCounty) -> None:
    run(county, CODE, "--to", "workbook")
    county.commit()
    assert "已经是工作簿" in refused(county, CODE, "--to", "workbook")


def test_text_beside_a_workbook_goes_into_it(county: OneCounty) -> None:
    run(county, CODE, "--to", "workbook")
    county.write("trainings.csv", f"日期,项目编号,主题\n2021-05-01,{CODE}-2020-01,直播\n")
    county.commit()
    assert run(county, CODE, "--to", "workbook").exit_code == 0
    assert set(files(county)) == {"台账.xlsx", "cases/yi-ge.md"}
    assert openpyxl.load_workbook(county.path("台账.xlsx"))["培训记录"]["C2"].value == "直播"


@pytest.mark.parametrize(
    "text",
    [
        FILES["payments.csv"].replace("50.00", "五十"),
        FILES["payments.csv"].replace("2021-03-10", "2021-13-10"),
        "",
    ],
)
def test_a_county_with_errors_is_not_converted(text: str, county: OneCounty) -> None:
    county.write("payments.csv", text)
    county.commit()
    assert "先用 gongkai check 核对、改正" in refused(county, CODE, "--to", "workbook")


def test_what_no_commit_holds_is_not_removed(county: OneCounty) -> None:
    county.change("payments.csv", "50.00", "51.00")
    county.write("trainings.csv", f"日期,项目编号,主题\n2021-05-01,{CODE}-2020-01,直播\n")
    assert "payments.csv、trainings.csv 尚未提交" in refused(county, CODE, "--to", "workbook")
    county.commit()
    run(county, CODE, "--to", "workbook")
    assert "台账.xlsx 尚未提交" in refused(county, CODE, "--to", "text")


@pytest.mark.parametrize(
    ("name", "old", "new", "count"),
    [
        ("county.yaml", "名称:", f"{COMMENT}名称:", 1),
        ("plan.yaml", "标题: 实施方案", "标题: 实施方案  # 印发稿", 1),
        ("outcome.yaml", "整改清单:\n", "整改清单: # 一\n  # 二\n", 2),
    ],
)
def test_comments_are_told_of_before_they_are_lost(
    name: str, old: str, new: str, count: int, county: OneCounty
) -> None:
    county.change(name, old, new)
    county.commit()
    assert f"{name} 里有 {count} 行注释" in refused(county, CODE, "--to", "workbook")
    assert run(county, CODE, "--to", "workbook", "--drop-comments").exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        "# yaml-language-server: $schema=x\n",
        "备注: 一号#二号\n",
        "备注: '甲 # 乙'\n",
        '备注: "甲 # 乙"\n',
        "备注: |\n  甲\n  # 乙\n",
    ],
)
def test_what_is_no_comment_is_not_taken_for_one(text: str, county: OneCounty) -> None:
    path = county.path("projects/01.yaml")
    county.write("projects/01.yaml", text + path.read_text("utf-8"))
    county.commit()
    assert run(county, CODE, "--to", "workbook").exit_code == 0


def test_texts_that_look_like_something_else_go_into_a_workbook_and_back(county: OneCounty) -> None:
    county.change("projects/02.yaml", "项目名称:", '备注: "\'一期"\n建设内容: "12345678901234500"\n项目名称:')
    county.change("plan.yaml", "标题: 实施方案", "标题: 9.12E+17")
    county.commit()
    before = county.county()
    for form in ("workbook", "text"):
        assert run(county, CODE, "--to", form).exit_code == 0
        county.commit()
        assert is_same(county.county(), before)


def test_a_value_that_would_read_otherwise_is_named(
    county: OneCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.workbook.template.typed", lambda text, _: text)
    county.change("projects/02.yaml", "项目名称:", '备注: "\'一期"\n项目名称:')
    county.commit()
    said = refused(county, CODE, "--to", "workbook")
    assert f"counties/{CODE}/projects/02.yaml 第" in said
    assert "“备注”" in said
    assert "一期" not in said


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("step", ["_write", "replace", "unlink"])
def test_whatever_goes_wrong_the_old_files_are_there(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c", "folder/d"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"old {name}")
    before = tree(tmp_path)
    new = {tmp_path / name: b"new" for name in ("a", "e", "folder/f", "other/g")}
    owner: Any = exchanging if step == "_write" else Path
    real, calls = getattr(owner, step), []

    def failing(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        if len(calls) == number + 1:
            raise OSError(28, "full")
        return real(*arguments, **options)

    monkeypatch.setattr(owner, step, failing)
    if step == "unlink" and number == 3:
        exchange(new, [tmp_path / name for name in ("b", "c", "folder/d")])
        assert set(tree(tmp_path)) == {"a", "e", "folder/f", "other/g"}
        return
    with pytest.raises(OSError, match="full"):
        exchange(new, [tmp_path / name for name in ("b", "c", "folder/d")])
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "value",
    [
        {"名称": "甲县", "行政区划代码": "210198"},
        {"名称": "true", "公开专栏": "null", "层级": "~"},
        {"名称": "甲 # 乙", "公开专栏": "甲: 乙"},
        {"组织领导": {"成员部门": ["县商务局", "- 甲", "{乙}"]}},
        {"名称": "2021-06-30", "层级": "0.10", "公开专栏": "0x1F"},
        {"管理制度": [{"名称": "甲\n乙"}, {"名称": "'甲'"}, {"名称": '"甲"'}]},
    ],
)
def test_text_is_written_without_quotes_that_nobody_needs_and_reads_the_same(value: dict[str, Any]) -> None:
    (data,) = plain_files({"county.yaml": yaml.safe_dump(value, allow_unicode=True).encode()}).values()
    document = read_yaml(data.decode(), report := Report("county.yaml"))
    assert document is not None
    assert (document.value, report.errors) == (value, 0)
    assert (
        "名称: 甲县\n行政区划代码: 210198\n" in data.decode() or value["名称"] != "甲县"
        if "名称" in value
        else True
    )
