"""A county or project that the main line lost all the same: a change, an entry, and pages that say so."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from tests.support.project import project
from tests.support.repository import Repository

AS_OF = date(2022, 6, 30)
GONE, STAYS = "210396", "210197"
SAID = re.compile(
    r"本县的公开内容已于2022年3月1日从数据仓库删去（提交 ([0-9a-f]{12})），以下为2022年3月1日公开的内容。"
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = project(tmp_path_factory.mktemp("removed") / "project", (STAYS, GONE))
    made = Repository(folder)
    made.commit("published")
    return made


@pytest.fixture
def repository(before: Repository, tmp_path: Path) -> Repository:
    return before.copy(tmp_path / "copy")


def drawn(repository: Repository) -> tuple[dict[str, str], dict[str, str]]:
    """Returns (address → text of each page, address → text of each file)."""
    history = read_history(repository.content, None, day=AS_OF)
    made = publish(check_portal(repository.content, AS_OF, AS_OF, history))
    pages = {f"{page.stem}.html": page.body.published.decode() for page in made.pages}
    files = {name: data.decode() for name, data in made.files.items() if name.endswith(".xml")}
    return pages, files


def titles(feed: str) -> list[str]:
    return [title for title in re.findall("<title>(.*?)</title>", feed) if "：" in title or "本县" in title]


def test_a_county_whose_folder_is_gone(repository: Repository) -> None:
    shutil.rmtree(repository.content / "counties" / GONE)
    commit = repository.commit("gone")
    pages, files = drawn(repository)
    said = SAID.search(pages[f"counties/{GONE}.html"])
    assert said is not None
    assert said[1] == commit[:12]
    projects = [name for name in pages if name.startswith(f"projects/{GONE}-")]
    assert len(projects) > 5
    assert all("该记录已于2022年3月1日从数据仓库删去" in pages[name] for name in projects)
    for feed in (f"counties/{GONE}.changes.xml", "topics/changes.xml", "topics/changes.major.xml"):
        told = [title for title in titles(files[feed]) if "删去" in title]
        assert len(told) == 1, feed
        assert re.search(r"本县的公开内容从数据仓库删去，共 \d+ 份记录", told[0])
    assert "典型案例“" in files["topics/changes.xml"]
    assert "cases：" not in files["topics/changes.xml"]
    assert pages["changes.html"].count(f"counties/{GONE}.html") > len(projects)
    assert "删去" not in pages[f"counties/{STAYS}.html"].split("变更记录")[0]


def test_a_county_whose_code_was_changed_and_not_told(repository: Repository) -> None:
    """The old code is the county that went; the new one is another, whose files keep naming the old one."""
    new = "210397"
    (repository.content / "counties" / GONE).rename(repository.content / "counties" / new)
    for file in (repository.content / "counties" / new).rglob("*"):
        if file.suffix in {".yaml", ".csv", ".md"}:
            file.write_text(file.read_text("utf-8").replace(GONE, new), "utf-8")
    repository.commit("renamed")
    pages, files = drawn(repository)
    assert SAID.search(pages[f"counties/{GONE}.html"])
    assert f"counties/{new}.html" in pages
    assert sum("从数据仓库删去" in title for title in titles(files["topics/changes.xml"])) == 1


def test_a_county_that_comes_back(repository: Repository) -> None:
    kept = repository.root / "kept"
    shutil.move(repository.content / "counties" / GONE, kept)
    repository.commit("gone")
    shutil.move(kept, repository.content / "counties" / GONE)
    repository.commit("back")
    pages, files = drawn(repository)
    assert "从数据仓库删去" not in pages[f"counties/{GONE}.html"].split("变更记录")[0]
    told = [title for title in titles(files["topics/changes.xml"]) if "本县的公开内容" in title]
    assert [re.sub(r"\d+", "N", title).rpartition(" 本县")[2] for title in told] == [
        "的公开内容重新公开，共 N 份记录",
        "的公开内容从数据仓库删去，共 N 份记录",
    ]


def test_a_project_whose_file_is_gone(repository: Repository) -> None:
    (repository.content / f"counties/{GONE}/projects/02.yaml").unlink()
    commit = repository.commit("gone")
    pages, files = drawn(repository)
    page = pages[f"projects/{GONE}-2020-02.html"]
    assert f"该记录已于2022年3月1日从数据仓库删去（提交 {commit[:12]}）" in page
    assert "从数据仓库删去" not in pages[f"counties/{GONE}.html"]
    assert sum("删去" in title for title in titles(files[f"counties/{GONE}.changes.xml"])) == 1


def test_a_project_that_is_in_error_was_not_removed(repository: Repository) -> None:
    repository.change(f"counties/{GONE}/projects/02.yaml", "项目名称", "项目名字")
    repository.commit("in error")
    page = drawn(repository)[0][f"projects/{GONE}-2020-02.html"]
    assert "最近一次提交未通过核对" in page
    assert "删去" not in page


def test_a_removal_that_is_not_committed_has_no_commit_to_name(repository: Repository) -> None:
    shutil.rmtree(repository.content / "counties" / GONE)
    page = drawn(repository)[0][f"counties/{GONE}.html"]
    assert "最近一次提交未通过核对" in page
