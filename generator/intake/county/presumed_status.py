"""状态 of projects whose file gives none: from acceptance and progress reports, else presumed from dates and payments."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.model.codelists import Conclusion, Status
from generator.model.derived import Basis
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Progress
from generator.model.partial_day import earliest
from generator.model.project import Project
from generator.model.withheld import rests_of

_GIVEN = "status"
_WHOLE = Decimal(100)
_OF_ITS_OWN_FILE = (Status.CANCELLED, Status.ACCEPTED)
"""The states that no withheld report can change."""


def is_given(project: Project) -> bool:
    """Whether the project's own file gives its 状态; known until the record is pickled."""
    return _GIVEN in project.model_fields_set


def with_statuses(county: CountyDisclosure, as_of: date) -> CountyDisclosure:
    """The disclosure whose projects all have a 状态; as it is if their files give it."""
    apart = county.withdrawn and with_statuses(county.withdrawn, as_of)
    if apart is county.withdrawn and all(map(is_given, county.projects)):
        return county
    projects = tuple(
        project if is_given(project) else _presumed(county, project, as_of) for project in county.projects
    )
    return replace(county, projects=projects, withdrawn=apart)


def _presumed(county: CountyDisclosure, project: Project, as_of: date) -> Project:
    reports = county.progress_of[project.id]
    status = _reported(project, reports)
    is_sure = status in _OF_ITS_OWN_FILE or (status and not rests_of(county.withheld, project.id).progress)
    basis = Basis.REPORTED if is_sure else Basis.PRESUMED
    if status is None:
        begun = _has_begun(project, as_of) or county.payments_of[project.id]
        status = Status.UNDER_WAY if begun else Status.NOT_STARTED
    found = project.model_copy(update={_GIVEN: status})
    reported = earliest(reports[-1].date) if reports else None
    return found.deriving(found.derived._replace(basis=basis, reported=reported))


def _reported(project: Project, reports: Sequence[Progress]) -> Status | None:
    """What cancellation, acceptance or the progress reports say; None: they do not say whether it has begun.

    已验收 and 已取消 are taken from the project's own file alone: a report of them without 验收 or 取消 says no more than
    that it is in use, or nothing.
    """
    if project.cancellation is not None:
        return Status.CANCELLED
    if project.acceptance is not None and project.acceptance.conclusion is Conclusion.PASSED:
        return Status.ACCEPTED
    told = [row.status for row in reports if row.status not in (None, Status.CANCELLED)]
    last = told[-1] if told else None
    if last in (Status.IN_USE, Status.ACCEPTED):
        return Status.IN_USE
    percent = reports[-1].percent if reports else Decimal()
    if percent >= _WHOLE or last is Status.MOSTLY_COMPLETE:
        return Status.MOSTLY_COMPLETE
    return Status.UNDER_WAY if percent else last


def _has_begun(project: Project, as_of: date) -> bool:
    """Whether its dates suggest it: it was signed or held against its acceptance, or is to have begun by now."""
    bought, start = project.procurement, project.start
    is_signed = bought is not None and bought.contract_date is not None
    return is_signed or project.acceptance is not None or (start is not None and start <= as_of)
