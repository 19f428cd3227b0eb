"""Extensions for feedgen: archives (RFC 5005), Atom elements inside RSS, and the commit of an entry."""

from datetime import datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.util import xml_elem

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_OURS = "urn:gongkai:feed:1"


class PagingExtension(BaseExtension):  # type: ignore[misc]
    """``fh:archive`` and the links between the documents of a feed."""

    def __init__(self) -> None:
        self.is_archive = False
        self.links: tuple[tuple[str, str], ...] = ()
        """(relation, address): prev-archive, next-archive, current."""

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY}

    def extend_atom(self, feed: Any) -> Any:
        return self._extend(feed, "link")  # feedgen adds the Atom namespace when it writes

    def extend_rss(self, feed: Any) -> Any:
        self._extend(feed[0], f"{{{_ATOM}}}link")
        return feed

    def _extend(self, parent: Any, link: str) -> Any:
        if self.is_archive:
            xml_elem(f"{{{_HISTORY}}}archive", parent)
        for relation, address in self.links:
            xml_elem(link, parent, rel=relation, href=address)
        return parent


class OriginExtension(BaseExtension):  # type: ignore[misc]
    """Declares the namespace of ``gk:commit``."""

    def extend_ns(self) -> dict[str, str]:
        return {"gk": _OURS}


class OriginEntryExtension(BaseEntryExtension):  # type: ignore[misc]
    """``gk:commit``, the commit that added or last changed the entry; in RSS also the time of the change."""

    def __init__(self) -> None:
        self.commit = ""
        self.updated: datetime | None = None

    def extend_atom(self, entry: Any) -> Any:
        if self.commit:
            xml_elem(f"{{{_OURS}}}commit", entry).text = self.commit
        return entry

    def extend_rss(self, entry: Any) -> Any:
        if self.updated is not None:
            xml_elem(f"{{{_ATOM}}}updated", entry).text = self.updated.isoformat()
        return self.extend_atom(entry)
