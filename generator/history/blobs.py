"""Versions of files and folders, as git names them."""

from typing import NamedTuple


class Blob(NamedTuple):
    """A version of a file."""

    id: str = ""
    """Git's object id; empty: there is no file."""
    is_file: bool = True
    """False for a symbolic link and for a submodule."""
    was: str = ""
    """The county's code at that commit, if it has another one today."""

    def __bool__(self) -> bool:
        return bool(self.id)


NO_FILE = Blob()
Entries = dict[tuple[str, bool], Blob]
"""(name, whether it is a folder) → the entry."""
