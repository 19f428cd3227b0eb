"""Dated events of the disclosure: what a reader of the feeds and of 最新公开 is told."""

from dataclasses import dataclass
from datetime import date

from generator.model.codelists import FeedTopic


@dataclass(frozen=True, slots=True)
class Event:
    """One dated thing that happened, in words and with the record it is about.

    ``key`` is stable: it names table, record and date, never wording or position in a file; it becomes the tag URI.
    """

    key: str
    date: date
    topic: FeedTopic
    title: str
    text: tuple[str, ...]
    """The full text, a paragraph each; plain text as the county wrote it, not yet escaped for anything."""
    url: str
    """Root-relative page the event is about, e.g. ``projects/210198-2020-03.html``."""
    county_code: str = ""
    county_name: str = ""
    project: str = ""
    contractor_keys: tuple[str, ...] = ()
    publisher: str = ""
    """The body that publishes it: the county's lead department, or the province for policies and notices."""
    is_demo: bool = False
