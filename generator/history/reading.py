"""The way to the change record, which does without libgit2 where there is no repository."""

from pathlib import Path

from generator.history.change_record import PortalHistory
from generator.history.gap import NO_GIT
from generator.model.former_codes import FormerCodes


def read_history(
    content: Path, cache: Path | None, head: str = "", former: FormerCodes | None = None
) -> PortalHistory:
    """The history of ``content`` (content_data/) on the main line; what the cache holds is not read again.

    The record begins with the commit that sets 开栏日期 in site.yaml, or with the first commit where none does. Only
    commits count: what is not committed is not published.

    Args:
        head: the commit that the main line ends with; empty: the one that is checked out.
        former: the codes that counties had before; None: those that the files of ``content`` name.
    """
    folder = content.resolve()
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return PortalHistory(gap=NO_GIT)
    from generator.history.read import read_repository  # libgit2's binding is a tenth of the time to start

    return read_repository(content, cache, head, former)
