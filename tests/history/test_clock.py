"""What is told when clocks were wrong: in the order of the main line, never after the build, never before what is below."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine.steps.wrong_times import time_notices
from generator.history import PortalHistory, read_history
from generator.history.clock import Clock, clock_of
from generator.model.change import History
from generator.views.provenance import Provenance
from tests.support.repository import Repository

CODE = "210198"
P1, ID1 = f"counties/{CODE}/projects/01.yaml", f"{CODE}-2020-01"
OFFICIAL = "栏目名称: 示例\n开栏日期: 2022-03-01\n"
TODAY = date(2022, 12, 31)
FUTURE, PAST = "2099-05-01T10:00:00+08:00", "1999-05-01T10:00:00+08:00"


def project(amount: int) -> str:
    return f"项目编号: {ID1}\n项目名称: 冷库\n支持方向: 物流配送\n状态: 在建\n扶持资金额度: {amount}\n"


class Line:
    """A main line of which each commit changes an amount; read anew, commit by commit, and by two at once."""

    def __init__(self, root: Path, site: str = OFFICIAL) -> None:
        self.repository = Repository(root / "checkout")
        self.root = root
        self.amount = 0
        self.commits: list[str] = []
        self.repository.write("site.yaml", site)
        self.repository.write(f"counties/{CODE}/county.yaml", "名称: 青禾县\n")

    def commit(self, at: str, trailer: str = "") -> str:
        self.amount += 1
        self.repository.write(P1, project(self.amount))
        message = f"amount\n\nPublished: {trailer}" if trailer else "amount"
        self.commits.append(self.repository.commit(message, at))
        self.days()
        return self.commits[-1]

    def history(self, cache: str = "", today: date = TODAY, day: date | None = None) -> PortalHistory:
        folder = self.root / cache if cache else None
        return read_history(self.repository.content, folder, day=day, today=today)

    def county(self, cache: str = "", today: date = TODAY, day: date | None = None) -> History:
        found = self.history(cache, today, day).county(CODE)
        assert found is not None
        return found

    def days(self, today: date = TODAY, day: date | None = None) -> list[str]:
        """The day of each change, in the order of the record: the same however it is read."""
        found = self.county("", today, day)
        assert found == self.county("grown", today, day)
        if len(self.commits) % 2:
            assert found == self.county("by twos", today, day)
        return [f"{change.published:%Y-%m-%d %H}" for change in found.changes]


@pytest.fixture
def line(tmp_path: Path) -> Line:
    made = Line(tmp_path)
    made.commit("2022-03-01T09:00:00+08:00")
    made.commit("2022-03-05T09:00:00+08:00")
    return made


def test_a_commit_of_the_future_takes_the_next_known_time(line: Line) -> None:
    line.commit(FUTURE)
    line.commit("2022-03-07T09:00:00+08:00")
    assert line.days() == ["2022-03-05 09", "2022-03-07 09", "2022-03-07 09"]


def test_two_of_the_future_in_a_row(line: Line) -> None:
    line.commit(FUTURE)
    line.commit("2098-01-01T00:00:00+08:00")
    line.commit("2022-03-07T09:00:00+08:00")
    assert line.days()[1:] == ["2022-03-07 09"] * 3


def test_without_a_known_time_it_is_told_on_the_day_of_the_build(line: Line) -> None:
    line.commit(FUTURE)
    assert line.days() == ["2022-03-05 09", "2022-12-31 00"]
    assert line.days(today=date(2023, 1, 2)) == ["2022-03-05 09", "2023-01-02 00"]
    assert line.days(day=date(2023, 2, 1)) == ["2022-03-05 09", "2023-02-01 00"]
    line.commit("2023-02-03T10:00:00+08:00")
    assert line.days(today=date(2023, 3, 1))[1:] == ["2023-02-03 10"] * 2


def test_an_earlier_day_is_shown_as_it_was(line: Line) -> None:
    """Commits of later than the day that is asked for are known, and not shown on it."""
    assert line.days(day=date(2022, 3, 2)) == ["2022-03-05 09"]
    line.commit(FUTURE)
    assert line.days(day=date(2022, 3, 2)) == ["2022-03-05 09", "2022-03-05 09"]


def test_a_commit_of_before_the_opening_is_raised(line: Line) -> None:
    line.commit(PAST)
    line.commit("2022-03-07T09:00:00+08:00")
    assert line.days() == ["2022-03-05 09", "2022-03-05 09", "2022-03-07 09"]


def test_a_day_earlier_is_raised_too(line: Line) -> None:
    line.commit("2022-03-04T09:00:00+08:00")
    line.commit("2022-03-05T08:00:00+08:00")
    assert line.days() == ["2022-03-05 09"] * 3


def test_the_future_and_the_past_together(line: Line) -> None:
    line.commit(FUTURE)
    line.commit(PAST)
    line.commit("2022-03-07T09:00:00+08:00")
    assert line.days() == ["2022-03-05 09", "2022-03-05 09", "2022-03-05 09", "2022-03-07 09"]


def test_a_merge_is_of_the_time_at_which_it_was_merged(line: Line) -> None:
    r = line.repository
    r.git("checkout", "--quiet", "-b", "county")
    r.write(P1, project(500))
    r.commit("half", FUTURE)
    r.git("checkout", "--quiet", "main")
    r.git("merge", "--quiet", "--no-ff", "--no-commit", "county")
    line.commits.append(r.commit("merged", "2022-03-09T10:00:00+08:00"))
    assert line.days() == ["2022-03-05 09", "2022-03-09 10"]


def test_right_after_the_opening_it_is_in_the_feeds(tmp_path: Path) -> None:
    """It counts at the time of the opening, and yet after it."""
    line = Line(tmp_path)
    line.commit("2022-03-01T09:00:00+08:00")
    line.repository.write(P1.replace("01", "02", 1).replace("01.yaml", "02.yaml"), "")
    line.commit(PAST)
    county = line.county()
    provenance = Provenance(county, TODAY)
    assert [change.new for change in provenance.changes] == ["2"]
    assert provenance.first_published(ID1) is None
    other = f"{CODE}-2020-02"
    line.repository.write(f"counties/{CODE}/projects/02.yaml", project(5).replace(ID1, other))
    line.commit(PAST)
    moment = Provenance(line.county(), TODAY).first_published(other)
    assert moment is not None
    assert f"{moment:%Y-%m-%d %H}" == "2022-03-01 09"


def test_an_opening_of_the_future(tmp_path: Path) -> None:
    line = Line(tmp_path)
    line.commit(FUTURE)
    line.commit("2022-03-02T09:00:00+08:00")
    line.commit("2022-03-03T09:00:00+08:00")
    assert line.days() == ["2022-03-02 09", "2022-03-03 09"]
    assert f"{line.county().reaches_back_to:%Y-%m-%d %H}" == "2022-03-02 09"


def test_changes_since_a_commit_are_those_above_it(line: Line) -> None:
    first = line.commits[-1]
    line.commit(PAST)
    line.commit("2022-03-07T09:00:00+08:00")
    history = line.history()
    number = history.number_of(first)
    assert number is not None
    assert [change.new for _, change in history.since(number)] == ["3", "4"]


def test_a_demonstration_is_of_the_times_that_it_names(tmp_path: Path) -> None:
    """Commits that name none, of today, do not move those that do."""
    line = Line(tmp_path, OFFICIAL + "模式: 演示\n演示日期: 2022-06-30\n")
    now = "2022-11-30T10:00:00+08:00"
    line.commit(now, "2022-03-01T09:00:00+08:00")
    line.commit(now, "2022-03-05T09:00:00+08:00")
    line.commit(now)
    line.commit(now, "2022-03-07T09:00:00+08:00")
    line.commit(now)
    assert line.days() == ["2022-03-05 09", "2022-03-07 09", "2022-03-07 09", "2022-06-30 00"]


def test_the_mark_of_a_county_changes_with_its_times(line: Line) -> None:
    line.commit(FUTURE)
    marks = {line.history("cache", today=date(2023, 1, day)).mark(CODE) for day in (1, 2)}
    assert len(marks) == 2


def test_whoever_checks_is_told(line: Line) -> None:
    assert list(time_notices(line.history().limits())) == []
    future = line.commit(FUTURE)
    past = line.commit(PAST)
    line.commit("2022-03-05T08:00:00+08:00")  # an hour is no matter
    ahead, behind = time_notices(line.history().limits())
    assert ahead.message == (
        "1 次提交的时间在今天以后，变更记录改按前后提交的时间公开："
        f"提交 {future[:12]}（写的是 2099-05-01，列为 2022-03-05）"
    )
    assert behind.message == (
        "1 次提交的时间早于它前面的提交，变更记录改按前面提交的时间公开："
        f"提交 {past[:12]}（写的是 1999-05-01，列为 2022-03-05）"
    )
    assert {ahead.severity.value, ahead.code, behind.code} == {"notice", "E018"}


def test_times_are_never_of_the_future_and_never_fall() -> None:
    clock = Clock(date(1970, 1, 3), date(1970, 1, 3))
    end, midnight = 2 * 86_400 + 16 * 3600, 86_400 + 16 * 3600
    assert clock.end == end
    assert clock.times([]) == []
    assert clock.times([5, 3, 9]) == [5, 5, 9]
    assert clock.times([5, end, 9, end + 1]) == [5, 9, 9, midnight]
    assert clock.times([end - 1, end]) == [end - 1, end - 1]
    assert clock.times([end, 7, 3]) == [7, 7, 7]


@pytest.mark.parametrize(
    ("asked", "shown", "expected"),
    [
        (None, None, (31, 31)),
        (1, None, (1, 31)),
        (None, 10, (10, 10)),
        (1, 10, (1, 10)),
        (20, 10, (20, 20)),
    ],
)
def test_the_day_of_a_build(asked: int | None, shown: int | None, expected: tuple[int, int]) -> None:
    days = [date(2022, 12, day) if day else None for day in (asked, shown)]
    assert clock_of(days[0], TODAY, days[1]) == Clock(*(date(2022, 12, day) for day in expected))


def test_a_commit_that_changes_no_record_holds_up_those_after_it(line: Line) -> None:
    (line.repository.root / "README.md").write_text("how to build\n", "utf-8")
    line.repository.commit("not content", "2022-03-08T09:00:00+08:00")
    line.commit("2022-03-06T09:00:00+08:00")
    assert line.days() == ["2022-03-05 09", "2022-03-08 09"]
