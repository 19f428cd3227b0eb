"""What commits mended: told in /findings.xml with the rule as category, on real git repositories."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from generator.engine.steps import finding_turns as turns_module
from generator.engine.steps.county_work import Ground, judged_then
from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.finding_turns import finding_turns
from generator.engine.steps.whole_portal import CheckedPortal, check_portal
from generator.history import read_history
from generator.model.change import History
from generator.model.finding import Finding, Turn
from tests.contract.test_reader import P1, P2, PAYMENTS, ROWS, SECOND, opened
from tests.support.repository import Repository

TODAY = date(2022, 4, 28)
NO_MONEY = SECOND.replace("扶持资金额度: 350.00\n", "")


def checked(repository: Repository, cache: Path) -> CheckedPortal:
    return check_portal(repository.content, TODAY, TODAY, history=read_history(repository.content, cache))


def turns(repository: Repository, cache: Path) -> tuple[Turn, ...]:
    found = checked(repository, cache)
    (county,) = found.counties
    return finding_turns(found.ground, county.code, county.history).turns


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    made = Repository(tmp_path / "checkout")
    opened(made)
    made.commit("opened")
    made.write(P2, NO_MONEY)
    made.commit("a project without an amount")
    yield made


def codes(turn: Turn) -> tuple[set[str], set[str]]:
    return {found.code for found in turn.mended}, {found.code for found in turn.came}


def test_what_a_commit_brought_and_what_the_next_mended(repository: Repository, tmp_path: Path) -> None:
    repository.write(P2, SECOND)
    mending = repository.commit("the amount")
    *_, last = turns(repository, tmp_path / "cache")
    assert last.commit == mending
    assert "I106" in codes(last)[0]
    assert {found.project for found in last.mended if found.code == "I106"} == {"210198-2020-02"}
    before, _ = turns(repository, tmp_path / "cache")[-2:]
    assert "I106" in codes(before)[1]


def test_what_is_mended_has_an_entry_with_its_rules_and_commit(
    repository: Repository, tmp_path: Path
) -> None:
    before = publish(checked(repository, tmp_path / "cache")).files["findings.xml"]
    repository.write(P2, SECOND)
    mending = repository.commit("the amount")
    files = publish(checked(repository, tmp_path / "cache")).files
    (entry,) = (one for one in feedparser.parse(files["findings.xml"]).entries if ":resolved/" in one.id)
    assert {"已解决", "I106"} <= {tag.term for tag in entry.tags}
    assert entry.gk_commit == mending
    assert "210198-2020-02" in entry.summary
    assert not any(":resolved/" in one.id for one in feedparser.parse(before).entries)
    again = publish(checked(repository, tmp_path / "another"))
    assert again.files["findings.xml"] == files["findings.xml"], "whatever was built before"


def test_a_change_that_mends_nothing_is_no_turn(repository: Repository, tmp_path: Path) -> None:
    known = turns(repository, tmp_path / "cache")
    repository.change(P1, "状态: 在建", "状态: 在建\n备注: 一")
    repository.commit("words")
    assert [turn.commit for turn in turns(repository, tmp_path / "cache")] == [turn.commit for turn in known]


def test_a_commit_with_an_error_is_compared_with_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.write(P2, SECOND.replace("支持方向: 物流配送", "支持方向: 别的"))
    broken = repository.commit("broken")
    repository.write(P2, SECOND)
    mending = repository.commit("whole")
    found = turns(repository, tmp_path / "cache")
    assert broken not in [turn.commit for turn in found]
    assert found[-1].commit == mending
    assert "I106" in codes(found[-1])[0]


TO_OTHERS = "日期,项目编号,金额,收款单位,用途,凭证号\n" + "".join(
    f"2022-03-0{2 + number},210198-2020-0{1 + number % 2},1.00,丙公司,首付款,凭{number}\n"
    for number in range(4)
)


def test_digests_move_with_their_text_while_files_are_in_error(
    repository: Repository, tmp_path: Path
) -> None:
    """A project that was removed leaves rows in error; what commits change meanwhile, they change at their time."""
    repository.write(PAYMENTS, TO_OTHERS)
    repository.commit("paid to others", at="2022-03-12T09:00:00+08:00")
    steps = {
        "2022-04-11": (repository.content / P2).unlink,
        "2022-04-12": lambda: repository.change(PAYMENTS, "丙公司,首付款,凭0", "甲公司,首付款,凭0"),
        "2022-04-13": lambda: repository.change(P1, "状态: 在建", "状态: 在建\n备注: 一"),
        "2022-04-14": lambda: repository.write(P2, NO_MONEY),
        "2022-04-15": lambda: repository.change(PAYMENTS, "丙公司,首付款,凭2", "甲公司,首付款,凭2"),
    }
    before = _digests(repository, tmp_path / "cache")
    moving = []
    for day, step in steps.items():
        step()
        commit = repository.commit(day, at=f"{day}T09:00:00+08:00")
        after = _digests(repository, tmp_path / "cache")
        moved = {id_ for id_ in before.keys() & after.keys() if before[id_][0] != after[id_][0]}
        assert moved == {id_ for id_ in before.keys() & after.keys() if before[id_][1] != after[id_][1]}, day
        assert all(after[id_][1:] == (f"{day}T09:00:00+08:00", commit) for id_ in moved), day
        moving += [day] * bool(moved)
        before = after
    assert moving == ["2022-04-11", "2022-04-12", "2022-04-14", "2022-04-15"]
    mended = {turn.published.day for turn in turns(repository, tmp_path / "cache") if turn.mended}
    assert not mended & {11, 12, 13}, "what is in error mends nothing"


@pytest.mark.parametrize("spoilt", [f"{SECOND}备注: 联系 13812345678\n", "项目编号: [\n"])
def test_digests_move_when_a_version_is_refused_and_when_it_is_restored(
    spoilt: str, repository: Repository, tmp_path: Path
) -> None:
    """Neither changes anything that was published, and yet nothing can be said of the project between them."""
    repository.write(PAYMENTS, TO_OTHERS)
    repository.commit("paid to others", at="2022-03-12T09:00:00+08:00")
    sound = (repository.content / P2).read_text("utf-8")
    steps = {"2022-04-11": spoilt, "2022-04-12": f"{spoilt}# 再\n", "2022-04-13": sound}
    before = _digests(repository, tmp_path / "cache")
    moving = []
    for day, text in steps.items():
        repository.write(P2, text)
        commit = repository.commit(day, at=f"{day}T09:00:00+08:00")
        after = _digests(repository, tmp_path / "cache")
        assert after.keys() == before.keys()
        moved = {id_ for id_ in before if before[id_][1] != after[id_][1]}
        assert moved == {id_ for id_ in before if before[id_][0] != after[id_][0]}, day
        named = commit if text == sound else ""
        assert all(after[id_][1:] == (f"{day}T09:00:00+08:00", named) for id_ in moved), day
        moving += [day] * bool(moved)
        before = after
    assert moving == ["2022-04-11", "2022-04-13"]


def _digests(repository: Repository, cache: Path) -> dict[str, tuple[str, str, str]]:
    """Id of a digest of new findings → what it says without the line of dates, when that was changed, and by what commit."""
    entries = feedparser.parse(publish(checked(repository, cache)).files["findings.xml"]).entries
    return {
        one.id: (one.summary.partition("<br />")[2], one.get("updated", ""), one.get("gk_commit", ""))
        for one in entries
        if ":findings/" in one.id
    }


def test_uncommitted_files_and_a_day_before_tell_nothing(repository: Repository, tmp_path: Path) -> None:
    known = turns(repository, tmp_path / "cache")
    repository.write(P2, SECOND)
    assert turns(repository, tmp_path / "cache") == known
    repository.commit("the amount")
    found = checked(repository, tmp_path / "cache")
    (county,) = found.counties
    long_ago = replace(found.ground, as_of=date(2021, 12, 31))
    assert finding_turns(long_ago, county.code, county.history).turns == ()
    assert finding_turns(found.ground, county.code, None).turns == ()


def watched(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days on which versions are judged from now on."""
    days: list[date] = []
    real = judged_then

    def judged(ground: Ground, *others: Any) -> tuple[Finding, ...]:
        days.append(ground.as_of)
        return real(ground, *others)

    monkeypatch.setattr(turns_module, "judged_then", judged)
    return days


def test_the_next_day_judges_no_commit_again_and_a_new_commit_alone(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(P2, SECOND)
    repository.commit("the amount")
    found = checked(repository, tmp_path / "cache")
    (county,) = found.counties
    days = watched(monkeypatch)
    first = finding_turns(found.ground, county.code, county.history, "mark")
    assert days and first.turns
    days.clear()
    morrow = replace(found.ground, as_of=TODAY + timedelta(1))
    again = finding_turns(morrow, county.code, county.history, "mark", first.seen)
    assert (again, days) == (first, [])
    assert finding_turns(morrow, county.code, county.history, "mark") == first, "whatever was built before"
    days.clear()
    assert finding_turns(morrow, county.code, county.history, "another mark", first.seen).turns == first.turns
    assert days, "the portal's own files changed"
    repository.write(P2, NO_MONEY)
    repository.commit("without it again")
    found = checked(repository, tmp_path / "cache")
    (county,) = found.counties
    days.clear()
    grown = finding_turns(found.ground, county.code, county.history, "mark", first.seen)
    assert len(days) == 2, "both versions on the day of the new commit"
    assert grown == finding_turns(found.ground, county.code, county.history, "mark")
    assert len(grown.turns) == len(first.turns) + 1


def test_a_commit_at_which_the_program_fails_ends_not_the_telling_of_later_ones(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(P2, SECOND)
    failing = repository.commit("the amount")
    repository.write(P2, NO_MONEY)
    repository.commit("without it")
    repository.write(P2, SECOND)
    last = repository.commit("the amount again")
    known = turns(repository, tmp_path / "cache")
    assert [turn.commit for turn in known[-3:]][::2] == [failing, last]
    moment = known[-3].published
    real = judged_then

    def judged(ground: Ground, code: str, county: Any, history: History) -> tuple[Finding, ...]:
        if history.changes and history.changes[-1].published == moment:
            raise ValueError("a fault of the program")
        return real(ground, code, county, history)

    monkeypatch.setattr(turns_module, "judged_then", judged)
    told = [turn.commit for turn in turns(repository, tmp_path / "cache")]
    assert failing not in told
    assert told[-1] == last


@pytest.mark.parametrize("day", [date(2022, 3, 1), date(2022, 3, 9)])
def test_a_date_still_to_come_is_looked_at_again(day: date, repository: Repository, tmp_path: Path) -> None:
    repository.write(P2, SECOND)
    repository.write(PAYMENTS, f"{ROWS}2022-03-05,210198-2020-01,5.00,甲公司,尾款,\n")
    repository.commit("paid on a day to come")
    found = checked(repository, tmp_path / "cache")
    (county,) = found.counties
    other = replace(found.ground, as_of=date(2022, 3, 9) if day.day == 1 else date(2022, 3, 1))
    seen = finding_turns(other, county.code, county.history, "mark").seen
    ground = replace(found.ground, as_of=day)
    grown = finding_turns(ground, county.code, county.history, "mark", seen)
    assert grown.turns == finding_turns(ground, county.code, county.history, "mark").turns
    assert grown.turns != finding_turns(other, county.code, county.history, "mark").turns
