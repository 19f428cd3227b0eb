"""Orders of dates that are unusual and true: published with a finding, never withheld."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from generator.model.days import in_sentence
from generator.rules.example import scene
from tests.real.entered import P1, entered
from tests.rules.judge import messages

HEAD = f"项目编号: {P1}\n项目名称: 站点\n支持方向: 物流配送\n状态: 在建\n"
SIGNED = "验收: {日期: %s, 结论: 合格, 签字: {单位: 商务局, 日期: 2022-06-01}}\n"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("计划开工: 2021-03-01\n采购: {合同日期: 2021-05-01}", "G107", "计划开工 2021-03-01 早于合同日期 2021-05-01"),
        ("计划开工: 2021-03-01\n完成时限: 2021-02-01", "G107", "完成时限 2021-02-01 早于计划开工 2021-03-01"),
        ("完成时限: 2021-02-01\n采购: {合同日期: 2021-05-01}", "G107", "完成时限 2021-02-01 早于合同日期 2021-05-01"),
        ("采购: {合同日期: 2022-05-01}\n" + SIGNED % "2022-04-01", "G107", "验收日期 2022-04-01 早于合同日期 2022-05-01"),
        ("计划开工: 2022-05\n" + SIGNED % "2022-04-30", "G107", "验收日期 2022-04-30 早于计划开工 2022-05"),
        ("采购: {公告日期: 2021-03-02, 中标日期: 2021-03-01}", "B106", "中标日期 2021-03-01 早于公告日期 2021-03-02"),
        ("采购: {中标日期: 2021-03-02, 合同日期: 2021-03-01}", "B106", "合同日期 2021-03-01 早于中标日期 2021-03-02"),
        ("采购: {公告日期: 2021-03-02, 合同日期: 2021-03-01}", "B106", "合同日期 2021-03-01 早于公告日期 2021-03-02"),
    ],
)  # fmt: skip
def test_it_is_published_with_one_finding(tmp_path: Path, text: str, code: str, message: str) -> None:
    status = HEAD.replace("在建", "已验收") if "验收:" in text else HEAD
    found = entered(tmp_path, {"projects/01.yaml": f"{status}{text}\n"})
    assert found.errors == []
    assert [one.id for one in found.county.projects] == [P1]
    assert found.findings("B106") + found.findings("G107") == [message]
    assert in_sentence(message) in found.page(f"projects/{P1}")
    (one,) = [one for one in found.checked.findings if one.code == code]
    assert one.clause == ""  # the notice does not say in what order these happen


@pytest.mark.parametrize(
    ("start", "contract"),
    [
        ("2021-05", "2021-05-20"),
        ("2021年第二季度", "2021-06-30"),
        ("2021年5月上旬", "2021-05-10"),
        ("合同签订后10日", "2021-05-20"),
    ],
)
def test_what_may_be_in_order_is_not_accused(tmp_path: Path, start: str, contract: str) -> None:
    found = entered(
        tmp_path,
        {"projects/01.yaml": f"{HEAD}计划开工: {start}\n采购: {{合同日期: {contract}}}\n完成时限: 2022-12\n"},
    )
    assert (found.errors, found.findings("G107")) == ([], [])


def test_one_finding_for_one_pair() -> None:
    both = "项目: {'01': {采购: {合同日期: 2021-03-09}, 计划开工: 2021-03-08, 完成时限: 2021-03-07}}"
    assert messages("G107", both) == [
        "计划开工 2021-03-08 早于合同日期 2021-03-09",
        "完成时限 2021-03-07 早于合同日期 2021-03-09",
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("projects/01.yaml", f"{HEAD}采购: {{合同日期: 2022-07-01}}\n"),
        ("projects/01.yaml", f"{HEAD}完成时限: 2021-02-30\n"),
        ("projects/01.yaml", f"{HEAD}计划开工: 1900-01-01\n"),
        ("progress.csv", f"日期,项目编号,进度\n2022-07,{P1},10\n"),
    ],
)
def test_a_date_that_cannot_be_is_an_error_still(tmp_path: Path, file: str, text: str) -> None:
    found = entered(tmp_path, {"projects/01.yaml": HEAD, file: text})
    assert [code for code, _ in found.errors] in (["E010"], ["E004"])


LOTS = "合同: [{合同编号: A, 公告: {日期: %s}, 中标日期: %s, 合同日期: %s, 涉及项目: [{项目编号: 210198-2020-01}]}, {合同编号: B, 公告: {日期: %s}, 中标日期: %s, 合同日期: %s, 涉及项目: [{项目编号: 210198-2020-01}, {项目编号: 210198-2020-02}]}]\n"
BARE = "项目: {'01': {采购: null, 计划开工: 2021-06-20, 完成时限: 合同签订后90日}, '02': {采购: null, 计划开工: 2021-06-25}}"


def test_two_contracts_of_a_project_are_two_tenders() -> None:
    """The second lot was tendered before the first: neither is out of order."""
    sound = LOTS % ("2021-04-01", "2021-05-01", "2021-05-10", "2021-01-01", "2021-02-01", "2021-02-10")
    assert messages("B106", sound + BARE) == []
    odd = LOTS % ("2021-04-01", "2021-05-01", "2021-05-10", "2021-01-01", "2021-02-01", "2021-01-31")
    assert messages("B106", odd + BARE) == ["合同“B”的合同日期 2021-01-31 早于中标日期 2021-02-01"]


def test_a_term_counts_from_a_contract_of_the_county() -> None:
    lots = LOTS % ("2021-01-04", "2021-02-01", "2021-02-10", "2021-01-04", "2021-02-01", "2021-02-10")
    assert "合同签订后90日（按 2021-05-11 计）" in messages("G102", lots + BARE)[0]


def test_work_before_one_of_several_contracts_is_ordinary() -> None:
    lots = LOTS % ("2021-01-04", "2021-02-01", "2021-02-10", "2021-06-04", "2021-06-20", "2021-06-25")
    assert messages("G107", lots + BARE) == []


ONE_OF_SEVERAL = "{合同编号: %s, 合同日期: %s, 涉及项目: [{项目编号: 210198-2020-01, 金额: 1}]}"


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (("2021-02-10", "2021-06-25"), "2021-09-23"),
        (("2021-06-25", "2021-02-10"), "2021-09-23"),
        (("2021-02-10", "2021-02-10", "2021-02-11"), "2021-05-12"),
        (("2021-02-10", "null"), None),
    ],
)
def test_a_term_counts_from_the_last_contract_of_several(days: tuple[str, ...], due: str | None) -> None:
    """Which contract is meant, nobody says: the county is not accused by the earlier one."""
    listed = ", ".join(ONE_OF_SEVERAL % (f"'{number}'", day) for number, day in enumerate(days))
    bare = f"合同: [{listed}]\n项目: {{'01': {{采购: null, 完成时限: 合同签订后90日}}}}"
    (project, *_) = scene(bare).county.projects
    assert project.due == (date.fromisoformat(due) if due else None)
    assert pickle.loads(pickle.dumps(project)).due == project.due
    assert project.model_copy(update={"note": "注"}).due == project.due


@pytest.mark.parametrize(("as_of", "number"), [("2021-09-23", 0), ("2021-09-24", 1)])
def test_the_day_after_the_last_term_is_late(as_of: str, number: int) -> None:
    listed = ", ".join(
        ONE_OF_SEVERAL % (name, day) for name, day in (("A", "2021-02-10"), ("B", "2021-06-25"))
    )
    bare = f"截至: {as_of}\n合同: [{listed}]\n项目: {{'01': {{采购: null, 完成时限: 合同签订后90日}}}}"
    assert len([one for one in messages("G102", bare) if "合同签订后90日" in one]) == number


def test_the_date_in_the_projects_own_file_comes_first() -> None:
    own = f"合同: [{ONE_OF_SEVERAL % ('A', '2021-06-25')}]\n项目: {{'01': {{采购: {{合同日期: 2021-02-10}}, 完成时限: 合同签订后90日}}}}"
    assert scene(own).county.projects[0].due == date(2021, 5, 11)
