"""A county that holds just the files a test enters, read and checked as ``gongkai check`` does it, without git."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import intake
from generator.engine.steps.county_work import CheckedCounty, Ground, check_county
from generator.engine.steps.whole_portal import ground_of
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Severity
from generator.render.portal_artifacts import CountyArtifacts, county_artifacts
from tests.intake.conftest import COUNTY, SITE, write

CODE = "210198"
P1 = f"{CODE}-2020-01"
AS_OF = date(2022, 6, 30)


@dataclass(frozen=True)
class Entered:
    ground: Ground
    checked: CheckedCounty

    @property
    def county(self) -> CountyDisclosure:
        assert self.checked.disclosure is not None
        return self.checked.disclosure

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(code, message) of every error."""
        return [(one.code, one.message) for one in self.checked.findings if one.severity is Severity.ERROR]

    def findings(self, code: str) -> list[str]:
        """Messages of the findings and remarks of one rule."""
        return [one.message for one in self.checked.findings if one.code == code]

    def drawn(self) -> CountyArtifacts:
        """Pages, feeds, calendar and search of the county."""
        county, found = self.checked, self.checked.published_findings
        return county_artifacts(self.county, found, county.checklist, self.ground.portal, county.history)

    def page(self, stem: str) -> str:
        """The Markdown of one page, e.g. ``projects/210198-2020-01``."""
        return next(page.body.markdown for page in self.drawn().pages if page.stem == stem)


def entered(folder: Path, files: Mapping[str, str], as_of: date = AS_OF, code: str = CODE) -> Entered:
    """Enters one county.

    Args:
        folder: an empty folder; content_data/ is made in it.
        files: path below the county's folder → text; a usual county.yaml is added if there is none.
        code: the name of the county's folder.
    """
    root = folder / "content_data"
    write(root / "site.yaml", SITE)
    for name, text in {"county.yaml": COUNTY.format(code=code), **files}.items():
        write(root / "counties" / code / name, text)
    ground = ground_of(intake.read_portal(root), root, as_of, as_of)
    return Entered(ground, check_county(ground, code))
