"""How much of the special funds was paid and used, exact to 分; clause 五（四） depends on the latter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.disclosure import CountyDisclosure
from generator.model.fees import FeePayment
from generator.model.money import FEN_PER_WAN, total
from generator.model.partial_day import earliest
from generator.model.programme import limits

FUND_USE_REQUIRED = int(limits()["fund_use"].value)
"""% of the special funds that must be used before 综合验收, clause 五（四）."""


@dataclass(frozen=True, slots=True)
class FundUse:
    """中央财政专项资金 and how much of it was paid and used, in 分 (0.01 元)."""

    central: int
    """Allocated; greater than 0."""
    paid: int
    used: int

    @property
    def used_share(self) -> Decimal:
        """使用率, % (for display; ``is_enough`` judges the threshold)."""
        return Decimal(self.used) * 100 / self.central

    @property
    def paid_share(self) -> Decimal:
        """拨付率, %."""
        return Decimal(self.paid) * 100 / self.central

    @property
    def is_enough(self) -> bool:
        """Whether the required share is used, exactly: 90.00 % is enough, 89.999999 % is not."""
        return self.used * 100 >= FUND_USE_REQUIRED * self.central

    def agrees_with(self, stated: Decimal) -> bool:
        """Whether a stated 使用率 (%) is the computed one, rounded or cut off at the decimals it is stated with.

        A figure rounded up to the threshold does not agree with a computed one below it.
        """
        if (stated >= FUND_USE_REQUIRED) != self.is_enough:
            return False
        decimals = max(0, -int(stated.as_tuple().exponent))
        scaled, said = self.used * 100 * 10**decimals, int(stated.scaleb(decimals))
        cut_off = scaled // self.central
        rounded = (2 * scaled + self.central) // (2 * self.central)
        return said in (cut_off, rounded)


def fund_use(county: CountyDisclosure, day: date | None = None) -> FundUse | None:
    """Returns the use of 中央财政 up to and including ``day`` (None: all); None if the allocation is 0 or not disclosed."""
    central = _fen(county.county.allocation.central or Decimal(0))
    if central == 0:
        return None
    paid = total(row.net for row in county.central_payments if day is None or earliest(row.date) <= day)
    used = total(
        row.amount for row in county.central_expenditures if day is None or earliest(row.date) <= day
    )
    used -= total(item.amount for item in county.central_unspent if day is None or item.date <= day)
    fees = total(row.net for row in county.fee_payments if day is None or _counted(row) <= day)
    return FundUse(central, _fen(paid + fees), _fen(used + fees))


def _counted(row: FeePayment) -> date:
    """The day on which a payment counts: of the days it may mean the first, of money that came back the last."""
    return row.date if row.is_back else earliest(row.date)


def _fen(wan: Decimal) -> int:
    """Converts 万元 to 分; exact, since amounts have at most six decimals."""
    return int(wan * FEN_PER_WAN)
