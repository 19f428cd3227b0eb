"""The mark of a site of ours: its manifest, by which a build knows what an earlier one wrote there and may remove."""

import orjson

MANIFEST = "manifest.json"
"""Its address; it does not list itself. A folder that holds it was written by a build."""
_NAMES = {"format", "commit", "tree", "as_of", "versions", "files"}
"""What every manifest of ours has, of whatever version."""


def digests_in(data: bytes) -> dict[str, str] | None:
    """Address → sha256 in hexadecimal digits as a manifest tells, itself left out; None where it is none of ours, or
    damaged."""
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(found, dict) or not found.keys() >= _NAMES or not isinstance(found["files"], dict):
        return None
    return dict(found["files"])


def names_in(data: bytes) -> frozenset[str] | None:
    """The addresses that a manifest names, its own among them; None as above."""
    found = digests_in(data)
    return None if found is None else frozenset([MANIFEST, *found])
