"""The costs of a county that are no project, on its page."""

from collections.abc import Sequence

from generator.model.county import County
from generator.model.fees import Fee, FeePayment
from generator.model.money import format_wan
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns, field
from generator.render.sheet import Sheet
from generator.render.words import NOTHING, or_gap, or_nothing, term, wan, words

_HEAD = blocks(f"""
### {County.label_of("fees")}

不属于哪个项目的支出；计入已拨付、已使用，不计入分方向的合计。单位：万元。
""")


def _payments(fee: Fee) -> str:
    """2022-03-01 2.50（凭证号 一号）；2022-05-01 收回 1.00."""
    return "；".join(map(_payment, fee.payments))


def _payment(payment: FeePayment) -> str:
    kind = f"{payment.kind} " if payment.kind else ""
    voucher = f"（{payment.label_of('voucher')} {payment.voucher}）" if payment.voucher else ""
    return f"{payment.date} {kind}{format_wan(payment.amount)}{voucher}"


_TABLE = Columns[Fee](
    field(Fee, "name", words),
    field(Fee, "amount", wan, heading="安排"),
    Column("已支付", lambda _, fee: wan(fee.paid), is_number=True),
    field(Fee, "payee", or_gap),
    Column(Fee.label_of("payments"), lambda _, fee: or_nothing(_payments(fee))),
    field(Fee, "category", lambda category: term(category) if category else NOTHING),
    field(Fee, "basis", or_gap),
)
"""What a narrow screen shows without scrolling stands first."""


def fees(sheet: Sheet, found: Sequence[Fee]) -> None:
    """Adds the costs, with what was paid of each and when; nothing if there are none."""
    if found:
        sheet.add(_HEAD)
        _TABLE.onto(sheet, found)
