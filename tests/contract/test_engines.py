"""The site hangs neither on MkDocs, whose last release is of 2024, nor on the theme that it names (ADR 0016)."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import ROOT, project, tree
from tests.support.repository import Repository

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data repository with a history."""
    folder = project(tmp_path_factory.mktemp("engines") / "gongkai")
    repository = Repository(folder)
    repository.commit("opened")
    repository.change("counties/210197/projects/01.yaml", "项目名称: ", "项目名称: 新")
    repository.commit("renamed")
    return folder


@pytest.fixture(scope="module")
def by_mkdocs(checkout: Path) -> dict[str, bytes]:
    return built(checkout, "mkdocs")


def built(checkout: Path, engine: str) -> dict[str, bytes]:
    """The site that an engine makes of the checkout, from nothing."""
    site = checkout / "made" / engine
    done = subprocess.run(
        [BIN / engine, "build", "--quiet", "--config-file", "mkdocs.yml", "--site-dir", site],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return tree(site)


def themeless(settings: str) -> str:
    """mkdocs.yml that names no theme."""
    named = "  name: material\n  custom_dir: overrides\n  language: zh\n  font: false\n"
    assert named in settings
    return settings.replace(named, "  name: null\n  custom_dir: overrides\n")


@pytest.mark.parametrize(
    ("engine", "changed"),
    [("properdocs", str), ("mkdocs", themeless), ("properdocs", themeless)],
    ids=["ProperDocs", "no base theme", "ProperDocs, no base theme"],
)
def test_the_same_checkout_gives_the_same_site(
    engine: str, changed: Callable[[str], str], checkout: Path, by_mkdocs: dict[str, bytes]
) -> None:
    file = checkout / "mkdocs.yml"
    settings = file.read_text("utf-8")
    file.write_text(changed(settings), "utf-8")
    try:
        made = built(checkout, engine)
    finally:
        file.write_text(settings, "utf-8")
    assert made.keys() == by_mkdocs.keys()
    assert [name for name in made if made[name] != by_mkdocs[name]] == []
    assert len(made) > 500
