"""The change record as pages show it: newest first, and by project."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.model.change import Change, History, Weight
from generator.rules.example import scene
from generator.views.changes import NO_CHANGE_RECORD, change_log

COUNTY = scene().county
IDS = [project.id for project in COUNTY.projects]
BEGUN = datetime(2021, 3, 1, tzinfo=UTC)
FIELDS = (
    "完成时限",
    "验收 › 日期",
    f"2021-03-10 {IDS[0]} 一号 › 金额",
    f"2021-03-10 {IDS[1]}",
    f"2021-03-10 {IDS[1]}9 › 用途",
)
CHANGES = st.builds(
    lambda record, field, hours: Change(
        record, field, "", "新", BEGUN + timedelta(hours=hours), "c", Weight.MAJOR
    ),
    st.sampled_from([*IDS, f"{COUNTY.code}/payments"]),
    st.sampled_from(FIELDS),
    st.integers(0, 3),
)


@given(st.lists(CHANGES, max_size=8))
def test_a_projects_changes_are_those_of_its_record_and_of_its_rows(changes: list[Change]) -> None:
    log = change_log(COUNTY, History(tuple(changes)), date(2021, 6, 30))
    assert log.changes is not None
    assert sorted(log.changes, key=_place) == sorted(changes, key=_place)
    assert [_place(change) for change in log.changes] == sorted(map(_place, changes), reverse=True)
    for project in IDS:
        own = [
            change
            for change in log.changes
            if change.record == project or project in change.field.split(" › ")[0].split(" ")
        ]
        assert log.of_project(project) == tuple(own)


def _place(change: Change) -> tuple[datetime, str, str]:
    return change.published, change.record, change.field


def test_without_a_record_there_are_no_changes_to_speak_of() -> None:
    assert change_log(COUNTY, None, date(2021, 6, 30)) is NO_CHANGE_RECORD
    assert NO_CHANGE_RECORD.of_project(IDS[0]) is None
    assert change_log(COUNTY, History(), date(2021, 6, 30)).of_project(IDS[0]) == ()


def test_the_first_day_of_a_record_is_told() -> None:
    log = change_log(COUNTY, History(first_published=((IDS[0], BEGUN),)), date(2021, 6, 30))
    assert log.first_published == {IDS[0]: date(2021, 3, 1)}
