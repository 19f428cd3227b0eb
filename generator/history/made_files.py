"""Files that are no objects of git's: the text files of workbooks, and ledgers joined from several files."""

from collections.abc import Callable

from generator.history.ledgers import JoinedLedgers
from generator.history.workbooks import Workbooks


class MadeFiles:
    """The made files of one repository.

    Args:
        lying: id of an object of git's → its content.
    """

    def __init__(self, lying: Callable[[str], bytes]) -> None:
        self._lying = lying
        self.workbooks = Workbooks(lying)
        self.ledgers = JoinedLedgers(self.content)

    def content(self, id_: str) -> bytes:
        """Returns the content of any file."""
        made = self.data(id_)
        return self._lying(id_) if made is None else made

    def data(self, id_: str) -> bytes | None:
        """Returns the content of a made file; None for any other id."""
        made = self.workbooks.data(id_)
        return self.ledgers.data(id_) if made is None else made
