"""The site of a repository that lacks part of its history: it says so, it is the same whatever is lacking, and it is not
published for good unless that is asked for.
"""

import csv
import io
import json
import logging
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.contract.test_unreadable_history import gongkai
from tests.support.project import build, project, tree
from tests.support.repository import Repository

CODE = "210697"
PROJECT = f"counties/{CODE}/projects/01.yaml"
LATER = f"counties/{CODE}/projects/11.yaml"
SAYS_WHY = {
    "changes.html",
    "data/changes.csv",
    "data/changes.json",
    "data/changes.parquet",
    "manifest.json",
}
"""The only files that tell in which way the record is incomplete."""
INCOMPLETE = "变更记录不完整"


def git(folder: Path, *command: str) -> None:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True, env=environment)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The column is opened; a project's name moves three times; another project comes, fails a check, and is mended."""
    made = Repository(project(tmp_path_factory.mktemp("whole") / "data", (CODE,)))
    later = (made.content / LATER).read_text("utf-8")
    (made.content / LATER).unlink()
    made.commit("opened", "2022-05-06T10:00:00+08:00")
    said = "县级仓储分拣中心"
    for day, title, text in (
        (9, "一号仓", later),
        (12, "二号仓", later.replace("支持方向: 未分类", "支持方向: 无此方向")),
        (16, "三号仓", later),
    ):
        made.change(PROJECT, said, title)
        made.write(LATER, text)
        made.commit(title, f"2022-05-{day:02d}T10:00:00+08:00")
        said = title
    made.git("config", "uploadpack.allowFilter", "true")
    return made


def cloned(*options: str) -> Callable[[Path, Path], None]:
    return lambda whole, folder: git(whole, "clone", "--quiet", *options, f"file://{whole}", str(folder))


def unpacked(whole: Path, folder: Path) -> None:
    shutil.copytree(whole, folder, symlinks=True)
    shutil.rmtree(folder / ".git")


def damaged(whole: Path, folder: Path) -> None:
    shutil.copytree(whole, folder, symlinks=True)
    for path in (folder / ".git/objects").glob("??/*"):
        path.chmod(0o644)
    name = subprocess.check_output(["git", "-C", str(whole), "rev-parse", "HEAD~2"], text=True).strip()
    (folder / f".git/objects/{name[:2]}/{name[2:]}").write_bytes(b"")


KINDS: dict[str, Callable[[Path, Path], None]] = {
    "depth 1": cloned("--depth", "1"),
    "a version in error is the oldest": cloned("--depth", "2"),
    "depth 3": cloned("--depth", "3"),
    "no blobs": cloned("--filter=blob:none"),
    "zip": unpacked,
    "damaged": damaged,
}


@pytest.fixture(scope="module")
def sites(whole: Repository, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Kind → its site; the empty string: that of the whole repository."""
    folder = tmp_path_factory.mktemp("clones")
    found = {"": _site(whole.root)}
    for number, (kind, make) in enumerate(KINDS.items()):
        make(whole.root, folder / str(number))
        shutil.rmtree(folder / str(number) / "site", ignore_errors=True)
        shutil.rmtree(folder / str(number) / ".cache", ignore_errors=True)
        found[kind] = _site(folder / str(number))
    return found


def _site(folder: Path) -> dict[str, bytes]:
    assert build(folder) == 0
    return tree(folder / "site")


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_lacking_the_site_is_that_of_no_history_and_says_why(
    kind: str, sites: dict[str, dict[str, bytes]]
) -> None:
    """So nothing on it rests on the part of the record that happens to be there."""
    site, other = sites[kind], sites["zip"]
    assert site.keys() == other.keys()
    assert {name for name in site if site[name] != other[name]} <= SAYS_WHY


@pytest.mark.parametrize(
    "page",
    [
        "changes.html",
        f"counties/{CODE}.html",
        f"counties/{CODE}.md",
        f"counties/{CODE}-catalogue.html",
        f"projects/{CODE}-2021-01.html",
        f"projects/{CODE}-2021-11.md",
        "data/index.html",
        "data/bulletin.html",
        "data/press.html",
        "data/press.md",
        f"data/press-{CODE}.html",
        "data/questions.html",
        "subscribe.html",
        "llms.txt",
        "data/changes.csv",
        "data/changes.json",
        "data/datapackage.json",
        "data/metadata.json",
        "manifest.json",
        "feed.xml",
        "feed.json",
        "topics/changes.xml",
        "topics/changes.major.xml",
        f"counties/{CODE}.changes.xml",
    ],
)
def test_each_page_that_tells_of_changes_says_that_the_record_is_incomplete(
    page: str, sites: dict[str, dict[str, bytes]]
) -> None:
    for kind in KINDS:
        assert INCOMPLETE in sites[kind][page].decode(), kind
        assert "暂无变更" not in sites[kind][page].decode()
    assert INCOMPLETE not in sites[""][page].decode()


def test_data_bear_it(sites: dict[str, dict[str, bytes]]) -> None:
    told = json.loads(sites["depth 3"]["data/changes.json"])
    assert "只有 2022-05-09 以后的提交" in told["notice"]
    assert (told["hasHistory"], told["reachesBackTo"], told["changes"]) == (False, None, [])
    (row,) = csv.DictReader(io.StringIO(sites["depth 3"]["data/changes.csv"].decode("utf-8-sig")))
    assert (row["记录名称"], row["变更编号"]) == (told["notice"], "")
    schema = pq.read_schema(io.BytesIO(sites["depth 3"]["data/changes.parquet"]))
    assert schema.metadata[b"description"].decode() == told["notice"]
    assert b"description" not in pq.read_schema(io.BytesIO(sites[""]["data/changes.parquet"])).metadata
    assert json.loads(sites["depth 3"]["manifest.json"])["incomplete"] == told["notice"]
    assert "incomplete" not in json.loads(sites[""]["manifest.json"])
    for kind, is_told in (("depth 3", True), ("", False)):
        with zipfile.ZipFile(io.BytesIO(sites[kind]["data/gongkai.xlsx"])) as book:
            assert (INCOMPLETE in book.read("xl/worksheets/sheet1.xml").decode()) == is_told
    project = json.loads(sites["depth 3"][f"projects/{CODE}-2021-11.json"])
    assert project["has_change_record"] is False
    assert not {"published", "commit"} & project["provenance"].keys()


def test_nothing_is_announced_as_published_when_the_clone_begins(sites: dict[str, dict[str, bytes]]) -> None:
    entries = json.loads(sites["depth 3"]["feed.json"])["items"]
    new = [entry for entry in entries if re.search(r":projects/[^/]+$", entry["id"])]
    assert len(new) > 5
    assert all(entry["date_published"] < "2022-05-06" for entry in new)
    assert not [entry for entry in entries if ":changes/" in entry["id"]], "their numbers are unknown"
    assert [entry for entry in json.loads(sites[""]["feed.json"])["items"] if ":changes/" in entry["id"]]


def test_what_rests_on_days_of_publication_is_not_found(sites: dict[str, dict[str, bytes]]) -> None:
    for kind in KINDS:
        assert "在本栏目首次公开" not in sites[kind][f"counties/{CODE}.html"].decode(), kind
        assert "I116" in sites[kind]["compliance.html"].decode(), (
            "it is listed among those that were not examined"
        )


def test_pages_made_with_a_short_record_do_not_stand_when_it_is_whole(
    whole: Repository, sites: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    cloned("--depth", "2")(whole.root, folder)
    assert build(folder) == 0
    git(folder, "fetch", "--quiet", "--unshallow")
    assert _site(folder) == sites[""]


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A column for good, with nothing but what the province itself published, cloned at depth 1."""
    made = Repository(project(tmp_path / "whole", ()))
    settings = (made.content / "site.yaml").read_text("utf-8")
    settings = settings.replace("模式: 演示", "模式: 正式").replace("演示日期: 2022-06-30\n", "")
    settings = settings.replace("（示例）", "").replace("（待填）", "2100000001")
    made.write("site.yaml", settings)
    for folder in ("policies", "notices"):
        for path in (made.content / folder).iterdir():
            if "示例数据" in path.read_text("utf-8"):
                path.unlink()
    made.commit("opened", "2022-05-06T10:00:00+08:00")
    made.commit("nothing", "2022-05-09T10:00:00+08:00")
    cloned("--depth", "1")(made.root, tmp_path / "clone")
    return tmp_path / "clone"


def test_a_column_for_good_is_not_published_without_the_whole_record(
    official: Path, caplog: pytest.LogCaptureFixture
) -> None:
    day = date(2022, 6, 30)
    refused = gongkai(official, "build", "--as-of", str(day))
    assert refused.returncode == 1
    assert [line for line in refused.stderr.splitlines() if INCOMPLETE in line] == [
        "gongkai：正式公开要有完整的变更记录，网站未生成：变更记录不完整：仓库是浅克隆，只有 2022-05-09 以后的提交，"
        "此前的变更不得而知。运行 git fetch --unshallow 取回全部历史；在工作流里给 actions/checkout 写 fetch-depth: 0。"
        "确要这样公开的，加上 --allow-shallow。"
    ]
    assert not (official / "site").exists()
    with caplog.at_level(logging.WARNING):
        assert build(official, as_of=day, allow_shallow=True) == 0
    (said,) = [line for line in caplog.messages if INCOMPLETE in line]
    assert "git fetch --unshallow" in said
    shutil.rmtree(official / "site")
    git(official, "fetch", "--quiet", "--unshallow")
    assert build(official, as_of=day) == 0
    (official / ".git").rename(official / "git")
    shutil.rmtree(official / "site")
    assert build(official, as_of=day) == 0  # nothing was cut off: there never was a record
    assert INCOMPLETE in (official / "site/changes.html").read_text("utf-8")
    (official / "git").rename(official / ".git")
    assert build(official, as_of=day) == 0
    (official / ".git").rename(official / "git")
    assert build(official, as_of=day) == 1  # the site that is there has a record
    assert build(official, as_of=day, allow_shallow=True) == 0
