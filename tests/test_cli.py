"""The command line as a clerk meets it: Chinese, one line for a mistake, exit codes kept."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main

ROOT = Path(__file__).parents[1]


def commands(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, from the outermost one on."""
    yield before
    for name, one in getattr(group, "commands", {}).items():
        yield from commands(one, (*before, name))


COMMANDS = sorted(commands(main))
ENGLISH = re.compile(r"\b(?:Usage|Options|Commands|Show this message|Error|Try|Missing|required|default)\b")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "gongkai")
def test_help_is_in_chinese(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "用法" in result.output
    assert not ENGLISH.search(result.output), result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nope"],
        ["nope"],
        ["check", "--nope"],
        ["check", "--format", "pdf"],
        ["check", "--as-of", "昨天"],
        ["build", "--as-of"],
        ["schema"],
        ["explain"],
        ["explain", "Z1"],
        ["--root", "/nonexistent", "check"],
        ["--root", "/nonexistent", "build"],
        ["check", "/nonexistent"],
        ["new", "county", "210198", "甲县", "--city", "北京", "--cohort", "2020"],
    ],
)
def test_wrong_use_is_one_chinese_line_and_exit_code_two(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith("gongkai：")
    assert len(result.output.strip().splitlines()) == 1
    assert not ENGLISH.search(result.output), result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve", "--port", "99999"], "“--port”的值不对。应为 1 到 65535 的整数。"),
        (["serve", "--port", "abc"], "“--port”的值不对。应为 1 到 65535 的整数。"),
        (["build", "--workers", "0"], "“--workers”的值不对。应为 1 以上的整数。"),
        (
            ["new", "county", "211282", "开原市", "--city", "铁岭", "--cohort", "二〇"],
            "“--cohort”的值不对。应为整数。",
        ),
        (["new", "county", "211282", "开原市", "--city", "铁岭"], "缺少 --cohort。"),
        (["new", "county", "211282"], "缺少县名。"),
        (["new", "province", __file__], "“目录”的值不对。这是文件，不是文件夹。"),
        (["--root", __file__, "check"], "“--root”的值不对。这是文件，不是文件夹。"),
    ],
)
def test_what_is_wrong_with_a_value_is_said(arguments: list[str], said: str) -> None:
    assert f"gongkai：{said}" in run(*arguments).output


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A blank province with one county."""
    assert run("new", "province", str(tmp_path)).exit_code == 0
    county = ["new", "county", "211224", "昌图县", "--city", "铁岭", "--cohort", "2020"]
    assert run("--root", str(tmp_path), *county).exit_code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("name", "cohort", "extra", "said"),
    [
        ("", "2020", [], "“名称”"),
        ("开原市", "1999", [], "“示范批次”"),
        ("开原市", "20201", [], "“示范批次”"),
        ("开\u200b原市", "2020", [], "看不见"),
        ("开原市 13812345678", "2020", [], "手机号码"),
        ("<b>开原市</b>", "2020", [], "网页代码"),
        ("开原市", "2020", ["--demo"], "示例数据用了真实的行政区划代码"),
    ],
)
def test_a_county_that_check_would_refuse_is_not_made(
    name: str, cohort: str, extra: list[str], said: str, portal: Path
) -> None:
    county = ["new", "county", "211282", name, "--city", "铁岭", "--cohort", cohort, *extra]
    result = run("--root", str(portal), *county)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not (portal / "content_data/counties/211282").exists()


@pytest.mark.parametrize("title", ["", " ", "13812345678", "<script>x</script>", "中\u202e心"])
def test_a_project_that_check_would_refuse_is_not_made(title: str, portal: Path) -> None:
    result = run("--root", str(portal), "new", "project", "211224", title, "--direction", "物流配送")
    assert result.exit_code == 2
    assert result.output.startswith("gongkai：")
    assert not (portal / "content_data/counties/211224/projects").exists()


@pytest.mark.parametrize("name", ["开原市: #1 'x' \"y\"", "true", "2020", "[开原市]", "开原市 # 一"])
def test_a_name_is_written_as_it_was_typed(name: str, portal: Path) -> None:
    county = ["new", "county", "211282", name, "--city", "铁岭", "--cohort", "2020"]
    assert run("--root", str(portal), *county).exit_code == 0
    written = yaml.safe_load((portal / "content_data/counties/211282/county.yaml").read_text("utf-8"))
    assert written["名称"] == name
    assert run("--root", str(portal), "check").exit_code == 0


def test_a_code_that_is_not_registered_is_made_and_told(portal: Path) -> None:
    """A zone is in no register, and is made before its 功能区 is filled in."""
    county = ["new", "county", "210198", "青禾县", "--city", "沈阳", "--cohort", "2020"]
    result = run("--root", str(portal), *county)
    assert result.exit_code == 0
    assert "不在 GB/T 2260 之中" in result.output
    assert "--demo" in result.output


def test_the_demonstration_data_has_no_errors() -> None:
    result = run("--root", str(ROOT), "check", "--format", "json")
    assert result.exit_code == 0
    findings = json.loads(result.output)["findings"]
    assert {item["code"] for item in findings if item["severity"] != "finding"} == {"E016", "I115"}
    assert {item["code"][0] for item in findings} >= set("FLBGVARTIC")


def test_check_of_one_folder_names_that_folder_only() -> None:
    folder = ROOT / "content_data/counties/210997"
    findings = json.loads(run("--root", str(ROOT), "check", "--format", "json", str(folder)).output)[
        "findings"
    ]
    assert findings
    assert all(item["file"].startswith("counties/210997/") for item in findings)


def test_an_error_gives_exit_code_one(tmp_path: Path) -> None:
    assert run("new", "province", str(tmp_path)).exit_code == 0
    assert run("--root", str(tmp_path), "check").exit_code == 0
    assert (
        run(
            "--root",
            str(tmp_path),
            "new",
            "county",
            "210198",
            "甲县",
            "--city",
            "沈阳市",
            "--cohort",
            "2020",
            "--demo",
        ).exit_code
        == 0
    )
    assert (
        run(
            "--root", str(tmp_path), "new", "project", "210198", "仓储: '中心'", "--direction", "物流配送"
        ).exit_code
        == 0
    )
    checked = run("--root", str(tmp_path), "check")
    assert checked.exit_code == 0, checked.output
    assert (
        run(
            "--root", str(tmp_path), "new", "county", "210198", "甲县", "--city", "沈阳", "--cohort", "2020"
        ).exit_code
        == 2
    )
    project = tmp_path / "content_data/counties/210198/projects/01.yaml"
    assert yaml.safe_load(project.read_text("utf-8"))["项目名称"] == "仓储: '中心'"
    project.write_text(project.read_text("utf-8").replace("物流配送", "物流配达"), "utf-8")
    result = run("--root", str(tmp_path), "check")
    assert result.exit_code == 1
    assert "是否应为“物流配送”" in result.output


def test_schemas_accept_the_demonstration_data(tmp_path: Path) -> None:
    assert run("schema", "--out", str(tmp_path)).exit_code == 0
    schema = json.loads((tmp_path / "project.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert "物流配送" in json.dumps(schema, ensure_ascii=False)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted((ROOT / "content_data").glob("counties/*/projects/*.yaml")):
        record = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        assert [error.message for error in validator.iter_errors(record)] == [], path


def test_rules_are_listed_and_explained() -> None:
    listed = run("rules").output
    assert "F104" in listed
    explained = run("explain", "f104").output
    for part in ("四 1", "怎么改", "正例", "反例"):
        assert part in explained


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "名单13812345678.csv"],
        ["--root", "/nonexistent/13812345678", "check"],
        ["changes", "--since", "13812345678"],
        ["explain", "13812345678"],
        ["build", "--published", "13812345678.json"],
        ["schema", "--out", "/dev/null/13812345678"],
        ["new", "county", "13812345678", "甲县", "--city", "沈阳", "--cohort", "2020"],
    ],
)
def test_no_message_repeats_a_private_value_that_was_typed(arguments: list[str]) -> None:
    result = run(*([] if "--root" in arguments else ["--root", str(ROOT)]), *arguments)
    assert result.exit_code == 2
    assert "13812345678" not in result.output
