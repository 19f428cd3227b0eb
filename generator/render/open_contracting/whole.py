"""The files in which the lines of all counties are joined, and the index that names them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from generator.model.county import County
from generator.render.open_contracting.package import (
    OC4IDS_VERSION,
    CountyLines,
    project_package,
    release_package,
)
from generator.views.portal import Portal

MOST = 2_000
"""Most records in one package; a reader of JSON holds a whole package in memory, of lines one line."""
INDEX = "data/oc4ids.index.json"
WHOLE = "data/oc4ids.json"
RELEASES, RELEASE_LINES = "data/ocds.json", "data/ocds.jsonl"


def county_address(code: str) -> str:
    """The address of a county's OC4IDS package."""
    return f"counties/{code}.oc4ids.json"


def county_files(code: str, lines: CountyLines, portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yields a county's own package; a package must not be empty."""
    if lines.projects:
        address = county_address(code)
        yield address, project_package(address, lines.projects, portal)


class Share(NamedTuple):
    """How many lines a county has."""

    code: str
    name: str
    city: str
    """Code of its city."""
    projects: int
    releases: int


def share_of(county: County, lines: CountyLines) -> Share:
    return Share(county.code, county.name, county.city.code, len(lines.projects), len(lines.releases))


@dataclass(frozen=True)
class Joint:
    """A file that joins lines of some counties."""

    address: str
    kind: str
    """The field of ``CountyLines`` that it joins."""
    codes: tuple[str, ...]
    """The counties, in their order."""

    def __str__(self) -> str:
        return f"开放数据 {self.address}"

    def data(self, parts: Iterable[tuple[bytes, ...]], portal: Portal) -> bytes:
        """Joins the lines of its counties, given in the order of ``codes``."""
        lines = [line for part in parts for line in part]
        if self.address.endswith(".jsonl"):
            return b"\n".join((*lines, b""))
        package = project_package if self.kind == "projects" else release_package
        return package(self.address, lines, portal)


def joints(shares: Sequence[Share], portal: Portal) -> tuple[Joint, ...]:
    """Returns the files to be joined from these counties, given by code."""
    return (*_of_projects(shares), *(_of_releases(shares) if portal.site.release_prefix else ()))


def _of_projects(shares: Sequence[Share]) -> Iterator[Joint]:
    """Yields one package, or above ``MOST`` the lines of each city: one county's change rewrites its city's alone."""
    having = [share for share in shares if share.projects]
    if having and sum(share.projects for share in having) <= MOST:
        yield Joint(WHOLE, "projects", tuple(share.code for share in having))
        return
    cities: dict[str, list[str]] = defaultdict(list)
    for share in having:
        cities[share.city].append(share.code)
    for city, codes in sorted(cities.items()):
        yield Joint(f"data/oc4ids/{city}.jsonl", "projects", tuple(codes))


def _of_releases(shares: Sequence[Share]) -> Iterator[Joint]:
    codes = tuple(share.code for share in shares if share.releases)
    yield Joint(RELEASE_LINES, "releases", codes)
    if codes and sum(share.releases for share in shares) <= MOST:
        yield Joint(RELEASES, "releases", codes)


def index_files(shares: Sequence[Share], portal: Portal) -> Mapping[str, bytes]:
    """The index, whose address stays when the portal grows; none without a registered prefix."""
    if not portal.site.project_prefix:
        return {}
    having = [share for share in shares if share.projects]
    base = portal.site.base_url
    found = {
        "standard": f"OC4IDS {OC4IDS_VERSION}",
        "publishedDate": portal.as_of.isoformat(),
        "projects": sum(share.projects for share in having),
        "files": [
            {"url": base + joint.address, "counties": list(joint.codes)} for joint in _of_projects(having)
        ],
        "counties": [
            {
                "code": share.code,
                "name": share.name,
                "projects": share.projects,
                "url": base + county_address(share.code),
            }
            for share in having
        ],
    }
    return {INDEX: orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"}


def whole_files(parts: Sequence[tuple[Share, CountyLines]], portal: Portal) -> Mapping[str, bytes]:
    """All joined files and the index."""
    shares = [share for share, _ in parts]
    lines = {share.code: own for share, own in parts}
    joined = {
        joint.address: joint.data((getattr(lines[code], joint.kind) for code in joint.codes), portal)
        for joint in joints(shares, portal)
    }
    return {**joined, **index_files(shares, portal)}
