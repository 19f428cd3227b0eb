"""The pages that are drawn from the database of an overview."""

from collections.abc import Callable

from apsw import Connection

from generator.render.database import database_file, reading
from generator.render.overviews.declaration import Content
from generator.render.overviews.overview import Overview


def alone(drawn_from: Callable[[Overview, Connection], Content]) -> Callable[[Overview], Content]:
    """Makes what draws one such page alone; a build draws all of them from the database that it publishes."""

    def draw(overview: Overview) -> Content:
        parts = [summary.tables for summary in overview.summaries]
        with reading(database_file(parts, overview.contractors, overview.changes.lines)) as base:
            return drawn_from(overview, base)

    return draw
