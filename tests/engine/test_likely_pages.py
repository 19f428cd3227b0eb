"""A first build guesses rightly what its pages will show, so that no county is made twice."""

from pathlib import Path

import pytest

from benchmarks.synthetic import AS_OF, write_portal
from benchmarks.workbook import as_workbook
from generator import intake
from generator.engine.steps.counted import Count
from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.likely_pages import likely_pages
from generator.engine.steps.whole_portal import check_portal, ground_of, province_of
from tests.support.counting import counted

DEMONSTRATION = Path(__file__).parents[2] / "content_data"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A portal of two counties."""
    content = tmp_path / "content_data"
    write_portal(content, 2, 3)
    return content


def _guessed_and_shown(content: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    portal = intake.read_portal(content)
    found = counted(ground_of(portal, content, AS_OF, AS_OF), portal.county_codes)
    province = province_of(portal)
    assert province is not None
    return likely_pages(found, province), publish(check_portal(content, AS_OF, AS_OF)).sections


def test_the_guess_is_what_the_demonstration_shows() -> None:
    guessed, shown = _guessed_and_shown(DEMONSTRATION)
    assert guessed == shown


@pytest.mark.parametrize("books", [0, 2])
def test_the_guess_is_what_the_pages_show_of_text_and_of_workbooks(made: Path, books: int) -> None:
    for county in list((made / "counties").iterdir())[:books]:
        as_workbook(county)
    guessed, shown = _guessed_and_shown(made)
    assert guessed == shown
    assert "supervision" in shown


def test_workbooks_are_read_one_a_job_by_all_processes(made: Path) -> None:
    """Each takes as long as the files of fifty counties."""
    portal = intake.read_portal(made)
    ground = ground_of(portal, made, AS_OF, AS_OF)
    together = Count(ground, portal.county_codes, {}, "").batch()
    for county in (made / "counties").iterdir():
        as_workbook(county)
    apart = Count(ground, portal.county_codes, {}, "").batch()
    assert [job.codes for job in together.jobs] == [portal.county_codes]
    assert [job.codes for job in apart.jobs] == [(code,) for code in portal.county_codes]
    assert apart.seconds > 10 * together.seconds
