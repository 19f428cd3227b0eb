"""Turns versions that the change record skips into notices that name file, commit and rule, never a value."""

from collections import defaultdict
from collections.abc import Iterator

from generator.model.change import Limits, SkippedVersion
from generator.model.finding import Finding, Severity
from generator.model.place import Place

_NAMED = 5
"""Most commits that a notice names."""
_CURE = "今天的内容另有核对；历史里的个人信息要从 git 里清除的，见 docs/privacy.md"


def skip_notices(limits: Limits) -> Iterator[Finding]:
    """Yields one notice for each file and rule, naming the commits concerned."""
    found: dict[tuple[str, str], list[SkippedVersion]] = defaultdict(list)
    for version in limits.skipped:
        for code in version.codes:
            found[version.path, code].append(version)
    for (path, code), versions in found.items():
        message = f"这个文件有 {len(versions)} 个旧版本不予公开，变更记录跳过了它们：{_commits(versions)}"
        county = path.split("/")[1] if path.startswith("counties/") else ""
        yield Finding(code, Severity.NOTICE, message, Place(path), _CURE, county=county)


def _commits(versions: list[SkippedVersion]) -> str:
    named = [f"提交 {one.commit[:12]}（{one.published:%Y-%m-%d}）" for one in versions[:_NAMED]]
    return "、".join(named) + (" 等" if len(versions) > _NAMED else "")
