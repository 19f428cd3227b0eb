"""The manifest that marks a site as ours; from it a build knows which files an earlier one wrote and it may remove."""

import orjson

MANIFEST = "manifest.json"
"""Address of the manifest, which does not list itself. A folder that holds one was written by a build."""
_NAMES = {"format", "commit", "tree", "as_of", "versions", "files"}
"""Members that a manifest of any version has."""


def digests_in(data: bytes) -> dict[str, str] | None:
    """Returns address → sha256 (hexadecimal) of the files that a manifest lists; None if it is not ours or is damaged."""
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(found, dict) or not found.keys() >= _NAMES or not isinstance(found["files"], dict):
        return None
    return dict(found["files"])


def names_in(data: bytes) -> frozenset[str] | None:
    """Returns the addresses that a manifest lists, and its own; None if it is not ours or is damaged."""
    found = digests_in(data)
    return None if found is None else frozenset([MANIFEST, *found])
