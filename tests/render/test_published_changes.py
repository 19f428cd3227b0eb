"""The change record as open data: what /changes.html shows, each change with a citation and an address that lasts."""

import csv
import hashlib
import json
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import jsonschema
import pytest

from generator.model.change import History
from generator.render.overviews.changes_page import CHANGES_PAGE
from generator.render.province import DRAWINGS
from tests.support.overviews import HISTORIES, county_a, empty, overview, summaries, summary
from tests.support.portal import HOSTILE

DRAWING = next(drawing for drawing in DRAWINGS if drawing.name == "changes_data")
CHANGED = HISTORIES["210198"]
BASE = "https://example.gov.cn/zhsf/"


def files(history: History | None = None) -> dict[str, bytes]:
    found = summaries(with_history=True) if history is None else [summary(county_a(), history)]
    return dict(DRAWING.draw(overview(found)).files)


def document(history: History | None = None) -> Any:
    return json.loads(files(history)["data/changes.json"])


def rows(history: History | None = None) -> list[dict[str, str]]:
    text = files(history)["data/changes.csv"].decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_every_change_of_the_page_is_in_both_files() -> None:
    payment, amount = document()["changes"]
    assert (payment["record"], payment["old"], payment["new"]) == ("210198/payments", "", "进度款")
    assert (amount["record"], amount["old"], amount["new"]) == ("210198-2020-01", "380", "400.123456")
    assert amount["unit"] == "万元"
    assert (amount["needsAdjustment"], amount["adjustment"]) == (True, "2021-05-01")
    assert [row["变更编号"] for row in rows()] == [payment["id"], amount["id"]]
    assert rows()[1]["要有方案调整"] == "是"
    assert rows()[0]["方案调整日期"] == ""


def test_the_json_is_as_its_schema_says() -> None:
    schema = json.loads(files()["data/schemas/changes.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    for found in (document(), json.loads(DRAWING.draw(empty()).files["data/changes.json"])):
        jsonschema.validate(found, schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        assert found["$schema"] == f"{BASE}data/schemas/changes.schema.json"


def test_a_citation_can_be_copied_and_verified() -> None:
    change = document()["changes"][1]
    assert change["citation"] == (
        "甲县“仓储配送中心 210198-2020-01”扶持资金额度：380.00 万元 → 400.123456 万元（2021年5月2日公开）。"
        f"省商务厅（示例）“综合示范信息公开”变更记录，提交 {'a' * 40}，sha256 {change['sha256']}，{change['url']}"
    )
    told = {name: change[name] for name in ("id", "published", "commit", "old", "new")}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == change["sha256"]


def test_the_page_has_the_anchor_of_every_change_and_a_citation_to_copy() -> None:
    page = CHANGES_PAGE.page(overview(summaries(with_history=True)))
    html = page.body.html
    for change in document()["changes"]:
        address, _, anchor = change["url"].partition("#")
        assert address == f"{BASE}changes.html"
        assert f'id="{anchor}"' in html.text
        assert anchor in page.anchors(html)
        assert change["url"] in html.text
    assert html.text.count("<summary>引用</summary>") == len(document()["changes"])


def test_an_address_rests_on_neither_commit_nor_later_changes() -> None:
    rebased = [replace(change, commit="e" * 40) for change in CHANGED.changes]
    later = replace(rebased[0], old=rebased[0].new, new="117", published=rebased[1].published)
    now = {change["id"]: change["url"] for change in document(History((*rebased, later)))["changes"]}
    then = {change["id"]: change["url"] for change in document(CHANGED)["changes"]}
    assert now.items() > then.items()
    assert set(now) - set(then) == {"changes/210198-2020-01/扶持资金额度/2"}


def test_a_county_s_former_code_stays_in_its_ids() -> None:
    renamed = replace(summary(county_a(), CHANGED), first_code="210111")
    (payment, amount) = json.loads(DRAWING.draw(overview([renamed])).files["data/changes.json"])["changes"]
    assert amount["id"] == "changes/210111-2020-01/扶持资金额度/1"
    assert amount["record"] == "210198-2020-01"
    assert payment["id"].startswith("changes/210111/payments/")


@pytest.mark.parametrize("text", [HOSTILE, "=cmd|' /C calc'!A0", "\tx", '"甲",\r\n乙'])
def test_a_county_s_text_does_no_harm(text: str) -> None:
    change = replace(CHANGED.changes[0], record="210198/plan", field="实施方案 › 名称", old=text, new="x")
    history = History((change,))
    (row,) = rows(history)
    assert not re.match(r"[=+\-@\t\r]", row["原来"])
    assert document(history)["changes"][0]["new"] == "x"
    page = CHANGES_PAGE.page(overview([summary(county_a(), history)]))
    assert "<script" not in page.body.html.text
    assert page.body.html.text.count("</section>") == page.body.html.text.count("<section")


def test_without_a_change_record_the_files_say_so() -> None:
    found = json.loads(DRAWING.draw(overview(summaries())).files["data/changes.json"])
    assert (found["hasHistory"], found["changes"]) == (False, [])
    assert [event["date"] for event in found["adjustments"]]
