"""What county.yaml says under 原代码, of all counties at once: before anything else is read, since the past is read by it.

Whether it is right is told of each county (``engine``). A file that is in error elsewhere says it all the same, so that
one slip of the pen does not take a county for another.
"""

import os
import re
from pathlib import Path

from generator.intake.reading.source import YAML_LIMIT, read_bytes, source_of
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.screening.report import Report
from generator.model.county import County
from generator.model.former_codes import FormerCodes
from generator.model.identifiers import COUNTY_CODE

_FILE = "county.yaml"
_FIELD = County.label_of("former_codes")
_WRITTEN = _FIELD.encode()
_ESCAPE = b"\\u"
"""A key may be spelt by the numbers of its characters."""
_LINES = re.compile(rf"^['\"]?{_FIELD}['\"]?[ \t]*:(?P<rest>[^\n#]*(?:\n[ \t]*-[^\n#]*)*)", re.MULTILINE)
_CODES = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


def read_former_codes(root: Path) -> FormerCodes:
    """The former codes of the counties below ``root`` (content_data/); nothing in their files is an error here."""
    folder = root / "counties"
    try:
        with os.scandir(folder) as entries:
            codes = sorted(
                entry.name
                for entry in entries
                if COUNTY_CODE.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return FormerCodes()
    claims = []
    for code in codes:
        data = read_bytes(f"{folder}{os.sep}{code}{os.sep}{_FILE}", YAML_LIMIT, Report(""))
        if data is not None and (claimed := claimed_in(data)):
            claims.append((code, claimed))
    return FormerCodes(tuple(claims), frozenset(codes))


def claimed_in(data: bytes) -> tuple[str, ...]:
    """The former codes that a version of county.yaml names, in their order; what is no code is left out."""
    if _WRITTEN not in data and _ESCAPE not in data:
        return ()
    report = Report("")
    source = source_of(data, report)
    if source is None:
        return ()
    document = read_yaml(source.text, report)
    if document is None or report.errors:
        found = _LINES.search(source.text)
        return tuple(_CODES.findall(found["rest"])) if found else ()
    value = document.value.get(_FIELD) or ()
    items = value if isinstance(value, list) else [value]
    codes = (item.strip() for item in items if isinstance(item, str))
    return tuple(code for code in codes if COUNTY_CODE.fullmatch(code) and code.isascii())
