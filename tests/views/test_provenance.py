"""The change record asked by an index answers as one that is read from beginning to end."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.model.beijing import BEIJING
from generator.model.change import Change, History, Weight
from generator.views.provenance import Provenance, Stamp, midnight, touches

DAY = date(2021, 6, 10)
FIELDS = st.lists(st.sampled_from(["甲", "乙", "›", "甲 ›", ""]), min_size=1, max_size=3).map(" › ".join)
MOMENTS = st.integers(-3, 3).map(lambda number: midnight(DAY) + timedelta(hours=12 * number))
CHANGES = st.lists(
    st.builds(
        Change,
        record=st.sampled_from(["一", "二"]),
        field=FIELDS,
        old=st.sampled_from(["", "旧"]),
        new=st.just("新"),
        published=MOMENTS,
        commit=st.text("ab", max_size=3),
        weight=st.just(Weight.ORDINARY),
    ),
    max_size=8,
).map(tuple)
FIRST = st.dictionaries(st.sampled_from(["一", "一 › 行", "二"]), MOMENTS).map(
    lambda found: tuple(found.items())
)


def plainly(
    history: History, as_of: date, record: str, label: str, row: str, fields: tuple[str, ...]
) -> Stamp:
    """The stamp by reading every change."""
    first, commits = dict(history.first_published), dict(history.first_commits)
    changes = [item for item in history.changes if item.record == record and item.published.date() <= as_of]
    told: tuple[datetime, str] | None = None
    where = record
    if row and f"{record} › {row}" in first:
        where = f"{record} › {row}"
    elif label:
        steps = label.split(" › ")
        for end in range(len(steps), 0, -1):  # what comes as a whole is told by its own label
            named = [item for item in changes if item.field == " › ".join(steps[:end])]
            if named and not named[0].old:
                told = named[0].published, named[0].commit
                break
    if told is None and where in first and first[where].date() <= as_of:
        told = first[where], commits.get(where, "")
    published, commit = told or (midnight(DAY), "")
    later = [
        item for item in changes if item.published > published and (not fields or touches(item.field, fields))
    ]
    if later:
        return Stamp(published, later[-1].published, later[-1].commit)
    return Stamp(published, published, commit)


@given(
    CHANGES,
    FIRST,
    st.sampled_from([date(2021, 6, 9), date(2021, 7, 1)]),
    st.sampled_from(["", "甲", "甲 › 乙"]),
    st.sampled_from(["", "行"]),
    st.lists(FIELDS, max_size=3).map(tuple),
)
def test_a_stamp_is_the_one_found_by_reading_every_change(
    changes: tuple[Change, ...],
    first: tuple[tuple[str, datetime], ...],
    as_of: date,
    label: str,
    row: str,
    fields: tuple[str, ...],
) -> None:
    history = History(changes, first_published=first, first_commits=(("一", "c"),))
    found = Provenance(history, as_of).stamp("一", DAY, label=label, row=row, fields=fields)
    assert found == plainly(history, as_of, "一", label, row, fields)
    assert found.published.tzinfo == BEIJING
