"""Looks for commits that a manifest names, on the main line and beside it."""

import pygit2

from generator.history.repository import MainLine
from generator.history.unreadable import UnreadableError


def last_with(line: MainLine, tree: str) -> str | None:
    """Returns the last commit of the main line whose root tree is ``tree``; None if there is none, or some cannot be read."""
    at: str | None = line.head
    try:
        while at is not None and str(line.objects.of(at, pygit2.Commit).tree_id) != tree:
            at = line.parent(at)
    except UnreadableError:
        return None
    return at


def is_merged(line: MainLine, commit: str) -> bool:
    """Whether a commit is an ancestor of the head, along whichever parents; False if that cannot be read."""
    try:
        return line.commit_of(commit) is not None and line.merge_base(commit) == commit
    except UnreadableError:
        return False
