"""Makes output safe: no encoding, closed stream or reader that is gone makes a command fail."""

import codecs
import json
import os
import select
import sys
from errno import EPIPE
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

_IN, _OUT, _ERR = range(3)
_ESCAPE = "gongkai-escape"
_LANGUAGE = "公开"


class _Stream(FileIO):
    """The file behind standard output or standard error.

    If the reader is gone (EPIPE), output is discarded and the command goes on. Other errors of standard output, such as
    a full disk, are raised; those of standard error are ignored.
    """

    def write(self, data: Any, /) -> int:
        try:
            while (written := super().write(data)) is None:  # another program made the pipe non-blocking
                select.select([], [self], [])
            return written
        except OSError as error:
            if error.errno != EPIPE and self.fileno() != _ERR:
                raise OSError(error.errno, error.strerror, "标准输出") from None
            return memoryview(data).nbytes


def open_streams() -> None:
    """Makes writing to standard output and standard error safe, for the rest of this process."""
    _fill_closed()
    sys.stdin = sys.stdin or open(_IN, encoding="utf-8", closefd=False)  # noqa: SIM115 - never closed
    sys.stdout = _opened(_OUT, sys.stdout)
    sys.stderr = _opened(_ERR, sys.stderr)


def ensure_utf8_names() -> None:
    """Restarts this process in Python's UTF-8 mode unless file names are read as UTF-8, as those of the data are."""
    if codecs.lookup(sys.getfilesystemencoding()).name == "utf-8":
        return
    if sys.stdout is not None:  # the terminal keeps the encoding of its locale
        os.environ.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    own = [argument.encode("utf-8", "surrogateescape") for argument in sys.orig_argv[1:]]
    python = os.fsencode(sys.executable)
    os.execv(python, [python, b"-X", b"utf8", *own])  # nosec B606  # this command itself


def is_utf8(stream: TextIO) -> bool:
    """Returns whether a stream writes UTF-8, which readers of JSON expect."""
    return codecs.lookup(stream.encoding or "ascii").name == "utf-8"


def in_ascii(document: str) -> str:
    """Returns a JSON document in ASCII; other characters, which occur only in strings, become escapes."""
    return document.encode("ascii", _ESCAPE).decode("ascii")


def _fill_closed() -> None:
    """Opens the null device for closed standard streams, so that no other file gets their numbers."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _ERR:
        os.set_inheritable(number, True)
    os.close(number)


def _opened(number: int, stream: TextIO | None) -> TextIO:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    errors = getattr(stream, "errors", None) or "strict"
    if errors in {"strict", "surrogateescape", "backslashreplace"}:
        errors = _ESCAPE  # others were set by PYTHONIOENCODING
    if not _speaks_chinese(encoding):
        encoding = "utf-8"
    if isinstance(stream, TextIOWrapper) and stream.isatty():
        stream.reconfigure(encoding=encoding, errors=errors)
        return stream
    raw = BufferedWriter(_Stream(number, "w", closefd=False))
    return TextIOWrapper(raw, encoding, errors, line_buffering=number == _ERR)


def _speaks_chinese(encoding: str) -> bool:
    try:
        return bool(_LANGUAGE.encode(encoding))
    except (LookupError, UnicodeError):
        return False


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Error handler that writes characters missing in an encoding as JSON escapes: ``\\u2022``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPE, _escaped)
