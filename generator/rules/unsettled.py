"""Drops hits that may rest on a withheld record, whether an earlier version stands in its place or not.

``Rule.reads`` names the kinds of records a rule rests on, ``Hit.project`` the project.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.model.finding import Finding, Severity
from generator.model.withheld import Withheld, causes
from generator.rules.base import Hit, Rule, Scene

_CODE = "E015"
_NAMED = 5


class Judge:
    """Decides which hits on one county are kept."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._withheld = (*scene.county.withheld, *scene.withheld)
        self._of_province: dict[str, list[Withheld]] = defaultdict(list)
        """By kind: a province may withhold a thousand records, and each rule asks again."""
        for item in scene.withheld:
            self._of_province[item.kind].append(item)
        self.dropped: list[str] = []
        """Code of the rule of each dropped hit."""

    def hits(self, entry: Rule) -> list[Hit]:
        """Returns a rule's hits without those that rest on withheld records; errors are always kept.

        A rule that looks at batches looks at each of several, and its messages begin with the batch.
        """
        scenes = self._scene.of_batches if entry.per_batch else (self._scene,)
        if len(scenes) == 1:
            return self._concluded(entry, self._scene)
        return [
            hit._replace(message=f"{scene.county.county.cohort} 年批次：{hit.message}")
            for scene in scenes
            for hit in self._concluded(entry, scene)
        ]

    def _concluded(self, entry: Rule, scene: Scene) -> list[Hit]:
        """Returns the hits on a county or batch that rest on nothing withheld."""
        assert entry.check is not None
        found = list(entry.check(scene))
        if not found or entry.severity is Severity.ERROR:
            return found
        withheld = [item for item in scene.county.withheld if item.kind in entry.reads]
        withheld += [item for kind in entry.reads for item in self._of_province.get(kind, ())]
        concluded = [hit for hit in found if not any(_rests_on(hit, item) for item in withheld)]
        self.dropped += [entry.code] * (len(found) - len(concluded))
        return concluded

    def told(self, entry: Rule) -> Iterator[Finding]:
        """Yields E015 (``entry``) on what was dropped; none if no record of the county is withheld and no hit was
        dropped."""
        county = self._scene.county
        if not county.withheld and not self.dropped:
            return
        failed = [group[0] for group in causes(self._withheld)]
        places = list(dict.fromkeys(_where(item, county.code) for item in failed))
        codes = list(dict.fromkeys(self.dropped))
        found = f" {'、'.join(codes)} 的 {len(self.dropped)} 项发现" if codes else "发现"
        message = f"因 {len(failed)} 条记录未通过核对（{_listed(places)}），依据这些记录的{found}暂不下结论"
        place = self._withheld[0].place
        yield Finding(
            _CODE,
            entry.severity,
            message,
            place,
            entry.cure,
            entry.basis.text,
            county.code,
            terms=tuple(codes),
        )


def _rests_on(hit: Hit, item: Withheld) -> bool:
    """Whether a hit rests on a withheld record; a hit on the county as a whole rests on all."""
    return not hit.project or item.concerns(hit.project)


def _where(item: Withheld, code: str) -> str:
    return item.place.at_line.removeprefix(f"counties/{code}/")


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 处" if len(names) > _NAMED else "")
