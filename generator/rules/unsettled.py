"""What is found is concluded only from records that stand in their latest version.

A finding that rests on a withheld record is dropped, whether an earlier version stands in its place or none: on which
kinds of records a rule rests it declares (``Rule.reads``), of which project a finding is it says (``Hit.project``).
"""

from collections.abc import Iterator, Sequence

from generator.model.finding import Finding, Severity
from generator.model.withheld import Withheld
from generator.rules.base import Hit, Rule, Scene

_CODE = "E015"
_NAMED = 5


class Judge:
    """Tells, of the findings of one county, which of them are concluded."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._withheld = (*scene.county.withheld, *scene.withheld)
        self.dropped: list[str] = []
        """Codes of the rules with findings that are not concluded, one for each finding."""

    def hits(self, entry: Rule) -> list[Hit]:
        """What a rule finds and what can be concluded."""
        assert entry.check is not None
        found = list(entry.check(self._scene))
        withheld = [item for item in self._withheld if item.kind in entry.reads]
        if not withheld or entry.severity is Severity.ERROR:
            return found
        concluded = [hit for hit in found if not any(_rests_on(hit, item) for item in withheld)]
        self.dropped += [entry.code] * (len(found) - len(concluded))
        return concluded

    def told(self, entry: Rule) -> Iterator[Finding]:
        """The one line that says so; nothing where all records of the county and all that is found stand.

        Args:
            entry: E015.
        """
        county = self._scene.county
        if not county.withheld and not self.dropped:
            return
        places = list(dict.fromkeys(_where(item, county.code) for item in self._withheld))
        codes = list(dict.fromkeys(self.dropped))
        found = f" {'、'.join(codes)} 的 {len(self.dropped)} 项发现" if codes else "发现"
        message = (
            f"因 {len(self._withheld)} 条记录未通过核对（{_listed(places)}），依据这些记录的{found}暂不下结论"
        )
        place = self._withheld[0].place
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


def _rests_on(hit: Hit, item: Withheld) -> bool:
    """Whether a withheld record concerns what was found; what is found of the county as a whole rests on all."""
    return not hit.project or item.concerns(hit.project)


def _where(item: Withheld, code: str) -> str:
    line = f" 第{item.place.line}行" if item.place.line else ""
    return f"{item.place.file.removeprefix(f'counties/{code}/')}{line}"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 处" if len(names) > _NAMED else "")
