"""Running the catalogue over one county."""

from collections.abc import Mapping
from functools import cache

from generator.model.finding import Finding
from generator.rules.base import Rule, Scene, registered


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, in the order of the families and of their numbers."""
    import generator.rules.families  # noqa: F401 - importing it registers the rules

    return registered()


def find(code: str) -> Rule | None:
    """The rule with this code."""
    return _by_code().get(code.upper())


@cache
def _by_code() -> Mapping[str, Rule]:
    return {entry.code: entry for entry in catalogue()}


def check_county(scene: Scene) -> tuple[Finding, ...]:
    """What every rule has to say of one county, in the order of its files; pure."""
    county, lacks_history = scene.county.code, scene.history is None
    found = [
        Finding(
            code=entry.code,
            severity=entry.severity,
            message=hit.message,
            place=hit.place,
            cure=hit.cure or entry.cure,
            clause=entry.clause,
            county=county,
            project=hit.project,
            since=hit.since,
            terms=hit.terms,
        )
        for entry in catalogue()
        if entry.check is not None and not (lacks_history and entry.needs_history)
        for hit in entry.check(scene)
    ]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def unexamined(scene: Scene) -> tuple[Rule, ...]:
    """The rules that had no history to look at: they are said, never passed over in silence."""
    return tuple(entry for entry in catalogue() if _lacks_history(entry, scene))


def _lacks_history(entry: Rule, scene: Scene) -> bool:
    return entry.needs_history and scene.history is None
