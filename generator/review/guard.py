"""The guard: what no check of records can tell, whether a submission touches only what it may and holds only files.

All refusals are made at once, one for a fault, in words for the clerk who handed it in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.history.compare import FieldChange
from generator.history.whole_tree import Difference, Entry, size_of
from generator.intake.attachments.kinds import LIMIT
from generator.intake.records.past_versions import LIMITS
from generator.model.files import Format
from generator.review.rewritten import RewrittenRow, rewritten_rows
from generator.review.submission import Submission, county_of, shown

_NAMED = 3
"""Files that a refusal names; of more it gives the number."""
_FORMATS = {f".{kind.value}": kind for kind in Format}


class Refusal(NamedTuple):
    """Why a submission may not be merged as it is."""

    kind: str
    """Word for programs: ``foreign``, ``portal``, ``account``, ``link`` …"""
    path: str
    """The file, from the root of the repository, fit to be shown; empty: the submission as a whole."""
    message: str
    cure: str


def refusals(given: Submission, rewritten: Iterable[FieldChange] = ()) -> tuple[Refusal, ...]:
    """Returns every reason to refuse a submission; none: it may be merged if the checks say so too.

    Args:
        rewritten: what it changes in records that were published.
    """
    if given.too_much:
        cure = "分成几次提交；不是台账的文件不要放进来"
        return (Refusal("size", "", given.too_much, cure),)
    found = given.differences
    by_file = [refusal for difference in found for refusal in _of_file(given, difference)]
    return (*_of_owners(given, found), *by_file, *map(_of_row, rewritten_rows(given, rewritten)))


def _of_owners(given: Submission, found: Sequence[Difference]) -> Iterator[Refusal]:
    """Yields what the account may not touch."""
    prefix, actor, listed = given.line.prefix, given.actor, given.maintainers
    touched: dict[str, list[Difference]] = defaultdict(list)
    for one in found:
        touched[county_of(one.path, prefix)].append(one)
    own = touched.pop("", [])
    name = f"{prefix}maintainers.yaml"
    if actor and listed is None:
        why = f"主分支上无可用的 {name}，不知道谁可以改哪个县的文件"
        yield Refusal("account", name, why, "请省级管理员先在主分支上写好，再审阅")
        return
    if actor and listed and found and not listed.knows(actor):
        why = f"账号 {actor} 未登记在主分支的 {name} 里"
        yield Refusal("account", "", why, "用登记过的账号提交，或者请省级管理员登记以后再提交")
        return
    if own and not (actor and listed and listed.owns(actor, "")):
        cure = f"县里只改 {prefix}counties/<本县代码>/ 里的文件，其余恢复原样"
        if not actor:
            cure += "；省级管理员提交的，用 --actor 写明账号"
        yield Refusal("portal", shown(own[0]), f"改动了不属于任何县的文件：{_named(own)}", cure)
    for county, files in sorted(touched.items()):
        if actor and listed and not listed.owns(actor, county):
            ours = "、".join(listed.scopes(actor))
            why = f"账号 {actor} 只维护 {ours}，却改动了 {county} 的文件：{_named(files)}"
            yield Refusal("foreign", shown(files[0]), why, f"{county} 的文件恢复原样，请维护该县的人提交")


def _of_file(given: Submission, one: Difference) -> Iterator[Refusal]:
    """Yields what is wrong with a file in itself, whoever hands it in."""
    path, now = shown(one), one.new
    if now is None:
        return
    if not one.is_utf8:
        yield Refusal("name", path, "文件名不是 UTF-8，别的电脑上显示不出来", "在电脑上改名，重新提交")
    if now.is_link:
        yield Refusal("link", path, "是一个链接（快捷方式），不是文件本身", "删去链接，把文件本身放在这里")
    elif now.is_submodule:
        why = "是一个子模块，指向别的仓库，里面的内容不在这里"
        yield Refusal("submodule", path, why, "删去它，把要公开的文件本身放在这里")
    else:
        is_own = not one.path.startswith(given.line.prefix)
        if now.is_executable and not is_own and not (one.old and one.old.is_executable):
            cure = f"运行 git update-index --chmod=-x {path}，或者在网页上删去后重新上传"
            yield Refusal("executable", path, "带有“可执行”标记，数据文件不应当有", cure)
        yield from _of_size(given, path, now)


def _of_size(given: Submission, path: str, now: Entry) -> Iterator[Refusal]:
    ending = f".{path.rpartition('.')[2].lower()}"
    most = LIMITS[_FORMATS[ending]] if ending in _FORMATS else LIMIT
    size = size_of(given.line, now)
    if size > most:
        why = f"有 {size / 1e6:.1f} MB，超过 {most // 1_000_000} MB"
        cure = "压缩、拆分或删去无关内容；已经提交过的，从主分支重新建立分支再提交，否则仍留在仓库里"
        yield Refusal("size", path, why, cure)


def _of_row(row: RewrittenRow) -> Refusal:
    where = f"{row.place}：" if row.place else ""
    return Refusal(
        "rewritten",
        row.path,
        f"{where}{row.title}已公开的一行“{row.name}”改写了{'、'.join(row.columns)}",
        "这一行恢复原样；写错的另写一行，在“更正”里写这一行的日期",
    )


def _named(files: Sequence[Difference]) -> str:
    first = "、".join(map(shown, files[:_NAMED]))
    return first if len(files) <= _NAMED else f"{first} 等 {len(files)} 个"
