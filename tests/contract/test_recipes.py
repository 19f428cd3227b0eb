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
OLD_FILES_AT_MOST = {"page": 1, "rule": 1, "topic": 2}


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
    """The repository with two counties."""
    for name in ("generator", "docs", "overrides", "content_data", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", *(COUNTIES[2:] if name == "content_data" else ()))
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for path in (tmp_path / "content_data/counties").iterdir():
        if path.name not in COUNTIES[:2]:
            shutil.rmtree(path)
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(copy: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


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
