"""The wheel is whole: what a build needs travels with it, to a machine that has no checkout."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.installed import Machine, new_machine
from tests.support.project import ROOT, tree
from tests.support.readme import Reader, blocks, in_sentences, without_windows


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, str]:
    """A blank province where all that its README says was typed; the page of its project as the preview shows it."""
    machine = new_machine(tmp_path_factory.mktemp("wheel") / "新用户 的 家")
    readme = (machine.folder / "README.md").read_text("utf-8")
    reader = Reader(machine.folder, machine.variables)
    lines = [line for block in blocks(readme) for line in block]
    *before, preview = lines
    for line in before:
        reader.types(line)
    return machine, reader.types(preview, "projects/211224-2020-01.html")


@pytest.fixture(scope="module")
def machine(served: tuple[Machine, str]) -> Machine:
    return served[0]


@pytest.fixture(scope="module")
def province(machine: Machine) -> Path:
    """The data repository, with a county and a project."""
    return machine.folder


@pytest.fixture(scope="module")
def site(province: Path) -> dict[str, bytes]:
    """That province's site."""
    return tree(province / "site")


def test_what_readme_of_a_province_says_goes_well(served: tuple[Machine, str], province: Path) -> None:
    assert "县级物流配送中心" in served[1]
    assert in_sentences((province / "README.md").read_text("utf-8")) == []


def test_what_windows_types_instead_finds_all_installed(machine: Machine, province: Path) -> None:
    (block,) = blocks((province / "README.md").read_text("utf-8"), "powershell")
    assert len(block) == 3
    for line in block:
        Reader(province, machine.variables).types(without_windows(line))


def test_the_program_says_its_version(machine: Machine) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert machine.gongkai("--version").stdout == f"gongkai {declared}\n"


def test_a_new_province_is_checked_and_built(
    machine: Machine, province: Path, site: dict[str, bytes]
) -> None:
    assert "0 个错误" in machine.gongkai("check", at=province).stdout
    assert "县级物流配送中心" in site["projects/211224-2020-01.html"].decode()
    assert {"assets/search.js", "about.html", "accessibility.html", "404.html"} <= site.keys()


def test_plain_mkdocs_builds_the_same(machine: Machine, province: Path, site: dict[str, bytes]) -> None:
    done = machine.run("mkdocs", "build", "--site-dir", province / "again", at=province)
    assert done.returncode == 0, done.stderr
    assert tree(province / "again") == site


def test_a_province_without_docs_is_built_all_the_same(
    machine: Machine, province: Path, site: dict[str, bytes]
) -> None:
    (province / "docs").rename(province / "put away")
    machine.gongkai("build", "--site-dir", province / "without", at=province)
    (province / "put away").rename(province / "docs")
    assert tree(province / "without") == site


def test_own_pages_and_templates_win(machine: Machine, province: Path, tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    shutil.copytree(province, folder, ignore=shutil.ignore_patterns("site", ".cache", ".venv"))
    for name, text in {
        "docs/about.md": "# 关于我们\n\n自己写的。\n",
        "docs/guide.md": "# 指南\n",
        "overrides/partials/footer.html": "<footer>自己的页脚</footer>",
        "overrides/assets/favicon.svg": "<svg/>",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    machine.gongkai("build", at=folder)
    for name, said in (("about", "自己写的"), ("guide", "指南"), ("projects/211224-2020-01", "自己的页脚")):
        assert said in (folder / f"site/{name}.html").read_text("utf-8")
    assert (folder / "site/assets/favicon.svg").read_text("utf-8") == "<svg/>"
    assert "无障碍声明" in (folder / "site/accessibility.html").read_text("utf-8")
    shutil.rmtree(folder / "overrides")
    (folder / "docs/about.md").unlink()
    machine.gongkai("build", at=folder)
    assert "自己的页脚" not in (folder / "site/projects/211224-2020-01.html").read_text("utf-8")
    assert "自己写的" not in (folder / "site/about.html").read_text("utf-8")


@contextmanager
def for_publishing(machine: Machine) -> Iterator[None]:
    """Has what a site for good is made with besides, and takes it away again."""
    lock = machine.folder / "requirements-publish.lock"
    done = machine.run("python", "-m", "pip", "install", "-q", "--require-hashes", "-r", lock)
    assert done.returncode == 0, done.stderr
    yield
    done = machine.run("python", "-m", "pip", "uninstall", "-q", "-y", "pyarrow")
    assert done.returncode == 0, done.stderr


def test_the_demonstration_is_the_one_of_the_checkout(
    machine: Machine, demonstration: Path, tmp_path: Path
) -> None:
    """With the same history and what a site for good is made with, the same site: to the last byte, its manifest too."""
    theirs = machine.home / "示例 省"
    machine.gongkai("new", "province", theirs, "--demo")
    assert tree(theirs / "content_data") == tree(ROOT / "content_data")
    clone = ["git", "clone", "--quiet", "--no-checkout", str(ROOT), str(tmp_path / "clone")]
    subprocess.run(clone, check=True, capture_output=True)
    (tmp_path / "clone/.git").rename(theirs / ".git")
    with for_publishing(machine):
        machine.gongkai("build", at=theirs)
    first, second = tree(demonstration), tree(theirs / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 500


def test_the_version_that_a_province_names_is_this_one(machine: Machine, province: Path) -> None:
    """Its requirements.txt asks for the wheel at hand, its lock for what that wheel was tested with."""
    version = machine.gongkai("--version").stdout.split()[1]
    assert f"\ngongkai=={version}\n" in (province / "requirements.txt").read_text("utf-8")
    where = machine.run("python", "-c", "import generator; print(generator.__file__)").stdout
    assert where.startswith(str(province / ".venv"))
    assert (province / "requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()


def test_a_province_comes_with_what_sets_it_up(province: Path) -> None:
    assert os.access(province / "scripts/setup", os.X_OK)
    for name in (".gitattributes", ".github/workflows/check.yml", ".github/workflows/publish.yml"):
        assert (province / name).read_bytes() == (ROOT / name).read_bytes()


def test_a_file_that_is_there_is_not_written_over(machine: Machine, province: Path) -> None:
    before = (province / "README.md").read_bytes()
    again = machine.run("gongkai", "new", "province", province)
    assert again.returncode == 2
    assert "已经存在" in again.stderr
    assert (province / "README.md").read_bytes() == before
