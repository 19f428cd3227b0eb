"""Checks and builds the portal, county by county: in this process, in worker processes or on a Dask cluster.

In: content_data/. Out: the checked portal; from ``steps.build`` its pages and files in a staging folder beside
the published site. That is imported from there: to load what draws takes longer than to check a county.
"""

from generator.engine.running.workers import WorkerLostError
from generator.engine.steps.changes_since import changes_since
from generator.engine.steps.county_work import CheckedCounty, Ground
from generator.engine.steps.examination import examine
from generator.engine.steps.new_findings import NotComparableError, as_called_today, parted, what_is_new
from generator.engine.steps.whole_portal import (
    CheckedPortal,
    as_of_date,
    check_portal,
    has_errors,
    records_in_error,
    within,
)

__all__ = [
    "CheckedCounty",
    "CheckedPortal",
    "Ground",
    "NotComparableError",
    "WorkerLostError",
    "as_called_today",
    "as_of_date",
    "changes_since",
    "check_portal",
    "examine",
    "has_errors",
    "parted",
    "records_in_error",
    "what_is_new",
    "within",
]
