"""The month's facts of three counties, against what was counted by hand; what is withheld is not concluded from."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from generator.model.beijing import BEIJING
from generator.model.change import Change, Weight
from generator.model.withheld import Rest
from generator.views.funds import funds_view
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.overviews.bulletin import BulletinView, Named, bulletin_view, last_whole_month
from generator.views.summary import CountySummary
from tests.support.overviews import PORTAL, summaries

SUMMARIES = summaries(with_history=True)


def view(
    month: str = "2021-06", counties: tuple[CountySummary, ...] = SUMMARIES, lack: Lack = NOTHING_LACKS
) -> BulletinView:
    return bulletin_view(counties, funds_view(counties, lack), PORTAL, lack, month)


def said(found: BulletinView) -> list[str]:
    """The sentences as a reader sees them."""
    return [
        "".join(part.text if isinstance(part, Named) else part for part in sentence)
        for section in found.sections
        for sentence in section.sentences
    ]


def test_what_the_month_had() -> None:
    assert said(view()) == [
        "本月报送进度的项目 1 个，分布在 1 个示范县。",
        "自本月起未报送进度的在建项目：乙县（1 个）。",
        "本月验收项目 2 个：仓储配送中心（合格）、公共服务中心（不合格）。",
        "截至 2021-06-30，逾期项目：乙县（1 个）。",
        "本月到账 0.00 万元，拨付 0.00 万元，使用 0.00 万元；收回、退回的已扣除。",
        "专项资金未全部拨付、本月未在本栏目登记拨付的：甲县、乙县。",
        "截至 2021-06-30，全省中央财政专项资金 1,500.00 万元，已到账 1,400.00 万元，安排到项目 950.123456 万元。",
        "截至 2021-06-30，全省已拨付 670.123456 万元（拨付率 44.7%），已使用 560.000001 万元（使用率 37.3%）。",
        "市商务部门本月检查 1 次，到 1 个示范县。",
        "示范县商务部门本月检查 2 次，到 1 个示范县。有整周未在本栏目登记检查的：乙县（2 周）。",
        "本月检查发现问题或提出处置 2 项，截至 2021-06-30，其中 0 项已完成处理。",
        "本月已公开内容的改动 1 处，其中重大 0 处，原值和新值见变更记录。",
        "本月销号 1 项；截至 2021-06-30，未销号 2 项。",
        "其中过了期限的：甲县（1 项）。",
        "截至 2021-06-30，应公开的 3 项内容全部公开的有 1 个示范县。",
        "截至 2021-06-30，按规则目录核对，发现 6 项，见公开情况。",
    ]


def test_another_month_has_its_own() -> None:
    found = said(view("2021-05"))
    assert "本月报送进度的项目 2 个，分布在 1 个示范县。" in found
    assert "本月到账 300.00 万元，拨付 0.00 万元，使用 0.00 万元；收回、退回的已扣除。" in found
    assert "本月检查发现问题或提出处置 1 项，截至 2021-06-30，其中 1 项已完成处理。" in found
    assert "有重大改动的：甲县（1 处）。" in found
    assert "市商务部门本月检查 0 次，到 0 个示范县。未在本栏目登记本月检查的：甲县。" in said(view("2021-04"))


def test_names_lead_to_pages() -> None:
    names = {part for section in view().sections for sentence in section.sentences for part in sentence}
    assert {
        Named("乙县", "counties/210397.html"),
        Named("仓储配送中心", "projects/210198-2020-01.html"),
    } <= names


def test_the_table_has_every_county() -> None:
    lines = view().lines
    assert [(line.name, line.reported, line.city_visits, line.county_visits) for line in lines] == [
        ("甲县", 0, 1, 2),
        ("乙县", 1, 0, 0),
        ("丙县", 0, 0, 0),
    ]
    assert [(line.major_changes, line.overdue, line.findings) for line in lines] == [
        (0, 0, 2),
        (0, 1, 4),
        (0, 0, 0),
    ]


def test_without_a_change_record_no_number_of_changes() -> None:
    found = view(counties=summaries())
    assert "变更记录不完整，本月的改动暂缺。" in said(found)
    assert {line.major_changes for line in found.lines} == {None}


WITHHELD = {
    "progress": ("本月报送进度的项目", "自本月起未报送进度"),
    "payments": ("本月到账", "未在本栏目登记拨付的：甲县、乙县"),
    "inspections": ("商务部门本月检查", None),
    "outcome": ("本月销号", "其中过了期限的：甲县"),
}


@pytest.mark.parametrize("kind", WITHHELD)
def test_what_was_never_published_is_not_counted(kind: str) -> None:
    """The sum is not told, and a county of which one cannot be sure is not named."""
    begins, unsure = WITHHELD[kind]
    counties = tuple(
        replace(one, rests=one.rests._replace(**{kind: Rest.MISSING}))
        if one.name in {"甲县", "乙县"}
        else one
        for one in SUMMARIES
    )
    found = said(view(counties=counties))
    assert not any(begins in sentence and "暂不计算" not in sentence for sentence in found)
    assert sum("暂不计算" in sentence for sentence in found) >= 1
    assert unsure is None or not any(unsure in sentence for sentence in found)


def test_a_county_that_was_never_published_leaves_no_sum() -> None:
    found = said(view(lack=Lack(("210999",))))
    assert "因有记录未通过核对，本月报送进度的项目数暂不计算。" in found
    assert "因有记录未通过核对，本月到账、拨付和使用的合计暂不计算。" in found


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2022, 6, 30), "2022-06"),
        (date(2022, 6, 29), "2022-05"),
        (date(2022, 1, 1), "2021-12"),
        (date(2021, 12, 31), "2021-12"),
        (date(2024, 2, 28), "2024-01"),
        (date(2024, 2, 29), "2024-02"),
    ],
)
def test_the_last_month_that_is_over(day: date, month: str) -> None:
    assert last_whole_month(day) == month


def test_a_long_list_names_the_first_and_says_how_many() -> None:
    many = tuple(replace(SUMMARIES[1], name=f"第{number}县") for number in range(40))
    (named,) = [sentence for sentence in said(view(counties=many)) if sentence.startswith("自本月起")]
    assert named.count("（1 个）") == 30
    assert named.endswith("等 40 个，见下表。")


def test_changes_of_the_portal_s_own_records_count() -> None:
    own = Change("site", "栏目名称", "甲", "乙", datetime(2021, 6, 3, tzinfo=BEIJING), "", Weight.MAJOR)
    found = bulletin_view(
        SUMMARIES, funds_view(SUMMARIES, NOTHING_LACKS), PORTAL, NOTHING_LACKS, "2021-06", (own,)
    )
    assert (
        "本月已公开内容的改动 2 处（本栏目的 1 处，不属于哪个县），其中重大 1 处，原值和新值见变更记录。"
        in said(found)
    )
