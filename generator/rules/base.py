"""What a rule is, what it looks at, and how it is registered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar

from generator.model.change import History, Missing
from generator.model.codelists import FeedTopic
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice
from generator.model.finding import Degree, DutyOf, Finding, Severity
from generator.model.national import NationalAverage
from generator.model.place import Place
from generator.model.plan import ImplementationPlan
from generator.model.programme import disclosure_items, rules_off
from generator.model.project import Project
from generator.model.site import Site
from generator.model.withheld import OF_BATCHES, Withheld
from generator.rules.basis import Basis


@dataclass(frozen=True)
class Cancelled:
    """A cancelled project of another county (rule B103)."""

    county_code: str
    county_name: str
    project: str
    date: date


@dataclass(frozen=True)
class Scene:
    """All that a rule may look at: one county on one day, and what it needs about the province."""

    county: CountyDisclosure
    as_of: date
    site: Site
    national: tuple[NationalAverage, ...] = ()
    notices: tuple[Notice, ...] = ()
    cancelled_elsewhere: Mapping[str, tuple[Cancelled, ...]] = field(default_factory=dict)
    """Contractor key → cancellations in other counties."""
    history: History | None = None
    """None if this build has no change record."""
    missing: tuple[Missing, ...] = ()
    """What was published once and is in none of the files now."""
    withheld: tuple[Withheld, ...] = ()
    """Withheld records of the province; those of the county are in ``county.withheld``."""
    whole: "Scene | None" = field(default=None, repr=False)
    """Of a batch: the scene of its county; None where the scene is the county's own."""
    facts: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Answers cached by ``fact``."""

    @property
    def of_batches(self) -> "tuple[Scene, ...]":
        """The scene of each batch; itself if there is one."""
        return self._several if len(self.county.batches) > 1 else (self,)

    @cached_property
    def _several(self) -> "tuple[Scene, ...]":
        return tuple([replace(self, county=batch, whole=self) for batch in self.county.batches])


T = TypeVar("T")


def fact(question: Callable[[Scene], T]) -> Callable[[Scene], T]:
    """Caches a function of a scene that several rules call: it runs once per scene."""

    @wraps(question)
    def answer(scene: Scene) -> T:
        if question not in scene.facts:
            scene.facts[question] = question(scene)
        found: T = scene.facts[question]
        return found

    return answer


class Hit(NamedTuple):
    """One violation of a rule."""

    place: Place
    message: str
    project: str = ""
    """Id of the project, if the hit rests only on its records and on those of the county as a whole; otherwise
    empty."""
    since: date | None = None
    cure: str = ""
    """How to mend it; empty: the rule's own cure."""
    terms: tuple[str, ...] = ()
    duty_of: DutyOf | None = None
    """Whose duty it was; None: see the rule."""
    projects: tuple[str, ...] = ()
    """Ids of the projects that it counts, if it is about several."""


Check = Callable[[Scene], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its check and its texts."""

    code: str
    basis: Basis
    """The clause of the notice, the law or the portal's own limit that it rests on."""
    title: str
    explanation: str
    cure: str
    good: str
    """Example with no hit: YAML laid over the flawless example county, see rules/example.py.

    For rules that the intake checks: file names below a county's folder, with the files' texts.
    """
    bad: str
    """Example with exactly one hit, in the same form."""
    check: Check | None
    """None for rules of form, privacy and safety, which the intake checks while it reads."""
    severity: Severity = Severity.FINDING
    needs_history: bool = False
    reads: tuple[str, ...] = ()
    """Kinds of files (``model.files``) that it reads; hits that may rest on a withheld one are dropped."""
    per_batch: bool = False
    """Whether it looks at each batch of a county by itself: its plan, money, goals, projects and outcome."""
    of_counties: bool = False
    """Whether it is a duty of 示范县 alone, and not of a city or province that has projects of its own."""
    duty_of: DutyOf = DutyOf.COUNTY
    """Who can answer for a hit, unless the hit says so."""
    covers: tuple[str, ...] = ()
    """Rules that say nothing more of a value or row of which this one speaks, see ``one_fact``."""
    is_major: bool = False
    """Whether its findings are 重要 and not 一般."""
    counted: str = ""
    """What several projects of a batch have in common, after their number, e.g. 个项目未按时报告进度; such hits are
    one finding. Empty: one finding each."""

    @property
    def family(self) -> str:
        return self.code[0]

    @property
    def degree(self) -> Degree:
        """How much a finding weighs."""
        if self.severity is Severity.FINDING:
            return Degree.MAJOR if self.is_major else Degree.ORDINARY
        return Degree.ERROR if self.severity is Severity.ERROR else Degree.HINT


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


_NOT_ABOVE = "市本级、省本级的项目不适用。"


def rule(
    code: str,
    *,
    basis: Basis,
    title: str,
    explanation: str,
    cure: str,
    good: str,
    bad: str,
    reads: tuple[str, ...],
    severity: Severity = Severity.FINDING,
    needs_history: bool = False,
    of_counties: bool = False,
    per_batch: bool = False,
    duty_of: DutyOf = DutyOf.COUNTY,
    covers: tuple[str, ...] = (),
    is_major: bool = False,
    counted: str = "",
) -> Callable[[Check], Check]:
    """Registers the decorated function as the check of a rule."""

    def register(check: Check) -> Check:
        said = f"{explanation}{_NOT_ABOVE}" if of_counties else explanation
        add(
            Rule(
                code,
                basis,
                title,
                said,
                cure,
                good,
                bad,
                check,
                severity,
                needs_history,
                (*reads, *(OF_BATCHES[kind] for kind in reads if per_batch and kind in OF_BATCHES)),
                per_batch,
                of_counties,
                duty_of,
                covers,
                is_major,
                counted,
            )
        )
        return check

    return register


def add(entry: Rule) -> None:
    """Adds a rule to the catalogue.

    Raises:
        ValueError: the code is taken.
    """
    if entry.code in _CATALOGUE:
        raise ValueError(f"rule {entry.code} is registered twice")
    _CATALOGUE[entry.code] = entry


PAGES_COUNT = frozenset(("F108", "G103", "L102", "L103", "V101", "V102"))
"""Rules whose findings pages count under names of their own: without the rule they would show 0, which is not known."""


def registered() -> tuple[Rule, ...]:
    """Returns the rules registered so far that the programme uses, in the order of ``FAMILIES`` and their codes.

    Raises:
        ValueError: ``programme.yaml`` puts off a rule that does not exist or that must not be put off.
    """
    off = rules_off()
    wrong = sorted(code for code in off if code not in _CATALOGUE or not _can_be_off(_CATALOGUE[code]))
    if wrong:
        raise ValueError(f"programme.yaml cannot put off {', '.join(wrong)}")
    order = list(FAMILIES)
    used = [entry for code, entry in _CATALOGUE.items() if code not in off]
    return tuple(sorted(used, key=lambda entry: (order.index(entry.family), entry.code)))


def _can_be_off(entry: Rule) -> bool:
    """Whether nothing but its own findings rests on a rule: no error, no item of the checklist, no figure of a page."""
    counted = PAGES_COUNT | {item.rule for item in disclosure_items()}
    return entry.check is not None and entry.severity is not Severity.ERROR and entry.code not in counted


def as_finding(entry: Rule, hit: Hit, county: str) -> Finding:
    """Makes a finding of a rule's hit."""
    return Finding(
        code=entry.code,
        severity=entry.severity,
        message=hit.message,
        place=hit.place,
        cure=hit.cure or entry.cure,
        clause=entry.basis.text,
        county=county,
        project=hit.project,
        since=hit.since,
        terms=hit.terms,
        duty_of=hit.duty_of or entry.duty_of,
        projects=hit.projects,
    )


def registered_as(code: str) -> Rule:
    """Returns the registered rule with this code; KeyError if there is none."""
    return _CATALOGUE[code]
