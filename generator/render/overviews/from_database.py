"""The database of an overview, for the pages that are drawn from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from generator.render.database import database_file, reading
from generator.render.overviews.overview import Overview


@contextmanager
def read_database(overview: Overview) -> Iterator[Connection]:
    """Makes the database to draw one page alone; a build draws all such pages from the one that it publishes."""
    parts = [summary.tables for summary in overview.summaries]
    with reading(database_file(parts, overview.contractors, overview.changes.lines)) as base:
        yield base
