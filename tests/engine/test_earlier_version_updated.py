"""A feed entry that says that an earlier version stands is updated when the main line took what did not pass."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import feedparser
import pytest

from generator.engine.steps.county_work import CheckedCounty
from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from generator.model.codelists import FeedTopic
from generator.views.feed_entries import county_news
from generator.views.mail_items import Since
from tests.support.one_county import AS_OF, CODE, FILES, P1, P2, OneCounty, one_county

SAYS_SO = "最近一次提交未通过核对"
SPOILT = "2022-04-10T09:00:00+08:00"
POLICY = "---\n标题: 通知\n文号: 一号\n发文机关: 商务厅\n发布日期: 2021-01-01\n层级: 省\n---\n正文。\n"
NOTICE = "---\n标题: 通报\n日期: 2021-02-01\n类型: 督导通报\n---\n正文。\n"
FEES = "费用:\n  - 名称: 监理费\n    支付: [{日期: 2021-05-01, 金额: 1.00}]\n"
RECTIFIED = "整改清单:\n  - {编号: 一, 问题: 标识不全, 期限: 2021-12-31, 销号日期: 2021-12-30}\n"


@pytest.fixture
def portal(tmp_path: Path) -> OneCounty:
    return documented(tmp_path / "checkout")


def documented(folder: Path) -> OneCounty:
    """One county, with a document of every kind."""
    made = one_county(folder)
    made.repository.write("policies/yi.md", POLICY)
    made.repository.write("notices/er.md", NOTICE)
    made.write("county.yaml", FILES["county.yaml"] + FEES)
    made.write("outcome.yaml", RECTIFIED)
    made.write("policies/san.md", POLICY.replace("层级: 省", "层级: 县"))
    made.commit()
    return made


Told = dict[str, tuple[str, str, str]]


def entries(portal: OneCounty) -> Told:
    """Id of an entry → its text, when it was updated, and by which commit, in any feed."""
    content = portal.repository.content
    files = publish(check_portal(content, AS_OF, AS_OF, history=read_history(content, None))).files
    return {
        one.id: (one.content[0].value, one.updated, one.get("gk_commit", ""))
        for one in feedparser.parse(files["atom.xml"]).entries
        if ":findings/" not in one.id and ":resolved/" not in one.id
    }


def spoil(name: str, old: str, new: str) -> Callable[[OneCounty], None]:
    return lambda portal: portal.change(name, old, new)


def of_portal(path: str, text: str) -> Callable[[OneCounty], None]:
    def write(portal: OneCounty) -> None:
        portal.repository.write(path, text)

    return write


HOW: dict[str, Callable[[OneCounty], None]] = {
    "a project": lambda portal: portal.write("projects/01.yaml", "- 不是\n"),
    "a project with private data": lambda portal: portal.write(
        "projects/01.yaml", f"{FILES['projects/01.yaml']}# 联系 13812345678\n"
    ),
    "a removed project": lambda portal: portal.path("projects/01.yaml").unlink(),
    "the county": spoil("county.yaml", "监理费", "监理费\n    多余: 1"),
    "the plan": spoil("plan.yaml", "2021-01-15", "2021-01-32"),
    "the outcome": spoil("outcome.yaml", "2021-12-30", "2021-12-32"),
    "a case": spoil("cases/yi-ge.md", "2021-08-01", "2021-08-32"),
    "a row of a ledger": spoil("payments.csv", "50.00", "50.00元"),
    "a report of progress": spoil("progress.csv", ",40,", ",140,"),
    "a policy of the portal": of_portal("policies/yi.md", POLICY.replace("2021-01-01", "2021-01-32")),
    "a notice": of_portal("notices/er.md", NOTICE.replace("2021-02-01", "2021-02-32")),
    "a policy of the county": spoil("policies/san.md", "2021-01-01", "2021-01-32"),
}


@pytest.mark.parametrize("how", HOW)
def test_what_says_so_was_updated_when_it_came_to_say_so(portal: OneCounty, how: str) -> None:
    before = entries(portal)
    assert not any(SAYS_SO in text for text, _, _ in before.values())
    HOW[how](portal)
    uncommitted = entries(portal)
    assert {id_: uncommitted[id_][1:] for id_ in before} == {id_: told[1:] for id_, told in before.items()}
    portal.repository.commit("spoilt", at=SPOILT)
    after = entries(portal)
    marked = {id_ for id_, (text, _, _) in after.items() if SAYS_SO in text}
    assert marked
    assert {after[id_][1] for id_ in marked} == {SPOILT}
    changed = {id_ for id_ in before.keys() & after.keys() if before[id_][0] != after[id_][0]}
    assert changed == marked
    assert changed == {id_ for id_ in before.keys() & after.keys() if before[id_][1] != after[id_][1]}


def test_another_commit_moves_nothing_more(portal: OneCounty) -> None:
    HOW["a project"](portal)
    portal.repository.commit("spoilt", at=SPOILT)
    known = entries(portal)
    portal.repository.write("notices/san.md", NOTICE)
    portal.change("projects/02.yaml", f"项目编号: {P2}", f"项目编号: {P2}\n备注: 一")
    portal.repository.commit("something else", at="2022-04-20T09:00:00+08:00")
    after = entries(portal)
    assert {id_: after[id_] for id_ in known} == known


def test_a_file_that_another_one_puts_in_error_is_updated_with_that_one(portal: OneCounty) -> None:
    """The project that a case names is removed: the case is as it was, and yet does not pass."""
    case = FILES["cases/yi-ge.md"].replace("日期: 2021-08-01\n", f"日期: 2021-08-01\n项目编号: [{P1}]\n")
    portal.write("cases/yi-ge.md", case)
    portal.repository.commit("of a project", at="2022-04-01T09:00:00+08:00")
    before = entries(portal)
    portal.path("projects/01.yaml").unlink()
    portal.repository.commit("spoilt", at=SPOILT)
    after = entries(portal)
    (case_entry,) = (one for one in after if one.endswith("/yi-ge"))
    assert SAYS_SO in after[case_entry][0]
    assert after[case_entry][1] == SPOILT
    assert {one for one in after if SAYS_SO in after[one][0]} == {
        one for one in before.keys() & after.keys() if before[one][1] != after[one][1]
    }


def test_mail_does_not_tell_a_month_again_that_came_to_be_marked(portal: OneCounty) -> None:
    HOW["a project"](portal)
    portal.repository.commit("spoilt", at=SPOILT)
    since = Since(datetime.fromisoformat("2022-04-01T00:00:00+08:00"), date(2022, 4, 1), known=frozenset("a"))
    found: CheckedCounty = portal.checked()
    assert found.disclosure
    news = county_news(
        found.disclosure, (), read_history(portal.repository.content, None).county(CODE), AS_OF
    )
    months = [event for event in news.entries.lasting if event.topic is FeedTopic.PROGRESS]
    assert months
    assert all(event.when.updated.isoformat() == SPOILT for event in months)
    assert not any(since.is_new(event, "a") for event in months)


def test_a_calendar_is_stamped_when_its_text_came_to_say_so(portal: OneCounty) -> None:
    HOW["a project"](portal)
    portal.repository.commit("spoilt", at=SPOILT)
    content = portal.repository.content
    files = publish(check_portal(content, AS_OF, AS_OF, history=read_history(content, None))).files
    marked = [part for part in files["deadlines.ics"].split(b"BEGIN:VEVENT") if b"STATUS:TENTATIVE" in part]
    assert marked
    assert all(b"DTSTAMP:20220410T010000Z" in part for part in marked)
