"""One message for one missing thing (E007) that several records refer to: how many do, and the first places.

Each of these records is in error and withheld, so the checks find as many errors; whoever mends them has one fault.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.model.finding import Finding, Severity
from generator.model.place import Place

_CODE = "E007"
_ROWS = re.compile(r"(?:，各台账共有 \d+ 行写了它)?\Z")
"""What a message on rows of ledgers adds, in which they are counted already."""
_NAMED = 3
"""Most further places that are named."""


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Joins the errors on the same missing thing in one county; the first place is that of the joint one."""
    found = list(findings)
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in found:
        if _may_be_joined(one):
            alike[one.county, _thing(one)].append(one)
    joint = {id(ones[0]): _joined(sorted(ones, key=lambda one: one.place)) for ones in alike.values()}
    return [joint.get(id(one), one) for one in found if not _may_be_joined(one) or id(one) in joint]


def _may_be_joined(finding: Finding) -> bool:
    return finding.code == _CODE and finding.severity is Severity.ERROR


def _thing(finding: Finding) -> str:
    return _ROWS.sub("", finding.message)


def _joined(ones: Sequence[Finding]) -> Finding:
    if len(ones) == 1:
        return ones[0]
    counted = next((one for one in ones if _thing(one) != one.message), None)
    first = counted or ones[0]
    others = [_where(one.place, first.county) for one in ones if one is not first]
    named = "、".join(others[:_NAMED]) + (" 等" if len(others) > _NAMED else "")
    number = f"另有 {len(others)} 处" if counted else f"共有 {len(ones)} 处写了它，其余"
    return first._replace(message=f"{first.message}，{number}在 {named}")


def _where(place: Place, county: str) -> str:
    line = f" 第{place.line}行" if place.line else ""
    return f"{place.file.removeprefix(f'counties/{county}/')}{line}"
