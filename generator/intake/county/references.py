"""What a county's records refer to exists (E007): projects and policies."""

from collections import defaultdict
from collections.abc import Iterator

from generator.intake.reading.did_you_mean import closest
from generator.intake.records.county_contents import Contents
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.model.disclosed_records import LedgerRow
from generator.model.identifiers import PROJECT_ID, by_number
from generator.model.place import Place


def report_references(contents: Contents, policies: frozenset[str] | None, report: Report) -> None:
    """E007 for a project or policy that does not exist; policies are not checked if ``policies`` is None."""
    ids = sorted({project.id for project in contents.projects}, key=by_number)
    if not contents.projects_of_rows() <= set(ids):
        _report_rows(contents, ids, report)
    for written, place in _projects_named(contents):
        if not _exists(written, contents, ids):
            _report_missing_project(written, place, ids, report)
    known = None if policies is None or contents.policy_files is None else policies | contents.policy_files
    _report_contracts(contents, report)
    for project in contents.projects:
        for index, policy in enumerate(project.policies):
            if known is not None and policy not in known and REFUSED not in policy:
                near = None if report.is_long else closest(policy, sorted(known))
                cure = f"是否应为“{near}”？" if near else "写 policies/（全省的或本县的）里的文件名，不带 .md"
                place = project.place("policies", index)
                message = f"找不到编号为“{policy}”的政策文件"
                report.error("E007", message, cure, at=place, project=project.id)


def _report_contracts(contents: Contents, report: Report) -> None:
    """E007 for a contract that a project names and contracts.yaml, if it could be read, does not have."""
    if contents.has_unread_contracts:
        return
    known = sorted(contract.number for contract in contents.contracts.contracts)
    for project in contents.projects:
        for index, number in enumerate(project.procurement.contracts if project.procurement else ()):
            if number not in known and REFUSED not in number:
                near = None if report.is_long else closest(number, known)
                cure = f"是否应为“{near}”？" if near else "先在 contracts.yaml 里写这份合同，合同编号写成一样"
                place = project.place("procurement", "contracts", index)
                report.error("E007", f"找不到编号为“{number}”的合同", cure, at=place, project=project.id)


def _report_rows(contents: Contents, ids: list[str], report: Report) -> None:
    """One error for all rows that name the same missing project."""
    naming: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in contents.rows():
        if row.project and not _exists(row.project, contents, ids):
            naming[row.project].append(row)
    for project, rows in naming.items():
        _report_missing_project(project, rows[0].place("project"), ids, report, rows=len(rows))


def _report_missing_project(
    written: str, place: Place, ids: list[str], report: Report, *, rows: int = 1
) -> None:
    found = PROJECT_ID.fullmatch(written)
    # the number names the project: another one is never proposed, since rows would be booked to another project
    same = [id_ for id_ in ids if found and id_.endswith(f"-{found['number']}")]
    cure = (
        f"是否应为“{same[0]}”？"
        if same
        else "先在 projects/ 里建立这个项目的文件；文件名是序号，核对是否写错"
    )
    project = written if found else ""
    which = f"，各台账共有 {rows} 行写了它" if rows > 1 else ""
    report.error("E007", f"找不到编号为“{written}”的项目{which}", cure, at=place, project=project)


def _exists(written: str, contents: Contents, ids: list[str]) -> bool:
    """Whether a project of that id was submitted; one whose file is in error, or may be misnamed, counts too."""
    if written in ids or REFUSED in written:
        return True
    found = PROJECT_ID.fullmatch(written)
    if found is None:
        return False
    cohorts = contents.cohorts or {found["cohort"]}
    is_own = found["county"] == contents.code and found["cohort"] in cohorts
    return is_own and (found["number"] in contents.numbers or contents.has_misnamed_projects)


def _projects_named(contents: Contents) -> Iterator[tuple[str, Place]]:
    """Each project id that a record other than a ledger row names: the id, and where it stands."""
    yield from _projects_in_plan(contents)
    for index, contract in enumerate(contents.contracts.contracts):
        for number, part in enumerate(contract.parts):
            yield part.project, contents.contracts.place("contracts", index, "parts", number, "project")
    for index, evaluation in enumerate(contents.outcome.evaluations):
        for number, text in enumerate(evaluation.projects_to_rectify):
            if PROJECT_ID.fullmatch(text):
                yield text, contents.outcome.place("evaluations", index, "projects_to_rectify", number)
    for case in contents.cases:
        for number, project in enumerate(case.projects):
            yield project, case.place("projects", number)


def _projects_in_plan(contents: Contents) -> Iterator[tuple[str, Place]]:
    plan = contents.plan
    for index, change in enumerate(plan.plan_changes):
        for number, project in enumerate(change.projects):
            yield project, plan.place("plan_changes", index, "projects", number)
    for index, decision in enumerate(plan.decisions):
        for number, project in enumerate(decision.projects):
            yield project, plan.place("decisions", index, "projects", number)
    county = {contents.code, contents.county.name if contents.county else contents.code}
    for index, response in enumerate(plan.responses):
        is_project = PROJECT_ID.fullmatch(response.subject)
        if response.subject not in county and (contents.county or is_project):
            yield response.subject, plan.place("responses", index, "subject")
