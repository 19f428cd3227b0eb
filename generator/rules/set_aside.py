"""Rules whose findings the province does not publish for a time, with a reason that it does publish (site.yaml)."""

import difflib
from collections.abc import Iterator

from generator.model.finding import Finding, Severity
from generator.model.site import Site
from generator.rules.base import Hit, as_finding
from generator.rules.run import catalogue, find


def unfit(site: Site | None) -> Iterator[Finding]:
    """Yields an error for each entry that names no rule whose findings are published, or ends before it begins."""
    rules = {entry.code: entry for entry in catalogue()}
    published = [code for code, entry in rules.items() if entry.severity is Severity.FINDING]
    for index, entry in enumerate(site.set_aside if site else ()):
        assert site is not None
        if entry.rule in rules and entry.rule not in published:
            message = f"“{entry.rule}”只告诉报送的人或者是错误，不能暂停公开"
            yield _error("E005", site, index, "rule", message)
        elif entry.rule not in rules:
            near = difflib.get_close_matches(entry.rule.upper(), published, n=1, cutoff=0.4)
            asked = f"，是否应为 {near[0]}" if near else ""
            yield _error("E005", site, index, "rule", f"“{entry.rule}”规则目录里未列出{asked}")
        if entry.until < entry.begin:
            message = f"“{entry.label_of('until')}”{entry.until} 早于“{entry.label_of('begin')}”{entry.begin}"
            yield _error("E011", site, index, "until", message)


def _error(code: str, site: Site, index: int, field: str, message: str) -> Finding:
    entry = find(code)
    assert entry is not None
    hit = Hit(site.place("set_aside", index, field), message, cure="改成规则目录里的编号和先后正确的日期。")
    return as_finding(entry, hit, "")
