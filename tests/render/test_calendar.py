"""Calendars as a calendar program reads them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline

from generator.model.beijing import BEIJING
from generator.model.change import Change, History, Weight
from generator.model.row_key import rows_named
from generator.render.calendar import (
    EventWords,
    calendar,
    calendar_events,
    event,
    folded,
    written_event,
    written_head,
)
from generator.render.feeds import Held
from generator.render.portal_artifacts import overview, overview_artifacts
from generator.rules.example import scene
from generator.views.deadlines import county_deadlines
from tests.support.portal import AS_OF, PORTAL, SITE, artifacts, faulty, province, spoiled

ID = "210198-2020-01"
EVERYTHING = """
项目:
  '01': {验收: {日期: 2021-06-01, 结论: 不合格, 整改期限: 2021-07-31, 整改要求: 补装}}
  '02': {状态: 已取消, 取消: {日期: 2021-05-01, 原因: 退出}}
  '03': {状态: 投入使用}
+progress: [{日期: 2021-05-20, 项目编号: 210198-2020-03, 进度: '100', 状态: 投入使用}]
+inspections: [{日期: 2021-05-12, 层级: 县, 检查单位: 商务局, 项目编号: 210198-2020-03, 发现问题: "台账; 不全, 待补", 完成期限: 2021-06-12}]
成果: {整改清单: [{编号: 整-1, 问题: 拨付慢, 期限: 2021-12-31}]}
"""
MOVED = History(
    (
        Change(ID, "完成时限", "2021-10-31", "2021-11-30", datetime(2021, 5, 1, 9, tzinfo=BEIJING), "a" * 40, Weight.MAJOR),
        Change(ID, "完成时限", "2021-11-30", "2021-12-31", datetime(2021, 6, 1, 9, tzinfo=BEIJING), "b" * 40, Weight.MAJOR),
    ),
    first_published=((ID, datetime(2021, 3, 1, 9, tzinfo=BEIJING)),),
)  # fmt: skip


def read(history: History | None = None) -> dict[str, Any]:
    """UID without the host → event."""
    days = county_deadlines(scene(EVERYTHING).county, history, SITE, AS_OF)
    data = calendar("示例县期限", calendar_events(days, PORTAL), PORTAL)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "RFC 5545, 3.1"
    assert b"\n" not in data.replace(b"\r\n", b"")
    made = Calendar.from_ical(data)
    assert made["X-WR-CALNAME"] == "示例县期限 - 综合示范信息公开"
    assert made["VERSION"] == "2.0"
    assert made["PRODID"]
    events = made.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids))
    assert all(uid.endswith("@example.gov.cn") for uid in uids)
    return {uid.removesuffix("@example.gov.cn"): event for uid, event in zip(uids, events, strict=True)}


def test_every_kind_of_day_is_there() -> None:
    found = read()
    days = {
        uid.rpartition("/")[0] if uid.startswith("inspection") else uid: event.decoded("DTSTART")
        for uid, event in found.items()
    }
    assert days == {
        f"deadline/{ID}": date(2021, 12, 31),
        "deadline/210198-2020-02": date(2021, 12, 31),
        "deadline/210198-2020-03": date(2021, 12, 31),
        f"rectify/{ID}": date(2021, 7, 31),
        "accept/210198-2020-03": date(2021, 5, 20) + timedelta(days=SITE.limits.acceptance),
        "rectification/210198/%E6%95%B4-1": date(2021, 12, 31),
        "inspection/210198/2021-05-12": date(2021, 6, 12),
    }


def test_an_event_says_what_whose_and_where() -> None:
    event = read()[f"deadline/{ID}"]
    assert event["SUMMARY"] == "完成时限：示例县 仓储配送中心"
    assert event["DTSTART"].to_ical() == b"20211231"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["URL"] == f"https://example.gov.cn/zhsf/projects/{ID}.html"
    assert event["CATEGORIES"].cats == ["完成时限", "示例县"]
    assert "示例数据" in event["DESCRIPTION"]
    assert event["SEQUENCE"] == 0


def test_hostile_text_stays_in_its_property() -> None:
    event = next(item for uid, item in read().items() if uid.startswith("inspection"))
    assert event["SUMMARY"].endswith("台账; 不全, 待补")
    county = faulty()
    project = county.projects[0].model_copy(update={"title": "甲\r\nEND:VEVENT\r\nX-EVIL:1"})
    days = county_deadlines(replace(county, projects=(project,)), None, SITE, AS_OF)
    data = calendar("x", calendar_events(days, PORTAL), PORTAL)
    assert not [line for line in data.split(b"\r\n") if line.startswith(b"X-EVIL")]
    assert data.count(b"\r\nEND:VEVENT\r\n") == len(days)


EVENT = "甲\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:假的"
ENDS = (
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\n\r",
    "\\n",
    "\\N",
    "\0",
    "\x1b[2J",
    "\ud800",
)


def names(lines: list[str]) -> set[str]:
    """The properties of a calendar."""
    return {re.split("[:;]", line)[0] for line in lines if not line.startswith(" ")}


OPENED = datetime(2021, 3, 1, 9, tzinfo=BEIJING)
LATER = datetime(2021, 6, 5, 9, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("record", "field", "uid"),
    [
        (ID, "项目名称", f"deadline/{ID}"),
        ("210198-2020-02", "状态", "deadline/210198-2020-02"),
        (ID, "验收 › 整改要求", f"rectify/{ID}"),
        ("210198/outcome", "整改清单 › “整-1” › 整改措施", "rectification/210198/%E6%95%B4-1"),
        (
            "210198/inspections",
            "{row} › 处理情况",
            "inspection/210198/2021-05-12",
        ),
    ],
)
def test_a_stamp_follows_whatever_is_told_of_the_day_and_the_number_of_moves_stays(
    record: str, field: str, uid: str
) -> None:
    firsts = tuple((name, OPENED) for name in (ID, "210198-2020-02", "210198/outcome", "210198/inspections"))
    (row,) = (found.label for found in rows_named(scene(EVERYTHING).county.inspections) if found.row.problem)
    changed = Change(record, field.format(row=row), "旧", "新", LATER, "c" * 40, Weight.ORDINARY)
    other = Change(record, "项目链接", "https://a.cn/", "https://b.cn/", LATER, "d" * 40, Weight.ORDINARY)
    for change, stamp in ((changed, LATER), (other, OPENED)):
        found = read(History((change,), first_published=firsts))
        event = next(item for name, item in found.items() if name.startswith(uid))
        assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == stamp
        assert event["SEQUENCE"] == (uid == "deadline/210198-2020-02")


def test_a_row_that_came_later_is_stamped_with_its_own_publication() -> None:
    county = scene(EVERYTHING).county
    (row,) = (found for found in rows_named(county.inspections) if found.row.problem)
    own = f"210198/inspections › {row.identity}"
    past = History(first_published=(("210198/inspections", OPENED), (own, LATER)))
    event = next(item for uid, item in read(past).items() if uid.startswith("inspection"))
    assert event.decoded("DTSTAMP") == LATER


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_no_text_of_ours_or_theirs_ends_its_property(end: str) -> None:
    text = EVENT.replace("\r\n", end)
    county = spoiled(text)
    named = replace(county, county=county.county.model_copy(update={"name": text}))
    portal = replace(
        PORTAL,
        site=SITE.model_copy(update={"title": text, "site_domain": text, "url": f"https://a.cn/{text}"}),
    )
    days = county_deadlines(named, None, portal.site, AS_OF)
    usual = calendar_events(county_deadlines(faulty(), None, SITE, AS_OF), PORTAL)
    assert days
    data = calendar(text, calendar_events(days, portal), portal)
    lines = data.decode().splitlines()
    assert "\n".join(lines) == data.decode().replace("\r\n", "\n").removesuffix("\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(days)
    assert lines.count("BEGIN:VCALENDAR") == 1
    assert names(lines) == names(calendar("甲", usual, PORTAL).decode().splitlines())
    (event, *_) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]).startswith("完成时限：")


def test_a_moved_day_raises_the_sequence_and_keeps_the_uid() -> None:
    before, after = read()[f"deadline/{ID}"], read(MOVED)[f"deadline/{ID}"]
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] == 2
    assert after["DTSTAMP"].to_ical() == after["LAST-MODIFIED"].to_ical() == b"20210601T010000Z"


def test_a_cancelled_project_is_cancelled_in_calendars_too() -> None:
    event = read()["deadline/210198-2020-02"]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_the_column_s_calendar_is_all_counties() -> None:
    part = artifacts(faulty())
    again = replace(
        part.summary, tables={}
    )  # the same county twice, whose rows must not be in one table twice
    files = overview_artifacts(
        overview((part.summary, again), province(faulty()), PORTAL, None, Held({"210198": part.texts}))
    ).files
    own = Calendar.from_ical(part.files["counties/210198.ics"]).walk("VEVENT")
    assert len(Calendar.from_ical(files["deadlines.ics"]).walk("VEVENT")) == 2 * len(own) > 0
    assert (
        Calendar.from_ical(
            overview_artifacts(overview((), province(), PORTAL, None, Held({}))).files["deadlines.ics"]
        ).walk("VEVENT")
        == []
    )


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(
    st.builds(
        EventWords,
        uid=WORDS,
        summary=WORDS,
        description=WORDS,
        kind=WORDS,
        county_name=WORDS,
        url=st.from_regex(r"https://example\.gov\.cn/[a-z0-9/.-]{1,90}", fullmatch=True),
        stamped=st.integers(1_420_070_400, 4_070_908_800).map(lambda time: datetime.fromtimestamp(time, UTC)),
        day=st.dates(date(2015, 1, 1), date(2099, 1, 1)),
        moves=st.integers(0, 99),
        status=st.sampled_from(["CONFIRMED", "TENTATIVE", "CANCELLED"]),
    )
)
def test_events_are_what_icalendar_writes(words: EventWords) -> None:
    assert event(words) == written_event(words)


LINES = st.text(st.sampled_from(["a", "\\", "^", ";", "字", "é", "\N{GRINNING FACE}", " "]), max_size=400)


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from(";,\\\n"), max_size=60
    )
)
def test_a_calendar_begins_as_icalendar_begins_it(name: str) -> None:
    assert calendar(name, (), PORTAL).decode() == written_head(f"{name} - {PORTAL.site.title}")


@given(LINES)
def test_a_long_line_is_folded_as_icalendar_folds_it(line: str) -> None:
    assert folded(line).encode() == Contentline(line).to_ical()
