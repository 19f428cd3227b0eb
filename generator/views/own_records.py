"""The portal's own records, which belong to no county: what they are called, and the pages that show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.change import Change
from generator.model.documents import Notice, Policy
from generator.model.files import kind_of, title_of
from generator.model.place import INSIDE
from generator.model.site import Site

THE_PORTAL = "本栏目"
"""Stands where a county stands for the records of counties."""
HOME = "index.html"
_COMPARED = "compliance.html"
"""Where the national averages are compared with."""
_SHOWN_ON = {Site.label_of("tip_off"): "tip-off.html"} | dict.fromkeys(
    map(Site.label_of, ("limits", "staleness_days", "set_aside")), "rules.html"
)
"""Part of the settings → the page that shows it; the others stand on every page."""


@dataclass(frozen=True)
class OwnRecords:
    """The portal's own records by what they are called."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """Record of each document that is shown, e.g. ``policies/2020-226`` → its title."""

    def name(self, record: str) -> str:
        """What a record is called; a document that is shown no more, by its kind."""
        kind = kind_of(record)
        return self.titles.get(record) or title_of(record) or (kind.title if kind else record)

    def url(self, change: Change) -> str:
        """The page that shows what changed."""
        if change.record in self.titles:
            return f"{change.record}.html"
        if change.record == "national":
            return _COMPARED
        return _SHOWN_ON.get(change.field.partition(INSIDE)[0], HOME)


def own_records(policies: Iterable[Policy], notices: Iterable[Notice]) -> OwnRecords:
    """Returns what the portal's own records are called."""
    titles = {f"policies/{policy.id}": policy.title for policy in policies}
    return OwnRecords(titles | {f"notices/{notice.id}": notice.title for notice in notices})
