"""A record whose latest version was withheld, and what stands in its place."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from generator.model.identifiers import cohort_of
from generator.model.place import Place


class Withheld(NamedTuple):
    """A record whose latest version failed checks, or that was removed although it was published.

    Its last published version stands and counts. If none was published, it is missing, and no figure that rests on it
    is given.
    """

    kind: str
    """Name of the kind of file that holds it (``model.files``): ``projects``, ``payments`` …"""
    project: str | None
    """Id of the project it concerns; empty: the county as a whole; None: not known."""
    place: Place
    """Where the version that failed checks is."""
    since: date | None
    """The day on which the standing version was published; None: there is none."""
    ended: datetime | None = None
    """When a version that failed checks followed the standing one, or a ledger's last one without errors; None: not
    committed yet, or there was none."""
    cause: str = ""
    """Name of the file, below the county's folder, whose errors keep it back; empty: its own row's.

    Nothing is wrong with the rows of a project whose file is in error, but they cannot be published without it.
    """

    @property
    def is_missing(self) -> bool:
        return self.since is None

    def concerns(self, project: str) -> bool:
        """Whether what is published of a project may rest on it."""
        return self.project in {project, "", None}


class Rest(IntEnum):
    """What a figure rests on; the worst of its parts decides."""

    LATEST = 0
    EARLIER = 1
    """On some record's earlier version, which counts: the figure is given and says so."""
    MISSING = 2
    """On some record that was never published: the figure is not given."""


class Rests(NamedTuple):
    """What the figures of a project, a county or the province rest on: one field for each kind of county file."""

    county: Rest = Rest.LATEST
    plan: Rest = Rest.LATEST
    batches: Rest = Rest.LATEST
    batch_plans: Rest = Rest.LATEST
    batch_outcomes: Rest = Rest.LATEST
    contracts: Rest = Rest.LATEST
    projects: Rest = Rest.LATEST
    progress: Rest = Rest.LATEST
    payments: Rest = Rest.LATEST
    expenditures: Rest = Rest.LATEST
    snapshots: Rest = Rest.LATEST
    inspections: Rest = Rest.LATEST
    enforcement: Rest = Rest.LATEST
    trainings: Rest = Rest.LATEST
    transactions: Rest = Rest.LATEST
    activities: Rest = Rest.LATEST
    outcome: Rest = Rest.LATEST
    cases: Rest = Rest.LATEST
    own_policies: Rest = Rest.LATEST

    @property
    def received(self) -> Rest:
        """For money received, and for money allocated by the state."""
        return max(self.county, self.batches)

    @property
    def allocated(self) -> Rest:
        return self.projects

    @property
    def paid(self) -> Rest:
        """For money paid; county.yaml and batch.yaml tell what was paid for costs that are no project."""
        return max(self.county, self.batches, self.payments)

    @property
    def spent(self) -> Rest:
        """For money spent: what came back, which payments.csv tells, counts as spent no longer."""
        return max(self.paid, self.expenditures)

    @property
    def paid_share(self) -> Rest:
        """For the share that was paid of what the state allocated."""
        return self.paid

    @property
    def spent_share(self) -> Rest:
        return self.spent

    @property
    def in_projects(self) -> "Rests":
        """For sums of projects alone, on which county.yaml has no bearing."""
        return self._replace(county=Rest.LATEST, batches=Rest.LATEST)

    @property
    def paid_of_allocated(self) -> Rest:
        return max(self.projects, self.payments)

    @property
    def of_projects(self) -> Rest:
        """For money in projects: allocated, paid and spent."""
        return self.of(OF_PROJECTS)

    @property
    def money(self) -> Rest:
        """For money at every step."""
        return self.of(MONEY)

    @property
    def reports(self) -> Rest:
        """For a project's progress."""
        return max(self.projects, self.progress)

    @property
    def results(self) -> Rest:
        """For acceptance, evaluations and rectifications of all batches."""
        return max(self.outcome, self.batch_outcomes)

    @property
    def worst(self) -> Rest:
        return max(self)

    def of(self, kinds: Iterable[str]) -> Rest:
        """For what rests on files of these kinds; the province's own kinds are ignored."""
        return max((getattr(self, kind) for kind in kinds if kind in self._fields), default=Rest.LATEST)


SOUND = Rests()
UNKNOWN = Rests(*[Rest.MISSING] * len(SOUND))
"""For figures over a county of which nothing was ever published."""
OF_PROJECTS = ("projects", "payments", "expenditures")
"""Kinds of records that hold the money in projects."""
OF_COMPANIES = (*OF_PROJECTS, "contracts")
"""Kinds of records that hold what companies do and get."""
MONEY = ("county", "batches", *OF_PROJECTS)
"""Kinds of records that hold money at every step."""


OF_BATCHES = {"county": "batches", "plan": "batch_plans", "outcome": "batch_outcomes"}
"""Kind of the file of a county's first batch → that of the later ones."""
_OF_FIRST = {later: first for first, later in OF_BATCHES.items()}


def causes(withheld: Iterable[Withheld]) -> list[list[Withheld]]:
    """Groups withheld records by the record that failed checks: it comes first, then those kept back with it."""
    groups: dict[str | int, list[Withheld]] = {}
    for number, item in enumerate(withheld):
        groups.setdefault(item.cause or number, []).append(item)
    return list(groups.values())


def rests_of(withheld: Iterable[Withheld], project: str = "") -> Rests:
    """What the figures of a county, or of one of its projects, rest on."""
    return together(*(_rests(item) for item in (of_project(withheld, project) if project else withheld)))


def withheld_of_batch(
    withheld: Iterable[Withheld], below: str, is_own: Callable[[int | None], bool]
) -> tuple[Withheld, ...]:
    """Returns the withheld records that one of several batches may rest on, of the kinds of a county's only one.

    Args:
        withheld: those of the county.
        below: the folder of a later batch; empty: the first.
        is_own: whether projects of a cohort belong to the batch.
    """
    return tuple(
        [
            item._replace(kind=_OF_FIRST.get(item.kind, item.kind))
            for item in withheld
            if _may_be_of(item, below, is_own)
        ]
    )


def _may_be_of(item: Withheld, below: str, is_own: Callable[[int | None], bool]) -> bool:
    if item.kind in _OF_FIRST:
        return bool(below) and f"/{below}" in item.place.file
    if item.kind in OF_BATCHES:
        return not below
    return not item.project or is_own(cohort_of(item.project))


def of_project(withheld: Iterable[Withheld], project: str) -> list[Withheld]:
    """Returns the withheld records that the figures of one project may rest on."""
    return [item for item in withheld if item.project in {project, None}]


def together(*parts: Rests) -> Rests:
    """What a sum over several parts rests on."""
    different = set(parts)  # nearly all are equal
    return Rests(*map(max, zip(SOUND, *different, strict=True))) if different else SOUND


def beyond(whole: Rests, parts: Sequence[Rests]) -> Rests:
    """What is missing from a whole and from none of its parts, so that nobody can tell which part it belongs to."""
    known = together(*parts)
    return Rests(
        *(
            Rest.MISSING if own is Rest.MISSING and part is not Rest.MISSING else Rest.LATEST
            for own, part in zip(whole, known, strict=True)
        )
    )


def _rests(item: Withheld) -> Rests:
    return SOUND._replace(**{item.kind: Rest.MISSING if item.is_missing else Rest.EARLIER})
