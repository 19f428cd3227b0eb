"""What the store keeps: how far the record was read, and what was read of each commit."""

from dataclasses import dataclass

from generator.history.compare import FieldChange
from generator.history.published import Skip


@dataclass(frozen=True)
class State:
    """How far the store has read."""

    head: str
    opened: bool
    """Whether the history begins with the commit that set 开栏日期; otherwise with the first commit."""
    boundary: int | None
    """Nothing is known before this time (seconds since 1970): the opening, or the oldest commit of a shallow clone."""
    is_shallow: bool
    is_demo: bool = False
    """Whether it was read as a demonstration, whose commits may name their own times."""


@dataclass(frozen=True)
class Reading:
    """What one commit published and changed."""

    hash: str
    time: int
    """Seconds since 1970, as the commit bears it."""
    records: tuple[tuple[str, str], ...]
    """(record, county) of every record that was published or changed."""
    changes: tuple[tuple[str, FieldChange], ...]
    """(county, change)."""
    skips: tuple[Skip, ...] = ()
    came: tuple[str, ...] = ()
    """Paths of the attachments that it added; ``went``: that it removed."""
    went: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    """Former codes under which it has counties that have another code today."""
    turned: tuple[tuple[str, str], ...] = ()
    """(record, county) of what no longer passes, or passes again; ``spoilt``: counties with a file that does not."""
    spoilt: tuple[str, ...] = ()
