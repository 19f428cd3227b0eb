"""Every feed document of the demonstration, held against the W3C's feed validator: no error, and warnings with reasons.

The validator is in no package registry: ``FEEDVALIDATOR`` names the folder ``src`` of its source. What its rules ask is
asked of every document by ``feed_rules`` too, which needs nothing.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.support.feed_rules import ATOM, HISTORY, OURS

SOURCE = os.environ.get("FEEDVALIDATOR", "")
needs_validator = pytest.mark.skipif(
    not SOURCE, reason="FEEDVALIDATOR names no source of the W3C's feed validator"
)
BASE = "https://example.gov.cn/zhsf/"
WARNINGS = {
    "DuplicateUpdated": "what one commit publishes has the time of the commit; the order says what matters first",
    "UnknownNamespace": "our own names, for the commit of an entry: readers pass over what they do not know",
    "ArchiveIncomplete": "the oldest archive, before which there is none (RFC 5005, 4.2)",
    "SelfDoesntMatchLocation": "the former address of a company, kept for its subscribers: the feed names the one of today",
}


def documents(site: Path) -> Iterator[tuple[str, bytes]]:
    """Address → bytes of every RSS, Atom and OPML document."""
    for path in sorted((*site.rglob("*.xml"), site / "feeds.opml")):
        if path.name != "sitemap.xml":
            yield path.relative_to(site).as_posix(), path.read_bytes()


@pytest.fixture
def validator(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SOURCE)
    yield import_module("feedvalidator")
    for name in [name for name in sys.modules if name.partition(".")[0] == "feedvalidator"]:
        del sys.modules[name]


@needs_validator
@pytest.mark.filterwarnings("ignore")
def test_the_validator_finds_no_error_and_no_warning_without_a_reason(
    demonstration: Path, validator: Any
) -> None:
    found: Counter[str] = Counter()
    errors = []
    for address, data in documents(demonstration):
        events = validator.validateString(data, base=BASE + address)["loggedEvents"]
        found.update(type(one).__name__ for one in events if isinstance(one, validator.logging.Warning))
        errors += [
            (address, type(one).__name__, one.params)
            for one in events
            if isinstance(one, validator.logging.Error)
        ]
    assert not errors
    assert found.keys() == WARNINGS.keys(), found


def test_each_reason_for_a_warning_holds(demonstration: Path) -> None:
    """The documents that are warned of are those that the reasons speak of."""
    first_archives, other_addresses, namespaces = set(), set(), set()
    shared = 0
    for address, data in documents(demonstration):
        root = etree.fromstring(data)
        namespaces |= {name for element in root.iter(etree.Element) for name in element.nsmap.values()}
        links = {link.get("rel"): link.get("href") for link in root.iterfind(f".//{ATOM}link")}
        if root.find(f"{HISTORY}archive") is not None and "prev-archive" not in links:
            first_archives.add(address)
        if "self" in links and links["self"] != BASE + address:
            other_addresses.add((address, links["self"].removeprefix(BASE)))
        times = Counter(entry.findtext(f"{ATOM}updated") for entry in root.iterfind(f"{ATOM}entry"))
        shared += sum(times.values()) - len(times)
    assert first_archives
    assert all(address.endswith(".archive-0001.xml") for address in first_archives)
    assert other_addresses
    for former, today in other_addresses:
        assert former.startswith("contractors/")
        assert (demonstration / former).read_bytes() == (demonstration / today).read_bytes()
    assert {name for name in namespaces if name and name.startswith("urn:")} == {OURS.strip("{}")}
    assert shared
