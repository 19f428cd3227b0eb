"""The home page and the lists: what is counted, what is grouped."""

from dataclasses import replace

from generator.model.withheld import Rest
from generator.views.funds import funds_view
from generator.views.overviews.catalogue import rule_families
from generator.views.overviews.changes import changes_view
from generator.views.overviews.compliance import compliance_view
from generator.views.overviews.home import attention, city_cards, county_card, home_view
from generator.views.overviews.listings import (
    all_counties,
    cases_by_kind,
    county_lines,
    notices_by_year,
    policies_by_level,
)
from tests.support.overviews import CATALOGUE, NOTICES, POLICIES, PORTAL, overview, summaries

SUMMARIES = summaries()
EVENTS, ITEMS = overview(SUMMARIES).events, overview(SUMMARIES).items


def test_the_first_screen() -> None:
    view = home_view(SUMMARIES, funds_view(SUMMARIES), ITEMS, PORTAL)
    assert (len(view.counties), view.cities, view.projects, view.accepted) == (3, 3, 6, 1)
    days = [day.day for day in view.news.matters]
    assert days
    assert days == sorted(days, reverse=True)


def test_cards_of_counties() -> None:
    first, second, third = home_view(SUMMARIES, funds_view(SUMMARIES), ITEMS, PORTAL).counties
    assert (first.disclosed, first.due, first.findings, first.overdue) == (1, 2, 2, 0)
    assert (second.disclosed, second.due, second.overdue) == (3, 3, 1)
    assert (third.paid_share, third.no_share, third.disclosed, third.due) == (None, "未公开", 0, 1)


def test_what_needs_attention() -> None:
    counted = {item.label: item.count for item in attention(SUMMARIES, PORTAL.site.limits)}
    assert counted == {"逾期": 1, "未拨付": 1, "整改": 2, "未公开": 2, "调整": 1, "变更": 0}
    shown = [item.label for item in home_view(SUMMARIES, funds_view(SUMMARIES), ITEMS, PORTAL).attention]
    assert "变更" not in shown
    assert home_view((), funds_view(()), (), PORTAL).attention == ()


def test_counties_by_city_in_the_order_of_codes() -> None:
    turned = SUMMARIES[::-1]
    lines = county_lines(turned, funds_view(turned))
    assert [(line.city, line.name, line.cohorts) for line in lines] == [
        ("沈阳市", "甲县", (2020,)),
        ("鞍山市", "乙县", (2020,)),
        ("丹东市", "丙县", (2020,)),
    ]
    assert [line.funds.received for line in lines] == [one.received for one in SUMMARIES]


def test_the_counties_together() -> None:
    funds = funds_view(SUMMARIES)
    lines = county_lines(SUMMARIES, funds)
    whole = all_counties(lines, funds)
    assert whole.projects == sum(len(one.projects) for one in SUMMARIES) > 0
    assert (whole.overdue, whole.disclosed, whole.due) == (1, 4, 6)
    assert whole.findings == sum(len(one.findings) for one in SUMMARIES) > 0
    assert whole.funds.paid == sum(one.paid for one in SUMMARIES)
    assert all_counties((), funds_view(())).projects == 0


def test_lists_hold_no_empty_group() -> None:
    assert [group.title for group in cases_by_kind(SUMMARIES)] == ["农村青年创业创新", "其他"]
    assert [group.title for group in policies_by_level(POLICIES)] == [
        "国家级文件",
        "省级文件",
        "未注明层级的文件",
    ]
    assert [group.title for group in notices_by_year(NOTICES)] == ["2021 年", "2020 年"]
    assert policies_by_level(()) == cases_by_kind(()) == notices_by_year(()) == ()


def test_a_repealed_policy_says_so() -> None:
    (line,) = policies_by_level(POLICIES)[2].lines
    assert line.note == "县政府（已失效）"


def test_the_matrix_ranks_by_what_is_disclosed() -> None:
    view = compliance_view(SUMMARIES, CATALOGUE)
    ranked = [(line.name, line.disclosed, line.due, line.share) for line in view.matrix]
    assert ranked == [("乙县", 3, 3, 100), ("甲县", 1, 2, 50), ("丙县", 0, 1, 0)]
    assert [(line.county, line.item.title, line.url) for line in view.missing] == [
        ("甲县", "完成时限", "counties/210198.html#项目"),
        ("丙县", "综合示范方案", "counties/210698.html#实施方案"),
    ]
    assert view.dated_titles == ("综合示范方案", "项目建设进度")
    assert [line.days for line in view.updates] == [
        ("2020-11-16", "不适用"),
        ("2020-12-01", "2021-06-20"),
        ("未公开", "不适用"),
    ]


def test_findings_by_family_and_rule() -> None:
    view = compliance_view(SUMMARIES, CATALOGUE)
    assert view.total == 6
    assert view.families == ("F 资金", "L 方案与决策", "G 进度", "V 督导检查", "A 验收")
    assert [line.counts for line in view.counts] == [(0, 1, 0, 0, 1), (1, 0, 2, 1, 0), (0,) * 5]
    assert view.family_totals == (1, 1, 2, 1, 1)
    assert [(found.rule.code, len(found.lines), found.counties) for found in view.found] == [
        ("F108", 1, 1),
        ("L102", 1, 1),
        ("G102", 1, 1),
        ("G103", 1, 1),
        ("V102", 1, 1),
        ("A102", 1, 1),
    ]


def test_what_a_city_can_answer_for_counts_for_no_county() -> None:
    view = compliance_view(SUMMARIES, CATALOGUE)
    assert [(group.rule.code, len(group.lines)) for group in view.above] == [("V101", 1)]
    (line,) = view.duties
    assert (line.name, line.codes, line.total) == ("沈阳市", ("V101",), 1)
    assert [name for name, _ in line.counties] == ["甲县"]
    assert {entry.name: entry.findings for entry in view.matrix}["甲县"] == 2


def test_answers_stand_beside_the_findings_they_are_about() -> None:
    found = {group.rule.code: group.lines for group in compliance_view(SUMMARIES, CATALOGUE).found}
    assert [answer.explanation for answer in found["G102"][0].responses] == ["设备到货推迟"]
    assert [answer.explanation for answer in found["F108"][0].responses] == ["已安排拨付"]
    assert found["G103"][0].responses == ()


def test_rules_that_could_not_be_examined_are_named() -> None:
    assert [rule.code for rule in compliance_view(SUMMARIES, CATALOGUE).unexamined] == ["L103"]
    assert compliance_view(summaries(with_history=True), CATALOGUE).unexamined == ()


def test_changes_by_month() -> None:
    view = changes_view(summaries(with_history=True), EVENTS)
    assert view.has_history
    assert [month.month for month in view.months] == ["2021-06", "2021-05"]
    (line,) = view.months[0].lines
    assert (line.record, line.record_url, line.old, line.is_major) == (
        "专项资金拨付台账",
        "counties/210198.html",
        "",
        False,
    )
    (line,) = view.months[1].lines
    assert (line.record, line.record_url) == (
        "仓储配送中心 210198-2020-01",
        "projects/210198-2020-01.html",
    )
    assert (line.old, line.new, line.is_major) == ("380", "400.123456", True)
    assert view.reaches_back_to is not None
    assert view.reaches_back_to.isoformat() == "2021-01-01"


def test_without_history_only_what_counties_say_themselves() -> None:
    view = changes_view(SUMMARIES, EVENTS)
    assert (view.has_history, view.months) == (False, ())
    assert [event.date.isoformat() for event in view.adjustments] == ["2021-05-01", "2021-04-30"]


def test_families_without_a_rule_are_left_out() -> None:
    assert [family.letter for family in rule_families(CATALOGUE)] == ["F", "L", "G", "V", "A"]


def test_more_counties_than_a_first_screen_holds_are_shown_by_city() -> None:
    assert home_view(SUMMARIES, funds_view(SUMMARIES), ITEMS, PORTAL).by_city == ()
    many = SUMMARIES * 40
    cities = home_view(many, funds_view(many), ITEMS, PORTAL).by_city
    assert [(city.name, city.url, city.counties) for city in cities] == [
        ("沈阳市", "counties/index.html?city=%E6%B2%88%E9%98%B3%E5%B8%82", 40),
        ("鞍山市", "counties/index.html?city=%E9%9E%8D%E5%B1%B1%E5%B8%82", 40),
        ("丹东市", "counties/index.html?city=%E4%B8%B9%E4%B8%9C%E5%B8%82", 40),
    ]
    shenyang, anshan, dandong = cities
    first, second, _ = home_view(SUMMARIES, funds_view(SUMMARIES), ITEMS, PORTAL).counties
    assert (shenyang.disclosed, shenyang.due) == (40 * first.disclosed, 40 * first.due)
    assert shenyang.findings == 40 * first.findings
    assert (anshan.projects, anshan.overdue) == (40 * second.projects, 40)
    assert anshan.paid_share == second.paid_share
    assert (dandong.central, dandong.paid_share, dandong.no_share) == (None, None, "未公开")


def test_a_city_s_share_is_of_the_counties_that_disclose_their_money() -> None:
    first, _, third = SUMMARIES
    silent = replace(third, city=first.city)
    (city,) = city_cards((first, silent))
    assert city.counties == 2
    assert (city.central, city.paid_share) == (first.central, county_card(first).paid_share)


def test_a_county_with_an_item_that_is_not_known_has_no_share_and_no_rank_above_others() -> None:
    """What is left is fully disclosed, and yet nobody knows of the rest."""
    third = SUMMARIES[2]
    unknown = replace(third.checklist[0], disclosed=0, due=0, is_unknown=True)
    full = replace(third.checklist[1], disclosed=9, due=9)
    seen = (*SUMMARIES[:2], replace(third, checklist=(unknown, full, third.checklist[2])))
    matrix = compliance_view(seen, CATALOGUE).matrix
    assert [(line.name, line.listed) for line in matrix][-1] == (third.name, Rest.MISSING)
    card = county_card(seen[2])
    assert (card.disclosed, card.due, card.listed) == (1, 1, Rest.MISSING)
    (city,) = [each for each in city_cards(seen) if each.name == third.city.full]
    assert city.listed is Rest.MISSING
    lines = county_lines(seen, funds_view(seen))
    assert all_counties(lines, funds_view(seen)).listed is Rest.MISSING
    assert all_counties(lines[:2], funds_view(seen[:2])).listed is Rest.LATEST
