"""Rows that correct rows, projects that were withdrawn: what counts, what is refused, what is shown."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator import intake
from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.whole_portal import check_portal
from generator.model.disclosure import CountyDisclosure
from tests.intake.conftest import write

AS_OF = date(2022, 6, 30)
HEAD = "日期,项目编号,金额,收款单位,凭证号,更正\n"
WRONG = "2021-03-01,210198-2020-01,74.40,甲公司,一号,\n"
OTHER = "2021-03-01,210198-2020-01,10.00,甲公司,二号,\n"


def payments(column: Path, *rows: str) -> None:
    write(column / "counties/210198/payments.csv", HEAD + "".join(rows))


def county(column: Path) -> CountyDisclosure:
    checked = check_portal(column, AS_OF, AS_OF)
    return next(item.disclosure for item in checked.counties if item.code == "210198" and item.disclosure)


def messages(column: Path) -> list[str]:
    return [found.message for found in intake.read_county(column, "210198", frozenset({"2020-226"})).problems]


def test_only_the_correcting_row_counts(column: Path) -> None:
    payments(column, WRONG, OTHER, "2021-04-01,210198-2020-01,47.40,甲公司,三号,2021-03-01 一号\n")
    found = county(column)
    assert found.paid == Decimal("57.40")
    (correction,) = found.corrections
    assert (correction.ledger, correction.old.voucher, correction.new.voucher) == ("payments", "一号", "三号")  # type: ignore[union-attr]


def test_a_correction_may_be_corrected(column: Path) -> None:
    payments(
        column,
        WRONG,
        "2021-04-01,210198-2020-01,47.40,甲公司,三号,2021-03-01\n",
        "2021-05-01,210198-2020-01,44.70,甲公司,四号,2021-04-01\n",
    )
    assert county(column).paid == Decimal("44.70")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([WRONG, "2021-04-01,210198-2020-01,1,甲公司,三号,2021-03-02\n"], "更正的“2021-03-02”这一行不存在"),
        ([WRONG, "2021-04-01,210198-2020-02,1,甲公司,三号,2021-03-01\n"], "更正的“2021-03-01”这一行不存在"),
        (
            [WRONG, OTHER, "2021-04-01,210198-2020-01,1,甲公司,三号,2021-03-01\n"],
            "更正的“2021-03-01”不止一行",
        ),
        (["2021-04-01,210198-2020-01,1,甲公司,三号,2021-04-01\n"], "更正的“2021-04-01”这一行不存在"),
        (
            [
                WRONG,
                "2021-04-01,210198-2020-01,1,甲公司,三号,2021-03-01\n",
                "2021-05-01,210198-2020-01,2,甲公司,四号,2021-03-01\n",
            ],
            "“2021-03-01”这一行更正了两次",
        ),
    ],
)
def test_a_correction_must_name_one_row(column: Path, rows: list[str], message: str) -> None:
    payments(column, *rows)
    assert message in messages(column)


def test_a_withdrawn_project_keeps_its_page_and_counts_nowhere(column: Path) -> None:
    payments(column, WRONG, "2021-03-02,210198-2020-02,5,甲公司,五号,\n")
    path = column / "counties/210198/projects/01.yaml"
    text = path.read_text("utf-8")
    write(path, f"{text}撤回:\n  日期: 2022-03-01\n  原因: 与 <02> 重复\n  批准: 青政函〔2022〕3号\n")
    checked = check_portal(column, AS_OF, AS_OF)
    found = county(column)
    assert [project.id for project in found.projects] == ["210198-2020-02", "210198-2020-03"]
    assert found.paid == 5
    assert found.withdrawn is not None
    assert found.withdrawn.paid == Decimal("74.40")
    assert not any(finding.project == "210198-2020-01" for finding in checked.findings)
    pages = {page.url: page.body.html.text for page in publish(checked).pages}
    own = pages["projects/210198-2020-01.html"]
    assert "这个项目已撤回，不计入任何合计" in own
    assert "与 &lt;02&gt; 重复" in own
    assert "青政函〔2022〕3号" in own
    assert "projects/210198-2020-01.html" in pages["counties/210198.html"]
    assert "210198-2020-01" not in pages["projects/index.html"]


def test_a_corrected_row_is_shown_with_what_it_became(column: Path) -> None:
    payments(column, WRONG, "2021-04-01,210198-2020-01,47.40,甲公司,三号,2021-03-01\n")
    pages = {page.url: page.body.html.text for page in publish(check_portal(column, AS_OF, AS_OF)).pages}
    for line in (
        "日期 2021-03-01，金额 74.40 万元，收款单位 甲公司，凭证号 一号",
        "日期 2021-04-01，金额 47.40 万元，收款单位 甲公司，凭证号 三号",
    ):
        assert f">{line}</td>" in pages["projects/210198-2020-01.html"]


def test_the_feeds_tell_of_withdrawals_and_corrections(column: Path) -> None:
    from generator.views.events_county import county_events

    payments(
        column,
        WRONG,
        "2021-03-02,210198-2020-02,5,甲公司,五号,\n",
        "2021-04-01,210198-2020-01,47.40,甲公司,三号,2021-03-01\n",
    )
    path = column / "counties/210198/projects/02.yaml"
    before = {event.key for event in county_events(county(column))}
    write(path, path.read_text("utf-8") + "撤回: {日期: 2022-03-01, 原因: 重复}\n")
    events = county_events(county(column))
    assert {event.key for event in events} == {*before, "withdrawals/210198-2020-02"}
    (corrected,) = (event for event in events if event.key.startswith("corrections/"))
    assert "更正" in corrected.title
    told = "\n".join(corrected.text)
    assert "金额 74.40 万元" in told
    assert "金额 47.40 万元" in told
