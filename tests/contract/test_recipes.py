"""CONTRIBUTING's recipes, followed word for word on a copy of the repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import COUNTIES, ROOT

_RECIPE = re.compile(r"<!-- recipe: (\w+) -->\n(.*?)(?=\n### |\n<!-- recipe|\Z)", re.DOTALL)
_NEW = re.compile(r"^新建 `([^`]+)`：\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(
    r"^在 `([^`]+)` 里，`([^`]+)` 之前加一行：\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
_CHANGED = re.compile(r"^在 `([^`]+)` 里，把 `([^`]+)` 都改成 `([^`]+)`。$", re.MULTILINE)
OLD_FILES_AT_MOST = {"page": 1, "field": 2, "table": 1, "rule": 1, "topic": 2}


def recipes() -> dict[str, str]:
    return dict(_RECIPE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")))


def follow(text: str, copy: Path) -> set[str]:
    """Do what a recipe says; the old files that it touched."""
    touched = set()
    for name, content in _NEW.findall(text):
        assert not (copy / name).exists()
        (copy / name).write_text(content, "utf-8")
    for name, before, line in _LINE.findall(text):
        old = (copy / name).read_text("utf-8")
        assert old.count(f"{before}\n") == 1, f"{name}: {before}"
        (copy / name).write_text(old.replace(f"{before}\n", f"{line}{before}\n"), "utf-8")
        touched.add(name)
    for name, was, becomes in _CHANGED.findall(text):
        old = (copy / name).read_text("utf-8")
        assert was in old, f"{name}: {was}"
        (copy / name).write_text(old.replace(was, becomes), "utf-8")
        touched.add(name)
    assert text.count("```") == 2 * (len(_NEW.findall(text)) + len(_LINE.findall(text))), (
        "a step not followed"
    )
    return touched


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository with two counties; of the program what is compiled too, which no command need compile again."""
    for name in ("generator", "docs", "overrides", "content_data", "tests"):
        ignored = {"tests": ("__pycache__",), "content_data": COUNTIES[2:]}.get(name, ())
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(*ignored))
    for path in (tmp_path / "content_data/counties").iterdir():
        if path.name not in COUNTIES[:2]:
            shutil.rmtree(path)
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(copy: Path, *command: str) -> None:
    done = _done(copy, *command)
    assert done.returncode == 0, done.stdout + done.stderr


def _done(copy: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def build(copy: Path) -> Path:
    run(copy, "generator.cli", "build", "--site-dir", str(copy / "site"))
    return copy / "site"


def test_every_recipe_is_followed_here() -> None:
    assert recipes().keys() == OLD_FILES_AT_MOST.keys()


def test_an_overview_page(copy: Path) -> None:
    touched = follow(recipes()["page"], copy)
    assert len(touched) <= OLD_FILES_AT_MOST["page"]
    site = build(copy)
    page = (site / "due.html").read_text("utf-8")
    assert "到期未完" in page
    assert re.search(r'<a href="projects/\d{6}-\d{4}-\d\d\.html">', page)
    assert 'href="due.html"' in (site / "index.html").read_text("utf-8")


_ASKING = ("tests/views/test_searched.py", "tests/model/test_blank.py", "tests/model/test_labels.py")
"""Tests that ask whether search, blank files and pages know a field, and whether its label is written twice."""


def asked(copy: Path, *names: str) -> "subprocess.CompletedProcess[str]":
    return _done(copy, "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *names)


def test_a_field_of_a_project(copy: Path) -> None:
    touched = follow(recipes()["field"], copy)
    assert len(touched) <= OLD_FILES_AT_MOST["field"]
    code, other = COUNTIES[:2]
    project = copy / f"content_data/counties/{code}/projects/01.yaml"
    text = project.read_text("utf-8")
    project.write_text(text + "工程保险: 投保建筑工程一切险\n", "utf-8")
    site = build(copy)
    page = next(path for path in (site / "projects").glob(f"{code}-*-01.html")).read_text("utf-8")
    assert re.search(r"工程保险</h2>\s*<p>投保建筑工程一切险</p>", page)
    elsewhere = next(path for path in (site / "projects").glob(f"{other}-*-01.html")).read_text("utf-8")
    assert "工程保险" not in elsewhere
    found = [
        path for path in (site / "search").rglob("*.json") if "投保建筑工程一切险" in path.read_text("utf-8")
    ]
    assert found
    run(copy, "generator.cli", "schema", "--out", str(copy / "schemas"))
    assert '"工程保险"' in (copy / "schemas/project.schema.json").read_text("utf-8")
    run(copy, "generator.cli", "new", "project", code, "冷库", "--direction", "物流配送", "--cohort", "2020")
    blank = max((copy / f"content_data/counties/{code}/projects").iterdir()).read_text("utf-8")
    assert "# 工程保险: 投保的险种\n" in blank
    assert asked(copy, *_ASKING).returncode == 0


@pytest.mark.parametrize(
    ("file", "was", "becomes", "told"),
    [
        (
            "model/project.py",
            '"工程保险", searched=Search.TEXT',
            '"工程保险"',
            "tests/views/test_searched.py::test_every_text_says_how_it_is_found",
        ),
        (
            "render/records/project_cards.py",
            "_CONTENT = tuple(",
            '_INSURANCE = card("工程保险")\n_CONTENT = tuple(',
            "tests/model/test_labels.py::test_a_label_stands_in_the_model_alone",
        ),
    ],
)
def test_what_a_field_forgets_is_told(copy: Path, file: str, was: str, becomes: str, told: str) -> None:
    follow(recipes()["field"], copy)
    changed = copy / "generator" / file
    text = changed.read_text("utf-8")
    assert text.count(was) == 1
    changed.write_text(text.replace(was, becomes), "utf-8")
    done = asked(copy, told.partition("::")[0])
    assert done.returncode != 0
    assert f"FAILED {told}" in done.stdout


def test_a_table_to_take_away(copy: Path) -> None:
    touched = follow(recipes()["table"], copy)
    assert len(touched) <= OLD_FILES_AT_MOST["table"]
    site = build(copy)
    kits = [path.read_text("utf-8") for path in sorted((site / "data").glob("press-*.md"))]
    assert any(
        "### 逾期的项目\n\n| 项目 | 完成时限 | 逾期天数 |\n| --- | --- | ---: |\n" in kit for kit in kits
    )
    pages = [path.read_text("utf-8") for path in sorted((site / "data").glob("press-*.html"))]
    assert any('<td data-label="逾期天数" class="num">' in page for page in pages)


def test_a_rule(copy: Path) -> None:
    touched = follow(recipes()["rule"], copy)
    assert len(touched) <= OLD_FILES_AT_MOST["rule"]
    run(copy, "pytest", "-p", "no:cacheprovider", "-n", "0", "tests/rules/test_catalogue.py")
    assert "项目名称太短" in (build(copy) / "rules.html").read_text("utf-8")


def test_a_feed_topic(copy: Path) -> None:
    touched = follow(recipes()["topic"], copy)
    assert len(touched) <= OLD_FILES_AT_MOST["topic"]
    site = build(copy)
    assert "topics/payments.xml" in (site / "feeds.opml").read_text("utf-8")
    assert "topics/payments.xml" in (site / "funds.html").read_text("utf-8")
    assert (site / "topics/payments.xml").read_bytes().count(b"<item>") > 2
    assert b"<item>" not in (site / "topics/funds.xml").read_bytes()
