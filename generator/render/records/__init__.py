"""Pages of single records: project, county, contractor. In: a view. Out: ``Page``."""

from generator.render.records.contractor import contractor_page
from generator.render.records.county_page import county_page
from generator.render.records.project_page import project_page
from generator.render.records.tags import HOME, alternate, article_tags, county_alternates

__all__ = [
    "HOME",
    "alternate",
    "article_tags",
    "contractor_page",
    "county_alternates",
    "county_page",
    "project_page",
]
