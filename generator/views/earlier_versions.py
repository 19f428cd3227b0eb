"""Which pages show an earlier published version, since the latest was refused."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice, Policy

EarlierVersions = Mapping[str, date]
"""Root-relative address of a page → day on which the shown version was published; other pages are left out."""
ALL_LATEST: EarlierVersions = {}


def earlier_versions_of(county: CountyDisclosure) -> EarlierVersions:
    """Returns the pages of a county, its projects and its cases."""
    return dict(_pages(county)) if county.withheld else ALL_LATEST


def _pages(county: CountyDisclosure) -> Iterator[tuple[str, date]]:
    if county.county.earlier:
        yield f"counties/{county.code}.html", county.county.earlier
    apart = county.withdrawn.projects if county.withdrawn else ()
    for project in (*county.projects, *apart):
        if project.earlier:
            yield f"projects/{project.id}.html", project.earlier
    for case in county.cases:
        if case.earlier:
            yield f"cases/{case.id}.html", case.earlier
    for policy in county.own_policies:
        if policy.earlier:
            yield f"policies/{policy.id}.html", policy.earlier


def earlier_documents(policies: Iterable[Policy], notices: Iterable[Notice]) -> EarlierVersions:
    """Returns the pages of policies and notices."""
    pages = [(f"policies/{policy.id}.html", policy.earlier) for policy in policies]
    pages += [(f"notices/{notice.id}.html", notice.earlier) for notice in notices]
    return {address: day for address, day in pages if day}
