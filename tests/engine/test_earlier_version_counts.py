"""Counts, charts, progress, lists of what is late and calendars say what they rest on, or are not concluded."""

import re
from pathlib import Path

import pytest

from tests.engine.test_earlier_version_marks import site as pages
from tests.engine.test_earlier_version_site import BAD, GOOD, append, commit, county, git
from tests.engine.test_earlier_version_sums import NOT_TOLD, WITH, lines
from tests.support.built import BuiltOnce
from tests.support.project import build, project, tree

WITHOUT = "（不含未通过核对的记录）"
OPEN = "暂不下结论"


def site(folder: Path) -> dict[str, str]:
    """The text of every page, feed, chart and calendar."""
    found = pages(folder)
    others = (address for address in tree(folder / "site") if address.endswith((".ics", ".svg")))
    return found | {address: (folder / "site" / address).read_text("utf-8") for address in others}


def with_one_late(folder: Path, counties: tuple[str, ...]) -> Path:
    """A project of the county is late."""
    made = project(folder, counties)
    path = county(made, "projects/01.yaml")
    text = re.sub(r"\n状态: .*", "\n状态: 在建", path.read_text("utf-8"))
    text = re.sub(r"\n完成时限: .*", "\n完成时限: 2021-12-31", text)
    path.write_text(re.sub(r"\n(验收|取消):\n(  .*\n)+", "\n", text), "utf-8")
    reports = county(made, "progress.csv")
    kept = [
        line
        for line in reports.read_text("utf-8").splitlines()
        if not re.search(rf"{BAD}-2020-01,(100|\d+,(投入使用|基本完成|已验收))", line)
    ]
    reports.write_text("\n".join(kept) + "\n", "utf-8")
    git(made, "init", "--quiet", "--initial-branch=main")
    commit(made)
    return made


@pytest.fixture
def folder(built_once: BuiltOnce, tmp_path: Path) -> Path:
    return built_once(tmp_path / "project", (BAD, GOOD), with_one_late)


P1 = f"{BAD}-2020-01"


def test_a_project_that_stands_is_not_said_to_be_late(folder: Path) -> None:
    before = site(folder)
    assert "逾期 " in before[f"projects/{P1}.md"]
    late = re.compile(rf'<a href="projects/{P1}.html">[^<]*</a></td>\s*<td[^>]*>.*?</tr>', re.DOTALL)
    assert late.search(before["progress.html"])
    append("projects/01.yaml", "- 不是\n")(folder)
    commit(folder)
    after = site(folder)
    assert "逾期 " not in after[f"projects/{P1}.md"].split("## ")[0]
    said = "下列项目最近一次提交未通过核对，是否逾期暂不下结论"
    assert said in after["progress.html"]
    assert said not in before["progress.html"]
    assert WITHOUT in after["progress.html"]
    assert WITHOUT in after["projects/index.html"]
    assert f"{WITHOUT} 个逾期" in after[f"data/press-{BAD}.md"]
    assert "逾期最久的是" not in after[f"data/press-{BAD}.md"]
    assert [line for line in after["index.html"].split("\n") if "逾期" in line and WITHOUT in line]
    drawn = after.get(f"data/charts/{BAD}-due.svg", "")
    assert drawn != before[f"data/charts/{BAD}-due.svg"]
    assert "逾期" not in drawn
    assert "另有 1 个最近一次提交未通过核对，不在图中。" in drawn


def test_days_in_calendars_are_tentative(folder: Path) -> None:
    before = site(folder)
    append("projects/01.yaml", "- 不是\n")(folder)
    commit(folder)
    after = site(folder)
    for address in (f"counties/{BAD}.ics", "deadlines.ics"):
        events = after[address].split("BEGIN:VEVENT")
        (own,) = [event for event in events if f"deadline/{P1}@" in event.replace("\r\n ", "")]
        assert "STATUS:TENTATIVE" in own
        assert "2022年6月1日公开的内容" in own.replace("\r\n ", "")
        assert after[address].count("TENTATIVE") < len(events) - 1
        assert "TENTATIVE" not in before[address]
        uids = [set(re.findall(r"UID:.*", each[address].replace("\r\n ", ""))) for each in (before, after)]
        assert uids[0] == uids[1]


def test_a_passing_of_a_deadline_is_told_only_of_the_time_before(folder: Path) -> None:
    """What was told before the record failed stays; a deadline that passes later is not concluded."""
    path = county(folder, "projects/01.yaml")
    path.write_text(path.read_text("utf-8").replace("2021-12-31", "2022-06-10"), "utf-8")
    commit(folder, "2022-06-02")
    assert f"overdue/{P1}/2022-06-10" in site(folder)[f"counties/{BAD}.xml"]
    append("projects/01.yaml", "- 不是\n")(folder)
    commit(folder, "2022-06-05")
    after = site(folder)[f"counties/{BAD}.xml"]
    assert f"overdue/{P1}/2022-06-10" not in after
    assert f"overdue/{P1}/2021-12-31" in after


def test_counts_of_projects_say_so(folder: Path) -> None:
    append("projects/02.yaml", "- 不是\n")(folder)
    commit(folder)
    found = site(folder)
    number = len(list(county(folder, "projects").iterdir()))
    assert (
        f"- 项目（个） **{number}{WITH}**" in found[f"counties/{BAD}.md"]
        or f"{number}{WITH}" in found[f"counties/{BAD}.md"]
    )
    for address in ("index.html", "projects/index.html", "progress.html", "acceptance.html", "funds.html"):
        assert WITH in found[address], address
    assert f"{number}{WITH} 个" in found[f"data/press-{BAD}.md"]


def test_a_project_that_never_was_published_ends_counts(folder: Path) -> None:
    county(folder, "projects/77.yaml").write_text("项目编号: [", "utf-8")
    found = site(folder)
    for address in ("index.html", "projects/index.html", "progress.html", "acceptance.html"):
        assert NOT_TOLD in found[address], address
    assert "项目数暂不计算" in found[f"data/press-{BAD}.md"]
    assert "项目数暂不计算" in found["data/press.md"]
    row = next(row for row in found["acceptance.html"].split("</tr>") if f"counties/{BAD}.html" in row)
    assert OPEN in row
    assert "条件具备" not in row
    assert NOT_TOLD not in found[f"counties/{GOOD}.md"]


CHARTED = {
    "payments": (f"2021-05-99,{P1},1.00,某公司,,某号\n", ("money", "course"), f"projects/{P1}.html"),
    "expenditures": (f"2021-05-99,{P1},服务,检修,1.00,发票,某号\n", ("money",), "funds.html"),
    "inspections": ("2021-05-99,市,某局,,现场考察,,无,,,\n", ("visits",), f"counties/{BAD}.html"),
    "progress": (f"2021-05-99,{P1},50,在建,,\n", ("course",), f"projects/{P1}.html"),
}
NAMES = {
    "money": " 个支持方向的资金额度、已拨付和已使用。",
    "course": '"进度和拨付：',
    "visits": '"逐月督导检查：',
}
"""How a chart's name reads in a page."""


@pytest.mark.parametrize("ledger", CHARTED)
def test_no_chart_is_drawn_of_what_is_not_known(folder: Path, ledger: str) -> None:
    before = site(folder)
    text, charts, page = CHARTED[ledger]
    append(f"{ledger}.csv", text)(folder)
    after = site(folder)
    for key in charts:
        name = NAMES[key]
        drawn = [address for address, found in before.items() if name in found and address == page]
        assert [address for address in drawn if name in after[address]] == []
        assert [address for address in drawn if "因 1 条记录未通过核对，暂不计算" not in after[address]] == []
        file = f"data/charts/{BAD}-{key}.svg"
        if file in before:
            assert "因 1 条记录未通过核对，暂不计算" in after[file]
            assert f"{BAD}-{key}.svg" not in after[f"data/press-{BAD}.html"]
    assert before.keys() == after.keys()


@pytest.mark.parametrize(("ledger", "column"), [("payments", 2), ("inspections", 6), ("progress", 2)])
def test_a_chart_with_an_earlier_record_says_so(folder: Path, ledger: str, column: int) -> None:
    path = county(folder, f"{ledger}.csv")
    head, first, *rest = path.read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[column] = "不知道"
    path.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", "utf-8")
    commit(folder)
    found = site(folder)
    page = found[f"projects/{cells[1]}.html"] if ledger == "progress" else found[f"counties/{BAD}.html"]
    assert "含上一次公开的记录</figcaption>" in page
    assert "含上一次公开的记录</figcaption>" not in found[f"counties/{GOOD}.html"]


def test_progress_that_may_not_be_the_last_is_not_told(folder: Path) -> None:
    """A report that never was published may be the last one."""
    append("progress.csv", f"2022-06-99,{P1},99,在建,,\n")(folder)
    found = site(folder)
    assert f"**[建设进度](../figures.html#建设进度) {NOT_TOLD}**" in found[f"projects/{P1}.md"]
    rows = [line for line in found[f"counties/{BAD}.md"].split("\n") if f"projects/{P1}.html" in line]
    assert NOT_TOLD in rows[0]
    others = [
        line for line in found[f"counties/{BAD}.md"].split("\n") if f"projects/{BAD}-2020-02.html" in line
    ]
    assert NOT_TOLD not in others[0]
    assert "在建项目都按时报了进度" not in found["progress.html"]


def test_visits_that_are_missed_are_not_concluded(folder: Path) -> None:
    append("inspections.csv", "2021-05-99,市,某局,,现场考察,,无,,,\n")(folder)
    found = site(folder)["supervision.html"]
    rows = [row for row in found.split("</tr>") if f"counties/{BAD}.html" in row]
    calendars = [row for row in rows if "累计缺" in row]
    assert calendars
    assert [row for row in calendars if OPEN not in row or "<strong>缺" in row or ">—<" in row] == []


def test_nothing_is_said_to_be_in_order(folder: Path, tmp_path: Path) -> None:
    """Sentences that conclude from all records say that they do not."""
    (county(folder, "outcome.yaml")).write_text("绩效评价: [\n", "utf-8")
    for name in (".git", ".cache", "site"):
        (folder / name).rename(tmp_path / name)
    assert build(folder) == 0
    found = (folder / "site/evaluation.html").read_text("utf-8")
    page = lines((folder / f"site/counties/{BAD}.md").read_text("utf-8"), "有记录未通过核对，暂不下结论。")
    assert len(page) >= 2
    told = (folder / f"site/counties/{BAD}.md").read_text("utf-8")
    first, later = told.split("## 验收、绩效评价与整改（2022 年批次）")
    assert "暂无整改事项" not in first
    assert "暂无整改事项" in later.split("\n## ")[0]
    assert found
