"""One record of every kind stands as it was published earlier: wherever a value of it appears, the page says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engine.test_earlier_version_site import commit, git
from tests.support.project import build, project, tree

CODE, OTHER = "210396", "210697"


@dataclass(frozen=True)
class Standing:
    """A record that was published on a day of June 2022 and does not pass today."""

    file: str
    """Below content_data/; ``*`` for its county's folder."""
    old: str
    word: str
    """What comes in its place, with something in it that nothing else says."""
    day: int
    spoilt: str | int
    """What the line with the word becomes; the cell of a row that gets a private value, which no change record shows."""

    @property
    def path(self) -> str:
        return self.file.replace("*", f"counties/{CODE}")

    @property
    def said(self) -> str:
        """What nothing else says."""
        found = re.search("立存.号", self.word)
        assert found
        return found[0]

    @property
    def mark(self) -> str:
        return f"2022年6月{self.day}日公开的内容"

    def mark_in(self, address: str) -> str:
        """As the page says it; as data, the member of the record that has the day."""
        if not _OPEN_JSON.fullmatch(address):
            return self.mark
        colon = ": " if address.startswith("data/") else ":"
        return f'"earlier"{colon}"2022-06-{self.day:02}"'


RECORDS = (
    Standing("*/county.yaml", "项目管理办法", "立存甲号办法", 1, "  - 名称: [立存甲号办法"),
    Standing("*/plan.yaml", "10条偏远线路由专车配送", "立存乙号线路由专车配送", 2, "    内容: [立存乙号"),
    Standing("*/outcome.yaml", "部分骨干站点停业未撤换", "立存丙号站点未撤换", 3, "    问题: [立存丙号"),
    Standing("*/projects/01.yaml", "项目名称: ", "项目名称: 立存丁号", 4, "项目名称: [立存丁号"),
    Standing("*/progress.csv", "厂房屋面检测合格", "立存戊号检测合格", 5, 2),
    Standing("*/payments.csv", "首付款,云财拨〔2021〕002号", "立存己号首付款,云财拨〔2021〕002号", 6, 2),
    Standing("*/expenditures.csv", "设计摄影与陈列设备（首批）", "立存庚号陈列设备", 7, 4),
    Standing("*/inspections.csv", "材料审核,,无,", "材料审核,立存辛号问题,无,", 8, 6),
    Standing("*/trainings.csv", "网店开设与运营班（第1期）", "立存壬号班", 9, 9),
    Standing("*/activities.csv", "站点代卖体验日", "立存癸号体验日", 10, 5),
    Standing("*/cases/yunling-nanguoli.md", "标题: ", "标题: 立存子号", 11, "标题: [立存子号"),
    Standing("policies/2020-226.md", "标题: ", "标题: 立存丑号", 12, "标题: [立存丑号"),
    Standing("notices/2021-06-dudao-tongbao.md", "标题: ", "标题: 立存寅号", 13, "标题: [立存寅号"),
)
_OPEN_JSON = re.compile(r"(projects|counties)/[0-9-]+\.json|data/changes\.json")
_CANNOT_SAY = re.compile(r".*\b(oc4ids|ocds)\.json")
"""OC4IDS and OCDS have no place for it, as docs/oc4ids.md says."""
_TEXT = (".html", ".md", ".xml", ".json", ".ics", ".svg", ".txt")
_ROW = re.compile(r"<tr>.*?</tr>|<li>.*?</li>", re.S)


def introduce(folder: Path, record: Standing) -> None:
    """Put the word into the record."""
    path = folder / "content_data" / record.path
    text = path.read_text("utf-8")
    assert record.old in text, record.path
    path.write_text(text.replace(record.old, record.word, 1), "utf-8")


def spoil(folder: Path, record: Standing) -> None:
    path = folder / "content_data" / record.path
    lines = path.read_text("utf-8").splitlines()
    (at,) = [number for number, line in enumerate(lines) if record.said in line]
    if isinstance(record.spoilt, str):
        lines[at] = record.spoilt
    else:
        cells = lines[at].split(",")
        cells[record.spoilt] = "电话 13812345678"
        lines[at] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address → text of every page, feed and file of the site."""
    folder = project(tmp_path_factory.mktemp("standing") / "project", (CODE, OTHER))
    git(folder, "init", "--quiet", "--initial-branch=main")
    for record in RECORDS:
        introduce(folder, record)
    git(folder, "add", "content_data")
    git(folder, "rm", "--quiet", "--cached", *(f"content_data/{record.path}" for record in RECORDS))
    git(folder, "commit", "--quiet", "-m", "all else", on="2022-05-01")
    for record in RECORDS:
        git(folder, "add", f"content_data/{record.path}")
        git(folder, "commit", "--quiet", "-m", "record", on=f"2022-06-{record.day:02d}")
    for record in RECORDS:
        spoil(folder, record)
    commit(folder, "2022-06-25")
    assert build(folder) == 0
    return {
        address: data.decode()
        for address, data in tree(folder / "site").items()
        if address.endswith(_TEXT) and not address.startswith("assets/")
    }


def naming(found: dict[str, str], record: Standing) -> Iterator[tuple[str, str]]:
    return ((address, text) for address, text in found.items() if record.said in text)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.file)
def test_wherever_it_appears_it_is_said(found: dict[str, str], record: Standing) -> None:
    pages = dict(naming(found, record))
    assert [address for address in pages if address.endswith(".html")]
    unmarked = [address for address, text in pages.items() if record.mark_in(address) not in text]
    assert [address for address in unmarked if not _CANNOT_SAY.fullmatch(address)] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.file)
def test_every_row_of_a_list_says_so(found: dict[str, str], record: Standing) -> None:
    for address, text in naming(found, record):
        if address.endswith(".html") and f"以下为{record.mark}" not in text:
            rows = [row for row in _ROW.findall(text) if record.said in row]
            assert [row for row in rows if record.mark not in row] == [], address
