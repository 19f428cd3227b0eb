"""docs/demonstration.md lists every finding of the demonstration province, each with its reason, and no other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from generator.engine.steps.whole_portal import check_portal
from generator.model.finding import Finding, Severity
from generator.rules import find
from tests.support.project import ROOT

AS_OF = date(2022, 6, 30)
_ROW = re.compile(r"^\| ([A-Z]\d{3}) \| ([^|]+) \| ([^|]+) \|$", re.M)
_OF_COUNTY = re.compile(r"([^：；]+)：([^；]+)")
Listed = Mapping[tuple[str, str], set[str]]
"""(code, county) → files and numbers of projects."""


def listed() -> Listed:
    text = (ROOT / "docs/demonstration.md").read_text("utf-8")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = _ROW.findall(text)
    assert len({code for code, *_ in rows}) == len(rows), "a rule has one row"
    for code, places, reason in rows:
        assert reason.endswith("。"), code
        for county, where in _OF_COUNTY.findall(places):
            found[code, county] |= set(re.findall(r"[\w/]+\.(?:csv|yaml)|(?<=项目)\d+", where))
    return found


def _where(finding: Finding) -> Iterator[str]:
    for project in (finding.project, *finding.projects):
        yield from filter(None, [project.rpartition("-")[2]])
    file = finding.place.file.split("/", 2)[2]
    if not file.startswith("projects/"):
        yield file


def test_every_finding_of_the_demonstration_is_listed_with_its_reason() -> None:
    checked = check_portal(ROOT / "content_data", None, AS_OF)
    assert checked.province
    names = {county.code: county.county.name for county in checked.province.counties}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for finding in checked.findings:
        if finding.severity is Severity.FINDING:
            found[finding.code, names[finding.county]].update(_where(finding))
    told = {key: places for key, places in listed().items() if not _needs_history(key[0])}
    assert found == told


def _needs_history(code: str) -> bool:
    """Whether it is found in the change record alone, which this check does not read."""
    rule = find(code)
    assert rule, code
    return rule.needs_history
