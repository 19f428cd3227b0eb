"""/counties/<code>.json: what a county's page shows, as data."""

from generator.model.withheld import Rest
from generator.render.open_json.document_kinds import (
    CountyDocument,
    CountyFigures,
    DisclosureItem,
    JsonBatch,
    Link,
    ListedProject,
    Provenance,
)
from generator.render.open_json.plain import as_json, plain
from generator.render.open_json.shared import changes, corrections, findings, missing_records, share, told
from generator.render.open_workbook import MEDIA_TYPE
from generator.rules.checklist import ChecklistItem
from generator.views.county import CountyView
from generator.views.rows import ProjectRow

SCHEMA = "published-county.schema.json"


def county_json(view: CountyView) -> bytes:
    """Makes the document of a county."""
    return as_json(plain(_document(view)))


def _document(view: CountyView) -> CountyDocument:
    county = view.county
    figures, withheld, with_earlier = told(_figures(view), _rests(view))
    return CountyDocument(
        schema=f"../data/schemas/{SCHEMA}",
        code=county.code,
        name=county.name,
        city=county.city.full,
        provenance=Provenance(view.as_of, view.first_published, view.updated, view.commit, county.is_demo),
        county=county,
        plan=view.plan,
        outcome=view.outcome,
        batches=tuple(_batch(batch) for batch in view.batches),
        figures=figures,
        withheld=withheld,
        with_earlier=with_earlier,
        records_missing=missing_records(view.rests),
        projects=tuple(map(_listed, view.rows)),
        withdrawn=tuple(project.id for project in view.withdrawn),
        disclosure=tuple(map(_item, view.checklist)),
        contracts=view.contracts.contracts,
        snapshots=view.snapshots,
        enforcement=view.enforcement,
        problems=view.problems,
        corrections=corrections(view.corrections),
        findings=findings(view.findings),
        findings_of_others=findings(view.of_others),
        unsettled=view.unsettled,
        changes=changes(view.changes),
        has_change_record=view.changes is not None,
        links=(
            Link("text/html", f"{county.code}.html"),
            Link("text/markdown", f"{county.code}.md"),
            Link(MEDIA_TYPE, f"{county.code}.xlsx"),
            Link("application/rss+xml", f"{county.code}.xml"),
            Link("text/calendar", f"{county.code}.ics"),
        ),
    )


def _batch(view: CountyView) -> JsonBatch:
    figures, withheld, with_earlier = told(_figures(view), _rests(view))
    return JsonBatch(
        view.county.cohort, view.county, view.plan, view.outcome, figures, withheld, with_earlier
    )


def _figures(view: CountyView) -> CountyFigures:
    return CountyFigures(
        central=view.central,
        received=view.received,
        allocated=view.allocated,
        paid=view.paid,
        returned=view.returned,
        spent=view.spent,
        paid_share=share(view.paid_share),
        spent_share=share(view.spent_share),
        projects=len(view.rows),
        overdue=sum(row.days_overdue > 0 for row in view.rows),
        contracts=None if view.year else view.contract_sums.number,
        contracts_amount=None if view.year else view.contract_sums.total,
        findings=len(view.findings),
        disclosed=view.disclosed,
        due=view.due,
    )


def _rests(view: CountyView) -> dict[str, Rest]:
    """Name of a figure → what it rests on, as the page tells it."""
    rests = view.rests
    return {
        "central": rests.received,
        "received": rests.received,
        "allocated": rests.allocated,
        "paid": rests.paid,
        "returned": rests.paid,
        "spent": rests.spent,
        "paid_share": rests.paid_share,
        "spent_share": rests.spent_share,
        "projects": rests.projects,
        "overdue": rests.projects,
        "contracts": rests.contracts,
        "contracts_amount": rests.contracts,
        "disclosed": view.listed,
        "due": view.listed,
    }


def _listed(row: ProjectRow) -> ListedProject:
    rests = {"paid": row.rests.paid, "spent": row.rests.spent, "percent": row.reported}
    line = ListedProject(
        id=row.id,
        title=row.title,
        direction=row.direction.label,
        status=row.status.label,
        subsidy=row.subsidy,
        paid=row.paid,
        spent=row.spent,
        percent=row.percent,
        deadline=str(row.deadline) if row.deadline else None,
        days_overdue=row.days_overdue,
        withheld=tuple(name for name, rest in rests.items() if rest is Rest.MISSING),
        href=f"../projects/{row.id}.json",
        earlier=row.earlier,
    )
    return told(line, rests)[0]


def _item(item: ChecklistItem) -> DisclosureItem:
    known = not item.is_unknown
    return DisclosureItem(
        item.code,
        item.title,
        item.state.value,
        item.disclosed if known else None,
        item.due if known else None,
    )
