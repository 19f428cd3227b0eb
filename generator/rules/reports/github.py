"""Findings as GitHub workflow commands, which GitHub shows at the lines of a pull request."""

import re
from collections.abc import Iterable

from generator.model.finding import Finding, Severity
from generator.rules.reports.common import CONTENT, advice, by_weight, counted, one_line
from generator.rules.reports.since import Since
from generator.rules.run import find

_COMMANDS = {Severity.ERROR: "error", Severity.FINDING: "warning", Severity.NOTICE: "notice"}


MOST = 10
"""Annotations that GitHub shows per step."""
_NOT_AGAIN = re.compile(r"##\[|^::", re.MULTILINE)
"""What GitHub would take for a command in a line of a log."""


def format_github(findings: Iterable[Finding], *, root: str = CONTENT, since: Since | None = None) -> str:
    """Returns one workflow command per line: ``::error file=…,line=…,col=…,title=…::message``.

    The most severe come first. If there are more than GitHub shows, the last command counts the rest, which follow as
    plain lines of the log.

    Args:
        root: put before every file name, to make it relative to the root of the repository.
        since: the version that the check is compared with.
    """
    ordered = by_weight(findings, since.counties if since else ())
    shown = ordered if len(ordered) <= MOST else ordered[: MOST - 1]
    lines = [_command(finding, root) for finding in shown]
    rest = ordered[len(shown) :]
    if rest:
        command = _COMMANDS[rest[0].severity]
        lines.append(
            f"::{command} title=另有 {len(rest)} 条::另有 {counted(rest)}未标在文件上，见这一步的日志。"
        )
        lines += [_plain(finding, root) for finding in rest]
    if since:
        lines.append(since.line)
    return "\n".join(lines)


def _plain(finding: Finding, root: str) -> str:
    at = finding.place
    where = f"{root}{at.file}:{at.line}" if at.line else f"{root}{at.file}"
    told = f"{where} {finding.severity.label} {finding.code} {advice(finding)}"
    return _NOT_AGAIN.sub("", one_line(told))


def _command(finding: Finding, root: str) -> str:
    place, entry = finding.place, find(finding.code)
    properties = {}
    if place.file:
        properties["file"] = root + place.file
    if place.line:
        properties["line"] = str(place.line)
        properties["col"] = str(place.column or 1)
    properties["title"] = f"{finding.code} {entry.title}" if entry else finding.code
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(advice(finding))}"


def _data(text: str) -> str:
    """Escapes a message, so that it cannot end its line and begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
