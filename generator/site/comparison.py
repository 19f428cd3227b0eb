"""Compares a build with what was published before: its history, its pages and its manifest."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import Abort, ConfigurationError

from generator.engine import Publication
from generator.engine.output.mark import names_in
from generator.engine.output.remote import RemoteSite
from generator.engine.steps.manifest import Head, add_manifest, commit_in, commit_of
from generator.engine.steps.ongoing_build import Draft
from generator.history import PortalHistory
from generator.history.gap import Gap, Lack
from generator.site.published import NotThereError, Published, read_published
from generator.site.versions import versions

log = logging.getLogger("mkdocs.plugins.gongkai")

_MOST_PAGES, _LARGEST_SHARE = 20, 0.02
"""Most pages that may be removed without --allow-removals: their number, and their share of all pages."""
_NAMED = 5
"""Most addresses that a message names."""
_NOT_COMPARED = "未给出 --published：未与上一次公开的网站比较消失的网页、改写的历史和最早公开的日期。"


@dataclass(frozen=True)
class Comparison:
    """What a build is compared with, and how strictly."""

    before: Published | None
    own: Path
    """Path of the manifest of the published site in this folder, which may not exist."""
    there: RemoteSite | None
    """The site at the remote address; None if the site goes to a folder."""
    is_strict: bool
    may_be_cut: bool
    """Whether a site without the whole change record may be published."""
    may_remove: bool
    """Whether many pages that were published before may be removed."""
    say: Callable[[str], None]
    """Prints a line that is not a warning."""

    def hold_against(self, history: PortalHistory) -> None:
        """Checks that the commit published before is on today's main line; warns if it is not.

        Raises:
            Abort: it is not, and the build is strict; or a change record was published before and is not whole now.
        """
        if history.gap and self._had_history():
            self._refuse(history.gap, "上一次公开的网站有变更记录，这次不能少了它")
        if history.unsaved:
            self.say(history.unsaved)
        commit = self.before.manifest.commit if self.before else ""
        follows = history.follows(commit) if commit else True
        if follows is None:
            self.say(f"上一次公开的提交 {commit[:12]} 在这里看不到，未核对历史是否被改写。")
        elif not follows:
            told = f"历史被改写：上一次公开的提交 {commit[:12]} 不在主线上，变更记录与公开过的对不上"
            if self.is_strict:
                raise Abort(f"{told}，网站未生成。请恢复主线；确认无误的，不用 --strict 生成。")
            log.warning("警告：%s。请核实。", told)

    def hold_against_gap(self, gap: Gap | None, *, is_demo: bool) -> None:
        """Says why the change record is not whole.

        Raises:
            Abort: it is not, and the site is no demonstration, unless that is allowed.
        """
        if gap is None:
            return
        if not is_demo:
            self._refuse(gap, "正式公开要有完整的变更记录")
        if gap.lack is Lack.NONE:
            self.say(gap.line)
        else:
            log.warning("警告：%s", gap.line)

    def _refuse(self, gap: Gap, why: str) -> None:
        """Raises Abort unless such a gap is allowed; a damaged history never is."""
        if gap.lack is Lack.UNREADABLE or not self.may_be_cut:
            way_out = "" if gap.lack is Lack.UNREADABLE else "确要这样公开的，加上 --allow-shallow。"
            raise Abort(f"{why}，网站未生成：{gap.line}{way_out}")

    def _had_history(self) -> bool:
        """Returns whether any earlier manifest names a commit, so that its site has a change record."""
        own = commit_in(self.there.manifest) if self.there else commit_of(self.own)
        return bool(own or (self.before and self.before.manifest.commit))

    def hold_against_removals(self, draft: Draft) -> None:
        """Checks that at most a few of the pages published before are removed.

        Raises:
            Abort: many pages would be removed, and ``may_remove`` is False.
        """
        if self.may_remove:
            return
        pages = [address for address in self._before(draft) if address.endswith(".html")]
        gone = sorted(set(pages) - draft.addresses)
        if len(gone) > _MOST_PAGES or len(gone) > _LARGEST_SHARE * len(pages):
            named = "、".join(gone[:_NAMED]) + (" 等" if len(gone) > _NAMED else "")
            raise Abort(
                f"上一次公开的 {len(pages)} 个网页中有 {len(gone)} 个会消失，网站未生成：{named}。"
                "请先查明原因；确要删去的，加上 --allow-removals。"
            )

    def _before(self, draft: Draft) -> Collection[str]:
        if self.before:
            return self.before.manifest.files
        if self.there:
            return self.there.published
        if not any(address.endswith(".html") for address in draft.others):
            return ()
        return names_in(self.own.read_bytes()) or () if self.own.is_file() else ()

    def add_manifest(self, publication: Publication, history: PortalHistory) -> None:
        """Adds the manifest to the build."""
        before = self.before
        head = Head(
            commit=history.commit,
            tree=history.tree,
            as_of=publication.ground.as_of,
            versions=versions(),
            before=before.before if before else None,
            incomplete=history.limits().told,
        )
        earlier = before.manifest if before else None
        add_manifest(publication.draft, head, publication.own_entry_ids, earlier, publication.ground.former)


def comparison(
    published: str,
    own: Path,
    there: RemoteSite | None,
    *,
    is_strict: bool,
    may_be_cut: bool,
    may_remove: bool,
    say: Callable[[str], None],
) -> Comparison:
    """Makes the comparison for a build.

    Args:
        published: file or address of the manifest published before; empty: there is none.

    Raises:
        ConfigurationError: that manifest cannot be read.
    """
    if not published:
        say(_NOT_COMPARED)
        return Comparison(None, own, there, is_strict, may_be_cut, may_remove, say)
    try:
        return Comparison(read_published(published), own, there, is_strict, may_be_cut, may_remove, say)
    except NotThereError as error:
        raise ConfigurationError(f"上一次公开的清单{error}") from None
