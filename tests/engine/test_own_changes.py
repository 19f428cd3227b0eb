"""Changes of the portal's own records are told as those of a county are: on the page, as entries, as open data, by mail."""

import csv
import json
import re
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.engine.steps.changes_since import changes_since
from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.mail_news import mail_news
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from generator.model.beijing import BEIJING
from generator.render.artifacts import Artifacts
from generator.views.mail_items import Since
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.repository import Repository

AS_OF = date(2022, 6, 30)
POLICY, NOTICE, OTHER = "policies/2020-226.md", "notices/tongbao.md", "notices/dongtai.md"
TEXTS = {
    "site.yaml": SITE,
    POLICY: "---\n标题: 示范工作的通知\n成文日期: 2020-09-14\n---\n\n正文\n",
    NOTICE: "---\n标题: 督导通报\n日期: 2021-12-20\n类型: 督导通报\n---\n\n两个县未按时报告。\n",
    OTHER: "---\n标题: 启动会\n日期: 2020-12-01\n类型: 工作动态\n---\n\n会议召开。\n",
    "national.csv": "指标,年度,数值,单位\n农村网络零售额增速,2020,8.9,%\n",
    "counties/210198/county.yaml": COUNTY.format(code="210198"),
    "counties/210198/projects/01.yaml": PROJECT.format(code="210198", number="01"),
}
PHONE = "监督举报 › “电话” › 号码或地址"
Told = tuple[str, str, str, str, str, str]
TOLD: list[Told] = [
    ("site", PHONE, "12345", "0240000001", "重大", "tip-off.html"),
    ("policies/2020-226", "标题", "示范工作的通知", "示范工作通知", "一般", "policies/2020-226.html"),
    ("notices/tongbao", "正文", "两个县未按时报告。", "三个县未按时报告。", "一般", "notices/tongbao.html"),
    ("notices/dongtai", "记录", "启动会", "", "重大", "notices/dongtai.html"),
    ("site", "监督举报 › “电话” › 受理时间", "", "全天", "重大", "tip-off.html"),
    ("site", "栏目名称", "综合示范信息公开", "综合示范公开", "一般", "index.html"),
    ("site", "主办单位", "省商务厅", "省商务局", "一般", "index.html"),
    ("national", "农村网络零售额增速 2020 › 数值", "8.9", "7.9", "重大", "compliance.html"),
]
"""What the commits below change, oldest first; those of 栏目名称 and 主办单位 are of one commit."""


def edit(made: Repository) -> None:
    made.change("site.yaml", "'12345'", "'0240000001'")
    made.commit("telephone")
    made.change(POLICY, "示范工作的通知", "示范工作通知")
    made.commit("title of a policy")
    made.change(NOTICE, "两个县", "三个县")
    made.commit("body of a notice")
    (made.content / OTHER).unlink()
    made.commit("a notice goes")
    made.write("site.yaml", "栏目名称: [\n")
    made.commit("settings that nobody can read")
    made.write("site.yaml", SITE.replace("'12345'", "'0240000001'\n    受理时间: 全天"))
    made.commit("settings mended, with a new value")
    made.change("site.yaml", "栏目名称: 综合示范信息公开", "栏目名称: 综合示范公开")
    made.change("site.yaml", "主办单位: 省商务厅", "主办单位: 省商务局")
    made.commit("two fields at once")
    made.change("national.csv", "8.9", "7.9")
    made.commit("a national average")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("own") / "checkout")
    for path, text in TEXTS.items():
        made.write(path, text)
    made.commit("published")
    edit(made)
    return made


def drawn(repository: Repository) -> Artifacts:
    history = read_history(repository.content, None, day=AS_OF)
    return publish(check_portal(repository.content, AS_OF, AS_OF, history))


@pytest.fixture(scope="module")
def made(repository: Repository) -> Artifacts:
    return drawn(repository)


def document(made: Artifacts) -> Any:
    return json.loads(made.files["data/changes.json"])


def own(made: Artifacts) -> list[dict[str, str]]:
    """The portal's changes, oldest first."""
    return [change for change in document(made)["changes"][::-1] if not change["county"]]


def page(made: Artifacts, stem: str) -> str:
    return next(page.body.published.decode() for page in made.pages if page.stem == stem)


def titles(made: Artifacts, feed: str) -> list[str]:
    return re.findall("<title>([^<]*)</title>", made.files[feed].decode())[1:]


def test_the_data_tell_each_change_with_its_value_and_weight(made: Artifacts) -> None:
    found = [
        tuple(change[name] for name in ("record", "field", "old", "new", "weight")) for change in own(made)
    ]
    assert sorted(found) == sorted(told[:5] for told in TOLD)
    assert {change["countyName"] for change in own(made)} == {"本栏目"}
    assert [change["title"] for change in own(made) if change["record"] == "site"] == ["栏目设置"] * 4
    assert [change["title"] for change in own(made) if change["record"] == "policies/2020-226"] == [
        "示范工作通知"
    ]
    rows = csv.DictReader(StringIO(made.files["data/changes.csv"].decode("utf-8-sig"), newline=""))
    assert [row["变更编号"] for row in rows] == [change["id"] for change in document(made)["changes"]]


def test_the_data_are_as_their_schema_says(made: Artifacts) -> None:
    schema = json.loads(made.files["data/schemas/changes.schema.json"])
    jsonschema.validate(document(made), schema)


def test_the_page_tells_each_change_where_a_reader_sees_the_record(made: Artifacts) -> None:
    text = page(made, "changes")
    for record, _, _, _, _, address in TOLD:
        rows = [row for row in text.split("\n") if f"]({address})" in row and "[本栏目](index.html)" in row]
        assert rows, record
    assert "counties/.html" not in text
    for change in own(made):
        assert f'id="{change["url"].partition("#")[2]}"' in text


def test_the_sums_that_refer_to_the_page_count_them(made: Artifacts) -> None:
    number = len(document(made)["changes"])
    assert f"公开以来已公开的内容改动 {number} 处" in page(made, "data/press")


def test_each_commit_s_changes_of_a_record_are_one_entry(made: Artifacts) -> None:
    told = [title for title in titles(made, "topics/changes.xml") if "青禾县" not in title]
    assert sorted(told) == sorted(
        [
            "栏目设置：监督举报“电话”（号码或地址）由 12345 改为 0240000001",
            "示范工作通知：标题由 示范工作的通知 改为 示范工作通知",
            "督导通报：正文由 两个县未按时报告。 改为 三个县未按时报告。",
            "启动会：删去记录，原为 启动会",
            "栏目设置：补充监督举报“电话”（受理时间）：全天",
            "栏目设置：栏目名称 综合示范信息公开→综合示范公开等 2 项",
            "全国平均：农村网络零售额增速 2020（数值）由 8.9 改为 7.9",
        ]
    )  # fmt: skip
    assert set(told) <= set(titles(made, "feed.xml"))
    assert len([title for title in titles(made, "topics/changes.major.xml") if "栏目设置" in title]) == 2


def test_ids_rest_on_record_and_field_alone(made: Artifacts) -> None:
    assert sum("changes/site/" in id_ for id_ in made.entry_ids) == 3
    assert len(set(made.entry_ids)) == len(made.entry_ids)
    assert {change["id"] for change in own(made)} == {
        f"changes/{record}/{field}/1" for record, field, *_ in TOLD
    }


def test_what_comes_with_its_record_is_no_change(repository: Repository, tmp_path: Path) -> None:
    later = repository.copy(tmp_path / "copy")
    before = own(drawn(later))
    later.write("notices/xin.md", TEXTS[NOTICE].replace("督导通报\n日期", "新通报\n日期"))
    later.commit("a new notice")
    assert own(drawn(later)) == before


def test_mails_tell_them(repository: Repository) -> None:
    moment = datetime(2022, 3, 1, tzinfo=BEIJING) + timedelta(hours=1, minutes=30)
    news = mail_news(
        repository.content,
        AS_OF,
        AS_OF,
        read_history(repository.content, None, day=AS_OF),
        Since(moment, moment.date()),
        1,
    )
    assert news is not None
    told = [item.event.title for item in news.items if "栏目设置" in item.event.title]
    assert "栏目设置：监督举报“电话”（号码或地址）由 12345 改为 0240000001" in told
    assert len(told) == 3


def test_the_command_tells_them_too(repository: Repository) -> None:
    lines = changes_since(
        repository.content,
        read_history(repository.content, None, day=AS_OF),
        datetime(2022, 1, 1, tzinfo=BEIJING),
        AS_OF,
    )
    assert [(line.county, line.title) for line in lines[:2]] == [
        ("本栏目", "栏目设置"),
        ("本栏目", "示范工作通知"),
    ]
    assert len(lines) == len(TOLD)


def test_the_command_says_no_name_that_may_not_be_shown_today(repository: Repository, tmp_path: Path) -> None:
    later = repository.copy(tmp_path / "copy")
    later.change("counties/210198/projects/01.yaml", "350.00", "380.00")
    later.commit("amount")
    later.change("counties/210198/county.yaml", "青禾县", "青禾县13812345678")
    later.change("counties/210198/projects/01.yaml", "县级仓储", "电话13812345678仓储")
    later.change(POLICY, "示范工作通知", "通知13812345678")
    history = read_history(later.content, None, day=AS_OF)
    lines = changes_since(later.content, history, datetime(2022, 1, 1, tzinfo=BEIJING), AS_OF)
    assert len(lines) == len(TOLD) + 1
    assert "13812345678" not in repr(lines)


def test_no_value_that_may_not_be_shown_is_told(repository: Repository, tmp_path: Path) -> None:
    """A private value that came and went, and one that was taken back afterwards."""
    later = repository.copy(tmp_path / "copy")
    later.change("site.yaml", "受理时间: 全天", "受理时间: 全天\n    说明: 找庞守业，13812345678")
    later.commit("private")
    later.change("site.yaml", "找庞守业，13812345678", "找庞守业之妻")
    slipped = later.commit("a name that no rule catches")
    later.change("site.yaml", "找庞守业之妻", "请写明县名")
    later.commit("corrected")
    entry = f"日期: 2022-06-01, 记录: site, 栏目: 监督举报 › 第1项 › 说明, 提交: {slipped}, 依据: 依法"
    later.write("redactions.yaml", f"依法隐去:\n- {{{entry}}}\n")
    later.commit("taken back")
    found = drawn(later)
    shown = b"".join((*found.files.values(), *(page.body.published for page in found.pages)))
    for value in ("庞守业", "13812345678"):
        assert value.encode() not in shown
        assert json.dumps(value)[1:-1].encode() not in shown
    notes = [(change["old"], change["new"]) for change in own(found) if change["field"].endswith("说明")]
    assert notes == [("", "（依法隐去）"), ("（依法隐去）", "请写明县名")]
