"""What is found is concluded only from records that stand in their latest version.

Where a county withholds records, each rule is watched for what it asks of the county, and looks at the county a second
time without the records that stand in an earlier version: what it finds is dropped where it asked for a kind of record
of which one that concerns the finding is withheld, and where it is not found again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from generator.model.disclosure import CountyDisclosure
from generator.model.files import COUNTY_FILES, LEDGERS
from generator.model.finding import Finding, Severity
from generator.model.withheld import Withheld
from generator.rules.base import Hit, Rule, Scene

_ALL = frozenset(kind.name for kind in COUNTY_FILES)
_LEDGERS = frozenset(kind.name for kind in LEDGERS)
RESTS_ON: Mapping[str, frozenset[str]] = {
    **{kind.name: frozenset({kind.name}) for kind in COUNTY_FILES},
    **{f"{kind.name}_of": frozenset({kind.name}) for kind in LEDGERS},
    "by_id": frozenset({"projects"}),
    "subsidies": frozenset({"projects"}),
    "withdrawn": frozenset({"projects"}),
    "corrections": _LEDGERS,
    "paid": frozenset({"payments"}),
    "paid_of": frozenset({"payments"}),
    "spent": frozenset({"expenditures"}),
    "spent_of": frozenset({"expenditures"}),
    "code": frozenset(),
    "attachments": frozenset(),
    "attached": frozenset(),
}
"""What is asked of a county → the kinds of files that the answer rests on; all of them for anything else."""
_CODE = "E015"
_NAMED = 5


class _Watched:
    """A county that notes what it is asked for."""

    def __init__(self, county: CountyDisclosure) -> None:
        self._county = county
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self._county, name)


class Judge:
    """Tells, of the findings of one county, which of them are concluded."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._without = replace(scene, county=_without_earlier(scene.county))
        self.dropped: list[str] = []
        """Codes of the rules with findings that are not concluded, one for each finding."""

    def hits(self, entry: Rule) -> list[Hit]:
        """What a rule finds and what can be concluded."""
        assert entry.check is not None
        if not self._scene.county.withheld or entry.severity is Severity.ERROR:
            return list(entry.check(self._scene))
        watched = _Watched(self._scene.county)
        found = list(entry.check(replace(self._scene, county=cast(CountyDisclosure, watched))))
        if not found:
            return found
        kinds = _ALL if entry.needs_history else _kinds(watched.asked)
        withheld = [item for item in self._scene.county.withheld if item.kind in kinds]
        again = {(hit.message, hit.project) for hit in entry.check(self._without)}
        concluded = [
            hit for hit in found if (hit.message, hit.project) in again and not _rests_on(hit, withheld)
        ]
        self.dropped += [entry.code] * (len(found) - len(concluded))
        return concluded

    def told(self, entry: Rule) -> Iterator[Finding]:
        """The one line that says so; nothing where no record is withheld.

        Args:
            entry: E015.
        """
        county = self._scene.county
        if not county.withheld:
            return
        places = list(dict.fromkeys(_where(item, county.code) for item in county.withheld))
        codes = list(dict.fromkeys(self.dropped))
        found = f" {'、'.join(codes)} 的 {len(self.dropped)} 项发现" if codes else "发现"
        message = f"因 {len(county.withheld)} 条记录未通过核对（{_listed(places)}），依据这些记录的{found}暂不下结论"
        place = county.withheld[0].place
        yield Finding(
            _CODE,
            entry.severity,
            message,
            place,
            entry.cure,
            entry.clause,
            county.code,
            terms=tuple(codes),
        )


def _kinds(asked: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(RESTS_ON.get(name, _ALL) for name in asked))


def _rests_on(hit: Hit, withheld: Iterable[Withheld]) -> bool:
    """Whether a withheld record concerns what was found; what is found of the county as a whole rests on all."""
    return any(not hit.project or item.concerns(hit.project) for item in withheld)


def _without_earlier(county: CountyDisclosure) -> CountyDisclosure:
    """The county without the projects and rows that stand in an earlier version."""
    gone = {project.id for project in county.projects if project.earlier}
    rows = {
        kind.name: tuple(
            row
            for row in getattr(county, kind.name)
            if not row.earlier and getattr(row, "project", None) not in gone
        )
        for kind in LEDGERS
    }
    projects = tuple(project for project in county.projects if project.id not in gone)
    return replace(county, projects=projects, **cast(dict[str, Any], rows))


def _where(item: Withheld, code: str) -> str:
    line = f" 第{item.place.line}行" if item.place.line else ""
    return f"{item.place.file.removeprefix(f'counties/{code}/')}{line}"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 处" if len(names) > _NAMED else "")
