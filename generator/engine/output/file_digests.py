"""What a part of a build tells the manifest, as lines of JSON that stay as they are: made where the part is made."""

import json
import re
from collections.abc import Iterable, Mapping

from generator.engine.output.site_listing import Written

DIGESTS, ENTRY_IDS = "digests", "entry ids"
"""Pieces of a part: ``"address":"sha256"`` a line; ``"id"`` of a feed entry a line."""
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


def digest_lines(outputs: Mapping[str, Written]) -> bytes:
    """Address and digest of every file, a line each."""
    return "\n".join(
        f'{quoted(address)}:"{digest.hex()}"' for address, (_, _, digest) in outputs.items()
    ).encode()


def id_lines(ids: Iterable[str]) -> bytes:
    """Ids as JSON texts, a line each."""
    return "\n".join(map(quoted, ids)).encode()


def quoted(text: str) -> str:
    """A text in JSON; the ordinary one is not given to the library, which has a price for each."""
    return f'"{text}"' if _PLAIN.fullmatch(text) else json.dumps(text)
