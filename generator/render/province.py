"""Drawings: pages and files drawn from all counties, each with the slices of the county summaries that it reads.

A build keeps a drawing if none of its slices changed. A test checks that a drawing reads no other slices.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from generator.model.schema import schemas
from generator.render import feeds
from generator.render.artifacts import Artifacts, files_beside
from generator.render.bulletin import bulletin_page
from generator.render.calendar import calendar, title
from generator.render.city_pages import city_page
from generator.render.data_package import PACKAGE, package_file
from generator.render.database import METADATA, metadata_file, reading
from generator.render.document_pages import notice_page, policy_page
from generator.render.llms_text import ADDRESS as LLMS
from generator.render.llms_text import llms_text
from generator.render.open_contracting import INDEX_SCHEMA, index_schema
from generator.render.open_json import published_schemas
from generator.render.overviews import OVERVIEW_PAGES, Overview, OverviewPage, dictionary_page, questions_page
from generator.render.overviews.changes_page import CHANGES_PAGE
from generator.render.overviews.dictionary_page import DICTIONARY_PAGE
from generator.render.overviews.questions_page import QUESTIONS_PAGE
from generator.render.page import Page
from generator.render.parquet_tables import forms_of, makes_parquet, parquet_address, parquet_file
from generator.render.portal_tables import CHANGES, CONTRACTORS, PORTAL_TABLES, contractor_rows
from generator.render.press import province_press
from generator.render.published_changes import change_rows, changes_files
from generator.views.documents import notice_view, policy_view
from generator.views.of_city import city_code
from generator.views.overviews.bulletin import bulletin_view
from generator.views.overviews.city import by_city, city_view


@dataclass(frozen=True)
class Drawing:
    """Pages and files of the whole portal that are drawn together."""

    name: str
    reads: tuple[str, ...]
    """Names of slices and extracts (views/summary.py)."""
    draw: Callable[[Overview], Artifacts]


def _overview_page(page: OverviewPage, drawn: Overview) -> Artifacts:
    return Artifacts((page.page(drawn),))


def _press(drawn: Overview) -> Artifacts:
    kit = province_press(drawn.summaries, drawn.funds, drawn.portal, drawn.lack, drawn.own_changes)
    return Artifacts((kit.page,), dict(files_beside([kit.page])) | dict(kit.files))


def _bulletin(drawn: Overview) -> Artifacts:
    own = drawn.own_changes
    view = bulletin_view(drawn.summaries, drawn.funds, drawn.portal, drawn.lack, own_changes=own)
    page = bulletin_page(view, drawn.portal)
    return Artifacts((page,), dict(files_beside([page])))


def _cities(drawn: Overview) -> Artifacts:
    pages = tuple(
        city_page(city_view(city, counties, drawn.portal, drawn.lack), drawn.portal, drawn.earlier_versions)
        for city, counties in by_city(drawn.summaries)
    )
    return Artifacts(pages, dict(files_beside(pages)))


def _city_feeds(drawn: Overview) -> Artifacts:
    files: dict[str, bytes] = {}
    for city, counties in by_city(drawn.summaries):
        entries = [county.entries for county in counties]
        files |= feeds.city_feed(city_code(city), city.full, entries, drawn.texts, drawn.portal)
    return Artifacts(files=files)


def _policies(drawn: Overview) -> Artifacts:
    return Artifacts(
        tuple(
            policy_page(policy_view(policy, drawn.rows), drawn.earlier_versions) for policy in drawn.policies
        )
    )


def _notices(drawn: Overview) -> Artifacts:
    names = [(summary.code, summary.name) for summary in drawn.summaries]
    return Artifacts(
        tuple(notice_page(notice_view(notice, names), drawn.earlier_versions) for notice in drawn.notices)
    )


def _feeds(drawn: Overview) -> Artifacts:
    return Artifacts(files=feeds.portal_feeds(drawn.entries, drawn.texts, drawn.portal))


def _feed_list(drawn: Overview) -> Artifacts:
    cities = [(city_code(city), city.full) for city, _ in by_city(drawn.summaries)]
    counties = [(summary.code, summary.name) for summary in drawn.summaries]
    companies = [(view.key, view.name) for view in drawn.contractors]
    return Artifacts(files={"feeds.opml": feeds.opml_file(cities, counties, companies, drawn.portal)})


def _deadlines(drawn: Overview) -> Artifacts:
    days = (text for summary in drawn.summaries for text in summary.calendar)
    return Artifacts(files={"deadlines.ics": calendar(title("全省"), days, drawn.portal, drawn.lack)})


def _changes(drawn: Overview) -> Artifacts:
    rows = change_rows(drawn.changes, drawn.portal)
    files = changes_files(drawn.changes, drawn.portal, rows)
    if makes_parquet():
        files[parquet_address(CHANGES)] = parquet_file(CHANGES, [rows], drawn.changes.told)
    return Artifacts(files=files)


def database_pages(drawn: Overview, data: bytes) -> tuple[Page, ...]:
    """Draws the pages that say what is in the database from the database itself."""
    with reading(data) as base:
        return tuple(page.page(drawn, drawn_from(drawn, base)) for page, drawn_from in _OF_DATABASE)


def _contractors(drawn: Overview) -> Artifacts:
    return Artifacts(files=dict(forms_of(CONTRACTORS, [contractor_rows(drawn.contractors)])))


@dataclass(frozen=True)
class RowsOfAll(Mapping[str, bytes]):
    """The rows of the tables that are made of all counties at once, each made when it is read."""

    drawn: Overview

    def __getitem__(self, table: str) -> bytes:
        if table == CONTRACTORS.name:
            return contractor_rows(self.drawn.contractors)
        if table == CHANGES.name:
            return change_rows(self.drawn.changes, self.drawn.portal)
        raise KeyError(table)

    def __iter__(self) -> Iterator[str]:
        return (table.name for table in PORTAL_TABLES)

    def __len__(self) -> int:
        return len(PORTAL_TABLES)


def _descriptions(drawn: Overview) -> Artifacts:
    return Artifacts(files={METADATA: metadata_file(drawn.portal), PACKAGE: package_file(drawn.portal)})


def _llms(drawn: Overview) -> Artifacts:
    return Artifacts(files={LLMS: llms_text(drawn)})


def _schemas(_: Overview) -> Artifacts:
    found = (*schemas(), *published_schemas(), (INDEX_SCHEMA, index_schema()))
    return Artifacts(files={f"data/schemas/{name}": text.encode() for name, text in found})


_OF_DATABASE = (
    (DICTIONARY_PAGE, dictionary_page.drawn_from),
    (QUESTIONS_PAGE, questions_page.drawn_from),
)
_OF_BULLETIN = (
    "names",
    "money",
    "projects",
    "activity",
    "findings",
    "history",
    "batches",
    "rectifications",
    "checklist",
)
_DRAWINGS = (
    *(
        Drawing(page.stem, page.reads, partial(_overview_page, page))
        for page in OVERVIEW_PAGES
        if page not in dict(_OF_DATABASE)
    ),
    Drawing("press", ("names", "money", "projects", "findings", "history", "batches"), _press),
    Drawing("bulletin", _OF_BULLETIN, _bulletin),
    Drawing(
        "cities",
        (
            "names",
            "money",
            "projects",
            "checklist",
            "findings",
            "answers",
            "inspections",
            "rectifications",
            "of_city",
            "batches",
        ),
        _cities,
    ),
    Drawing("city_feeds", ("names", "entries"), _city_feeds),
    Drawing("policies", ("works",), _policies),
    Drawing("notices", ("names",), _notices),
    Drawing("changes_data", CHANGES_PAGE.reads, _changes),
    Drawing("contractors", ("projects",), _contractors),
    Drawing("descriptions", (), _descriptions),
    Drawing("schemas", (), _schemas),
    Drawing(LLMS, ("names",), _llms),
    Drawing("feeds", ("entries",), _feeds),
    Drawing("feeds.opml", ("names", "works"), _feed_list),
    Drawing("deadlines.ics", ("calendar",), _deadlines),
)
DRAWINGS = tuple(replace(drawing, reads=(*drawing.reads, "earlier_versions")) for drawing in _DRAWINGS)
"""All drawings; each also reads which records are shown in earlier versions."""


def draw_all(drawn: Overview) -> Iterator[Artifacts]:
    """Yields the artifacts of all drawings."""
    return (drawing.draw(drawn) for drawing in DRAWINGS)
