"""What a contract agrees to pay when: milestones, dates, and what is retained until it is released."""

from datetime import date
from decimal import Decimal

import pytest

from generator.model.contracts import Contract

FIRST, SECOND, LAST = (
    {"节点": name, "比例": share} for name, share in (("签约", "30"), ("到货", "30"), ("验收", "40"))
)
DAY = date(2021, 6, 30)


def due(terms: dict[str, object], day: date = DAY) -> Decimal:
    values = {"合同编号": "HT-01", "合同金额": "100", "付款约定": terms}
    return 100 - Contract.model_validate(values).not_due(day)


def reached(part: dict[str, str], on: str) -> dict[str, str]:
    return {**part, "达成日期": on}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"分期": [FIRST, SECOND, LAST]}, 0),
        ({"分期": [reached(FIRST, "2021-06-30"), SECOND, LAST]}, 30),
        ({"分期": [reached(FIRST, "2021-07-01"), SECOND, LAST]}, 0),
        ({"分期": [reached(FIRST, "2021-01-01"), reached(SECOND, "2021-06-01"), LAST]}, 60),
        ({"分期": [{**FIRST, "应付日期": "2021-06-30"}, SECOND, LAST]}, 30),
        ({"分期": [{**FIRST, "应付日期": "2021-07-01"}, SECOND, LAST]}, 0),
        ({"分期": [{"节点": "签约", "金额": "12.5", "达成日期": "2021-01-01"}, LAST]}, "12.5"),
        ({"质保金比例": "5"}, 95),
        ({"质保金比例": "5", "质保金返还日期": "2021-06-30"}, 100),
        ({"质保金比例": "5", "质保金返还日期": "2021-07-01"}, 95),
        ({"质保金比例": "5", "质保金返还条件": "验收合格满一年"}, 95),
        ({"分期": [reached({"节点": "验收", "比例": "97"}, "2021-01-01")], "质保金比例": "3"}, 97),
        (
            {
                "分期": [reached({"节点": "验收", "比例": "97"}, "2021-01-01")],
                "质保金比例": "3",
                "质保金返还日期": "2021-06-01",
            },
            100,
        ),
        (
            {
                "分期": [
                    reached(FIRST, "2021-01-01"),
                    reached(SECOND, "2021-01-01"),
                    reached(LAST, "2021-01-01"),
                ],
                "质保金比例": "5",
            },
            95,
        ),
        ({"分期": [reached(FIRST, "2021-01-01"), SECOND, LAST], "质保金比例": "5"}, 30),
    ],
)
def test_what_is_due(terms: dict[str, object], expected: object) -> None:
    assert due(terms) == Decimal(str(expected))


def test_nothing_is_known_to_be_not_due_without_terms() -> None:
    assert Contract.model_validate({"合同编号": "A", "合同金额": "100"}).not_due(DAY) == 0
    assert Contract.model_validate({"合同编号": "A", "付款约定": {"质保金比例": "5"}}).not_due(DAY) == 0


def test_a_supplement_changes_the_shares() -> None:
    values = {
        "合同编号": "HT-01",
        "合同金额": "100",
        "补充协议": [{"日期": "2021-05-01", "变更后金额": "200"}],
        "付款约定": {"质保金比例": "5"},
    }
    assert Contract.model_validate(values).not_due(DAY) == 10
