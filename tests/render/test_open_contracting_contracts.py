"""Contracts, changes and documents in open contracting data."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from generator.model.change import Change, History, Weight
from generator.model.ending import Acceptance, Cancellation
from generator.model.site import Licence
from generator.render.open_contracting import project_package, release_package
from tests.support.open_contracting import (
    P1,
    amount_of,
    changed,
    expenditure,
    payment,
    projects_of,
    read,
    releases_of,
    with_contracts,
)
from tests.support.portal import PORTAL, SITE, spotless

SHARED = {
    "合同编号": "合〔2021〕1号",
    "方式": "公开招标",
    "中标金额": "100",
    "合同金额": "100",
    "合同日期": "2021-03-01",
    "承办单位": {"名称": "甲公司", "类型": "企业"},
    "补充协议": [{"日期": "2021-05-01", "增减金额": "-10"}],
}


def test_a_contract_for_two_projects_is_not_counted_twice() -> None:
    ids = [project.id for project in spotless().projects][:2]
    parts = [{"项目编号": ids[0], "金额": "60"}, {"项目编号": ids[1], "金额": "30"}]
    county = with_contracts(spotless(), {**SHARED, "涉及项目": parts})
    summaries = [projects_of(county)[id_]["contractingProcesses"][0] for id_ in ids]
    assert len({one["id"] for one in summaries}) == 1
    assert [amount_of(one["summary"]["contractValue"]) for one in summaries] == [600_000, 300_000]
    assert not any("modifications" in one["summary"] for one in summaries)
    (release,) = [one for one in releases_of(county) if one["ocid"].endswith(summaries[0]["id"])]
    assert amount_of(release["contracts"][0]["value"]) == 900_000
    assert len(release["contracts"][0]["amendments"]) == 1
    untold = with_contracts(spotless(), {**SHARED, "涉及项目": [{"项目编号": id_} for id_ in ids]})
    assert "contractValue" not in projects_of(untold)[P1]["contractingProcesses"][0]["summary"]


def test_payments_of_a_project_with_two_contracts_are_told_once() -> None:
    part = [{"项目编号": P1}]
    second = {**SHARED, "合同编号": "合〔2021〕2号"}
    county = with_contracts(spotless(), {**SHARED, "涉及项目": part}, {**second, "涉及项目": part})
    record = projects_of(county)[P1]
    assert len(record["transactions"]) == len(county.payments_of[P1])
    assert not any("transactions" in process["summary"] for process in record["contractingProcesses"])


def test_each_record_calls_a_party_by_one_name() -> None:
    """The project's file and the contract have other names for the same unit, which payments name as well."""
    code = "91210198MA0EXAMPL0"
    lead = spotless().projects[0].contractor
    assert lead is not None
    old, new = (lead.model_copy(update={"name": name, "code": code}) for name in ("旧名公司", "新名公司"))
    county = with_contracts(changed(spotless(), contractor=old), {**SHARED, "涉及项目": [{"项目编号": P1}]})
    (contract,) = county.contracts.contracts
    contracts = county.contracts.model_copy(
        update={"contracts": (contract.model_copy(update={"contractor": new}),)}
    )
    rows = (payment(P1, "50"), payment(P1, "20", "退回", 日期="2021-05-01"))
    county = replace(county, contracts=contracts, payments=rows, expenditures=())
    (release,) = [one for one in releases_of(county) if "-ht-" in one["ocid"]]
    for record, name in ((projects_of(county)[P1], "旧名公司"), (release, "新名公司")):
        assert {one["name"] for one in record["parties"] if one["id"].endswith(code)} == {name}
        assert set(_names(record, code)) == {name}
        assert len(_names(record, code)) > len(rows)


def _names(value: Any, code: str) -> list[str]:
    """The names of a party wherever it is named in a record."""
    if isinstance(value, list):
        return [name for each in value for name in _names(each, code)]
    if not isinstance(value, dict):
        return []
    own = [value["name"]] if str(value.get("id", "")).endswith(code) and "name" in value else []
    return [*own, *(name for each in value.values() for name in _names(each, code))]


def test_a_contract_of_one_project_tells_first_value_and_changes() -> None:
    county = with_contracts(spotless(), {**SHARED, "涉及项目": [{"项目编号": P1}]})
    summary = projects_of(county)[P1]["contractingProcesses"][0]["summary"]
    (change,) = summary["modifications"]
    values = [summary["contractValue"], change["oldContractValue"], change["newContractValue"]]
    assert list(map(amount_of, values)) == [1_000_000, 1_000_000, 900_000]


def test_published_changes_of_value_time_and_scope_are_modifications_and_no_others() -> None:
    at = datetime.fromisoformat("2021-05-02T10:00:00+08:00")
    fields = {"采购 › 中标金额": ("150", "175"), "完成时限": ("2021-10-31", "2021-11-30"), "建设内容": ("甲", "乙"),
              "扶持资金额度": ("100", "110"), "县级责任人 › 职务": ("甲", "乙")}  # fmt: skip
    changes = tuple(
        Change(P1, field, old, new, at, "a" * 40, Weight.MAJOR) for field, (old, new) in fields.items()
    )
    record = projects_of(spotless(), History(changes))[P1]
    summary = record["contractingProcesses"][0]["summary"]
    assert [one["type"] for one in summary["modifications"]] == ["value", "duration", "scope"]
    assert amount_of(summary["contractValue"]) == 1_500_000
    amended = [one for one in record["documents"] if one.get("documentType") == "budgetAmendmentApproval"]
    assert [one["description"] for one in amended] == ["100 → 110（万元）"]
    wording = History((Change(P1, "建设内容", "甲，乙", "甲；乙", at, "a" * 40, Weight.WORDING),))
    assert "modifications" not in projects_of(spotless(), wording)[P1]["contractingProcesses"][0]["summary"]


TERMS = {
    "分期": [
        {"节点": "签订合同", "比例": "30", "达成日期": "2021-03-02"},
        {"节点": "到货", "金额": "50.5", "应付日期": "2021-07-31"},
        {"节点": "验收合格"},
    ],
    "质保金比例": "5",
    "质保金返还条件": "验收满一年",
}


def test_what_was_agreed_to_be_paid_are_milestones() -> None:
    """No status: nobody says which payment is which instalment's, and one that is met has its payment."""
    county = with_contracts(spotless(), {**SHARED, "付款约定": TERMS, "涉及项目": [{"项目编号": P1}]})
    summary = projects_of(county)[P1]["contractingProcesses"][0]["summary"]
    told = [
        {"id": "payment-1", "title": "签订合同", "type": "payment", "description": "2021-03-02 达成",
         "value": {"amount": 270_000, "currency": "CNY"}},
        {"id": "payment-2", "title": "到货", "type": "payment", "dueDate": "2021-07-31T00:00:00+08:00",
         "value": {"amount": 505_000, "currency": "CNY"}},
        {"id": "payment-3", "title": "验收合格", "type": "payment"},
        {"id": "retention", "title": "质保金", "type": "payment", "description": "验收满一年",
         "value": {"amount": 45_000, "currency": "CNY"}},
    ]  # fmt: skip
    assert summary["milestones"] == told
    (release,) = [one for one in releases_of(county) if "-ht-" in one["ocid"]]
    (first, second, third, last) = release["contracts"][0]["milestones"]
    assert first == {"id": "payment-1", "title": "签订合同", "type": "financing", "description": "27.00 万元；2021-03-02 达成"}  # fmt: skip
    assert (second["description"], second["dueDate"]) == ("50.50 万元", "2021-07-31T00:00:00+08:00")
    assert "description" not in third
    assert last["description"] == "4.50 万元；验收满一年"


def test_what_several_projects_owe_by_one_contract_is_told_in_its_release_alone() -> None:
    ids = [project.id for project in spotless().projects][:2]
    parts = [{"项目编号": id_, "金额": "45"} for id_ in ids]
    county = with_contracts(spotless(), {**SHARED, "付款约定": TERMS, "涉及项目": parts})
    assert "milestones" not in projects_of(county)[P1]["contractingProcesses"][0]["summary"]
    (release,) = [one for one in releases_of(county) if "-ht-" in one["ocid"]]
    assert len(release["contracts"][0]["milestones"]) == 4


def test_what_is_to_be_mended_after_an_acceptance_is_told() -> None:
    made = Acceptance.model_validate(
        {
            "日期": "2021-05-01",
            "结论": "不合格",
            "整改要求": "补齐检测报告。",
            "整改期限": "2021-06",
            "整改完成日期": "2021-06-20",
        }
    )
    documents = projects_of(changed(spotless(), acceptance=made))[P1]["documents"]
    (told,) = [one for one in documents if one["id"] == "acceptance"]
    assert told["description"] == "补齐检测报告；整改期限：2021-06；整改完成日期：2021-06-20"


def test_a_cancellation_has_the_number_of_its_document() -> None:
    made = Cancellation.model_validate({"日期": "2021-05-01", "原因": "未开工", "文号": "政〔2021〕1号"})
    documents = projects_of(changed(spotless(), cancellation=made))[P1]["documents"]
    assert [one["description"] for one in documents if one["id"] == "cancellation"] == [
        "政〔2021〕1号；未开工"
    ]


def test_use_of_funds_tells_what_kind_of_voucher_there_is() -> None:
    used = expenditure(P1, "5").model_copy(update={"voucher_kind": "发票", "voucher": "一号"})
    metrics = projects_of(replace(spotless(), payments=(), expenditures=(used,)))[P1]["metrics"]
    (seen,) = next(one for one in metrics if one["id"] == "financialProgress")["observations"]
    assert seen["dimensions"] == {"category": "设施设备", "voucherKind": "发票", "voucher": "一号"}


def test_packages_name_the_licence_where_there_is_one() -> None:
    licence = Licence.model_validate({"名称": "署名 4.0", "链接": "https://example.org/by/4.0/"})
    portal = replace(PORTAL, site=SITE.model_copy(update={"licence": licence}))
    for package in (project_package, release_package):
        assert "license" not in read(package("data/a.json", [], PORTAL))
        assert read(package("data/a.json", [], portal))["license"] == licence.url
