"""原代码: the former administrative codes of counties.

Whoever reads past files and records renames them to the code of today, so that no other room meets a former code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_PLACE = re.compile(r"(counties/|policies/|projects/)(\d{6})(?=[-/]|$)")
_OWNER = re.compile(r"(\d{6})(?=[-/])")


@dataclass(frozen=True)
class FormerCodes:
    """The former codes that the counties of a portal claim."""

    claims: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(code of a county, its former codes, oldest first); only counties that claim any."""
    counties: frozenset[str] | None = None
    """The codes of the county folders; None: not looked up."""
    unknown: frozenset[str] = frozenset()
    """Former codes under which a complete change record knows nothing."""
    apart: frozenset[str] = frozenset()
    """Former codes that were published at the same time as the county that claims them: another county's."""
    miswritten: frozenset[str] = frozenset()
    """Codes of the counties that write a former code that is no code."""
    meant: tuple[tuple[str, str], ...] = ()
    """(code of a county with a wrong former code, the code that it means: published, and without a folder today)."""

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """Former code → the county of today: the only one that claims the code, provided that no folder bears it."""
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
        """(former code, the county of today), the latest former code of a county first.

        Where a commit has folders under two codes of a county, the newer one is the county; the older one is another
        county, unless the newer claims its code.
        """
        heirs = self.heirs
        return tuple(
            (old, code) for code, former in self.claims for old in reversed(former) if heirs.get(old) == code
        )

    @property
    def all_claimed(self) -> frozenset[str]:
        """Every former code that any county claims, rightly or not."""
        return frozenset(old for _, former in self.claims for old in former)

    def wrong_claims(self) -> Iterator[tuple[str, str]]:
        """Yields (code of a county, a former code that it claims wrongly; empty if what it writes is no code)."""
        for code, former in self.claims:
            for old in former:
                if self.heirs.get(old) != code or old in self.unknown or old in self.apart:
                    yield code, old
        yield from ((code, "") for code in sorted(self.miswritten))

    @property
    def mark(self) -> tuple[str, ...]:
        """A key for caches: equal for equal former codes."""
        return (
            *(f"{code} {' '.join(old)}" for code, old in self.claims),
            *(f"{old} {code}" for old, code in self.leads),
            *sorted(self.unknown),
            *sorted(self.apart),
            *(f"{code} < {old}" for code, old in self.meant),
        )

    def claimed(self, code: str) -> tuple[str, ...]:
        """The former codes that a county claims, rightly or not."""
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
        """A path with the code of today: ``counties/210198/plan.yaml``, ``policies/210198-notice``."""
        found = _PLACE.match(path)
        heir = self.heirs.get(found[2]) if found else None
        return f"{found[1]}{heir}{path[found.end() :]}" if found and heir else path

    def record(self, record: str) -> str:
        """A record with the code of today: ``210198-2020-01``, ``210198/payments › 2021-03-10 210198-2020-01``."""
        found = _OWNER.match(record)
        heir = self.heirs.get(found[1]) if found else None
        return renamed(record, found[1], heir) if found and heir else record

    def is_lost(self, code: str) -> bool:
        """Whether a code has no folder and leads to no county; False if the folders were not looked up."""
        return self.counties is not None and code not in self.counties and code not in self.heirs

    def may_be(self, one: str, other: str) -> bool:
        """Whether what was published under one code may stand under another; a code without a folder may be any."""
        if one == other or self.counties is None:
            return one == other
        if not {one, other} <= self.counties:
            return True
        return one in self.claimed(other) or other in self.claimed(one)


def is_slip(written: str, meant: str) -> bool:
    """Whether one code is another with one digit wrong, or with two neighbours exchanged."""
    differing = [at for at, (one, other) in enumerate(zip(written, meant, strict=False)) if one != other]
    if len(written) != len(meant) or len(differing) not in {1, 2}:
        return False
    first, last = differing[0], differing[-1]
    return first == last or (last == first + 1 and written[first : last + 1] == meant[last] + meant[first])


NO_FORMER_CODES = FormerCodes()


def renamed(text: str, old: str, new: str) -> str:
    """Replace a county's code in all project ids of a text, and at its beginning if a slash follows."""
    return re.sub(rf"(?<![0-9A-Za-z]){old}(?=-\d{{4}}-\d{{2,4}}(?!\d))|^{old}(?=/)", new, text)
