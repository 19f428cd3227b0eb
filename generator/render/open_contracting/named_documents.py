"""The documents of a project, each by its type; without an address where nothing is attached."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from generator.model.codelists import Conclusion, Measure
from generator.model.ending import Acceptance
from generator.model.outcome import Outcome
from generator.model.place import INSIDE
from generator.model.plan import Plan
from generator.model.project import Project
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.values import Json, moment

_SUBSIDY = Project.label_of("subsidy")


def documents(disclosed: Disclosed, project: Project) -> list[Json]:
    found = (
        *_planned(disclosed, project),
        *_policies(disclosed, project),
        *_visited(disclosed, project),
        *_ended(disclosed, project),
        *_amended(disclosed, project),
        *_attached(disclosed, project),
    )
    return [{**document, "language": "zh"} for document in found]


def attachment_url(disclosed: Disclosed, names: Iterable[str]) -> str | None:
    """The address of the first published attachment among ``names``."""
    county = disclosed.county
    base = f"{disclosed.portal.site.base_url}attachments/{county.code}/"
    return next((base + quote(name) for name in names if name in county.attached), None)


def _planned(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    batch = disclosed.batch_of[project.id]
    if plan := batch.plan.plan:
        yield {
            "id": "plan",
            "documentType": "projectPlan",
            "title": plan.title,
            "description": plan.number,
            "url": attachment_url(disclosed, plan.attachments),
            "datePublished": moment(plan.date),
            "author": plan.issuer,
        }
    for number, made in enumerate(batch.plan.plan_changes, 1):
        if project.id in made.projects:
            yield {
                "id": f"plan-change-{number}",
                "documentType": "projectPlan",
                "title": Plan.label_of("plan_changes"),
                "description": made.content,
                "url": attachment_url(disclosed, made.attachments),
                "datePublished": moment(made.date),
            }
    for number, decision in enumerate(batch.plan.decisions, 1):
        if project.id in decision.projects:
            yield {
                "id": f"decision-{number}",
                "documentType": "budgetApproval",
                "title": f"{decision.occasion}：{decision.subject}",
                "description": decision.conclusion,
                "url": attachment_url(disclosed, decision.attachments),
                "datePublished": moment(decision.date),
            }


def _policies(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    county, portal = disclosed.county, disclosed.portal
    titles = {**portal.policies, **{policy.id: policy.title for policy in county.own_policies}}
    for id_ in dict.fromkeys(county.policies_of(project)):
        if id_ in titles:
            yield {
                "id": f"policy-{id_}",
                "documentType": "policyAlignment",
                "title": titles[id_],
                "url": f"{portal.site.base_url}policies/{quote(id_)}.html",
                "format": "text/html",
            }


def _visited(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    for id_, row in disclosed.rows.inspections[project.id]:
        measure = row.measure.label if row.measure and row.measure is not Measure.NONE else None
        yield {
            "id": id_,
            "documentType": "oversightReport",
            "title": f"{row.level.label}：{row.method.label if row.method else '检查'}",
            "description": _together(row.problem, measure, row.handling),
            "datePublished": moment(row.date),
            "author": row.unit,
        }


def _ended(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    if made := project.acceptance:
        yield {
            "id": "acceptance",
            "documentType": "completionCertificate" if made.conclusion is Conclusion.PASSED else None,
            "title": f"项目{project.label_of('acceptance')}（{made.conclusion.label}）",
            "description": _together(
                made.rectification, _told(made, "rectify_by"), _told(made, "rectified_on")
            ),
            "url": attachment_url(disclosed, made.attachments),
            "datePublished": moment(made.date),
            "author": made.unit,
        }
    if ended := project.cancellation:
        yield {
            "id": "cancellation",
            "documentType": "cancellationDetails",
            "title": project.label_of("cancellation"),
            "description": _together(ended.document, ended.reason),
            "datePublished": moment(ended.date),
        }
    for evaluation in disclosed.batch_of[project.id].outcome.evaluations:
        if project.id in evaluation.projects_to_rectify:
            yield {
                "id": f"evaluation-{evaluation.year}-{evaluation.kind.name.lower()}",
                "documentType": "projectEvaluation",
                "title": f"{evaluation.year}年{Outcome.label_of('evaluations')}（{evaluation.kind.label}）",
                "description": evaluation.advice,
                "datePublished": moment(evaluation.completed),
                "author": evaluation.evaluator,
            }


def _told(made: Acceptance, name: str) -> str | None:
    """A day of the acceptance after its label."""
    day = getattr(made, name)
    return f"{made.label_of(name)}：{day}" if day else None


def _together(*texts: str | None) -> str:
    *before, last = [text for text in texts if text] or [""]
    return "；".join((*(text.removesuffix("。") for text in before), last))


def _amended(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    """Yields the published changes of the subsidy: a budget has no history of its own."""
    for change in disclosed.changes_of[project.id]:
        if change.field.split(INSIDE)[0] == _SUBSIDY and change.old:
            unit = project.unit_of("subsidy")
            yield {
                "id": f"amended-{change.commit[:12]}",
                "documentType": "budgetAmendmentApproval",
                "title": f"{_SUBSIDY}变更",
                "description": f"{change.old} → {change.new or '—'}（{unit}）",
                "datePublished": change.published.isoformat(timespec="seconds"),
            }


def _attached(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    """Yields the attachments, of which nobody says what they are."""
    for name in dict.fromkeys(project.attachments):
        if name in disclosed.county.attached:
            yield {"id": f"file-{name}", "title": name, "url": attachment_url(disclosed, [name])}
