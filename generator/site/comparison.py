"""Compares a build with what was published before: its history, its pages and its manifest."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import Abort, ConfigurationError

from generator.engine.output.mark import names_in
from generator.engine.output.remote import RemoteSite
from generator.engine.steps.build import Publication
from generator.engine.steps.manifest import Head, add_manifest, commit_in, commit_of
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.history import PortalHistory
from generator.history.delivered import NOTHING, Delivered, carried
from generator.history.gap import Gap, Lack
from generator.site.published import NotThereError, Published, keep_published, read_published
from generator.site.versions import versions

log = logging.getLogger("mkdocs.plugins.gongkai")

_MOST_PAGES, _LARGEST_SHARE = 20, 0.02
"""Most pages that may be removed without --allow-removals: their number, and their share of all pages."""
_NAMED = 5
"""Most addresses that a message names."""
_AGAIN = "以它为第一父提交重新合并，不必强推："
_MERGED = (
    "主线的方向反了：上一次公开的提交 {0} 成了合并进来的一边（多半是 git pull 以后直接推送），变更记录改照推送者本机的提交",
    f"请{_AGAIN}git switch -c fix {{0}} && git merge --no-ff main && git push origin HEAD:main；以后用 git pull --rebase 再推送，或者走合并请求。",
)
_REWRITTEN = (
    "历史被改写：上一次公开的提交 {0} 不在主线上（多半是变基、改写提交或强制推送），变更记录与公开过的对不上",
    # what was forced is kept as it is, in a merge without conflicts, even if the two lines have no commit in common;
    # words and && alone, which sh and Windows' cmd.exe both know
    f"请核实。误改的，在还有那次提交的克隆里{_AGAIN}git fetch origin && git switch -c fix {{0}}"
    " && git merge -s ours --no-commit --allow-unrelated-histories origin/main && git read-tree --reset -u origin/main"
    " && git commit -m 接回公开过的历史 && git push origin HEAD:main；有意改写的（如清除个人信息），确认无误后不用 --strict 生成一次。",
)
"""(What happened, its cure) for a commit published before that was merged, and for one that is gone."""
_NOT_COMPARED = "未给出 --published：未与上一次公开的网站比较消失的网页、改写的历史和最早公开的日期。"


@dataclass(frozen=True)
class Comparison:
    """What a build is compared with, and how strictly."""

    content: Path
    """content_data/"""
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
            self._say_rewritten(commit, is_merged=history.is_merged(commit))
        if self.before:
            keep_published(history, self.content, self.before.manifest)

    def _say_rewritten(self, commit: str, *, is_merged: bool) -> None:
        """Warns that the commit published before is not on the main line, with the cure; raises Abort if strict."""
        told, cure = _MERGED if is_merged else _REWRITTEN
        told, cure = told.format(commit[:12]), cure.format(commit[:12])
        if self.is_strict:
            raise Abort(f"{told}，网站未生成。{cure}")
        log.warning("警告：%s。公开过的编号和日期照上一份清单沿用。%s", told, cure)

    def hold_against_gap(self, gap: Gap | None, *, is_demo: bool) -> None:
        """Says why the change record is not whole.

        Raises:
            Abort: the clone is cut or damaged and the site is no demonstration, unless that is allowed.
        """
        if gap is None:
            return
        if not is_demo and gap.lack is not Lack.NONE:
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

    def hold_against_removals(self, ongoing: OngoingBuild) -> None:
        """Checks that at most a few of the pages published before are removed.

        Raises:
            Abort: many pages would be removed, and ``may_remove`` is False.
        """
        if self.may_remove:
            return
        pages = [address for address in self._before(ongoing) if address.endswith(".html")]
        gone = sorted(set(pages) - ongoing.addresses)
        if len(gone) > _MOST_PAGES or len(gone) > _LARGEST_SHARE * len(pages):
            named = "、".join(gone[:_NAMED]) + (" 等" if len(gone) > _NAMED else "")
            raise Abort(
                f"上一次公开的 {len(pages)} 个网页中有 {len(gone)} 个会消失，网站未生成：{named}。"
                "请先查明原因；确要删去的，加上 --allow-removals。"
            )

    def _before(self, ongoing: OngoingBuild) -> Collection[str]:
        if self.before:
            return self.before.manifest.files
        if self.there:
            return self.there.published
        if not any(address.endswith(".html") for address in ongoing.others):
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
        add_manifest(
            publication.ongoing,
            head,
            publication.own_entry_ids,
            earlier,
            publication.ground.former,
            lambda: self._delivered(publication, history),
        )

    def _delivered(self, publication: Publication, history: PortalHistory) -> Delivered:
        if history.gap is None:
            return history.delivered(publication.ground.as_of)
        earlier = self.before.manifest.history if self.before else NOTHING
        return carried(earlier, {one.record for one in publication.ground.hidden})


def comparison(
    content: Path,
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
    try:
        before = read_published(published) if published else None
    except NotThereError as error:
        raise ConfigurationError(f"上一次公开的清单{error}") from None
    return Comparison(content, before, own, there, is_strict, may_be_cut, may_remove, say)
