"""A submission: the commit that was checked out, against where it left the main line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.history.repository import MainLine, NoHistoryError
from generator.history.unreadable import UnreadableError
from generator.history.whole_tree import Difference, TooMuchError, differences
from generator.intake import MAINTAINERS, read_maintainers
from generator.intake.reading.folder import printable
from generator.intake.records.past_versions import LIMITS
from generator.model.files import Format
from generator.model.maintainers import MaintainerList

_COUNTY = re.compile(r"counties/([0-9]{6})(?:/.*)?", re.DOTALL)
_MOST_COMMITS = 1_000
"""Commits of either line that are counted."""


class NoSubmissionError(ValueError):
    """There is nothing to review; the message is one line in Chinese."""


@dataclass(frozen=True)
class Submission:
    """What is to be merged."""

    content: Path
    """content_data/"""
    line: MainLine
    base: str
    """The commit at the tip of the line that it is to be merged into."""
    parted: str
    """The commit at which it left that line."""
    actor: str = ""
    """The account that hands it in; empty: unknown."""

    @property
    def head(self) -> str:
        return self.line.head

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every file of the repository that it changes; none if there are too many, see ``too_much``."""
        return self._differing[0]

    @property
    def too_much(self) -> str:
        """Why the changed files cannot be told, in Chinese; empty if they can."""
        return self._differing[1]

    @cached_property
    def _differing(self) -> tuple[tuple[Difference, ...], str]:
        try:
            return differences(self.line, self.parted, self.head), ""
        except TooMuchError as error:
            return (), str(error)

    @cached_property
    def counties(self) -> tuple[str, ...]:
        """Codes of the counties whose folders it changes, sorted."""
        return counties_in((found.path for found in self.differences), self.line.prefix)

    @cached_property
    def maintainers(self) -> MaintainerList | None:
        """Who hands in what, as the main line says today; None if it says nothing that can be read.

        What the submission makes of that file counts only once it is merged.
        """
        blob = self.line.version(self.base, MAINTAINERS)
        if not blob or not blob.is_file or self.line.size(blob) > LIMITS[Format.YAML]:
            return None
        return read_maintainers(self.line.data(blob))

    @cached_property
    def commits(self) -> int:
        """Number of commits that it consists of, merged ones not counted."""
        return self._between(self.parted, self.head)

    @cached_property
    def moved(self) -> int:
        """Number of commits that the main line has taken since."""
        return self._between(self.parted, self.base)

    @cached_property
    def moved_counties(self) -> tuple[str, ...]:
        """Counties of this submission that the main line has changed since."""
        if self.parted == self.base:
            return ()
        try:
            since = differences(self.line, self.parted, self.base)
        except TooMuchError:
            return self.counties
        also = counties_in((found.path for found in since), self.line.prefix)
        return tuple(code for code in self.counties if code in also)

    def _between(self, earlier: str, later: str) -> int:
        count = 0
        at: str | None = later
        while at is not None and at != earlier and count < _MOST_COMMITS:
            count += 1
            at = self.line.parent(at)
        return count


def county_of(path: str, prefix: str) -> str:
    """Returns the county that a path of the repository belongs to; empty for the portal's own files."""
    found = _COUNTY.fullmatch(path.removeprefix(prefix)) if path.startswith(prefix) else None
    return found[1] if found else ""


def shown(one: Difference) -> str:
    """Returns a path as a message may show it: private data left out, unprintable characters spelt out."""
    return "/".join(map(printable, one.path.split("/")))


def counties_in(paths: Iterable[str], prefix: str) -> tuple[str, ...]:
    return tuple(sorted({county for path in paths if (county := county_of(path, prefix))}))


def submission(content: Path, reference: str, actor: str = "") -> Submission:
    """Finds what the commit that is checked out changes against ``reference``, a branch, tag or commit.

    Raises:
        NoSubmissionError: there is no readable history, no such commit, or no common ancestor.
    """
    try:
        line = MainLine(content)
        base = line.commit_of(reference)
        if base is None:
            raise NoSubmissionError(
                f"“{reference}”不是这个仓库里的分支、标签或提交；要与远端的主分支比较，先 git fetch，再写 origin/main。"
            )
        parted = line.merge_base(base)
    except NoHistoryError:
        raise NoSubmissionError("未找到 git 历史，无可审阅的提交。") from None
    except UnreadableError as error:
        raise NoSubmissionError(f"git 历史无法读取（{error}），未审阅。{error.cure}。") from None
    if parted is None:
        cure = (
            "仓库是浅克隆的，先取回全部历史（git fetch --unshallow）"
            if line.is_shallow
            else "从主分支重新建立分支"
        )
        raise NoSubmissionError(f"“{reference}”与现在的提交无共同的来历；{cure}。")
    return Submission(content, line, base, parted, actor)
