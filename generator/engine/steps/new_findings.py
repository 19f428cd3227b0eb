"""Tells which findings a change brought: those of today that were not in the version it started from."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.engine.steps.examination import examine, own_files
from generator.engine.store.cache import content_digest, signature
from generator.history import PortalHistory, read_history
from generator.intake.records.former_codes import read_former_codes
from generator.model.finding import Finding
from generator.model.former_codes import FormerCodes, renamed
from generator.rules.reports import Since

_OF_OTHERS = frozenset({"B103", "E006"})
"""Rules whose findings depend on other counties."""
_LINE = re.compile(r"第 ?\d+ ?[行列]|line \d+|column \d+")
"""Line and column numbers in messages, which change when other lines are inserted or removed."""


class NotComparableError(ValueError):
    """There is no version to compare with; the message is one line in Chinese."""


def what_is_new(
    found: tuple[Finding, ...],
    content: Path,
    reference: str,
    asked: date | None,
    today: date,
    workers: int | None,
    history: PortalHistory,
) -> tuple[tuple[Finding, ...], Since]:
    """Returns the new findings, and what they are compared with: the merge base with ``reference``.

    Args:
        found: all findings below ``content`` (content_data/) of today.
        reference: git branch, tag or commit.
        history: today's.

    Raises:
        NotComparableError: there is no readable history, no such commit, or no merge base.
    """
    from generator.history.repository import MainLine, NoHistoryError
    from generator.history.unreadable import UnreadableError

    try:
        line = MainLine(content)
        commit = line.commit_of(reference)
        if commit is None:
            raise NotComparableError(f"“{reference}”不是这个仓库里的分支、标签或提交。")
        base = line.merge_base(commit)
        if base is None:
            raise NotComparableError(
                f"“{reference}”与现在的提交无共同的来历；仓库是浅克隆的，先取回全部历史（git fetch --unshallow）。"
            )
        with TemporaryDirectory() as made:
            root = Path(made).resolve()
            line.check_out(base, None, root)
            then = read_history(content, None, base, read_former_codes(root), day=asked, today=today)
            then.keep_as(history)
            former = read_former_codes(content)
            changed = _changed(content / "counties", root / "counties")
            same = _as_before(content, root, former) - changed - _rest_on_others(found)
            same = {code for code in same if then.mark(code) == history.mark(code)}
            before = examine(root, asked, today, workers, then, without=same)
            there = frozenset(before)
            before += tuple(one for one in found if one.county in same and one not in there)
            before = as_called_today(before, former)
            counties = tuple(sorted(changed - former.heirs.keys()))
    except NoHistoryError:
        raise NotComparableError("未找到 git 历史，不能用 --changed-from。") from None
    except UnreadableError as error:
        raise NotComparableError(f"git 历史无法读取（{error}），不能用 --changed-from。") from None
    new, standing = parted(found, before)
    return new, Since(base, counties, standing)


def _as_before(now: Path, before: Path, former: FormerCodes) -> set[str]:
    """Returns the counties of today whose findings are as before if their folders are.

    That is no county if the portal's own files changed or a county has a former code.
    """
    if former.leads or content_digest(now, own_files(now)) != content_digest(before, own_files(before)):
        return set()
    return {folder.name for folder in (now / "counties").glob("*")}


def _rest_on_others(found: Iterable[Finding]) -> set[str]:
    """Returns the counties with findings that depend on other counties."""
    return {one.county for one in found if one.code in _OF_OTHERS}


def as_called_today(found: Iterable[Finding], former: FormerCodes) -> tuple[Finding, ...]:
    """Replaces former county codes in findings by today's."""
    return tuple(
        one._replace(
            place=one.place._replace(file=former.path(one.place.file)),
            message=_named(one.message, former),
            project=former.record(one.project),
            county=former.heirs.get(one.county, one.county),
        )
        for one in found
    )


def _named(text: str, former: FormerCodes) -> str:
    for old, code in former.leads:
        text = renamed(text, old, code)
    return text


def _changed(now: Path, before: Path) -> set[str]:
    """Returns the names of subfolders whose contents differ."""
    names = {
        folder.name for side in (now, before) if side.is_dir() for folder in side.iterdir() if folder.is_dir()
    }
    return {name for name in names if _digest(now / name) != _digest(before / name)}


def _digest(folder: Path) -> str:
    return content_digest(folder, signature(folder))


def parted(
    now: tuple[Finding, ...], before: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Splits today's findings into (new, standing); of equal ones, as many are standing as there were before.

    A finding is standing if it is in the same place as before or, failing that, only its line changed.
    """
    there, moved = Counter(map(_exactly, before)), Counter(map(_wherever, before))
    standing: set[int] = set()
    for number, finding in enumerate(now):
        if there[_exactly(finding)]:
            there[_exactly(finding)] -= 1
            moved[_wherever(finding)] -= 1
            standing.add(number)
    for number, finding in enumerate(now):
        if number not in standing and moved[_wherever(finding)]:
            moved[_wherever(finding)] -= 1
            standing.add(number)
    new = tuple(finding for number, finding in enumerate(now) if number not in standing)
    return new, tuple(now[number] for number in sorted(standing))


def _exactly(finding: Finding) -> Hashable:
    return finding.code, finding.message, finding.place


def _wherever(finding: Finding) -> Hashable:
    return finding.code, _LINE.sub("", finding.message), finding.place.file
