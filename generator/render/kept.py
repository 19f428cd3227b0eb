"""What a library writes of a shape, kept beside this package's own bytecode: the next build need not load the library.

As with bytecode, what was kept counts while the program and the library are the same, and may be deleted at any time.
It lies behind its digest: what is not as it was written counts as absent, and is written anew.
"""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVarTuple

import orjson

Arguments = TypeVarTuple("Arguments")
_DIGEST = sha256().digest_size

_LIBRARIES = ("feedgen", "icalendar", "lxml", "orjson")
"""Their versions may show in what is kept."""


def bytecode_folder() -> Path | None:
    """Where Python puts this package's own bytecode; None where it must not be written."""
    folder = Path(cache_from_source(__file__)).parent
    return None if sys.dont_write_bytecode or not os.access(folder, os.W_OK) else folder


def kept(write: Callable[[*Arguments], list[str]], *arguments: *Arguments) -> list[str]:
    """What ``write`` makes of these arguments, which their ``repr`` must tell from all others."""
    folder = bytecode_folder()
    if folder is None:
        return write(*arguments)
    asked = f"{write.__module__}.{write.__qualname__}{arguments!r}"
    file = folder / f"shape-{sha256(asked.encode()).hexdigest()[:32]}"
    mark = _mark()
    found = sealed(file)
    if found is not None:
        told: dict[str, Any] = orjson.loads(found)
        if told.get("mark") == mark and told.get("asked") == asked:
            return list(told["texts"])
    texts = write(*arguments)
    seal(file, orjson.dumps({"mark": mark, "asked": asked, "texts": texts}))
    return texts


@cache
def _mark() -> str:
    """Of the libraries, and of the modules that ask them."""
    found = sha256(" ".join(map(version, _LIBRARIES)).encode())
    for module in sorted(Path(__file__).parent.rglob("*.py")):
        status = module.stat()
        found.update(f"{module.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def sealed(file: Path) -> bytes | None:
    """What ``seal`` wrote; None where it is gone or damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data[_DIGEST:] if sha256(data[_DIGEST:]).digest() == data[:_DIGEST] else None


def seal(file: Path, data: bytes) -> None:
    """Write all of it or nothing; where the disk is full, the next build makes it again."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            part.write_bytes(sha256(data).digest() + data)
            if file.is_dir() and not file.is_symlink():
                shutil.rmtree(file)
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)
