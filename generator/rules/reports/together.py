"""One message for one fault: a missing thing (E007) that several records refer to, cells of a column written alike.

Each of these records is in error and withheld, so the checks find as many errors; whoever mends them has one fault.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.model.finding import Finding, Severity
from generator.model.place import INSIDE, Place

_MISSING = "E007"
_OF_CELLS = frozenset({"E004", "E005", "E009"})
"""Errors of values."""
_ROWS = re.compile(r"(?:，各台账共有 \d+ 行写了它)?\Z")
"""What a message on rows of ledgers adds, in which they are counted already."""
_QUOTED = re.compile(r"「[^」]*」|“[^”]*”|\d+")
"""What a message quotes of a cell, and figures that it reads in it."""
_ITEM = re.compile(rf"第\d+项{INSIDE}")
"""What the label of a cell says of its row, in sheets whose rows are items of a list."""
_NAMED = 3
"""Most further places that are named."""


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Joins the errors on the same missing thing in one county, and those of the same kind in one column.

    The first place is that of the joint one.
    """
    found = list(findings)
    alike: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for one in found:
        if fault := _fault(one):
            alike[fault].append(one)
    joint = {id(ones[0]): _joined(sorted(ones, key=lambda one: one.place)) for ones in alike.values()}
    return [joint.get(id(one), one) for one in found if not _fault(one) or id(one) in joint]


def _fault(finding: Finding) -> tuple[str, ...]:
    """What findings share that have one fault; empty for one that stands for itself."""
    if finding.severity is not Severity.ERROR:
        return ()
    if finding.code == _MISSING:
        return finding.county, _thing(finding)
    place = finding.place
    column = place.label or (str(place.column) if place.sheet and place.column else "")
    if finding.code in _OF_CELLS and column and (place.sheet or place.file.endswith(".csv")):
        column = _ITEM.sub("", column)
        return place.file, place.sheet, column, finding.code, _QUOTED.sub("", finding.message)
    return ()


def _thing(finding: Finding) -> str:
    return _ROWS.sub("", finding.message)


def _joined(ones: Sequence[Finding]) -> Finding:
    if len(ones) == 1:
        return ones[0]
    if ones[0].code != _MISSING:
        return _joined_cells(ones)
    counted = next((one for one in ones if _thing(one) != one.message), None)
    first = counted or ones[0]
    others = [_where(one.place, first.county) for one in ones if one is not first]
    named = "、".join(others[:_NAMED]) + (" 等" if len(others) > _NAMED else "")
    number = f"另有 {len(others)} 处" if counted else f"共有 {len(ones)} 处写了它，其余"
    return first._replace(message=f"{first.message}，{number}在 {named}")


def _joined_cells(ones: Sequence[Finding]) -> Finding:
    first = ones[0]
    rows = "、".join(f"第{one.place.row or one.place.line}行" for one in ones[1 : _NAMED + 1])
    more = " 等" if len(ones) > _NAMED + 1 else ""
    project = first.project if len({one.project for one in ones}) == 1 else ""
    message = f"{first.message}；这一列共有 {len(ones)} 格是这样，其余在{rows}{more}"
    return first._replace(message=message, project=project)


def _where(place: Place, county: str) -> str:
    line = f" 第{place.row or place.line}行" if place.line else ""
    return f"{place.file.removeprefix(f'counties/{county}/')}{line}"
