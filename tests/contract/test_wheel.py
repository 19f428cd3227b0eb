"""The wheel is whole: what a build needs travels with it, to a machine that has no checkout."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.installed import Machine, installed
from tests.support.preview import fetch, free_port, wait_for
from tests.support.project import ROOT, tree


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return installed(tmp_path_factory.mktemp("wheel") / "新用户 的 家")


@pytest.fixture(scope="module")
def province(machine: Machine) -> Path:
    """A blank province with a county and a project, made by the commands of README."""
    folder = machine.home / "我的 数据"
    machine.gongkai("new", "province", folder)
    machine.gongkai("new", "county", "211224", "昌图县", "--city", "铁岭", "--cohort", "2020", at=folder)
    machine.gongkai("new", "project", "211224", "县级物流配送中心", "--direction", "物流配送", at=folder)
    return folder


@pytest.fixture(scope="module")
def site(machine: Machine, province: Path) -> dict[str, bytes]:
    """That province's site."""
    machine.gongkai("build", at=province)
    return tree(province / "site")


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
    shutil.copytree(province, folder, ignore=shutil.ignore_patterns("site", ".cache"))
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


@pytest.fixture
def served(machine: Machine, province: Path) -> Iterator[str]:
    port = str(free_port())
    command = [str(machine.program("gongkai")), "serve", "--port", port]
    server = subprocess.Popen(
        command, cwd=province, env=machine.variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_a_new_province_is_served(served: str) -> None:
    assert wait_for(lambda: "县级物流配送中心" in fetch(f"{served}projects/211224-2020-01.html"), 60)
    assert "综合示范信息公开" in fetch(f"{served}index.html")


def test_the_demonstration_is_the_one_of_the_checkout(
    machine: Machine, demonstration: Path, tmp_path: Path
) -> None:
    """With the same history, the same site: to the last byte, its manifest too."""
    theirs = machine.home / "示例 省"
    machine.gongkai("new", "province", theirs, "--demo")
    assert tree(theirs / "content_data") == tree(ROOT / "content_data")
    clone = ["git", "clone", "--quiet", "--no-checkout", str(ROOT), str(tmp_path / "clone")]
    subprocess.run(clone, check=True, capture_output=True)
    (tmp_path / "clone/.git").rename(theirs / ".git")
    machine.gongkai("build", at=theirs)
    first, second = tree(demonstration), tree(theirs / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 500


def test_the_version_that_a_province_names_is_this_one(machine: Machine, province: Path) -> None:
    """Its requirements.txt asks for the wheel at hand, its lock for what that wheel was tested with."""
    (province / "wheels").mkdir()
    shutil.copy(machine.wheel, province / "wheels")
    asked = ["--no-index", "--no-deps", "--dest", str(province / "got"), "-r", "requirements.txt"]
    done = machine.run("python", "-m", "pip", "download", *asked, at=province)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (province / "got").iterdir()] == [machine.wheel.name]
    assert (province / "requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bit")
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
