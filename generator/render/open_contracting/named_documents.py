"""The documents of a project, each by its type; without an address where nothing is attached."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from generator.model.codelists import Conclusion
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Acceptance
from generator.model.outcome import Outcome
from generator.model.place import INSIDE
from generator.model.plan import Plan
from generator.model.project import Project
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.values import Json, document, moment, together

_SUBSIDY = Project.label_of("subsidy")


class Documents:
    """The documents of a county's projects; those that several projects have are made once."""

    def __init__(self, disclosed: Disclosed) -> None:
        self._disclosed = disclosed
        self._of_batch = {
            batch.below: (_plans(disclosed, batch), _evaluations(batch)) for batch in disclosed.county.batches
        }
        own = {policy.id: policy.title for policy in disclosed.county.own_policies}
        self._titles = {**disclosed.portal.policies, **own}
        self._policies: dict[str, Json] = {}

    def of(self, project: Project) -> list[Json]:
        disclosed = self._disclosed
        plans, evaluations = self._of_batch[disclosed.batch_of[project.id].below]
        policies = dict.fromkeys(disclosed.county.policies_of(project))
        return [
            *(document for projects, document in plans if projects is None or project.id in projects),
            *(self._policy(id_) for id_ in policies if id_ in self._titles),
            *disclosed.rows.inspections[project.id],
            *_ended(disclosed, project),
            *(document for projects, document in evaluations if project.id in projects),
            *_amended(disclosed, project),
            *_attached(disclosed, project),
        ]

    def _policy(self, id_: str) -> Json:
        if id_ not in self._policies:
            self._policies[id_] = document(
                f"policy-{id_}",
                "policyAlignment",
                self._titles[id_],
                url=f"{self._disclosed.portal.site.base_url}policies/{quote(id_)}.html",
                format="text/html",
            )
        return self._policies[id_]


def attachment_url(disclosed: Disclosed, names: Iterable[str]) -> str | None:
    """The address of the first published attachment among ``names``."""
    county = disclosed.county
    base = f"{disclosed.portal.site.base_url}attachments/{county.code}/"
    return next((base + quote(name) for name in names if name in county.attached), None)


def _plans(disclosed: Disclosed, batch: CountyDisclosure) -> list[tuple[Sequence[str] | None, Json]]:
    """The plan of a batch, its changes and decisions, each with the ids of its projects; None: all."""
    found: list[tuple[Sequence[str] | None, Json]] = []
    if plan := batch.plan.plan:
        told = document(
            "plan",
            "projectPlan",
            plan.title,
            description=plan.number,
            url=attachment_url(disclosed, plan.attachments),
            datePublished=moment(plan.date),
            author=plan.issuer,
        )
        found.append((None, told))
    for number, made in enumerate(batch.plan.plan_changes, 1):
        told = document(
            f"plan-change-{number}",
            "projectPlan",
            Plan.label_of("plan_changes"),
            description=made.content,
            url=attachment_url(disclosed, made.attachments),
            datePublished=moment(made.date),
        )
        found.append((made.projects, told))
    for number, decision in enumerate(batch.plan.decisions, 1):
        told = document(
            f"decision-{number}",
            "budgetApproval",
            f"{decision.occasion}：{decision.subject}",
            description=decision.conclusion,
            url=attachment_url(disclosed, decision.attachments),
            datePublished=moment(decision.date),
        )
        found.append((decision.projects, told))
    return found


def _evaluations(batch: CountyDisclosure) -> list[tuple[Sequence[str], Json]]:
    """The evaluations of a batch, each with the ids of the projects that are to be put right by it."""
    return [
        (
            evaluation.projects_to_rectify,
            document(
                f"evaluation-{evaluation.year}-{evaluation.kind.name.lower()}",
                "projectEvaluation",
                f"{evaluation.year}年{Outcome.label_of('evaluations')}（{evaluation.kind.label}）",
                description=evaluation.advice,
                datePublished=moment(evaluation.completed),
                author=evaluation.evaluator,
            ),
        )
        for evaluation in batch.outcome.evaluations
    ]


def _ended(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    if made := project.acceptance:
        yield document(
            "acceptance",
            "completionCertificate" if made.conclusion is Conclusion.PASSED else None,
            f"项目{project.label_of('acceptance')}（{made.conclusion.label}）",
            description=together(made.rectification, _told(made, "rectify_by"), _told(made, "rectified_on")),
            url=attachment_url(disclosed, made.attachments),
            datePublished=moment(made.date),
            author=made.unit,
        )
    if ended := project.cancellation:
        yield document(
            "cancellation",
            "cancellationDetails",
            project.label_of("cancellation"),
            description=together(ended.document, ended.reason),
            datePublished=moment(ended.date),
        )


def _told(made: Acceptance, name: str) -> str | None:
    """A day of the acceptance after its label."""
    day = getattr(made, name)
    return f"{made.label_of(name)}：{day}" if day else None


def _amended(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    """Yields the published changes of the subsidy: a budget has no history of its own."""
    for change in disclosed.changes_of[project.id]:
        if change.field.split(INSIDE)[0] == _SUBSIDY and change.old:
            unit = project.unit_of("subsidy")
            yield document(
                f"amended-{change.commit[:12]}",
                "budgetAmendmentApproval",
                f"{_SUBSIDY}变更",
                description=f"{change.old} → {change.new or '—'}（{unit}）",
                datePublished=change.published.isoformat(timespec="seconds"),
            )


def _attached(disclosed: Disclosed, project: Project) -> Iterator[Json]:
    """Yields the attachments, of which nobody says what they are."""
    for name in dict.fromkeys(project.attachments):
        if name in disclosed.county.attached:
            yield document(f"file-{name}", None, name, url=attachment_url(disclosed, [name]))
