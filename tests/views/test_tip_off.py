"""What a letter about a project carries along in the address."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from generator.render.links import Targets, broken_links
from generator.views import tip_off
from generator.views.rows import Party
from generator.views.tip_off import LetterProject, letter_project, projects_to_pick
from tests.support.overviews import overview, summaries

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def test_what_is_not_disclosed_is_said_to_be_missing() -> None:
    made = letter_project("210198-2020-01", "仓", "青禾县", (), None, None)
    assert (made.contractor, made.amount, made.deadline) == ("未公开", "未公开", "未公开")


def test_money_and_days_are_written_as_on_the_page() -> None:
    parties = (Party("k", "甲公司", ""), Party("l", "乙公司", "", is_lead=False))
    made = letter_project("210198-2020-01", "仓", "青禾县", parties, Decimal(1280), date(2021, 6, 30))
    assert (made.contractor, made.amount, made.deadline) == ("甲公司", "1,280.00", "2021-06-30")


@given(TEXT, TEXT)
def test_every_value_comes_back_from_the_address_and_none_reaches_the_server(name: str, firm: str) -> None:
    url = LetterProject("210198-2020-01", name, "青禾县", firm, "1.00", "2021-06-30").tip_off_url
    page, mark, carried = url.partition("#")
    assert (page, mark) == ("tip-off.html", "#")
    values = parse_qs(carried, strict_parsing=True)
    assert values["name"] == [name]
    assert values["contractor"] == [firm]
    assert not set(carried) & set("/#<>\"'() \n")


def test_values_for_the_letter_are_no_anchor() -> None:
    targets = Targets(frozenset({"tip-off.html"}), {"tip-off.html": frozenset({"写一封信"})})
    carried = '<a href="../tip-off.html#project=1&amp;name=2">x</a> <a href="../tip-off.html#没有">y</a>'
    assert [link.target for link in broken_links("projects/1.html", carried.encode(), targets)] == [
        "../tip-off.html#没有"
    ]


def test_a_large_province_is_not_put_on_the_page() -> None:
    rows = overview(summaries()).rows
    assert [item.id for item in projects_to_pick(rows)] == [row.id for row in rows]
    assert projects_to_pick(rows * (tip_off.PICKED // len(rows) + 1)) == ()
