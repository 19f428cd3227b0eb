"""A first build guesses rightly what its pages will show, so that no county is made twice."""

from pathlib import Path

import pytest

from benchmarks.synthetic import AS_OF, write_column
from generator import intake
from generator.engine.steps.likely_pages import likely_pages
from generator.engine.steps.whole_portal import check_column, ground_of, province_of, publish
from tests.support.counting import counted

DEMONSTRATION = Path(__file__).parents[2] / "content_data"


@pytest.mark.parametrize("counties", [0, 2])
def test_the_guess_is_what_the_pages_show(tmp_path: Path, counties: int) -> None:
    content = DEMONSTRATION
    if counties:
        content = tmp_path / "content_data"
        write_column(content, counties, 3)
    column = intake.read_column(content)
    found = counted(ground_of(column, content, AS_OF, AS_OF), column.county_codes)
    province = province_of(column)
    assert province is not None
    shown = publish(check_column(content, AS_OF, AS_OF)).sections
    assert likely_pages(found, province) == shown
