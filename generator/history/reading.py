"""Entry to the change record; libgit2 is imported only where there is a repository."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from generator.history.change_record import PortalHistory
from generator.history.gap import NO_GIT
from generator.model.former_codes import FormerCodes


def read_history(
    content: Path,
    cache: Path | None,
    head: str = "",
    former: FormerCodes | None = None,
    only: Collection[str] | None = None,
    before: str = "",
    *,
    day: date | None = None,
    today: date | None = None,
) -> PortalHistory:
    """Reads the history of ``content`` (content_data/) on the main line; commits in the cache are not read again.

    The record begins with the commit that sets 开栏日期 in site.yaml, or with the first commit if none does. What is not
    committed is not published.

    Args:
        cache: folder of the store; None: nothing is stored.
        head: the last commit of the main line; empty: the one checked out.
        former: the counties' former codes; None: those that the files of ``content`` name.
        only: codes of the counties whose changes are wanted; None: all. Such a record is not stored.
        before: the commit that comes before ``head``, which counts as one change; empty: its first parent.
        day: the day that is to be shown; None: today, or that of the demonstration.
        today: None: it is looked up.
    """
    folder = content.resolve()
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return PortalHistory(gap=NO_GIT)
    from generator.history.read import read_repository  # loading libgit2 takes a tenth of start-up time

    return read_repository(content, cache if only is None else None, head, former, only, before, (day, today))
