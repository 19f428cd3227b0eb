"""What the feeds tell of a county beside its events: changes, deadlines that pass, digests of findings."""

import pickle
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake import settled
from generator.model.beijing import BEIJING
from generator.model.change import Change, History, Weight
from generator.model.codelists import FeedTopic
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import DutyOf, Finding, Severity, Turn
from generator.model.place import Place
from generator.model.withheld import Withheld
from generator.rules.example import scene
from generator.views.events import Event
from generator.views.feed_entries import Entries, Told, county_news, in_order

ID = "210198-2020-01"
OPENED = datetime(2021, 3, 1, 9, tzinfo=BEIJING)
AS_OF = date(2021, 6, 30)
RECORDS = (ID, "210198-2020-02", "210198-2020-03", "210198/progress", "210198/payments", "210198/plan")


def history(*changes: Change, **more: datetime) -> History:
    """Everything came with the opening; then these changes."""
    return History(
        changes,
        first_published=(*((record, OPENED) for record in RECORDS), *more.items()),
        first_commits=tuple((record, "0" * 40) for record in RECORDS),
    )


def at(day: int) -> datetime:
    return datetime(2021, 6, day, 9, tzinfo=BEIJING)


def change(
    field: str, old: str, new: str, day: int = 1, record: str = ID, weight: Weight = Weight.MAJOR
) -> Change:
    return Change(record, field, old, new, datetime(2021, 6, day, 9, tzinfo=BEIJING), f"{day:040d}", weight)


def entries(county: CountyDisclosure, past: History | None, kind: str, as_of: date = AS_OF) -> list[Event]:
    news = county_news(county, (), past, as_of)
    return [event for event in news.entries.lasting if event.key.startswith(f"{kind}/")]


@pytest.mark.parametrize("turned", [False, True])
def test_the_key_of_an_entry_rests_on_no_commit_no_value_and_no_order(turned: bool) -> None:
    """The same changes, committed anew with other values and in the other order of fields, have the same keys."""
    both = [change("完成时限", "1", "2"), change("扶持资金额度 %", "3", "4")]
    anew = [replace(one, commit="f" * 40, old="9") for one in (both[::-1] if turned else both)]
    later = [change("完成时限", "2", "1", 2)]
    for past in (history(*both, *later), history(*anew, *later)):
        told = [event.key for event in entries(scene().county, past, "changes")]
        assert sorted(told) == [f"changes/{ID}/完成时限/1", f"changes/{ID}/完成时限/2"]


def test_one_entry_a_record_and_commit_with_every_field() -> None:
    county = scene().county
    past = history(
        change("完成时限", "2021-10-31", "2021-12-31"),
        change("扶持资金额度", "380", "400", weight=Weight.ORDINARY),
        change("建设内容", "旧" * 59, "内容", 2),
        change("备注", "无", "", 3, weight=Weight.WORDING),
    )
    first, second, third = entries(county, past, "changes")
    assert first.key == f"changes/{ID}/完成时限/1"
    assert first.title == "示例县 仓储配送中心：完成时限2021年10月31日→2021年12月31日等 2 项"
    assert first.text == (
        "完成时限：2021-10-31 → 2021-12-31（未登记对应的方案调整）",
        "扶持资金额度：380.00 万元 → 400.00 万元（未登记对应的方案调整）",
    )
    assert first.tags == ("重大变更",)
    assert first.topic is FeedTopic.CHANGES
    assert first.published == first.when.updated == datetime(2021, 6, 1, 9, tzinfo=BEIJING)
    assert first.when.commit == f"{1:040d}"
    assert second.title == "示例县 仓储配送中心：建设内容有改动"
    assert third.title == "示例县 仓储配送中心：删去备注，原为 无"
    assert third.tags == ("文字变更",)
    assert len({event.digest for event in (first, second, third)}) == 3


ADJUSTED = (
    "方案: {方案调整: [{日期: 2021-05-20, 内容: 调减资金额度, 涉及项目: [210198-2020-01], 原因: 结余}]}"
)


@pytest.mark.parametrize(
    ("changes", "title", "lines"),
    [
        (
            [change("完成时限", "2021-10-31", "2021-12-31"), change("扶持资金额度", "123", "117.5")],
            "扶持资金额度 123.00→117.50 万元等 2 项",
            ["扶持资金额度：123.00 万元 → 117.50 万元（2021-05-20 方案调整）"],
        ),
        (
            [change("建设内容", "旧" * 59, "新内容"), change("备注", "", "无", weight=Weight.WORDING)],
            "建设内容等 2 项有改动",
            ["备注：（无） → 无"],
        ),
        (
            [change("扶持资金额度", "1234.5", "1117")],
            "扶持资金额度由 1,234.50 改为 1,117.00 万元",
            ["扶持资金额度：1,234.50 万元 → 1,117.00 万元（2021-05-20 方案调整）"],
        ),
        (
            [change("企业投入", "", "30", weight=Weight.MAJOR)],
            "补充企业投入：30.00 万元",
            ["企业投入：（无） → 30.00 万元"],
        ),
        (
            [change(f"2021-03-10 {ID} › 金额", "90", "100", record="210198/payments")],
            f"2021年3月10日 {ID}（金额）由 90.00 改为 100.00 万元",
            [f"2021-03-10 {ID}（金额）：90.00 万元 → 100.00 万元"],
        ),
        (
            [change(f"2021-03-10 {ID} › 记录", "日期 2021-03-10，金额 90，用途 付金额 3", "", record="210198/payments")],
            f"删去2021年3月10日 {ID}（记录），原为 日期2021年3月10日，金额 90.00 万元，用途 付金额 3",
            [f"2021-03-10 {ID}（记录）：日期 2021-03-10，金额 90.00 万元，用途 付金额 3 → （无）"],
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_with_units_its_weightiest_figures_and_its_adjustment(
    changes: list[Change], title: str, lines: list[str]
) -> None:
    (event,) = entries(scene(ADJUSTED).county, history(*changes), "changes")
    assert event.title.partition("：")[2] == title
    assert set(lines) <= set(event.text)


FUTURE = "项目: {'01': {计划开工: 2021-12-01, 采购: {公告日期: null}}, '02': {计划开工: null, 采购: null}, '03': {计划开工: 合同签订后15日内}}"


@pytest.mark.parametrize("overlay", ["", FUTURE])
@pytest.mark.parametrize("past", [None, history(), replace(history(), reaches_back_to=OPENED)])
def test_each_project_is_announced_once_whenever_it_starts(overlay: str, past: History | None) -> None:
    county = scene(overlay).county
    told = entries(county, past, "projects")
    assert sorted(event.project for event in told) == sorted(county.by_id)


def test_a_new_project_is_announced_on_the_day_of_its_publication() -> None:
    *_, event = county_news(scene(FUTURE).county, (), history(**{ID: at(20)}), AS_OF).entries.lasting
    assert (event.key, event.date, event.published) == (f"projects/{ID}", date(2021, 6, 20), at(20))
    assert event.dates == "事件日期、公开日期：2021-06-20"
    assert "计划开工：2021-12-01" in event.text


def test_what_was_published_before_the_record_begins_is_dated_no_later() -> None:
    past = replace(history(), reaches_back_to=OPENED)
    told = {event.project: event for event in entries(scene(FUTURE).county, past, "projects")}
    assert told[ID].date == OPENED.date()
    assert told[ID].dates == "公开日期：不晚于 2021-03-01"


def test_money_that_comes_back_and_records_withdrawn_say_amount_payee_and_reason() -> None:
    back = "+payments: [{日期: 2021-06-05, 项目编号: 210198-2020-01, 金额: '12', 类型: 退回}]"
    county = scene("项目: {'01': {撤回: {日期: 2021-06-02, 原因: 重复登记}}}").county
    (event,) = entries(county, None, "withdrawals")
    assert event.text[0].startswith("扶持资金额度：")
    assert event.text[1].startswith("承办单位：")
    assert event.text[2] == "原因：重复登记"
    returned = next(event for event in entries(scene(back).county, None, "payments") if "退回" in event.title)
    assert returned.text[1] == "金额：12.00 万元"
    assert returned.text[2].startswith("承办单位：")
    assert returned.text[3] == "原因：未公开"


def test_a_correction_says_what_it_changed() -> None:
    row = "日期: 2021-06-05, 项目编号: 210198-2020-01, 金额: '12', 收款单位: 甲公司"
    again = row.replace("'12'", "'11.5'").replace("06-05", "06-08") + ", 更正: 2021-06-05"
    county = settled(scene(f"+payments: [{{{row}}}, {{{again}}}]").county, AS_OF)
    told = entries(county, None, "corrections")
    assert [event.title.partition("：")[2] for event in told] == [
        "更正专项资金拨付台账：金额 12.00→11.50 万元等 2 项"
    ]
    assert "收款单位 甲公司" in told[0].text[0]
    assert "重大变更" in told[0].tags


def test_an_adjustment_that_is_told_later_updates_the_entry() -> None:
    label = scene(ADJUSTED).county.plan.label_in("plan_changes", 0, "date")
    late = change(label, "", "2021-05-20", 9, record="210198/plan")
    past = history(change("扶持资金额度", "380", "400"), late)
    (event,) = entries(scene(ADJUSTED).county, past, "changes")
    published, updated, commit, _ = event.when
    assert (published.day, updated.day, commit) == (1, 9, f"{9:040d}")


def test_what_an_event_tells_is_no_change_besides() -> None:
    county = scene("项目: {'01': {状态: 已验收, 验收: {日期: 2021-06-01, 结论: 合格}}}").county
    past = history(change("验收 › 日期", "", "2021-06-01"), change("验收 › 结论", "", "合格"))
    assert entries(county, past, "changes") == []
    (told,) = entries(county, past, "acceptance")
    assert told.published == datetime(2021, 6, 1, 9, tzinfo=BEIJING)
    past = history(*past.changes, change("验收 › 结论", "不合格", "合格", 5))
    (again,) = entries(county, past, "changes")
    assert again.title == "示例县 仓储配送中心：验收结论由 不合格 改为 合格"
    (amended,) = entries(county, past, "acceptance")
    published, updated, commit, _ = amended.when
    assert (published, updated.day, commit) == (told.published, 5, f"{5:040d}")


def test_a_changed_row_of_a_ledger_leads_to_its_project() -> None:
    past = history(change(f"2021-03-10 {ID} › 金额", "90", "100", record="210198/payments"))
    (event,) = entries(scene().county, past, "changes")
    assert event.url == f"projects/{ID}.html"
    assert event.contractor_keys


def test_what_was_published_after_the_as_of_date_is_not_told() -> None:
    past = history(change("完成时限", "2021-10-31", "2021-12-31", 20))
    assert entries(scene().county, past, "changes", date(2021, 6, 19)) == []
    assert len(entries(scene().county, past, "changes", date(2021, 6, 20))) == 1


LATE = "项目: {'01': {完成时限: 2021-05-31}}"


def test_a_deadline_passes_the_day_after() -> None:
    county = scene(LATE).county
    assert entries(county, None, "overdue", date(2021, 5, 31)) == []
    (event,) = entries(county, None, "overdue", date(2021, 6, 1))
    assert event.key == f"overdue/{ID}/2021-05-31"
    assert event.date == date(2021, 6, 1)
    assert event.published == datetime(2021, 6, 1, tzinfo=BEIJING)
    assert event.topic is FeedTopic.PROGRESS


@pytest.mark.parametrize(
    "overlay",
    [
        "项目: {'01': {完成时限: 2021-05-31}}\n+progress: [{日期: 2021-05-31, 项目编号: 210198-2020-01, 进度: '100', 状态: 基本完成}]",
        "项目: {'01': {完成时限: 2021-05-31, 验收: {日期: 2021-05-31, 结论: 合格}}}",
        "项目: {'01': {完成时限: 2021-05-31, 状态: 已取消, 取消: {日期: 2021-05-31, 原因: 退出}}}",
        "项目: {'01': {完成时限: 2021-05-31, 状态: 投入使用}}",
        "项目: {'01': {完成时限: null}}",
    ],
)
def test_a_deadline_that_was_kept_is_not_told(overlay: str) -> None:
    assert entries(scene(overlay).county, None, "overdue") == []


def test_without_a_record_nobody_knows_when_a_project_was_done_that_was_accepted_late() -> None:
    overlay = "项目: {'01': {完成时限: 2021-05-31, 状态: 投入使用, 验收: {日期: 2021-06-20, 结论: 合格}}}"
    assert entries(scene(overlay).county, None, "overdue") == []
    assert len(entries(scene(overlay).county, history(), "overdue")) == 1


def test_a_report_one_day_late_is_late() -> None:
    overlay = (
        LATE + "\n+progress: [{日期: 2021-06-01, 项目编号: 210198-2020-01, 进度: '100', 状态: 基本完成}]"
    )
    assert len(entries(scene(overlay).county, None, "overdue")) == 1


LOST = Withheld("progress", ID, Place("counties/210198/progress.csv", 9), None)


@pytest.mark.parametrize(
    ("item", "is_told"),
    [
        (LOST, False),
        (LOST._replace(project=None), False),
        (LOST._replace(project="210198-2020-02"), True),
        (LOST._replace(kind="payments"), True),
        (LOST._replace(ended=datetime(2021, 5, 30, tzinfo=BEIJING)), False),
        (LOST._replace(ended=datetime(2021, 6, 2, tzinfo=BEIJING)), True),
        (LOST._replace(since=date(2021, 3, 1), ended=datetime(2021, 5, 30, tzinfo=BEIJING)), False),
        (LOST._replace(since=date(2021, 3, 1)), True),  # it stands, and its fault is not committed yet
        (LOST._replace(since=date(2021, 3, 1), ended=datetime(2021, 6, 2, tzinfo=BEIJING)), True),
    ],
)
@pytest.mark.parametrize("past", [None, history()])
def test_a_deadline_is_not_said_to_pass_if_a_withheld_report_may_tell_that_it_was_met(
    item: Withheld, past: History | None, *, is_told: bool
) -> None:
    county = replace(scene(LATE).county, withheld=(item,))
    assert bool(entries(county, past, "overdue")) == is_told


def test_a_deadline_moved_in_time_does_not_pass() -> None:
    county = scene().county  # 2021-12-31 today
    kept = history(change("完成时限", "2021-06-01", "2021-12-31", 1))
    assert entries(county, kept, "overdue") == []
    missed = history(change("完成时限", "2021-05-31", "2021-12-31", 1))
    (event,) = entries(county, missed, "overdue")
    assert event.key == f"overdue/{ID}/2021-05-31"


def test_a_project_published_after_its_deadline_is_told_when_it_is_published() -> None:
    county = scene("项目: {'01': {完成时限: 2021-02-01, 计划开工: 2021-01-20}}").county
    (event,) = entries(county, history(), "overdue")
    assert (event.date, event.published) == (date(2021, 2, 2), OPENED)


def finding(code: str, since: date | None, project: str = "") -> Finding:
    return Finding(code, Severity.FINDING, "逾期 9 天", Place("x"), "改。", "五", "210198", project, since)


def test_new_findings_are_told_week_by_week() -> None:
    sunday = date(2021, 6, 20)
    found = (
        finding("G102", sunday, ID),
        finding("G102", sunday - timedelta(days=6), "210198-2020-02"),
        finding("V101", sunday),
        finding("I114", None),
        finding("G101", sunday + timedelta(days=1), ID),
    )
    assert county_news(scene().county, found, None, sunday).entries.passing == ()
    (event,) = county_news(scene().county, found, None, sunday + timedelta(days=1)).entries.passing
    assert event.key == "findings/210198/2021-W24"
    assert event.date == date(2021, 6, 21)
    assert event.title == "示例县：2021年6月14日至2021年6月20日新增问题 3 项"
    assert event.text[0].startswith("G102 超过完成时限仍未基本完成，2 项：210198-2020-01、210198-2020-02")
    assert "9 天" not in " ".join(event.text), "what counts days would change every day"
    later = county_news(scene().county, found, None, sunday + timedelta(days=8 * 7)).entries.passing
    assert [item.key for item in later] == ["findings/210198/2021-W24", "findings/210198/2021-W25"]
    gone = county_news(scene().county, found, None, sunday + timedelta(days=8 * 7 + 1)).entries.passing
    assert [item.key for item in gone] == ["findings/210198/2021-W25"]


def test_a_digest_is_updated_by_the_commit_that_mends_or_brings_a_finding_of_its_week() -> None:
    stands, gone = finding("V101", date(2021, 6, 16)), finding("G102", date(2021, 6, 15), ID)
    turns = (
        Turn(at(17), "a" * 40, (), (gone,), (date(2021, 6, 15),)),
        Turn(at(23), "b" * 40, (gone,), (), (date(2021, 6, 15),)),
        Turn(at(24), "c" * 40, (finding("G101", date(2021, 6, 7)),), (), (date(2021, 6, 7),)),
    )
    news = county_news(scene().county, (stands,), None, date(2021, 6, 30), turns)
    digest = min(news.entries.passing, key=lambda event: event.key)
    assert digest.key == "findings/210198/2021-W24"
    assert (digest.when.updated, digest.when.commit) == (at(23), "b" * 40)
    assert digest.dates == "公开日期：2021-06-21，更新：2021-06-23"
    (mended,) = (event for event in news.entries.passing if event.key.startswith("resolved/"))
    assert mended.key == "resolved/210198/2021-W25"
    assert mended.title == "示例县：2021年6月21日至2021年6月27日已解决问题 2 项"
    assert mended.text == (
        f"2021-06-23：G102 超过完成时限仍未基本完成：{ID}。",
        "2021-06-24：G101 逾计划开工日期未开工。",
    )
    assert (mended.published, mended.when.updated, mended.when.commit) == (at(23), at(24), "c" * 40)
    assert {"G101", "G102", "已解决"} <= set(mended.tags)


def test_a_finding_without_a_first_day_is_new_in_the_week_of_the_commit_that_brought_it() -> None:
    found = finding("I106", None, ID)
    turn = Turn(at(17), "a" * 40, (), (found,))
    (event,) = county_news(scene().county, (found,), None, date(2021, 6, 30), (turn,)).entries.passing
    assert (event.key, event.tags[-1]) == ("findings/210198/2021-W24", "I106")
    assert county_news(scene().county, (found,), None, date(2021, 6, 30)).entries.passing == ()


def test_what_the_city_answers_for_is_told_apart_from_what_is_new_of_the_county() -> None:
    sunday = date(2021, 6, 20)
    own, above = finding("G102", sunday, ID), finding("V101", sunday)._replace(duty_of=DutyOf.CITY)
    (event,) = county_news(scene().county, (own, above), None, sunday + timedelta(days=1)).entries.passing
    assert event.title.endswith("新增问题 1 项，新增市、省的事项 1 项")
    assert event.text[1].startswith("市、省的事项：V101 ")
    (event,) = county_news(scene().county, (above,), None, sunday + timedelta(days=1)).entries.passing
    assert event.title.endswith("2021年6月20日新增市、省的事项 1 项")


def test_entries_are_in_the_order_in_which_they_were_published() -> None:
    county = scene().county
    late = History(
        first_published=(*((record, OPENED) for record in RECORDS), ("210198/cases/", OPENED)),
        changes=(change("扶持资金额度", "380", "400"),),
    )
    lasting = county_news(county, (), late, AS_OF).entries.lasting
    moments = [event.published for event in lasting]
    assert moments == sorted(moments)
    assert len({event.key for event in lasting}) == len(lasting)


def test_beyond_the_reach_of_the_record_an_event_has_its_own_date() -> None:
    past = replace(history(), reaches_back_to=OPENED)
    told = county_news(scene().county, (), past, AS_OF)
    assert all(event.published.date() == event.date for event in told.events)


def test_what_matters_leads_and_progress_comes_last() -> None:
    order = sorted(FeedTopic, key=lambda topic: topic.rank)
    assert order[:4] == [FeedTopic.CHANGES, FeedTopic.PROJECTS, FeedTopic.FUNDS, FeedTopic.ACCEPTANCE]
    assert order[-1] is FeedTopic.PROGRESS
    news = county_news(scene().county, (), history(), AS_OF)
    together = [event.topic for event in reversed(news.entries.lasting) if event.published == OPENED]
    assert together == sorted(together, key=lambda topic: topic.rank)
    assert len(set(together)) > 2


TOLD = st.builds(
    Told,
    key=st.sampled_from("abc"),
    date=st.dates(date(2021, 1, 1), date(2021, 1, 3)),
    topic=st.sampled_from(FeedTopic),
    also=st.none() | st.sampled_from(FeedTopic),
    published=st.integers(0, 9).map(
        lambda number: (OPENED + timedelta(microseconds=number)).replace(tzinfo=timezone(timedelta(hours=8)))
    ),
    updated=st.just(OPENED),
    contractor_keys=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    is_major=st.booleans(),
    county=st.just("210198"),
    start=st.integers(0, 9),
    rss=st.integers(0, 9),
    atom=st.integers(0, 9),
    json=st.integers(0, 9),
    digest=st.binary(max_size=2),
)


@given(st.lists(TOLD, max_size=8))
def test_the_order_is_that_of_time_weight_date_and_key(told: list[Told]) -> None:
    plainly = sorted(told, key=lambda entry: (entry.published, -entry.topic.rank, entry.date, entry.key))
    assert in_order(told) == tuple(plainly)


@given(st.lists(TOLD, max_size=4).map(tuple), st.lists(TOLD, max_size=4).map(tuple))
def test_entries_arrive_as_they_set_out(lasting: tuple[Told, ...], passing: tuple[Told, ...]) -> None:
    found = pickle.loads(pickle.dumps(Entries(lasting, passing)))
    assert found == Entries(lasting, passing)
    assert {type(entry) for entry in (*found.lasting, *found.passing)} <= {Told}
