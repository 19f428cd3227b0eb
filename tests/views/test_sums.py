"""Sums, shares and reductions, against numbers worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.codelists import FeedTopic, SpendingCategory, Status
from generator.model.money import total
from generator.model.place import Place
from generator.model.withheld import Withheld
from generator.render.records.project_page import project_page
from generator.views.contractor import contractor_views
from generator.views.events import newest_first
from generator.views.events_county import county_events
from generator.views.funds import funds_view
from generator.views.project import project_view, spending_lines
from generator.views.tables import group_sums
from tests.support.portal import PORTAL, artifacts, faulty, spotless

AMOUNTS = st.decimals(min_value=0, max_value=1_000_000, places=6, allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), AMOUNTS, st.none() | AMOUNTS)))
def test_sums_are_exact_and_those_of_pandas(rows: list[tuple[str, Decimal, Decimal | None]]) -> None:
    sums = group_sums(((key, (first, second)) for key, first, second in rows), ("first", "second"))
    for key in {key for key, _, _ in rows}:
        assert sums[key]["first"] == total(first for name, first, _ in rows if name == key)
        assert sums[key]["second"] == total(second for name, _, second in rows if name == key)
    frame = pd.DataFrame(rows, columns=["key", "first", "second"])
    units = (
        (frame[["first", "second"]].map(lambda amount: amount or Decimal(0)) * 10**6).map(int).astype("int64")
    )
    expected = units.groupby(frame["key"], sort=False).sum() if rows else units
    assert [(key, *found.values()) for key, found in sums.items()] == [
        (key, Decimal(int(first)) / 10**6, Decimal(int(second)) / 10**6)
        for key, first, second in expected.itertuples()
    ]


def test_funds_of_two_counties() -> None:
    view = funds_view((artifacts(spotless()).summary, artifacts(faulty()).summary))
    assert (view.central, view.received) == (2000, 2000)
    assert view.allocated == 1000 + 600
    assert (view.paid, view.spent) == (2000, 600)
    assert view.spent_share == 30
    logistics = view.directions[0]
    assert (logistics.projects, logistics.subsidy, logistics.paid, logistics.paid_share) == (2, 800, 800, 100)
    assert sum((line.part or Decimal(0)) for line in view.directions) == 100
    assert [(line.month, line.received, line.paid, line.spent) for line in view.months] == [
        ("2021-04", 0, 0, 600),
        ("2021-03", 2000, 2000, 0),
    ]


def test_a_cancelled_project_keeps_its_payments_but_no_allocation() -> None:
    county = spotless()
    gone = county.projects[0].model_copy(update={"status": Status.CANCELLED})
    summary = artifacts(replace(county, projects=(gone, *county.projects[1:]))).summary
    line = funds_view((summary,)).directions[0]
    assert (line.subsidy, line.paid, line.paid_share) == (0, 400, None)


def test_a_project_by_category() -> None:
    county = spotless()
    lines = spending_lines(county.projects[0], county.expenditures_of[county.projects[0].id])
    assert [(line.category, line.budget, line.spent) for line in lines] == [
        (SpendingCategory.EQUIPMENT, 400, 0),
        (SpendingCategory.SERVICES, 0, 100),
    ]
    assert lines[1].purposes == ""


def test_a_project_late_by_thirty_days() -> None:
    county = faulty()
    view = project_view(county, county.projects[0], (), PORTAL)
    assert view.days_overdue == 30
    assert (view.paid, view.paid_share, view.spent, view.percent) == (400, 100, 100, 30)
    assert view.tip_off_url.startswith("tip-off.html#project=210198-2020-01&name=仓储配送中心&county=")
    assert project_view(county, county.projects[1], (), PORTAL).paid_share is None


def test_contractors_over_counties() -> None:
    rows = [row for county in (spotless(), faulty()) for row in artifacts(county).summary.projects]
    views = {view.name: view for view in contractor_views(rows)}
    assert set(views) == {"甲公司", "乙公司", "丙公司"}
    assert (len(views["甲公司"].rows), views["甲公司"].subsidy, views["甲公司"].overdue) == (2, 800, 1)
    assert views["乙公司"].key.startswith("n-")


def test_events_have_keys_of_their_own_that_wording_does_not_move() -> None:
    county = spotless()
    events = county_events(county)
    assert len({event.key for event in events}) == len(events)
    assert events == newest_first(events)
    reworded = replace(
        county, progress=tuple(row.model_copy(update={"note": "改写"}) for row in county.progress)
    )
    assert [event.key for event in county_events(reworded)] == [event.key for event in events]
    assert {FeedTopic.PROJECTS, FeedTopic.PROGRESS, FeedTopic.FUNDS, FeedTopic.CASES} <= {
        event.topic for event in events
    }


def test_an_empty_province_still_has_its_pages() -> None:
    from generator.render.portal_artifacts import province_artifacts
    from tests.support.portal import province

    made = province_artifacts((), province(), PORTAL)
    assert {"index", "projects/index", "funds", "compliance"} <= {page.stem for page in made.pages}
    assert "projects/index" not in made.sections
    assert "tip-off" in made.sections


@pytest.mark.parametrize("has_others", [True, False])
def test_a_late_project_with_a_report_that_never_was_published_is_not_said_to_have_reported_last(
    *, has_others: bool
) -> None:
    county = faulty()
    project = county.projects[0]
    place = Place(f"counties/{county.code}/progress.csv", 9)
    withheld = (Withheld("progress", project.id, place, None),)
    seen = replace(county, withheld=withheld, progress=county.progress if has_others else ())
    page = project_page(project_view(seen, project, (), PORTAL)).body.markdown
    (line,) = [line for line in page.splitlines() if line.startswith("**逾期 30 天。**")]
    assert line.endswith("到期未完成；有进度报告未通过核对，进度暂不计算。")
    assert f"从未公开过：{county.code}/progress.csv 第9行。" in page
