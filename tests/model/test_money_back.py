"""Money that comes back: what the contractor still held goes first, then what it had spent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.codelists import PaymentKind
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment
from generator.rules.fund_use import fund_use

P1, P2 = "210198-2020-01", "210198-2020-02"
START = date(2021, 1, 1).toordinal()


def paid(day: int, amount: object, kind: PaymentKind | None = None, project: str = P1) -> Payment:
    return Payment.model_validate(
        {
            "date": date.fromordinal(START + day),
            "project": project,
            "amount": str(amount),
            "kind": kind and kind.label,
        }
    )


def spent(day: int, amount: object, project: str = P1) -> Expenditure:
    values = {"category": "服务", "purpose": "维保", "project": project, "amount": str(amount)}
    return Expenditure.model_validate({"date": date.fromordinal(START + day), **values})


def county(*rows: Payment | Expenditure) -> CountyDisclosure:
    record = County.model_validate(
        {
            "名称": "示例县",
            "行政区划代码": "210198",
            "所属市": "沈阳",
            "示范批次": "2020",
            "专项资金": {"中央财政": "100"},
        }
    )
    return CountyDisclosure(
        record,
        payments=tuple(row for row in rows if isinstance(row, Payment)),
        expenditures=tuple(row for row in rows if isinstance(row, Expenditure)),
    )


BACK, RECOVERED, RETENTION = PaymentKind.RETURNED, PaymentKind.RECOVERED, PaymentKind.RETENTION


@pytest.mark.parametrize(
    ("rows", "net", "used"),
    [
        ((paid(0, 100), spent(1, 100), paid(2, 5, RECOVERED)), "95", "95"),
        ((paid(0, 100), spent(1, 60), paid(2, 40, BACK)), "60", "60"),
        ((paid(0, 100), spent(1, 60), paid(2, "40.000001", BACK)), "59.999999", "59.999999"),
        ((paid(0, 100), paid(1, 100, BACK)), "0", "0"),
        ((paid(0, 100), spent(1, 100), paid(2, 5, RECOVERED), paid(3, 5), spent(4, 5)), "100", "100"),
        ((paid(0, 90), paid(1, 10, RETENTION), spent(1, 100)), "100", "100"),
        ((paid(0, 50, PaymentKind.PAID), spent(1, 60), paid(2, 10, RECOVERED)), "40", "50"),
        ((paid(0, 50), paid(0, 10, RECOVERED), spent(0, 50)), "40", "40"),
        ((paid(0, 50), spent(1, 50), paid(0, 50, project=P2), paid(3, 20, BACK, P2)), "80", "50"),
    ],
)
def test_what_is_paid_and_used_is_without_what_came_back(
    rows: tuple[Payment | Expenditure, ...], net: str, used: str
) -> None:
    found = county(*rows)
    assert (found.paid, found.spent) == (Decimal(net), Decimal(used))
    assert found.paid == sum(found.paid_of.values())
    assert found.spent == sum(found.spent_of.values())
    use = fund_use(found)
    assert use is not None
    assert (use.paid_share, use.used_share) == (Decimal(net), Decimal(used))


def test_use_on_a_day_is_without_what_came_back_until_then() -> None:
    found = county(paid(0, 100), spent(1, 100), paid(5, 30, RECOVERED))
    shares = [fund_use(found, date.fromordinal(START + day)) for day in (4, 5)]
    assert [use and use.used_share for use in shares] == [100, 70]


AMOUNTS = st.integers(1, 50)
MOVES = st.lists(
    st.tuples(st.integers(0, 20), AMOUNTS, st.sampled_from(["paid", "spent", "back"])), max_size=12
)


@given(MOVES)
def test_money_is_neither_lost_nor_made(moves: list[tuple[int, int, str]]) -> None:
    moves = sorted(moves)
    rows = [
        spent(day, amount) if what == "spent" else paid(day, amount, BACK if what == "back" else None)
        for day, amount, what in moves
    ]
    found = county(*rows)
    sums = {
        what: sum(amount for _, amount, kind in moves if kind == what) for what in ("paid", "spent", "back")
    }
    assert found.paid + found.returned == sums["paid"]
    assert found.returned == sums["back"]
    unspent = sums["spent"] - found.spent
    assert 0 <= unspent <= min(sums["back"], sums["spent"])
