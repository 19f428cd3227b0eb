"""Which mail addresses are private: those at hosts where anybody may register, listed in private_mail_hosts.yaml."""

import re
from collections.abc import Iterator
from functools import cache

from generator.model.own_yaml import own_yaml

_AT = r"\s{0,4}(?:@|[\[({【]\s?at\s?[\])}】])\s{0,4}"
_ENDINGS = "pdf|jpe?g|png|webp|docx?|xlsx?|pptx?|md|csv|ya?ml|txt|html?|zip|rar"
"""Suffixes of file names: followed by one, a host still counts as complete."""
_NAME = re.compile(r"[A-Za-z0-9._%+-]*\Z")
_LONGEST_NAME = 64


def private_hosts() -> dict[str, str]:
    """Host → why it is in the reviewed list."""
    listed = own_yaml("generator.intake.screening", "private_mail_hosts.yaml")
    return {str(host): str(reason) for host, reason in listed.items()}


@cache
def _at_host() -> re.Pattern[str]:
    """Matches @ and a listed host or a subdomain of one; blanks may stand around the @ and the dots."""
    hosts = "|".join(re.escape(host).replace(r"\.", r"\s?\.\s?") for host in private_hosts())
    return re.compile(
        rf"{_AT}(?:[A-Za-z0-9-]{{1,30}}\.){{0,2}}(?:{hosts})(?![A-Za-z0-9-]|\.(?!(?:{_ENDINGS})\b)[A-Za-z])",
        re.IGNORECASE,
    )


def private_mail(text: str) -> Iterator[tuple[str, int, int]]:
    """(address without blanks, start, end) of each private one in a plain text; what precedes the @ may be empty."""
    for found in _at_host().finditer(text):
        before = text[max(found.start() - _LONGEST_NAME, 0) : found.start()]
        name = _NAME.search(before)
        start = found.start() - len(name[0] if name else "")
        yield "".join(text[start : found.end()].split()).lower(), start, found.end()
