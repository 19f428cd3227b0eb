"""What stands in place of a record that did not pass says so: on its page, in lists, in ledgers and in feeds."""

import json
import re
from pathlib import Path

import pytest

from tests.engine.test_earlier_version_site import BAD, append, commit, county, under_git
from tests.support.built import BuiltOnce
from tests.support.project import build, tree

ON = "2022年6月1日公开的内容"
HERE = f"该记录最近一次提交未通过核对，以下为{ON}。"
ROW = f"（该记录最近一次提交未通过核对，此为{ON}）"


def site(folder: Path) -> dict[str, str]:
    assert build(folder) == 0
    return {
        address: data.decode()
        for address, data in tree(folder / "site").items()
        if address.endswith((".html", ".md", ".xml", ".json"))
    }


@pytest.fixture
def folder(built_once: BuiltOnce, tmp_path: Path) -> Path:
    return built_once(tmp_path / "project", make=under_git)


def test_nothing_says_so_where_all_passes(folder: Path) -> None:
    found = [address for address, text in site(folder).items() if "最近一次提交未通过核对" in text]
    assert found == ["oc4ids.html", "data/schemas/published-county.schema.json"]  # which explain the words


def test_a_project_says_so_on_its_page_and_in_lists(folder: Path) -> None:
    append("projects/01.yaml", "- 不是\n")(folder)
    commit(folder)
    found = site(folder)
    for ending in ("html", "md"):
        assert found[f"projects/{BAD}-2020-01.{ending}"].count(HERE) == 1
        assert found[f"counties/{BAD}.{ending}"].count(ROW) == 1
        assert HERE not in found[f"projects/{BAD}-2020-02.{ending}"]
    assert found["projects/index.html"].count(ROW) == 1
    told = f"该记录最近一次提交未通过核对，以上为{ON}。"
    assert told in found[f"counties/{BAD}.xml"]
    entries = json.loads(found["feed.json"])["items"]
    marked = [entry for entry in entries if told in entry["content_html"]]
    assert {entry["url"].rpartition("/")[2] for entry in marked} <= {f"{BAD}-2020-01.html"}


@pytest.mark.parametrize(
    ("old", "new", "is_listed"),
    [
        (r"扶持资金额度: (.*)", r"扶持资金额度: \1元", True),
        (r"完成时限: .*", "完成时限: 2022-06-31", True),
        (r"建设内容: .*", "建设内容: 电话 13812345678", False),
    ],
)
def test_a_change_that_pages_do_not_adopt_is_said_beside_it(
    folder: Path, old: str, new: str, *, is_listed: bool
) -> None:
    """A version refused for its form alone is in the change record (ADR 0010); one with private data is not."""
    path = county(folder, "projects/01.yaml")
    path.write_text(re.sub(old, new, path.read_text("utf-8"), count=1), "utf-8")
    commit(folder, on="2022-06-10")
    found = site(folder)
    sentence = "未通过核对的提交，它的改动也列在这里，网页未采用。"
    for page in (f"projects/{BAD}-2020-01.md", f"counties/{BAD}.md"):
        assert (sentence in found[page]) == is_listed
    assert sentence not in found[f"projects/{BAD}-2020-02.md"]


@pytest.mark.parametrize("name", ["county.yaml", "plan.yaml", "outcome.yaml"])
def test_a_county_says_so_where_its_record_stands(folder: Path, name: str) -> None:
    append(name, "多余: 1\n")(folder)
    commit(folder)
    page = site(folder)[f"counties/{BAD}.md"]
    assert page.count(HERE) == 1


def test_a_row_says_so_in_its_ledger(folder: Path) -> None:
    path = county(folder, "payments.csv")
    head, first, *rest = path.read_text("utf-8").splitlines()
    cells = first.split(",")
    path.write_text(
        "\n".join([head, ",".join([*cells[:2], f"{cells[2]}吨", *cells[3:]]), *rest]) + "\n", "utf-8"
    )
    commit(folder)
    found = site(folder)
    assert found[f"projects/{cells[1]}.md"].count(f"| {cells[0]}{ROW} | ") == 1
    others = [
        address for address, text in found.items() if ROW in text and not address.startswith("projects/")
    ]
    assert others == []


def test_what_is_not_concluded_is_said_on_the_pages(folder: Path) -> None:
    append("projects/01.yaml", "- 不是\n")(folder)
    append("payments.csv", "2021-05-99,x,1,y,,\n")(folder)
    found = site(folder)
    line = "因 2 条记录未通过核对（projects/01.yaml 第68行、payments.csv 第36行）"
    assert line in found["compliance.html"]
    assert "暂不下结论" in found["compliance.html"]
    assert line in found[f"counties/{BAD}.html"]
    assert "暂不下结论" in found[f"projects/{BAD}-2020-01.md"]
    assert not [address for address, text in found.items() if "核对发现问题 0 项" in text], (
        "nothing is concluded of none"
    )
    assert "按规则目录核对，未发现问题" not in found[f"projects/{BAD}-2020-01.md"]
