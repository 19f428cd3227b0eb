"""Runs the catalogue over one county."""

from collections.abc import Mapping
from functools import cache

from generator.model.codelists import UnitLevel
from generator.model.fault import fault_id
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.model.site import SetAside
from generator.rules.base import Hit, Rule, Scene, as_finding, registered
from generator.rules.one_fact import one_fact_once
from generator.rules.unsettled import Judge


@cache
def catalogue() -> tuple[Rule, ...]:
    """Returns every rule, by family and number."""
    import generator.rules.families  # noqa: F401 - importing it registers the rules

    return registered()


def find(code: str) -> Rule | None:
    return _by_code().get(code.upper())


def is_major(code: str) -> bool:
    """Whether findings of a rule are 重要."""
    entry = _by_code().get(code)
    return entry is not None and entry.is_major


@cache
def _by_code() -> Mapping[str, Rule]:
    return {entry.code: entry for entry in catalogue()}


def check_county(scene: Scene) -> tuple[Finding, ...]:
    """Returns the findings of all rules on one county, sorted by file; pure.

    A rule that fails yields only an E013. Hits that rest on withheld records are dropped and counted in one E015.
    Findings of a rule that the province has set aside are told to the submitter alone, and cover those of no other.
    """
    is_county = scene.county.county.level is UnitLevel.COUNTY
    judge = Judge(scene)
    found: list[Finding] = []
    hits: list[tuple[Rule, list[Hit]]] = []
    for entry in catalogue():
        if entry.check is None or (_lacks_history(entry, scene) and not _is_plain(entry, scene)):
            continue
        if entry.of_counties and not is_county:
            continue
        try:
            hits.append((entry, judge.hits(entry)))
        except Exception as error:  # noqa: BLE001 - told; the other rules go on
            found.append(fault(scene.county.code, error, f"核对规则 {entry.code}"))
    aside = {entry.code: scene.site.aside(entry.code, scene.as_of) for entry, _ in hits}
    for entry, own in one_fact_once((entry, own) for entry, own in hits if not aside[entry.code]):
        found += [as_finding(entry, hit, scene.county.code) for hit in own]
    for entry, own in one_fact_once((entry, own) for entry, own in hits if aside[entry.code]):
        found += [_set_aside(as_finding(entry, hit, scene.county.code), aside[entry.code]) for hit in own]
    found += judge.told(_by_code()["E015"])
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def _set_aside(finding: Finding, entry: SetAside | None) -> Finding:
    """A finding that is told to the submitter alone for a time; an error stays one."""
    if entry is None or finding.severity is not Severity.FINDING:
        return finding
    message = f"{finding.message}（至 {entry.until} 暂停公开：{entry.reason}）"
    return finding._replace(severity=Severity.NOTICE, message=message)


def fault(county: str, error: Exception, doing: str) -> Finding:
    """Makes an E013 on what the program failed at (``doing``, e.g. 核对规则 F108), without repeating data."""
    return failed(county, f"{doing}时程序出错（{fault_id(error)}），这是软件的问题，请报告")


def failed(county: str, message: str) -> Finding:
    entry = _by_code()["E013"]
    place = Place(f"counties/{county}")
    return Finding(entry.code, Severity.ERROR, message, place, entry.cure, county=county)


def unexamined(scene: Scene) -> tuple[Rule, ...]:
    """Returns the rules that could not be checked for lack of a change record, so that they can be named."""
    return tuple(entry for entry in catalogue() if _lacks_history(entry, scene))


def _is_plain(entry: Rule, scene: Scene) -> bool:
    """Whether a history that is cut short, from which nothing else is concluded, is enough to find what is gone."""
    return entry.code == "E012" and bool(scene.missing)


def _lacks_history(entry: Rule, scene: Scene) -> bool:
    return entry.needs_history and scene.history is None
