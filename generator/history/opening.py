"""Whether the portal was opened at a commit, and whether it is a demonstration, as site.yaml says.

A version of site.yaml that is absent or cannot be read is passed over; the one before it holds.
"""

from collections.abc import Mapping
from datetime import date

from generator.history.blobs import Blob
from generator.history.repository import MainLine
from generator.intake.records.past_versions import LIMITS, as_written
from generator.model.codelists import Mode
from generator.model.files import PROVINCE_FILES, Format
from generator.model.site import Site

_FILE = "site.yaml"
_KIND = next(kind for kind in PROVINCE_FILES if kind.path == _FILE)
_OPENED, _MODE, _SHOWN = (Site.label_of(name) for name in ("opened", "mode", "demo_as_of"))


class Opening:
    """Reads the versions of site.yaml on the main line, each once."""

    def __init__(self, line: MainLine) -> None:
        self._line = line
        self._read: dict[Blob, Mapping[str, str] | None] = {}

    def is_demo(self, commit: str) -> bool:
        """Whether 模式 is 演示."""
        return self._last(commit).get(_MODE) == Mode.DEMO.label

    def shown_day(self, commit: str) -> date | None:
        """The day that a demonstration shows (演示日期); None if it names none, and for what is no demonstration."""
        if not self.is_demo(commit):
            return None
        try:
            return date.fromisoformat(self._last(commit).get(_SHOWN, ""))
        except ValueError:
            return None

    def is_opened(self, commit: str) -> bool:
        """Whether 开栏日期 is set."""
        return _OPENED in self._last(commit)

    def says_opened(self, commit: str) -> bool | None:
        """Whether this commit's own version sets 开栏日期; None if it cannot be read."""
        found = self._at(commit)
        return None if found is None else _OPENED in found

    def _last(self, commit: str) -> Mapping[str, str]:
        """Returns the fields of the latest readable version at or before a commit."""
        at: str | None = commit
        while at is not None:
            found = self._at(at)
            if found is not None:
                return found
            at = self._line.parent(at)
        return {}

    def _at(self, commit: str) -> Mapping[str, str] | None:
        blob = self._line.version(commit, _FILE)
        if blob not in self._read:
            self._read[blob] = self._fields(blob)
        return self._read[blob]

    def _fields(self, blob: Blob) -> Mapping[str, str] | None:
        if not blob or not blob.is_file or self._line.size(blob) > LIMITS[Format.YAML]:
            return None
        return next(iter(as_written(self._line.data(blob), _KIND)), None)
