"""Artifacts of the whole portal: pages and files of a county, and of the province, drawn from county summaries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model.change import WHOLE_RECORD, History, Limits
from generator.model.disclosed_records import Attachment
from generator.model.disclosure import CountyDisclosure, Province
from generator.model.finding import Finding, Turn
from generator.render import feeds, open_contracting, search
from generator.render.artifacts import Artifacts, files_beside
from generator.render.calendar import calendar, calendar_events, title
from generator.render.data_tables import county_tables
from generator.render.database import DATABASE, database_file
from generator.render.document_pages import case_page, policy_page
from generator.render.former_addresses import files_of_former_names, former_files, with_former
from generator.render.open_workbook import WORKBOOK, OfAll, county_workbook, portal_workbook, workbook_address
from generator.render.overviews import Overview, stems_filled_by, stems_shown
from generator.render.page import Page
from generator.render.parquet_tables import table_files
from generator.render.portal_tables import PORTAL_TABLES
from generator.render.press import county_press
from generator.render.province import RowsOfAll, database_pages, draw_all
from generator.render.records import contractor_page, county_page, project_page
from generator.render.records.public_catalogue import catalogue_page
from generator.rules.checklist import ChecklistItem
from generator.views.changes import change_log
from generator.views.contractor import ContractorView, told_of
from generator.views.county import CountyView, county_view
from generator.views.deadlines import county_deadlines
from generator.views.documents import case_view, policy_view
from generator.views.events import document_events
from generator.views.events_changes import own_change_events
from generator.views.feed_entries import Entries, Told, county_news, in_order
from generator.views.findings import FindingLine
from generator.views.news import front_items
from generator.views.overviews.city import by_city
from generator.views.own_records import own_records
from generator.views.portal import Portal
from generator.views.project import project_view
from generator.views.provenance import Provenance
from generator.views.public_catalogue import public_catalogue
from generator.views.search import SearchPart, city_parts, contractor_parts, county_part, document_parts
from generator.views.summary import CountySummary, summarise


@dataclass(frozen=True)
class CountyArtifacts:
    """One county's pages and files, and the summary from which the province's pages are drawn."""

    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    attachments: Mapping[str, tuple[str, Attachment]]
    summary: CountySummary
    search: search.IndexedPart
    texts: bytes
    """Texts of its feed entries."""
    lines: open_contracting.CountyLines
    """Its part of the open contracting data."""
    share: open_contracting.Share
    entry_ids: tuple[str, ...] = ()
    """Ids of its lasting feed entries."""


def county_artifacts(
    county: CountyDisclosure,
    findings: tuple[Finding, ...],
    checklist: tuple[ChecklistItem, ...],
    portal: Portal,
    history: History | None = None,
    turns: tuple[Turn, ...] = (),
) -> CountyArtifacts:
    """Makes one county's part of the portal; depends only on the arguments."""
    news = county_news(county, findings, history, portal.as_of, turns)
    view = county_view(county, findings, checklist, portal, history, news.events)
    press = county_press(view, portal)
    pages = [*county_pages(view, county, portal, history), press.page]
    files = dict(files_beside(pages)) | dict(press.files)
    entries, texts = feeds.write_entries(county.code, news.entries, portal)
    own = feeds.Held({county.code: texts})
    files |= feeds.county_feeds(county.code, county.county.name, entries, own, portal, county.first_code)
    days = calendar_events(county_deadlines(county, history, portal.site, portal.as_of), portal)
    files[f"counties/{county.code}.ics"] = calendar(title(county.county.name), days, portal, view.lack)
    found = search.index_part(county_part(county))
    lines = open_contracting.county_lines(county, portal, history)
    files |= dict(open_contracting.county_files(county.code, lines, portal))
    summary = summarise(
        county,
        view.rows,
        findings,
        checklist,
        news.events,
        entries,
        portal.as_of,
        history,
        days,
        front_items(news.events, news.entries.lasting),
    )
    summary = replace(summary, tables=county_tables(county, summary))
    files[workbook_address(county.code)] = county_workbook(summary, portal)
    files |= dict(former_files(county, pages, files, portal))
    return CountyArtifacts(
        pages=tuple(pages),
        files={**files, **found.files},
        attachments=with_former(
            county,
            {f"attachments/{county.code}/{item.name}": (county.code, item) for item in county.attachments},
        ),
        summary=summary,
        search=found.part,
        texts=texts,
        lines=lines,
        share=open_contracting.share_of(county.county, lines),
        entry_ids=feeds.entry_ids(entries, portal),
    )


def county_pages(
    view: CountyView,
    county: CountyDisclosure,
    portal: Portal,
    history: History | None = None,
) -> Iterator[Page]:
    """Yields the pages of a county, its catalogue, its projects, withdrawn ones too, its cases and policies."""
    earlier_versions, log = view.earlier_versions, change_log(county, history, portal.as_of)
    yield county_page(view)
    yield catalogue_page(
        public_catalogue(county, view.checklist, portal, log), view.updated, earlier_versions
    )
    about: dict[str, list[FindingLine]] = defaultdict(list)
    for line in (*view.findings, *view.of_others):
        for id_ in line.projects or (line.project,):
            about[id_].append(line)
    for project in county.projects:
        found = tuple(about.get(project.id, ()))
        yield project_page(project_view(county, project, found, portal, log, earlier_versions))
    if county.withdrawn is not None:
        log = change_log(county.withdrawn, history, portal.as_of)
        for project in county.withdrawn.projects:
            yield project_page(project_view(county.withdrawn, project, (), portal, log, earlier_versions))
    yield from (case_page(case_view(case, county), earlier_versions) for case in county.cases)
    for policy in county.own_policies:
        yield policy_page(policy_view(policy, view.rows, county), earlier_versions)


def overview(
    summaries: tuple[CountySummary, ...],
    province: Province,
    portal: Portal,
    history: History | None,
    texts: feeds.Texts,
    *,
    limits: Limits = WHOLE_RECORD,
    absent: tuple[str, ...] = (),
) -> Overview:
    """Combines the summaries of all counties and the portal's own documents.

    Args:
        history: history of the portal's own records.
        texts: texts of the counties' feed entries.
        limits: what the change record does not show.
        absent: codes of the counties of which nothing was ever published.
    """
    provenance = Provenance(history, portal.as_of)
    found = document_events(province.policies, province.notices, province.site, provenance)
    documents = tuple(event for event in found if event.date <= portal.as_of)
    named = own_records(province.policies, province.notices)
    changes = own_change_events(named, province.site, documents, provenance)
    own, own_texts = feeds.write_entries("", Entries(in_order((*documents, *changes))), portal)
    return Overview(
        summaries,
        province.policies,
        province.notices,
        documents,
        portal,
        limits=limits,
        redactions=province.redactions,
        absent=absent,
        own=own,
        own_changes=provenance.changes,
        texts=feeds.WithOwn(own_texts, texts),
    )


def overview_artifacts(drawn: Overview) -> Artifacts:
    """Makes overview pages, policies, notices and the portal's feeds."""
    parts = list(draw_all(drawn))
    pages = tuple(page for part in parts for page in part.pages)
    files = {address: data for part in parts for address, data in part.files.items()}
    filled = map(stems_filled_by, drawn.summaries)
    shown = stems_shown(filled, drawn.policies, drawn.notices)
    return Artifacts(pages, files, {}, shown, own_entry_ids(drawn))


def own_entry_ids(drawn: Overview) -> tuple[str, ...]:
    """Returns the ids of feed entries of the portal's own records."""
    return feeds.entry_ids(drawn.own, drawn.portal)


def contractor_artifacts(
    view: ContractorView, entries: Entries[Told], texts: feeds.Items, portal: Portal
) -> Artifacts:
    """Makes one company's page and feed, which cover its projects in all counties."""
    pages = (contractor_page(view),)
    files = dict(files_beside(pages))
    files |= feeds.contractor_feeds(view.key, view.name, entries, texts, portal)
    files |= dict(files_of_former_names(view, pages[0], files, portal))
    return Artifacts(pages, files)


def own_search_parts(drawn: Overview) -> tuple[SearchPart, ...]:
    """Returns the searchable parts that belong to no county: contractors, cities, policies, notices."""
    cities = [(city, [county.name for county in counties]) for city, counties in by_city(drawn.summaries)]
    return (
        *contractor_parts(drawn.contractors),
        *city_parts(cities),
        *document_parts(drawn.policies, drawn.notices),
    )


def search_shares(drawn: Overview) -> list[search.Share]:
    """Returns the shares of the search index that belong to no county."""
    return [search.index_part(part) for part in own_search_parts(drawn)]


def province_artifacts(
    parts: Sequence[CountyArtifacts],
    province: Province,
    portal: Portal,
    history: History | None = None,
    limits: Limits = WHOLE_RECORD,
    absent: tuple[str, ...] = (),
) -> Artifacts:
    """Makes what is drawn from all counties: overviews, documents, the portal's feeds, contractors, search.

    ``history`` is that of the portal's own records; for ``absent`` see ``overview``.
    """
    summaries = tuple(part.summary for part in parts)
    texts = feeds.Held({part.summary.code: part.texts for part in parts})
    drawn = overview(summaries, province, portal, history, texts, limits=limits, absent=absent)
    first = overview_artifacts(drawn)
    pages, files = list(first.pages), dict(first.files)
    told = told_of(drawn.contractors, drawn.entries)
    for view in drawn.contractors:
        made = contractor_artifacts(view, told[view.key], drawn.texts, portal)
        pages += made.pages
        files |= made.files
    for archive in feeds.archive_files(list(feeds.portal_archives(drawn.entries)), drawn.texts, portal):
        files |= archive
    shares = search_shares(drawn)
    for share in shares:
        files |= share.files
    tables = [summary.tables for summary in summaries]
    files |= dict(table_files(tables))
    of_all = OfAll(PORTAL_TABLES, RowsOfAll(drawn))
    files[WORKBOOK] = portal_workbook(drawn.summaries, portal, of_all)[0]
    files[DATABASE] = database_file(tables, drawn.contractors, drawn.changes.lines)
    pages += database_pages(drawn, files[DATABASE])
    files |= open_contracting.whole_files([(part.share, part.lines) for part in parts], portal)
    files |= search.merge((*(part.search for part in parts), *(share.part for share in shares)))
    return replace(first, pages=tuple(pages), files=files)


def merge(parts: Sequence[CountyArtifacts], province: Artifacts) -> Artifacts:
    """Joins the parts of the counties and the province."""
    pages = list(province.pages)
    files, attachments = dict(province.files), dict(province.attachments)
    for part in parts:
        pages += part.pages
        files |= part.files
        attachments |= part.attachments
    ids = (*(id_ for part in parts for id_ in part.entry_ids), *province.entry_ids)
    return Artifacts(tuple(pages), files, attachments, province.sections, ids)
