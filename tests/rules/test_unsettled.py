"""What rests on a record that is withheld is not concluded, whatever the rule."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model.files import COUNTY_FILES
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.model.withheld import Withheld
from generator.rules import catalogue, check_county
from generator.rules.base import Rule, Scene
from generator.rules.example import scene
from generator.rules.unsettled import Judge
from tests.rules.judge import judge

CHECKED = [entry for entry in catalogue() if entry.check is not None and entry.severity is not Severity.ERROR]
P1, P2 = "210198-2020-01", "210198-2020-02"


def withheld(kind: str, project: str | None, since: date | None = None) -> Withheld:
    return Withheld(kind, project, Place(f"counties/210198/{kind}.csv", 3), since)


def found(seen: Scene, *items: Withheld) -> list[Finding]:
    return list(check_county(replace(seen, county=replace(seen.county, withheld=items))))


def told(findings: list[Finding]) -> str:
    return next(finding.message for finding in findings if finding.code == "E015")


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_no_rule_concludes_from_a_county_of_which_nobody_can_tell(entry: Rule) -> None:
    """A record of every kind is missing, and of none of them the project is known."""
    seen = scene(entry.bad)
    assert entry.check is not None
    after = found(seen, *(withheld(kind.name, None) for kind in COUNTY_FILES))
    assert list(entry.check(seen))
    assert [finding for finding in after if finding.severity is not Severity.NOTICE] == []
    assert entry.code in next(finding.terms for finding in after if finding.code == "E015")


@pytest.mark.parametrize("since", [None, date(2021, 3, 1)], ids=["never published", "stands"])
@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_no_rule_concludes_from_one_withheld_record_of_any_kind_that_it_reads(
    entry: Rule, since: date | None
) -> None:
    """Of a project that it speaks of, of the county as a whole, or of nobody knows whom."""
    seen = scene(entry.bad)
    (hit,) = Judge(seen).hits(entry)
    for kind in entry.reads:
        for project in dict.fromkeys((hit.project or P2, "", None)):
            item = withheld(kind, project, since)
            of_province = {"withheld": (item,)}
            of_county = {"county": replace(seen.county, withheld=(item,))}
            known = kind in {each.name for each in COUNTY_FILES}
            judged = Judge(replace(seen, **(of_county if known else of_province)))
            assert (judged.hits(entry), judged.dropped) == ([], [entry.code]), (kind, project)


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_what_no_withheld_record_concerns_is_concluded(entry: Rule) -> None:
    """A training of a project that is none of the two, of which no rule but those of trainings asks."""
    (hit,) = judge(entry.code, entry.bad)
    seen = scene(entry.bad)
    after = {(item.code, item.message) for item in found(seen, withheld("trainings", "210198-2020-77"))}
    is_said_elsewhere = any(entry.code in other.covers for other in CHECKED)
    rests = is_said_elsewhere or (not hit.project and entry.code[0] in "TVIC")
    assert (entry.code, hit.message) in after or rests or entry.needs_history


SPENT_TOO_MUCH = (
    "+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '300.01'}]"
)


@pytest.mark.parametrize(
    ("item", "is_concluded"),
    [
        (withheld("payments", P1), False),
        (withheld("payments", P1, date(2021, 3, 1)), False),
        (withheld("expenditures", P1), False),
        (withheld("projects", P1, date(2021, 3, 1)), False),
        (withheld("payments", None), False),
        (withheld("payments", P2), True),
        (withheld("projects", P2), True),
        (withheld("progress", P1), True),
        (withheld("plan", ""), True),
        (withheld("inspections", ""), True),
    ],
)
def test_a_finding_of_a_project_rests_on_its_own_records(item: Withheld, is_concluded: bool) -> None:
    codes = [finding.code for finding in found(scene(SPENT_TOO_MUCH), item)]
    assert ("F113" in codes) == is_concluded


IDLE = "截至: 2021-06-09\npayments: []"


@pytest.mark.parametrize(
    ("item", "is_concluded"),
    [
        (withheld("payments", P2), False),
        (withheld("county", "", date(2021, 3, 1)), False),
        (withheld("expenditures", P1), True),
        (withheld("projects", P1), False),
    ],
)
def test_a_finding_of_the_county_rests_on_all_records_of_its_kinds(
    item: Withheld, is_concluded: bool
) -> None:
    codes = [finding.code for finding in found(scene(IDLE), item)]
    assert ("F108" in codes) == is_concluded


def test_the_line_says_how_many_which_and_where() -> None:
    assert told(found(scene(IDLE), withheld("payments", P2), withheld("payments", P1))) == (
        "因 2 条记录未通过核对（payments.csv 第3行），依据这些记录的 F108、F113、I112 的 4 项发现暂不下结论"
    )
    assert told(found(scene(), withheld("cases", ""))) == (
        "因 1 条记录未通过核对（cases.csv 第3行），依据这些记录的发现暂不下结论"
    )


def test_rows_kept_back_with_their_project_are_no_records_that_failed() -> None:
    file = withheld("projects", P1)._replace(
        cause="projects/01.yaml", place=Place("counties/210198/projects/01.yaml", 7)
    )
    row = withheld("payments", P1)._replace(cause="projects/01.yaml")
    line = told(found(scene(IDLE), file, row, row))
    assert line.startswith("因 1 条记录未通过核对（projects/01.yaml 第7行），依据这些记录的 F108")


def test_nothing_is_said_where_nothing_is_withheld() -> None:
    assert "E015" not in [finding.code for finding in found(scene(IDLE))]
