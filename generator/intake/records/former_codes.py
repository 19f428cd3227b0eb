"""Reads 原代码 from every county.yaml before anything else, since the history is read by these codes.

Whether the codes are right is checked later (``engine``). They count even if the file has other errors: a slip
elsewhere must not make the county seem another one.
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
"""Sign that the key may be written with escapes."""
_LINES = re.compile(rf"^['\"]?{_FIELD}['\"]?[ \t]*:(?P<rest>[^\n#]*(?:\n[ \t]*-[^\n#]*)*)", re.MULTILINE)
_CODES = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


def read_former_codes(root: Path) -> FormerCodes:
    """The former codes that the counties below ``root`` (content_data/) claim; no errors are reported."""
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
    claims, miswritten = [], set()
    for code in codes:
        data = read_bytes(f"{folder}{os.sep}{code}{os.sep}{_FILE}", YAML_LIMIT, Report(""))
        texts = _texts_in(data) if data is not None else ()
        if claimed := tuple(filter(_is_code, texts)):
            claims.append((code, claimed))
        elif texts:
            miswritten.add(code)
    return FormerCodes(tuple(claims), frozenset(codes), miswritten=frozenset(miswritten))


def claimed_in(data: bytes) -> tuple[str, ...]:
    """The former codes that a version of county.yaml names, in their order; other texts are left out."""
    return tuple(filter(_is_code, _texts_in(data)))


def _texts_in(data: bytes) -> tuple[str, ...]:
    """What stands behind 原代码, codes or not; whatever looks like it if the file cannot be parsed."""
    if _WRITTEN not in data and _ESCAPE not in data:
        return ()
    report = Report("")
    source = source_of(data, report)
    if source is None:
        return ()
    document = read_yaml(source.text, report)
    if document is None or report.errors:
        found = _LINES.search(source.text)
        return tuple(_CODES.findall(found["rest"])) or (found["rest"],) if found else ()
    value = document.value.get(_FIELD) or ()
    items = value if isinstance(value, list) else [value]
    return tuple(item.strip() if isinstance(item, str) else "" for item in items)


def _is_code(text: str) -> bool:
    return COUNTY_CODE.fullmatch(text) is not None and text.isascii()
