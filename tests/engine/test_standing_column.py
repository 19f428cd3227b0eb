"""The province's own files keep standing as they were published last, too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.test_standing_site import commit, under_git
from tests.support.project import build, tree

NOTICE, POLICY = "notices/tongbao.md", "policies/2020-226.md"


def path_of(folder: Path, name: str) -> Path:
    """A file of the province; any document where there are several."""
    path = folder / "content_data" / name
    return path if path.exists() else sorted(path.parent.glob("*.md"))[0]


def add(text: str) -> Callable[[Path], object]:
    def spoil(path: Path) -> None:
        path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{text}", 1), "utf-8")

    return spoil


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
def test_pages_stay_and_both_builds_are_equal(tmp_path: Path, how: str) -> None:
    folder = under_git(tmp_path / "project")
    assert build(folder) == 0
    before = tree(folder / "site")
    name, spoil = SPOILT[how]
    path = path_of(folder, name)
    address = path.relative_to(folder / "content_data").with_suffix(".html").as_posix()
    spoil(path)
    commit(folder)
    assert build(folder) == 0
    after = tree(folder / "site")
    assert before.keys() == after.keys()
    if name in {"site.yaml", "national.csv"}:
        changed = {address for address in before if before[address] != after[address]}
        assert changed <= {"manifest.json", "changes.html", "data/index.html"}
    else:
        assert "该记录最近一次提交未通过核对，以下为2022年6月1日公开的内容。" in after[address].decode()
    assert build(folder, tmp_path / "anew", workers=2) == 0
    anew = tree(tmp_path / "anew")
    assert [address for address in after if anew.get(address) != after[address]] == []
    assert "13812345678" not in "".join(data.decode("utf-8", "ignore") for data in after.values())


def test_what_is_put_right_is_as_if_nothing_had_been(tmp_path: Path) -> None:
    folder = under_git(tmp_path / "project")
    assert build(folder) == 0
    before = tree(folder / "site")
    path = path_of(folder, "site.yaml")
    text = path.read_text("utf-8")
    path.write_text("栏目名称: [", "utf-8")
    assert build(folder) == 0
    path.write_text(text, "utf-8")
    assert build(folder) == 0
    assert tree(folder / "site") == before
