"""docs/demonstration.md names every published finding of the demonstration, and none that there is not."""

import re
from datetime import date

from generator.engine import check_portal
from generator.model.finding import Severity
from generator.rules import find
from tests.support.project import ROOT

_ROW = re.compile(r"^\| ([A-Z]\d{3}) \| (.+?) \| .+ \|$", re.MULTILINE)


def test_the_demonstration_s_findings_are_those_described() -> None:
    portal = check_portal(ROOT / "content_data", None, date(2026, 11, 30))
    names = {one.disclosure.county.name for one in portal.counties if one.disclosure is not None}
    found = {
        (one.code, county.disclosure.county.name)
        for county in portal.counties
        for one in county.findings
        if one.severity is Severity.FINDING and county.disclosure is not None
    }
    rows = _ROW.findall((ROOT / "docs/demonstration.md").read_text("utf-8"))
    told = {(code, name) for code, where in rows for name in names if re.search(rf"(?:^|；){name}：", where)}
    entries = {code: find(code) for code, _ in rows}
    known = {code for code, entry in entries.items() if entry is not None and not entry.needs_history}
    assert {pair for pair in told if pair[0] in known} == found
    assert [code for code, _ in rows] == list(dict.fromkeys(code for code, _ in rows))
