"""Checks and builds the portal, county by county: in this process, in worker processes or on a Dask cluster.

In: content_data/. Out: the checked portal, or its pages and files in a staging folder beside the published site.
"""

from generator.engine.running.workers import WorkerLostError
from generator.engine.steps.build import Order, Publication, build_portal, build_whole, examine
from generator.engine.steps.changes_since import changes_since
from generator.engine.steps.county_work import CheckedCounty, Ground
from generator.engine.steps.new_findings import NotComparableError, as_called_today, parted, what_is_new
from generator.engine.steps.overview_alone import overview_of
from generator.engine.steps.whole_portal import (
    CheckedPortal,
    as_of_date,
    check_portal,
    has_errors,
    publish,
    records_in_error,
    within,
)

__all__ = [
    "CheckedCounty",
    "CheckedPortal",
    "Ground",
    "NotComparableError",
    "Order",
    "Publication",
    "WorkerLostError",
    "as_called_today",
    "as_of_date",
    "build_portal",
    "build_whole",
    "changes_since",
    "check_portal",
    "examine",
    "has_errors",
    "overview_of",
    "parted",
    "publish",
    "records_in_error",
    "what_is_new",
    "within",
]
