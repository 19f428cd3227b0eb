"""The catalogue of rules: every clause of the notice that a program can check, as small pure functions.

In: one county's disclosure on one day (``Scene``). Out: findings, each with clause, place and cure.
"""

from generator.rules.base import Cancelled, Hit, Rule, Scene
from generator.rules.run import catalogue, check_county, failed, fault, find, is_major, unexamined

__all__ = [
    "Cancelled",
    "Hit",
    "Rule",
    "Scene",
    "catalogue",
    "check_county",
    "failed",
    "fault",
    "find",
    "is_major",
    "unexamined",
]
