"""Columns that several overview tables share."""

from typing import Any

from generator.model.county import County
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.columns import Column, Columns, resting_field, resting_share
from generator.render.sheet import Sheet
from generator.render.words import Shape, Words, counted, number, resting, wan, warned, words

_OF = Shape("{}/{}")


def linked(sheet: Sheet, name: str, url: str) -> Words:
    """Makes a link, or the name alone if there is no page."""
    return sheet.link(name, url) if url else words(name)


COUNTY = Column[Any](DEMONSTRATION_COUNTY, lambda sheet, line: sheet.link(line.name, line.url))
"""The county that a row is about."""
RECEIVED = Columns[Any](
    resting_field(County.label_of("allocation"), "funds.central", "rests.received", wan),
    resting_field("已到账", "funds.received", "rests.received", wan),
)
"""What the state allocated to a county, and what arrived."""
PAID_AND_FOUND = Columns[Any](
    resting_field("已拨付", "funds.paid", "rests.paid", wan),
    resting_share("拨付率", "funds.paid_share", "rests.paid_share"),
    resting_field("已使用", "funds.spent", "rests.spent", wan),
    resting_share("使用率", "funds.spent_share", "rests.spent_share"),
    Column(
        "公开事项",
        lambda _, line: resting(_OF(number(line.disclosed), number(line.due)), line.listed),
        is_number=True,
    ),
    Column("发现", lambda _, line: counted(line.findings, line.rests.worst), is_number=True),
)
"""What a county paid and used, what it discloses, and what was found of it."""
OVERDUE = Column[Any]("逾期", lambda _, line: warned(line.overdue, line.rests.projects), is_number=True)
"""Number of projects past their deadline."""
