"""原代码: counties whose administrative code changed, and what their files and records were called before.

A code changes, a county stays. Files and records of the past are called by the code of today wherever they are read, so
that nothing above the readers knows that there was another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

_PLACE = re.compile(r"(counties/|projects/)(\d{6})(?=[-/]|$)")
_OWNER = re.compile(r"(\d{6})(?=[-/])")


@dataclass(frozen=True)
class FormerCodes:
    """What the counties of a portal say of the codes that they had before."""

    claims: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(code of a county, its former codes in the order in which they were in force); of those that had any."""
    counties: frozenset[str] | None = None
    """The codes of the folders that are there; None: nobody looked."""
    unknown: frozenset[str] = frozenset()
    """Former codes under which the change record knows nothing, where it is whole."""
    apart: frozenset[str] = frozenset()
    """Former codes that were published beside the county that claims them: another county's."""

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """Former code → the county of today that it leads to: the only one that claims it, and no folder has it."""
        claimants: dict[str, set[str]] = {}
        for code, former in self.claims:
            for old in former:
                claimants.setdefault(old, set()).add(code)
        return {
            old: next(iter(codes))
            for old, codes in claimants.items()
            if len(codes) == 1 and old not in (self.counties or ())
        }

    @cached_property
    def leads(self) -> tuple[tuple[str, str], ...]:
        """(former code, the county of today), of a county that had several the last one first.

        At a commit at which a county stands under two of its codes it is the newer one; what stands under the older is
        another county, unless the newer says that it was the older.
        """
        heirs = self.heirs
        return tuple(
            (old, code) for code, former in self.claims for old in reversed(former) if heirs.get(old) == code
        )

    @property
    def all_claimed(self) -> frozenset[str]:
        """Every code that any county says it had, right or wrong."""
        return frozenset(old for _, former in self.claims for old in former)

    @property
    def mark(self) -> tuple[str, ...]:
        """Equal as long as it is."""
        return (
            *(f"{code} {' '.join(old)}" for code, old in self.claims),
            *(f"{old} {code}" for old, code in self.leads),
            *sorted(self.unknown),
            *sorted(self.apart),
        )

    def claimed(self, code: str) -> tuple[str, ...]:
        """What a county says it was called, right or wrong."""
        return dict(self.claims).get(code, ())

    def of(self, code: str) -> tuple[str, ...]:
        """The codes under which a county was published before, oldest first."""
        wrong = self.unknown | self.apart
        return tuple(
            old
            for old in dict.fromkeys(self.claimed(code))
            if self.heirs.get(old) == code and old not in wrong
        )

    def path(self, path: str) -> str:
        """Where a file or a page stands today: ``counties/210198/plan.yaml``, ``projects/210198-2020-01``."""
        found = _PLACE.match(path)
        heir = self.heirs.get(found[2]) if found else None
        return f"{found[1]}{heir}{path[found.end() :]}" if found and heir else path

    def record(self, record: str) -> str:
        """What a record is called today: ``210198-2020-01``, ``210198/payments › 2021-03-10 210198-2020-01``."""
        found = _OWNER.match(record)
        heir = self.heirs.get(found[1]) if found else None
        return renamed(record, found[1], heir) if found and heir else record

    def is_lost(self, code: str) -> bool:
        """Whether there is no folder of a county, and none that it leads to."""
        return self.counties is not None and code not in self.counties and code not in self.heirs

    def may_be(self, one: str, other: str) -> bool:
        """Whether what was published under one code may stand under another.

        Where a folder is gone and nobody says where to, it may be anywhere.
        """
        if one == other or self.counties is None:
            return one == other
        if not {one, other} <= self.counties:
            return True
        return one in self.claimed(other) or other in self.claimed(one)


NO_FORMER_CODES = FormerCodes()


def renamed(text: str, old: str, new: str) -> str:
    """A name, or a text that holds project ids, with one county's code in place of another."""
    return re.sub(rf"(?<![0-9A-Za-z]){old}(?=-\d{{4}}-\d{{2}}(?!\d))|^{old}(?=/)", new, text)
