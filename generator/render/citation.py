"""A change as others cite it, in words that can be copied."""

from functools import cache

from generator.model.canonical import digest
from generator.model.days import chinese
from generator.model.fields import field_in_words
from generator.model.site import Site
from generator.views.change_words import whole_values
from generator.views.overviews.changes import ChangeLine

_COMMIT = 12
"""Digits of a commit that name it well enough for readers."""


def address_of(line: ChangeLine, site: Site) -> str:
    """Returns the permanent address of a change."""
    return f"{site.base_url}changes.html#{line.anchor}"


def citation(line: ChangeLine, site: Site) -> str:
    """Returns who published which change when, and where it stands."""
    return f"{_said(line, site, line.told)}，提交 {line.change.commit[:_COMMIT]}，{address_of(line, site)}"


def whole_citation(line: ChangeLine, site: Site) -> str:
    """Returns a citation that can be verified: with the whole commit and the sha256 of the change."""
    said = _said(line, site, whole_values(line.change))
    return f"{said}，提交 {line.change.commit}，sha256 {sha256_of(line)}，{address_of(line, site)}"


def sha256_of(line: ChangeLine) -> str:
    """Returns the digest of the canonical JSON of a change, which anybody can compute from its published values."""
    change = line.change
    return digest(
        {
            "id": line.key,
            "published": change.published.isoformat(),
            "commit": change.commit,
            "old": change.old,
            "new": change.new,
        }
    )


def _said(line: ChangeLine, site: Site, values: tuple[str, str]) -> str:
    old, new = (value or "（无）" for value in values)
    what = f"{line.county}“{line.record}”{field_in_words(line.field)}：{old} → {new}"
    return f"{what}（{chinese(line.day)}公开）。{_source(site)}"


@cache
def _source(site: Site) -> str:
    return f"{site.publisher}“{site.title}”变更记录"
