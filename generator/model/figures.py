"""What the figures on pages mean: each function that computes one declares it, and /figures.html is made of these words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

AMOUNT = "按元、角、分精确相加，显示到0.01万元；原始数据更细的，照原样显示"
PERCENT = (
    "按精确值计算，显示一位小数；四舍五入后会达到90%、100%而精确值未达到的，少进一位（如89.96%显示89.9%）"
)
PERCENT_AS_TOLD = "照填报的数显示"
WHOLE = "整数"


@dataclass(frozen=True, slots=True)
class Figure:
    """The definition of one figure, in the words of pages."""

    name: str
    """As pages call it, everywhere the same."""
    unit: str
    formula: str
    counts: str
    """Which records and rows are counted."""
    cancelled: str
    """What cancelled projects do to it."""
    corrected: str
    """What corrections, and money that comes back, do to it."""
    shown: str
    """How it is rounded."""

    @property
    def url(self) -> str:
        """Address of its definition, from the portal's root."""
        return f"figures.html#{self.name}"


_DECLARED: dict[str, Figure] = {}


def figure(
    name: str, unit: str, formula: str, *, counts: str, cancelled: str, corrected: str, shown: str = AMOUNT
) -> Callable[[F], F]:
    """Declares the figure that a function computes; each name once.

    Raises:
        ValueError: another function declares this name.
    """

    def declare(function: F) -> F:
        if name in _DECLARED:
            raise ValueError(f"{name} is declared twice")
        _DECLARED[name] = Figure(name, unit, formula, counts, cancelled, corrected, shown)
        return function

    return declare


def figures() -> dict[str, Figure]:
    """Name → definition of every figure of the modules that are loaded."""
    return dict(_DECLARED)
