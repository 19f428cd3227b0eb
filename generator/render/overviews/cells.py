"""Columns that several overview tables share."""

from typing import Any

from generator.render.columns import Column
from generator.render.words import warned

COUNTY = Column[Any]("示范县", lambda sheet, line: sheet.link(line.name, line.url))
"""The county that a row is about."""
OVERDUE = Column[Any]("逾期", lambda _, line: warned(line.overdue, line.rests.projects), is_number=True)
"""Number of projects past their deadline."""
