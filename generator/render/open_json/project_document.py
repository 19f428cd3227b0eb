"""/projects/<id>.json: what a project's page shows, as data."""

from generator.model.withheld import Rest
from generator.render.open_json.document_kinds import Link, Party, ProjectDocument, ProjectFigures, Provenance
from generator.render.open_json.plain import as_json, plain
from generator.render.open_json.shared import changes, corrections, findings, missing_records, share, told
from generator.views.project import ProjectView
from generator.views.rows import Party as ViewParty

SCHEMA = "published-project.schema.json"
_LEDGERS = (
    "progress",
    "payments",
    "expenditures",
    "inspections",
    "trainings",
    "transactions",
    "activities",
    "snapshots",
    "enforcement",
)


def project_json(view: ProjectView) -> bytes:
    """Makes the document of a project; its rows do not repeat its number, which would be a fifth of the file."""
    found = plain(_document(view))
    for name in _LEDGERS:
        for row in found.get(name, ()):
            del row["project"]
    return as_json(found)


def _document(view: ProjectView) -> ProjectDocument:
    project = view.project
    figures, withheld, with_earlier = told(_figures(view), _rests(view))
    return ProjectDocument(
        schema=f"../data/schemas/{SCHEMA}",
        id=project.id,
        county=view.county_code,
        county_name=view.county_name,
        city=view.city,
        provenance=Provenance(view.as_of, view.first_published, view.updated, view.commit, view.is_demo),
        project=project,
        status_presumed=project.is_status_derived,
        parties=tuple(_party(party) for party in (*view.parties, *view.others)),
        figures=figures,
        withheld=withheld,
        with_earlier=with_earlier,
        records_missing=missing_records(view.rests),
        contracts=view.contracts,
        progress=view.reports,
        payments=view.payments,
        expenditures=view.expenditures,
        inspections=view.inspections,
        trainings=view.trainings,
        transactions=view.transactions,
        activities=view.activities,
        snapshots=view.snapshots,
        enforcement=view.enforcement,
        corrections=corrections(view.corrections),
        findings=findings(view.findings),
        unsettled=view.unsettled,
        changes=changes(view.changes),
        has_change_record=view.changes is not None,
        links=(
            Link("text/html", f"{project.id}.html"),
            Link("text/markdown", f"{project.id}.md"),
            Link("application/json", f"../counties/{view.county_code}.json"),
        ),
    )


def _figures(view: ProjectView) -> ProjectFigures:
    project = view.project
    return ProjectFigures(
        support=project.support,
        investment=None if project.support is None else project.investment,
        paid=view.paid,
        returned=view.returned,
        paid_share=share(view.paid_share),
        spent=view.spent,
        unspent=view.unspent,
        percent=view.percent,
        last_report=view.last_report,
        days_overdue=view.days_overdue,
    )


def _rests(view: ProjectView) -> dict[str, Rest]:
    """Name of a figure → what it rests on, as the page tells it."""
    rests = view.rests
    return {
        "paid": rests.paid,
        "returned": rests.paid,
        "paid_share": rests.paid_of_allocated,
        "spent": rests.spent,
        "unspent": rests.spent,
        "percent": view.reported,
        "last_report": view.reported,
    }


def _party(party: ViewParty) -> Party:
    return Party(party.name, party.code, party.is_lead, f"../{party.url}" if party.url else "")
