"""The sheets and columns of a workbook follow from the models."""

import re

from generator.intake.workbook.sheets import CHOICES, GUIDE, KINDS, plain, sheets
from generator.model.base import record_inside


def test_titles_are_names_that_spreadsheets_take() -> None:
    titles = [sheet.title for sheet in sheets()]
    assert len({plain(title) for title in [*titles, GUIDE, CHOICES]}) == len(titles) + 2
    assert not [title for title in titles if len(title) > 31 or re.search(r"[\[\]:*?/\\]", title)]


def test_no_two_columns_of_a_sheet_have_one_name() -> None:
    for sheet in sheets():
        names = [plain(text) for column in sheet.all_columns for text in {column.name, column.heading}]
        assert len(set(names)) == len(names), sheet.title


def test_each_value_of_a_county_s_files_has_a_column() -> None:
    def values(model: type) -> int:
        infos = [info for info in model.model_fields.values() if info.alias]  # type: ignore[attr-defined]
        inside = [record_inside(info.annotation) for info in infos]
        return sum(values(record) if record else 1 for record in inside)

    for kind in KINDS:
        own = [sheet for sheet in sheets() if sheet.kind == kind]
        assert sum(len(sheet.columns) for sheet in own) == values(kind.model), kind.name
