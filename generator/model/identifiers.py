"""Identifiers: county codes (GB/T 2260), 统一社会信用代码 (GB 32100), project ids, contractor page names."""

import hashlib
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from stdnum import numdb
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

COUNTY_CODE = re.compile(r"\d{6}")
PROJECT_ID = re.compile(r"(?P<county>\d{6})-(?P<cohort>\d{4})-(?P<number>\d{2,4})")


def cohort_of(project_id: str | None) -> int | None:
    """The year in a project's id; None without an id."""
    found = PROJECT_ID.fullmatch(project_id) if project_id else None
    return int(found["cohort"]) if found else None


def lasting_key(key: str, code: str, first_code: str) -> str:
    """A permanent form of a key: a county's code of today in it is replaced by the first one; empty: it has no other."""
    if first_code in {"", code}:
        return key
    return re.sub(rf"(?<![0-9A-Za-z]){code}(?![0-9A-Za-z])", first_code, key)


_RUN = re.compile(r"\d+")
_WIDTH = 12


def by_number(text: str) -> tuple[str, int, str]:
    """A sort key of ids and file names: 99 comes before 100, as the numbers do and their texts do not."""
    return _RUN.sub(lambda run: run[0].zfill(_WIDTH), text), len(text), text


def is_uscc_shape(text: str) -> bool:
    """Whether ``text`` has the length and alphabet of a 统一社会信用代码, whatever its check digit."""
    try:
        uscc.validate(text)
    except InvalidChecksum:
        return True
    except ValidationError:
        return False
    return True


@lru_cache(maxsize=10_000)
def is_uscc(text: str) -> bool:
    """Whether ``text`` is a 统一社会信用代码 with the right check digit (GB 32100-2015)."""
    try:
        return bool(uscc.validate(text) == text)
    except ValidationError:
        return False


@lru_cache(maxsize=10_000)
def is_registered_county(code: str) -> bool:
    """Whether GB/T 2260 has, or once had, this six-digit code."""
    if not COUNTY_CODE.fullmatch(code):
        return False
    return any("county" in properties for _, properties in _province(code[:2]).info(code))


@cache
def _province(prefix: str) -> numdb.NumDB:
    """One province's part of stdnum's list; to read all of it takes stdnum 50 ms."""
    listed = resources.files("stdnum").joinpath("cn/loc.dat").read_text("utf-8")
    found = re.search(rf"^{prefix} .*\n(?: .*\n)*", listed, re.MULTILINE)
    return numdb.read(found[0].splitlines() if found else ())


@lru_cache(maxsize=10_000)
def contractor_key(name: str, code: str | None) -> str:
    """The stem of a contractor's page: its code, or ``n-`` and a stable hash of the name.

    Full-width and half-width forms and stray blanks make no difference to the name.
    """
    if code:
        return code
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return "n-" + hashlib.sha256(plain.encode()).hexdigest()[:12]
