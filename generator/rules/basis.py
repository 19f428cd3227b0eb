"""What rules rest on: a clause of the notice, a law, a limit that the portal sets itself, or nothing but arithmetic."""

from typing import NamedTuple

from generator.model.place import INSIDE
from generator.model.programme import Clause, clause, limits
from generator.model.site import Site, StalenessDays, TimeLimits


class Basis(NamedTuple):
    """What a rule rests on."""

    clause: Clause | None = None
    """The clause of the notice that sets the duty; None if it sets none."""
    other: str = ""
    """A law, or the portal's own limit."""
    quoted: str = ""
    """The words of the clause that set the duty, as the notice has them."""

    @property
    def text(self) -> str:
        """As findings and tables cite it, e.g. 五（三）；本栏目约定（问题处理）; empty for figures that are only compared."""
        return "；".join(part for part in (self.clause.cited if self.clause else "", self.other) if part)


COMPARED = Basis()
"""The notice asks for nothing here: figures or dates of the county are compared with each other."""


def duty(id_: str, quoted: str, *, limit: str = "") -> Basis:
    """A duty that the notice sets.

    Args:
        quoted: the words of the clause that set it, verbatim.
        limit: name of the field of ``TimeLimits`` or ``StalenessDays`` with the limit that the notice leaves open.
    """
    return Basis(clause(id_), agreed(limit).other if limit else "", quoted)


def agreed(*limits: str) -> Basis:
    """What the portal sets itself, by the settings that say how much, if any do."""
    names = "、".join(_setting(limit) for limit in limits)
    return Basis(other=convention(names) if names else "本栏目约定")


def convention(what: str) -> str:
    """How a limit or a demand of the portal's own is cited."""
    return f"本栏目约定（{what}）"


def law(text: str) -> Basis:
    """A law, a standard, or another text outside the notice."""
    return Basis(other=text)


def in_settings(name: str) -> str:
    """Where the portal sets a limit, and its default, e.g. 栏目设置“规则期限 › 到账未拨付”，默认 90 天."""
    limit = limits()[name]
    part = "limits" if name in TimeLimits.model_fields else "staleness_days"
    unit = limit.unit if limit.unit in {"", "%"} else f" {limit.unit}"
    return f"栏目设置“{Site.label_of(part)}{INSIDE}{limit.label}”，默认 {limit.value}{unit}"


def _setting(name: str) -> str:
    if name in TimeLimits.model_fields:
        return TimeLimits.label_of(name)
    return f"{Site.label_of('staleness_days')}{INSIDE}{StalenessDays.label_of(name)}"
