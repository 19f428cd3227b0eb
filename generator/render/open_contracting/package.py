"""Lines and packages: a line is one project (OC4IDS) or one contracting process (OCDS), a package holds lines."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from generator.model.change import History
from generator.model.disclosure import CountyDisclosure
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.named_documents import Documents
from generator.render.open_contracting.processes import Process, processes
from generator.render.open_contracting.published_project import project_record
from generator.render.open_contracting.releases import release
from generator.render.open_contracting.values import Json, moment
from generator.views.portal import Portal

OC4IDS_VERSION, OCDS_VERSION = "0.9", "1.1"


class CountyLines(NamedTuple):
    """A county's part of the open contracting data, from which the province's is joined."""

    projects: tuple[bytes, ...] = ()
    """A project of OC4IDS each; none where the portal has no prefix."""
    releases: tuple[bytes, ...] = ()
    """A compiled release of OCDS each; none where the portal has no prefix."""


def county_lines(county: CountyDisclosure, portal: Portal, history: History | None) -> CountyLines:
    """Makes the lines of a county; depends only on the arguments."""
    of_projects, of_contracts = portal.site.project_prefix, portal.site.release_prefix
    if not of_projects and not of_contracts:
        return CountyLines()
    found = processes(county)
    of_project: dict[str, list[Process]] = defaultdict(list)
    for process in found:
        for project in process.projects:
            of_project[project.id].append(process)
    disclosed = Disclosed(county, portal, history)
    documents = Documents(disclosed)
    records = (
        project_record(disclosed, documents, project, of_project[project.id])
        for project in (county.projects if of_projects else ())
    )
    releases = (release(disclosed, one) for one in (found if of_contracts else ()))
    return CountyLines(tuple(map(orjson.dumps, records)), tuple(map(orjson.dumps, releases)))


def project_package(address: str, lines: Sequence[bytes], portal: Portal) -> bytes:
    """An OC4IDS project package; ``address`` is its own, root-relative."""
    head = {**_head(address, portal), "version": OC4IDS_VERSION}
    return _package(head, "projects", lines)


def release_package(address: str, lines: Sequence[bytes], portal: Portal) -> bytes:
    """An OCDS release package."""
    return _package({**_head(address, portal), "version": OCDS_VERSION}, "releases", lines)


def _head(address: str, portal: Portal) -> Json:
    base, licence = portal.site.base_url, portal.site.licence
    return {
        "uri": base + address,
        "publishedDate": moment(portal.as_of),
        "publisher": {"name": portal.site.publisher, "uri": base},
        **({"license": licence.url} if licence else {}),
        "publicationPolicy": f"{base}about.html",
    }


def _package(head: Json, name: str, lines: Sequence[bytes]) -> bytes:
    """A record a line, so that two versions are easily compared."""
    start = orjson.dumps(head)[:-1] + f',"{name}":[\n'.encode()
    joined = [b",\n"] * (2 * len(lines) - 1)
    joined[::2] = lines
    return b"".join((start, *joined, b"\n]}\n"))  # at once: what is added one by one is copied for each
