"""The rule catalogue, family by family."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.rules.base import FAMILIES, Rule


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """The rules of one family, by number."""

    letter: str
    title: str
    rules: tuple[Rule, ...]


def rule_families(catalogue: Sequence[Rule]) -> tuple[RuleFamily, ...]:
    """Returns the families that have rules, in the order of the catalogue."""
    groups = (
        RuleFamily(letter, title, tuple(rule for rule in catalogue if rule.family == letter))
        for letter, title in FAMILIES.items()
    )
    return tuple(group for group in groups if group.rules)
