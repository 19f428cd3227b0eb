"""The manifest's lines for one part of a build, as JSON text: made once with the part and reused unchanged."""

import json
import re
from collections.abc import Iterable, Mapping

from generator.engine.output.site_listing import Written

DIGESTS, ENTRY_IDS = "digests", "entry ids"
"""Names of two pieces of a part: lines ``"address":"sha256"``, and lines ``"id"`` of feed entries."""
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


def digest_lines(outputs: Mapping[str, Written]) -> bytes:
    """Returns a line ``"address":"sha256"`` for every file."""
    return "\n".join(
        f'{quoted(address)}:"{digest.hex()}"' for address, (_, _, digest) in outputs.items()
    ).encode()


def id_lines(ids: Iterable[str]) -> bytes:
    """Returns the ids as JSON strings, one a line."""
    return "\n".join(map(quoted, ids)).encode()


def quoted(text: str) -> str:
    """Returns a text as a JSON string; plain ASCII skips ``json.dumps``, which is slower."""
    return f'"{text}"' if _PLAIN.fullmatch(text) else json.dumps(text)
