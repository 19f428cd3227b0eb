"""The sentences of a review, in every format the same."""

from collections.abc import Sequence

from generator.model.change import Weight
from generator.model.finding import Severity
from generator.review.changed import Line
from generator.review.review import Review
from generator.rules.reports.common import count, counted, in_order, one_line

OTHERS = "只读了改动的县；要与别的县比较的规则（B103）由 gongkai check 核对。"


def verdict(found: Review) -> str:
    """“可以合并” or why not."""
    if found.is_passed:
        return "可以合并" if found.submission.differences else "无改动"
    errors = count(found.new)[Severity.ERROR]
    reasons = [f"{len(found.refusals)} 处不能收下"] if found.refusals else []
    reasons += [f"新出现 {errors} 个错误"] if errors else []
    return f"不能合并：{'，'.join(reasons)}"


def notes(found: Review) -> list[str]:
    """What else to know: whose, how much, against what, and whether the main line has moved."""
    given = found.submission
    files = len(given.differences)
    where = "、".join(f"{found.names.get(code, '')}（{code}）" for code in given.counties)
    told = [
        f"与提交 {given.parted[:10]} 相比，改动了 {files} 个文件"
        + (f"，涉及 {where}" if where else "")
        + "。"
    ]
    if not files:
        told = ["与主线相比无改动；未提交（git commit）的改动不算。"]
    if given.actor:
        told.append(f"提交的账号：{given.actor}。")
    else:
        told.append("未写明提交的账号（--actor），未核对哪些文件归谁改。")
    if given.moved:
        told.append(_moved(given.moved, given.moved_counties))
    if given.commits > 1:
        told.append(f"共 {given.commits} 次提交：压缩成一次（squash）再合并，中间改掉的内容就不留在历史里。")
    if found.notice:
        told.append(found.notice)
    if files:
        told.append(OTHERS)
    return told


def _moved(commits: int, counties: Sequence[str]) -> str:
    if counties:
        return f"主线以后又有 {commits} 次提交，也改动了 {'、'.join(counties)}：先合并主线，再审阅一次。"
    return f"主线以后又有 {commits} 次提交，未改动这些县。"


def heading(line: Line, names: dict[str, str]) -> str:
    """What a record is called: “青禾县 县级物流配送中心（210198-2020-03）”."""
    county = names.get(line.county, line.county) or "全省"
    return one_line(f"{county} {line.title}" + (f"（{line.record}）" if line.title != line.record else ""))


def cover(line: Line) -> str:
    """Whether an adjustment of the plan covers the change; empty where none is needed."""
    if not line.needs_cover:
        return ""
    return f"{line.covered_on} 的方案调整" if line.covered_on else "未登记对应的方案调整"


def value(text: str, unit: str, *, most: int = 0) -> str:
    """A value with its unit; “（空）” for none, cut after ``most`` characters (0: whole)."""
    if not text:
        return "（空）"
    shown = one_line(text)
    if most and len(shown) > most:
        return f"{shown[:most]}…（共 {len(shown)} 字）"
    return f"{shown} {unit}".rstrip()


def weights(lines: Sequence[Line]) -> str:
    """“12 处改动：重大 3，一般 8，文字 1；新增 5 处。”"""
    changed = [line for line in lines if not line.is_new]
    told = [
        f"{weight.value} {number}"
        for weight in Weight
        if (number := sum(line.weight is weight for line in changed))
    ]
    parts = [f"{len(changed)} 处改动：{'，'.join(told)}"] if changed else []
    parts += [f"新增 {len(lines) - len(changed)} 处"] if len(lines) > len(changed) else []
    return "；".join(parts) + "。" if parts else "记录的内容未改动。"


def sums(found: Review) -> str:
    """How many findings are new, gone and as before."""
    parts = [
        f"{name} {counted(in_order(some))}"
        for name, some in (("新出现", found.new), ("已解决", found.resolved), ("原有", found.standing))
        if some
    ]
    return "；".join(parts) + "。" if parts else "未发现问题。"
