"""One fact, one finding: drops what another rule says already, and counts what several projects have in common."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from generator.model.place import Place
from generator.rules.base import Hit, Rule

Found = tuple[Rule, list[Hit]]
_SPELT_OUT = 5
"""Different messages that a counted hit repeats in full; of the other projects it names the ids."""


def one_fact_once(found: Iterable[Found]) -> list[Found]:
    """Returns the hits of rules without those that a rule that ``covers`` theirs makes on the same value or row, and
    with one hit instead of several where a rule counts projects."""
    told = list(found)
    covered: dict[str, set[Hashable]] = defaultdict(set)
    for entry, hits in told:
        for code in entry.covers:
            covered[code].update(map(_fact, hits))
    kept = [(entry, [hit for hit in hits if _fact(hit) not in covered[entry.code]]) for entry, hits in told]
    return [(entry, _counted(entry, hits) if entry.counted else hits) for entry, hits in kept]


def _fact(hit: Hit) -> Hashable:
    """Returns what a hit is about: a row of a ledger, or a value of another file."""
    return hit.project, _where(hit.place)


def _where(place: Place) -> Hashable:
    is_row = place.line and place.file.endswith(".csv")
    return place.file, place.line if is_row else place.label


def _counted(entry: Rule, hits: Sequence[Hit]) -> list[Hit]:
    """Returns one hit for the projects of each batch that a rule has several of."""
    batches: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        batches[hit.project.rpartition("-")[0]].append(hit)
    counted: list[Hit] = []
    for batch, own in batches.items():
        counted += own if len(own) == 1 or not batch else [_together(entry, own)]
    return counted


def _together(entry: Rule, hits: Sequence[Hit]) -> Hit:
    ids: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        ids[hit.message].append(hit.project)
    said = [(message, "、".join(projects)) for message, projects in ids.items()]
    parts = [f"{projects} {message}" for message, projects in said[:_SPELT_OUT]]
    rest = [projects for _, projects in said[_SPELT_OUT:]]
    parts += [f"其余 {'、'.join(rest)}"] if rest else []
    projects = tuple(dict.fromkeys(hit.project for hit in hits))
    return Hit(
        hits[0].place,
        f"{len(projects)} {entry.counted}：{'；'.join(parts)}",
        since=min((hit.since for hit in hits if hit.since), default=None),
        terms=tuple(dict.fromkeys(term for hit in hits for term in hit.terms)),
        projects=projects,
        duty_of=hits[0].duty_of,
    )
