"""A first build guesses rightly what its pages will show, so that no county is made twice."""

from pathlib import Path

import pytest

from benchmarks.synthetic import AS_OF, write_portal
from generator import intake
from generator.engine.steps.likely_pages import likely_pages
from generator.engine.steps.whole_portal import check_portal, ground_of, province_of, publish
from tests.support.counting import counted

DEMONSTRATION = Path(__file__).parents[2] / "content_data"


@pytest.mark.parametrize("counties", [0, 2])
def test_the_guess_is_what_the_pages_show(tmp_path: Path, counties: int) -> None:
    content = DEMONSTRATION
    if counties:
        content = tmp_path / "content_data"
        write_portal(content, counties, 3)
    portal = intake.read_portal(content)
    found = counted(ground_of(portal, content, AS_OF, AS_OF), portal.county_codes)
    province = province_of(portal)
    assert province is not None
    shown = publish(check_portal(content, AS_OF, AS_OF)).sections
    assert likely_pages(found, province) == shown
