"""Makes the tables of open data: as files, each anew if rows of it changed, and as a database.

Of the database those rows alone are read again whose county or table changed; the rest stays as the last build wrote it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.engine.output.site_listing import Written
from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import Published, Workshop, put
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.store.cache import Cache, digest_of
from generator.engine.store.packs import Pieces
from generator.engine.store.stored_summaries import table_piece
from generator.render.artifacts import Artifacts
from generator.render.data_tables import TABLES
from generator.render.database import DATABASE, NewRows, database_file, updated_database
from generator.render.open_workbook import Marks
from generator.render.overviews import Overview
from generator.render.parquet_tables import forms_of
from generator.render.province import database_pages

_TABLES = {table.name: table for table in TABLES}
_DATABASE, _ROWS, _OF_ALL = "database", "rows", "of all"
_SECONDS = 0.0003
"""Roughly what a county's rows of a table take."""
_SECONDS_ANEW, _SECONDS_CHANGED = 0.02, 0.002
"""Roughly what a county's rows take in a database that is made whole, and in one that is changed."""

Counties = Mapping[str, Pieces]
"""Code → the pieces of a published county, in the order of the portal."""
RowsMarks = Mapping[str, Marks]
"""County code → digests of its rows."""


@dataclass(frozen=True)
class TableJob:
    table: str
    counties: Sequence[Pieces]
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return f"开放数据的表 {self.table}"


def open_tables(ongoing: OngoingBuild, workshop: Workshop) -> Batch[TableJob, Published]:
    """Returns the jobs for the tables of which rows changed; they depend on the rows alone."""
    counties = tuple(_counties(ongoing).values())
    keys = {name: digest_of([own.digest(table_piece(name)) for own in counties]) for name in _TABLES}
    changed = [name for name, key in keys.items() if not ongoing.keep(_part(name), key)]
    jobs = [TableJob(name, counties, ongoing.known(_part(name))) for name in changed]

    def finish(results: Sequence[Published]) -> None:
        for job, published in zip(jobs, results, strict=True):
            ongoing.add(_part(job.table), keys[job.table], published)

    return Batch(partial(_table, workshop, ongoing.cache), jobs, _SECONDS * len(counties), finish)


def _part(table: str) -> str:
    """The name of the build's part that a table is."""
    return f"table-{table}"


def _counties(ongoing: OngoingBuild) -> Counties:
    return {code: own.part.pieces for code, own in ongoing.counties.items() if own.facts.is_published}


def rows_marks(ongoing: OngoingBuild) -> RowsMarks:
    """Returns the digests of the rows of every published county."""
    return {
        code: {name: own.digest(table_piece(name)) for name in _TABLES}
        for code, own in _counties(ongoing).items()
    }


def _table(workshop: Workshop, cache: Cache, job: TableJob) -> Published:
    """Stages the forms of one table."""
    parts = [own.take(cache, table_piece(job.table)) for own in job.counties]
    target = workshop.open_target(job.known)
    forms = forms_of(_TABLES[job.table], parts)
    return Published({address: target.put(address, data) for address, data in forms})


@dataclass(frozen=True)
class DatabaseJob:
    counties: Counties
    before: RowsMarks | None
    """The rows of the published database; None: there is none that could be changed."""
    now: RowsMarks
    is_of_all_kept: bool
    """Whether its companies and changes are those of the published database."""
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return "开放数据的数据库"


def database(
    ongoing: OngoingBuild, drawn: Overview, workshop: Workshop, base: str
) -> Batch[DatabaseJob, Published]:
    """Returns the job for the database, or none if it is kept.

    Args:
        base: digest of what contractors, changes and the pages drawn from the database depend on.
    """
    counties, now = _counties(ongoing), rows_marks(ongoing)
    key = digest_of(base, [list(own.values()) for own in now.values()])
    jobs: list[DatabaseJob] = []
    if not ongoing.keep(_DATABASE, key):
        known = ongoing.known(_DATABASE)
        before = ongoing.left(_DATABASE, _ROWS) if DATABASE in known else None
        is_of_all_kept = before is not None and ongoing.left(_DATABASE, _OF_ALL) == base
        jobs.append(DatabaseJob(counties, before, now, is_of_all_kept, known))
        if not is_of_all_kept:
            drawn.share(("projects", "events", "works", "history"))

    def finish(results: Sequence[Published]) -> None:
        for published in results:
            ongoing.add(_DATABASE, key, published, {_ROWS: now, _OF_ALL: base})

    is_anew = any(job.before is None for job in jobs)
    seconds = (_SECONDS_ANEW if is_anew else _SECONDS_CHANGED) * len(counties)
    return Batch(partial(_database, ongoing, drawn, workshop), jobs, seconds, finish)


def _database(ongoing: OngoingBuild, drawn: Overview, workshop: Workshop, job: DatabaseJob) -> Published:
    """Stages the database, and the pages that are drawn from it."""
    if job.before is None:
        parts = [summary.tables for summary in drawn.summaries]
        data = database_file(parts, drawn.contractors, drawn.changes.lines)
    else:
        rows = {name: _new_rows(ongoing.cache, name, job.before, job) for name in _TABLES}
        of_all = None if job.is_of_all_kept else (drawn.contractors, drawn.changes.lines)
        data = updated_database(ongoing.site / DATABASE, rows, of_all)
    made = Artifacts(database_pages(drawn, data), {DATABASE: data})
    return put(made, workshop, workshop.open_target(job.known))


def _new_rows(cache: Cache, table: str, before: RowsMarks, job: DatabaseJob) -> NewRows:
    """Returns the rows of the counties of which the table has others than before."""
    nothing: Mapping[str, bytes] = {}
    changed = [
        code
        for code in dict.fromkeys((*before, *job.now))
        if before.get(code, nothing).get(table) != job.now.get(code, nothing).get(table)
    ]
    held = (job.counties[code] for code in changed if code in job.counties)
    return NewRows(changed, (own.take(cache, table_piece(table)) for own in held))
