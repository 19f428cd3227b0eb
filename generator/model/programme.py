"""The programme: the notices that order it, clause by clause, and the lists that they give; all named by their ids.

``programme.yaml`` beside this file is the data; the clauses' text stands in ``policies/`` of the portal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from generator.model.own_yaml import own_yaml


@cache
def programme() -> Mapping[str, Any]:
    """The data as read: name of a part, e.g. 支持方向 → its entries."""
    read: Mapping[str, Any] = own_yaml("generator.model", "programme.yaml")
    return read


def _word(id_: str) -> str:
    """A word of the programme, as headings and labels have it."""
    return next(str(entry["名称"]) for entry in programme()["用词"] if entry["编号"] == id_)


DEMONSTRATION_COUNTY = _word("county")
"""What a county of the programme is called where the word stands alone, e.g. 示范县."""


class Named(NamedTuple):
    """What a value of a list is called."""

    label: str
    """Written in files and shown on pages."""
    title: str
    """In English."""


def named(part: str, id_: str) -> Named:
    """What the programme calls one value of a list, e.g. 支持方向, logistics.

    Raises:
        KeyError: the list does not have it.
    """
    return _lists()[part, id_]


@cache
def _lists() -> Mapping[tuple[str, str], Named]:
    return {
        (part, entry["编号"]): Named(entry["名称"], entry["英文"])
        for part in ("支持方向", "支出类别", "典型案例类别")
        for entry in programme()[part]
    }


@cache
def forbidden_spending() -> frozenset[str]:
    """Labels of the kinds of spending that the notice forbids."""
    return frozenset(entry["名称"] for entry in programme()["支出类别"] if entry.get("禁止"))


class DisclosureItem(NamedTuple):
    """One thing that the notice asks a county to disclose."""

    rule: str
    """Code of the rule that reports it missing."""
    title: str
    section: str
    """Section of the county's page with it."""


@cache
def disclosure_items() -> tuple[DisclosureItem, ...]:
    """What must be disclosed, in the order of the notice."""
    return tuple(
        DisclosureItem(entry["规则"], entry["名称"], entry["板块"]) for entry in programme()["公开事项"]
    )


class Limit(NamedTuple):
    """How much or how long a rule allows."""

    label: str
    value: Any
    """A number of ``unit``, or a day of the year such as 12-31."""
    unit: str
    note: str
    clause: str
    """Id of the clause that says it; empty where the portal sets it, as the default of a setting of ``site.yaml``."""


@cache
def limits() -> Mapping[str, Limit]:
    """Id → limit; the id of a setting is the name of its field in ``model/site.py``."""
    return {
        entry["编号"]: Limit(
            entry["名称"], entry["数"], entry.get("单位", ""), entry.get("说明", ""), entry.get("条款", "")
        )
        for part in ("通知规定的数", "更新时限", "规则期限")
        for entry in programme()[part]
    }


def rules_off() -> frozenset[str]:
    """Codes of the rules that the programme does not use."""
    return frozenset(programme()["停用的规则"])


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph of a notice."""

    id: str
    part: str
    """Part of the notice, e.g. 五."""
    item: str
    """Item of the part, e.g. （六） or 1; empty for a paragraph that belongs to none."""
    begins: str
    """First words of the paragraph, as the notice prints them."""
    policy: str
    """Id of the notice among the portal's policies."""

    @property
    def cited(self) -> str:
        """As tables cite it: 五（六）, 四 1, 三."""
        return f"{self.part} {self.item}" if self.item.isdigit() else f"{self.part}{self.item}"

    @property
    def in_words(self) -> str:
        """As sentences cite it: 《通知》第五部分第（六）项."""
        return f"《通知》第{self.part}部分" + (f"第{self.item}项" if self.item else "")

    @property
    def anchor(self) -> str:
        """Id of the paragraph on the page of the notice."""
        return f"clause-{self.id}"

    @property
    def url(self) -> str:
        """Address of the paragraph, from the portal's root."""
        return f"policies/{self.policy}.html#{self.anchor}"


@cache
def clauses() -> Mapping[str, Clause]:
    """Id → clause, in the order of the notices."""
    return {
        entry["编号"]: Clause(
            entry["编号"], entry["部分"], entry.get("项", ""), entry["开头"], notice["文件"]
        )
        for notice in programme()["通知"]
        for entry in notice["条款"]
    }


def clause(id_: str) -> Clause:
    """The clause with this id.

    Raises:
        KeyError: no notice has it.
    """
    return clauses()[id_]


def clauses_of(policy: str) -> tuple[Clause, ...]:
    """The clauses whose paragraphs stand in this policy."""
    return tuple(each for each in clauses().values() if each.policy == policy)
