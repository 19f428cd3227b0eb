"""Whatever of the data makes a build refuse is an error of ``check``; nothing that one county hands in does."""

import ast
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support.project import ROOT, build, project
from tests.support.repository import Repository

MINE, OTHER = "counties/210197", "counties/210396"
CASE = f"{MINE}/cases/qinghe-sanji.md"

REFUSALS = {
    "{}，网站未生成，原来的网站未改动": "error of check: settings or all counties unreadable",
    "“模式: 正式”不能发布示例数据和占位设置": "error of check",
    "有 {} 个栏目内链接打不开": "our own pages: no text of the data may link inside the site",
    "{}，网站未生成。{}": "compared with what was published",
    "{}，网站未生成：{}{}": "the change record is not whole",
    "上一次公开的清单{}": "compared with what was published",
    "上一次公开的 {} 个网页中有 {} 个会消失": "compared with what was published",
    "这台机器的文件名不按 UTF-8 读": "the machine",
    "网站未生成：{}": "the machine, or a mistake of ours",
    "{} 无法读取（{}）": "mkdocs.yml",
    "{} {}写得不对": "mkdocs.yml",
    "“{}”不是 UTF-8 编码": "a page of docs/",
    "“{}”无法读取（{}）": "a page of docs/",
    "{} 里缺少设置": "mkdocs.yml",
    "{} 的设置有错误": "mkdocs.yml",
    "{} 的 plugins 里缺少 gongkai": "mkdocs.yml",
    "mkdocs.yml 的 as_of 或者环境变量 GONGKAI_AS_OF 不是日期": "mkdocs.yml",
    "主题的模板": "the project's own theme",
    "缓存（.cache）在生成期间一再被删去或改动": "the machine",
}
"""How each refusal of a build begins → what it comes from."""


def refusals() -> set[str]:
    """What a build may end with, out of the program's text; ``{}`` for what is put in."""
    found = set()
    for path in (ROOT / "generator/site").glob("*.py"):
        names = {
            target.id: node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Abort", "ConfigurationError"}:
                found.add(text_of(node.args[0], names))
    return found


def text_of(node: ast.expr, names: dict[str, ast.expr]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.Name) and node.id in names:
        return text_of(names[node.id], names)
    if isinstance(node, ast.Call) and isinstance(node.args[0], ast.List):
        return text_of(node.args[0].elts[0], names)
    raise AssertionError(ast.unparse(node))


def test_every_refusal_of_a_build_is_known() -> None:
    found = refusals()
    assert {text for text in found if not any(text.startswith(known) for known in REFUSALS)} == set()
    assert {known for known in REFUSALS if not any(text.startswith(known) for text in found)} == set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project", ("210197", "210396"))


def append(path: str, text: str) -> Callable[[Path], None]:
    def edit(data: Path) -> None:
        (data / path).write_text((data / path).read_text("utf-8") + text, "utf-8")

    return edit


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(data: Path) -> None:
        text = (data / path).read_text("utf-8")
        assert old in text
        (data / path).write_text(text.replace(old, new), "utf-8")

    return edit


def all_attachments(data: bytes) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        for path in (root / MINE / "attachments").iterdir():
            path.write_bytes(data)

    return edit


def shared_case(root: Path) -> None:
    text = (root / CASE).read_text("utf-8")
    (root / OTHER / "cases").mkdir(exist_ok=True)
    (root / OTHER / "cases/qinghe-sanji.md").write_text(text.replace("210197", "210396"), "utf-8")


def case_index(root: Path) -> None:
    (root / CASE).rename(root / MINE / "cases/index.md")


def copied(folder: str, name: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        shutil.copy(sorted((root / folder).glob("*.md"))[0], root / folder / name)

    return edit


def report(folder: Path) -> tuple[int, list[tuple[str, str]]]:
    command = ["--root", str(folder), "check", "--workers", "1", "--format", "json"]
    result = CliRunner().invoke(main, command)
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return result.exit_code, [(item["code"], item["file"]) for item in found if item["severity"] == "error"]


REFUSED = {
    "site.yaml is missing a setting": (replace("site.yaml", "主办单位:", "# 主办单位:"), {"E002"}),
    "site.yaml cannot be read": (append("site.yaml", "坏: [\n"), {"E001"}),
    "an unknown setting": (append("site.yaml", "颜色: 红\n"), {"E003"}),
    "an address that is none": (replace("site.yaml", "网址: http", "网址: htp"), {"E004"}),
    "production with demonstration data": (replace("site.yaml", "模式: 演示", "模式: 正式"), {"E014"}),
}  # fmt: skip
PASSED = {
    "a link to a page that is not there": (append(CASE, "\n[x](../counties/999999.html)\n"), {"E004"}),
    "a link to a section that is not there": (append(CASE, "\n[x](#没有)\n"), {"E004"}),
    "a link to nothing": (append(CASE, "\n[x]()\n"), {"S002"}),
    "a link of a reference": (append(CASE, "\n[x][1]\n\n[1]: projects/none.html\n"), {"E004"}),
    "a link in a policy": (append("policies/shili-2.md", "\n[x](../index.html#nope)\n"), {"E004", "E007"}),
    "attachments that are something else": (all_attachments(b"<html>"), {"S003"}),
    "a case named after the overview": (case_index, {"E008"}),
    "a policy named after the overview": (copied("policies", "index.md"), {"E008"}),
    "a notice named after the overview": (copied("notices", "index.md"), {"E008"}),
    "a case of another county's name": (shared_case, {"E006"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_build_refuses_check_calls_an_error(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit, codes = REFUSED[name]
    edit(folder / "content_data")
    ended, errors = report(folder)
    assert (ended, {code for code, _ in errors}) == (1, codes)
    assert build(folder) == 1
    assert not (folder / "site").exists()


@pytest.mark.parametrize("name", PASSED)
def test_what_a_record_gets_wrong_refuses_no_build(name: str, folder: Path) -> None:
    edit, codes = PASSED[name]
    edit(folder / "content_data")
    ended, errors = report(folder)
    assert ended == 1
    assert {code for code, _ in errors} <= codes
    assert build(folder) == 0
    assert (folder / "site/counties/210197.html").is_file()


def test_production_without_demonstration_data_is_built(folder: Path) -> None:
    data = folder / "content_data"
    for path in (*data.rglob("*.yaml"), *data.rglob("*.md")):
        text = path.read_text("utf-8")
        path.write_text(
            "".join(line for line in text.splitlines(keepends=True) if "示例数据:" not in line), "utf-8"
        )
    replace("site.yaml", "模式: 演示", "模式: 正式")(data)
    assert ("E014", "site.yaml") in report(folder)[1]
    settings = (data / "site.yaml").read_text("utf-8")
    (data / "site.yaml").write_text(settings.replace("待填", "已填"), "utf-8")
    assert [code for code, _ in report(folder)[1] if code == "E014"] == []
    assert build(folder) == 0


def test_a_page_of_a_record_links_to_no_attachment_that_is_withheld(folder: Path) -> None:
    all_attachments(b"<html>")(folder / "content_data")
    assert build(folder) == 0
    pages = "".join(path.read_text("utf-8") for path in (folder / "site").rglob("*.html"))
    assert "attachments/210197/" not in pages
    assert not (folder / "site/attachments/210197").exists()


def test_the_case_that_was_published_first_keeps_its_address(tmp_path: Path) -> None:
    """A county of a lower code takes the name later: it is that one which must choose another."""
    made = project(tmp_path / "project", ("210197", "210396"))
    repository = Repository(made)
    case = repository.content / CASE
    text = case.read_text("utf-8")
    case.unlink()
    (repository.content / OTHER / "cases").mkdir(exist_ok=True)
    (repository.content / OTHER / "cases/qinghe-sanji.md").write_text(
        text.replace("210197", "210396"), "utf-8"
    )
    repository.commit("the other county's")
    case.write_text(text, "utf-8")
    repository.commit("ours")
    assert ("E006", CASE) in report(made)[1]
    assert [file for code, file in report(made)[1] if code == "E006"] == [CASE]
