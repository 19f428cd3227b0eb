"""Findings as GitHub workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterable

from generator.model.finding import Finding, Severity
from generator.rules.reports.common import CONTENT, advice, in_order
from generator.rules.run import find

_COMMANDS = {Severity.ERROR: "error", Severity.FINDING: "warning", Severity.NOTICE: "notice"}


def format_github(findings: Iterable[Finding], *, root: str = CONTENT) -> str:
    """One workflow command a line: ``::error file=…,line=…,col=…,title=…::message``.

    Args:
        root: put before every file name, so that it is relative to the root of the repository.
    """
    return "\n".join(_command(finding, root) for finding in in_order(findings))


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
    """A message cannot end its line and so begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
