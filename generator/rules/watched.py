"""Changes of a project that need an adjustment of the plan, clause 五（二）, for rule L103 and the lists of changes."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.model.change import Change, History, Weight
from generator.model.company import Contractor
from generator.model.disclosure import CountyDisclosure
from generator.model.partial_day import judged_day
from generator.model.place import INSIDE
from generator.model.plan import PlanChange
from generator.model.project import Project
from generator.model.types import HIDDEN

WATCHED: Mapping[str, str] = {
    Project.label_of(name): name for name in ("subsidy", "sources", "deadline", "contractor", "description")
}
"""Fields of a project that need an adjustment of the plan to change: label → name."""
_DEADLINE = Project.label_of("deadline")
_PARTICULARS = ("person", "post", "phone", "kind", "former_names", "merged")
CONTACT_DETAILS = frozenset(map(Contractor.label_of, _PARTICULARS))
"""Parts of 承办单位 that may change while the contractor stays the same."""
_IDENTITY = frozenset(Project.label_of("contractor", name) for name in ("name", "code"))


def watched_changes(
    county: CountyDisclosure, history: History | None, as_of: date
) -> Iterator[tuple[Change, PlanChange | None]]:
    """Yields the changes that need an adjustment of the plan, each with the one that covers it, or None."""
    adjustments = [each for batch in county.batches for each in batch.plan.plan_changes]
    previous: dict[tuple[str, str], date] = {}
    for change in history.changes if history else ():
        project = county.by_id.get(change.record)
        label, day = watched_field(change), change.published.date()
        if project is None or label is None or day > as_of or _is_renaming(change, project):
            continue
        before = previous.get((project.id, label), date.min)
        previous[project.id, label] = day
        covering = (each for each in adjustments if _covers(each, project, before, day))
        yield change, next(covering, None)


def _is_renaming(change: Change, project: Project) -> bool:
    """Whether the contractor was called otherwise before and says so (曾用名, 并入单位), or may be the natural person of
    today, whose name was published before and is hidden now.
    """
    lead = project.contractor
    if lead is None or change.field not in _IDENTITY:
        return False
    return (lead.is_person and change.old == HIDDEN) or all(map(lead.goes_by, (change.old, change.new)))


def watched_field(change: Change) -> str | None:
    """Returns the watched field that a change is about; None for first disclosures, wording and contact details.

    A deadline put in other words is the same if its last day is.
    """
    head, *inner = change.field.split(INSIDE)
    if head not in WATCHED or not change.old or change.weight is Weight.WORDING:
        return None
    if head == _DEADLINE and judged_day(change.old) == judged_day(change.new) is not None:
        return None  # 2023年6月底前 instead of 2023-06-30
    return None if CONTACT_DETAILS.intersection(inner) else head


def _covers(adjustment: PlanChange, project: Project, before: date, day: date) -> bool:
    concerns = not adjustment.projects or project.id in adjustment.projects
    return concerns and before < adjustment.date <= day
