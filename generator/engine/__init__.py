"""How counties are run: the unit of work, in this process, in worker processes or on a cluster; cache and output.

In: content_data/. Out: the checked column, or its pages and files written beside the site that stands.
"""

from generator.engine.column import (
    CheckedColumn,
    as_of_date,
    check_column,
    has_errors,
    publish,
    within,
)
from generator.engine.county import CheckedCounty

__all__ = [
    "CheckedColumn",
    "CheckedCounty",
    "as_of_date",
    "check_column",
    "has_errors",
    "publish",
    "within",
]
