"""What a rule is, what it looks at, and how it is registered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from generator.model.change import History, Missing
from generator.model.codelists import FeedTopic
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice
from generator.model.finding import Finding, Severity
from generator.model.national import NationalAverage
from generator.model.place import Place
from generator.model.plan import ImplementationPlan
from generator.model.project import Project
from generator.model.site import Site
from generator.model.withheld import Withheld


@dataclass(frozen=True)
class Cancelled:
    """A project cancelled, seen from another county (rule B103)."""

    county_code: str
    county_name: str
    project: str
    date: date


@dataclass(frozen=True)
class Scene:
    """All that a rule may look at: one county on one day, and what it needs of the province."""

    county: CountyDisclosure
    as_of: date
    site: Site
    national: tuple[NationalAverage, ...] = ()
    notices: tuple[Notice, ...] = ()
    cancelled_elsewhere: Mapping[str, tuple[Cancelled, ...]] = field(default_factory=dict)
    """Contractor key → cancellations in other counties."""
    history: History | None = None
    """None when this build has no change record to look at."""
    missing: tuple[Missing, ...] = ()
    """What was published once and is in none of the files."""
    withheld: tuple[Withheld, ...] = ()
    """The province's own records whose latest version did not pass, as ``county.withheld`` are the county's."""
    facts: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found out on the way; see ``fact``."""


T = TypeVar("T")


def fact(question: Callable[[Scene], T]) -> Callable[[Scene], T]:
    """Mark a question that several rules ask of a scene: it is answered once a scene."""

    @wraps(question)
    def answer(scene: Scene) -> T:
        if question not in scene.facts:
            scene.facts[question] = question(scene)
        found: T = scene.facts[question]
        return found

    return answer


class Hit(NamedTuple):
    """One place where a rule is not kept."""

    place: Place
    message: str
    project: str = ""
    """Id of the project whose records, and those of the county as a whole, it rests on alone; empty: what was found
    weighs several projects, or concerns the county."""
    since: date | None = None
    cure: str = ""
    """Empty: the rule's own cure."""
    terms: tuple[str, ...] = ()


Check = Callable[[Scene], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check, with everything the catalogue, the rule page, the command line and the tests need of it."""

    code: str
    clause: str
    """Section of the notice, or the law, that it rests on."""
    title: str
    explanation: str
    cure: str
    good: str
    """YAML laid over the spotless example county: the rule just does not speak. See rules/example.py.

    Rules that the intake checks have files instead: their names below a county's folder, and their texts.
    """
    bad: str
    """The same: the rule speaks exactly once."""
    check: Check | None
    """None for rules of form, privacy and safety, which the intake checks while reading."""
    severity: Severity = Severity.FINDING
    needs_history: bool = False
    reads: tuple[str, ...] = ()
    """Names of the kinds of files (``model.files``) it reads records of: where one of these is withheld, nothing that
    may rest on it is concluded (``rules.unsettled``)."""

    @property
    def family(self) -> str:
        return self.code[0]


FAMILIES: Mapping[str, str] = {
    "E": "数据格式",
    "P": "隐私保护",
    "S": "安全",
    "F": FeedTopic.FUNDS.label,
    "L": "方案与决策",
    "B": Project.label_of("procurement"),
    "G": FeedTopic.PROGRESS.label,
    "V": "督导检查",
    "A": FeedTopic.ACCEPTANCE.label,
    "R": "绩效评价与整改",
    "T": "培训",
    "I": "信息公开",
    "C": ImplementationPlan.label_of("objectives"),
}

_CATALOGUE: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    clause: str,
    title: str,
    explanation: str,
    cure: str,
    good: str,
    bad: str,
    reads: tuple[str, ...],
    severity: Severity = Severity.FINDING,
    needs_history: bool = False,
) -> Callable[[Check], Check]:
    """Register the function below as the check of one finding."""

    def register(check: Check) -> Check:
        add(Rule(code, clause, title, explanation, cure, good, bad, check, severity, needs_history, reads))
        return check

    return register


def add(entry: Rule) -> None:
    """Put a rule into the catalogue.

    Raises:
        ValueError: the code is taken.
    """
    if entry.code in _CATALOGUE:
        raise ValueError(f"rule {entry.code} is registered twice")
    _CATALOGUE[entry.code] = entry


def registered() -> tuple[Rule, ...]:
    """Every rule so far, in the order of the families above and of their numbers."""
    order = list(FAMILIES)
    return tuple(sorted(_CATALOGUE.values(), key=lambda entry: (order.index(entry.family), entry.code)))


def as_finding(entry: Rule, hit: Hit, county: str) -> Finding:
    """A hit of a rule, with what the rule says of itself."""
    return Finding(
        code=entry.code,
        severity=entry.severity,
        message=hit.message,
        place=hit.place,
        cure=hit.cure or entry.cure,
        clause=entry.clause,
        county=county,
        project=hit.project,
        since=hit.since,
        terms=hit.terms,
    )


def registered_as(code: str) -> Rule:
    """The rule with this code, of those registered so far."""
    return _CATALOGUE[code]
