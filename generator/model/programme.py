"""The notices that order the programme, clause by clause: whatever cites one, names it by its id.

``programme.yaml`` beside this file is the data; the clauses' text stands in ``policies/`` of the portal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.model.own_yaml import own_yaml


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
        for notice in own_yaml("generator.model", "programme.yaml")["通知"]
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
