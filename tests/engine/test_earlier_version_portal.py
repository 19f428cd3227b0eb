"""The province's own files keep standing as they were published last, too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.test_earlier_version_site import commit, under_git
from tests.support.built import BuiltOnce
from tests.support.project import build, project, tree

NOTICE, POLICY = "notices/tongbao.md", "policies/2020-226.md"


SETTINGS = "栏目设置最近一次提交未通过核对，本页的主办单位、举报渠道和各项期限以2022年6月1日公开的为准。"
SLOW, C103 = "210997", "不高于 2021 年全国平均"
"""A county whose growth is not above that of the nation, and what is found of it."""


def path_of(folder: Path, name: str) -> Path:
    """A file of the province; any document where there are several."""
    path = folder / "content_data" / name
    return path if path.exists() else sorted(path.parent.glob("*.md"))[0]


def add(text: str) -> Callable[[Path], object]:
    def spoil(path: Path) -> None:
        path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{text}", 1), "utf-8")

    return spoil


TELLING = {"feed.xml", "atom.xml", "feed.json", "topics/changes.xml", "topics/changes.major.xml", "sitemap.xml",
           "data/changes.csv", "data/changes.json", "data/changes.parquet", "data/gongkai.sqlite", "data/gongkai.xlsx",
           "data/press.md", "data/bulletin.md"}  # fmt: skip
"""What tells a removal of the settings besides the page of changes; the last two count what is told."""
SPOILT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a key in the settings": (
        "site.yaml",
        lambda path: path.write_text(path.read_text("utf-8") + "多余: 1\n", "utf-8"),
    ),
    "settings that are no text": ("site.yaml", lambda path: path.write_bytes(b"\xff\xfe\x00")),
    "no settings": ("site.yaml", Path.unlink),
    "national averages": ("national.csv", lambda path: path.write_text("胡写\n1\n", "utf-8")),
    "a key in a policy": (POLICY, add("多余: 1\n")),
    "a policy gone": (POLICY, Path.unlink),
    "a private value in a notice": (NOTICE, add("来源: 电话 13812345678\n")),
    "a notice gone": (NOTICE, Path.unlink),
}


@pytest.mark.parametrize("how", SPOILT)
def test_pages_stay_and_both_builds_are_equal(built_once: BuiltOnce, tmp_path: Path, how: str) -> None:
    folder = built_once(tmp_path / "project", ("210396", SLOW), under_git)
    before = tree(folder / "site")
    name, spoil = SPOILT[how]
    path = path_of(folder, name)
    address = path.relative_to(folder / "content_data").with_suffix(".html").as_posix()
    spoil(path)
    commit(folder)
    assert build(folder) == 0
    after = tree(folder / "site")
    assert before.keys() == after.keys()
    if name == "site.yaml":
        pages = {
            address
            for address, data in after.items()
            if address.endswith(".html") and b'http-equiv="refresh"' not in data
        }
        assert {page for page in pages if SETTINGS not in after[page].decode()} == set()
        changed = {address for address in before if before[address] != after[address]}
        assert changed - pages <= {"manifest.json", *(TELLING if how == "no settings" else ())}
    elif name == "national.csv":
        page = after["compliance.html"].decode()
        assert "全国平均（national.csv）最近一次提交未通过核对，此为2022年6月1日公开的内容" in page
        assert C103 in before["compliance.html"].decode()
        assert C103 not in page
        assert "依据这些记录的 C103" in after[f"counties/{SLOW}.html"].decode()
    else:
        assert "该记录最近一次提交未通过核对，以下为2022年6月1日公开的内容。" in after[address].decode()
    assert build(folder, tmp_path / "anew", workers=2) == 0
    anew = tree(tmp_path / "anew")
    assert [address for address in after if anew.get(address) != after[address]] == []
    assert "13812345678" not in "".join(data.decode("utf-8", "ignore") for data in after.values())


@pytest.mark.parametrize(
    ("file", "text"), [("national.csv", "胡写\n1\n"), ("notices/x.md", "---\n标题: [\n---\n")]
)
def test_what_never_was_published_is_said_too(tmp_path: Path, file: str, text: str) -> None:
    """Without git nothing was: the rules that read it conclude nothing."""
    folder = project(tmp_path / "project", ("210396", SLOW))
    (folder / "content_data" / file).write_text(text, "utf-8")
    assert build(folder) == 0
    page = tree(folder / "site")["compliance.html"].decode()
    rule = "C103" if file == "national.csv" else "V107"
    assert f'id="{rule.lower()}"' not in page
    assert ("从未公开过的不采用" in page) == (file == "national.csv")


def test_what_is_put_right_is_as_if_nothing_had_been(built_once: BuiltOnce, tmp_path: Path) -> None:
    folder = built_once(tmp_path / "project", make=under_git)
    before = tree(folder / "site")
    path = path_of(folder, "site.yaml")
    text = path.read_text("utf-8")
    path.write_text("栏目名称: [", "utf-8")
    assert build(folder) == 0
    path.write_text(text, "utf-8")
    assert build(folder) == 0
    assert tree(folder / "site") == before
