"""Formats findings as `gongkai check` prints them, for people and for programs. Pure functions; nothing here prints."""

from collections.abc import Iterable

from generator.model.finding import Finding
from generator.rules.reports.github import format_github
from generator.rules.reports.json_report import format_json, report_schema
from generator.rules.reports.markdown import format_markdown
from generator.rules.reports.sarif import format_sarif
from generator.rules.reports.since import Since
from generator.rules.reports.text_report import format_text

__all__ = [
    "Since",
    "format_findings",
    "format_github",
    "format_json",
    "format_markdown",
    "format_sarif",
    "format_text",
    "report_schema",
]


def format_findings(
    findings: Iterable[Finding], form: str, *, colour: bool = False, since: Since | None = None
) -> str:
    """Returns findings in the format ``form``: text, github, markdown, json or sarif.

    Args:
        since: the version that the check is compared with.
    """
    if form == "text":
        return format_text(findings, colour=colour, since=since)
    if form == "sarif":  # SARIF has no place for ``since``
        return format_sarif(findings)
    forms = {"github": format_github, "markdown": format_markdown, "json": format_json}
    return forms[form](findings, since=since)
