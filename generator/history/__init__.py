"""Reads the git history of content_data/ as dated, field-level changes of published records.

In: the repository that holds content_data/. Out: each county's ``History``, kept in a store under ``.cache/``.
"""

from generator.history.change_record import PortalHistory, Tip
from generator.history.reading import read_history

__all__ = ["PortalHistory", "Tip", "read_history"]
