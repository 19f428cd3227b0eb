"""What is said arrives, whatever the terminal: no encoding, closed stream or reader who went away ends a command."""

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

    Where nobody reads any more, what is written goes nowhere and the command ends as it would have. That a disk is
    full is told, which standard error itself cannot.
    """

    def write(self, data: Any, /) -> int:
        try:
            while (written := super().write(data)) is None:  # another program made a pipe of ours not wait
                select.select([], [self], [])
            return written
        except OSError as error:
            if error.errno != EPIPE and self.fileno() != _ERR:
                raise OSError(error.errno, error.strerror, "标准输出") from None
            return memoryview(data).nbytes


def open_streams() -> None:
    """Make standard output and standard error such that writing to them is safe, for the rest of this process."""
    _fill_closed()
    sys.stdin = sys.stdin or open(_IN, encoding="utf-8", closefd=False)  # noqa: SIM115 - never closed
    sys.stdout = _opened(_OUT, sys.stdout)
    sys.stderr = _opened(_ERR, sys.stderr)


def ensure_utf8_names() -> None:
    """Begin this process anew where names of files would not be read as UTF-8: the data's are, in every locale."""
    if codecs.lookup(sys.getfilesystemencoding()).name == "utf-8":
        return
    if sys.stdout is not None:  # the terminal still is what its locale says
        os.environ.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    own = [argument.encode("utf-8", "surrogateescape") for argument in sys.orig_argv[1:]]
    python = os.fsencode(sys.executable)
    os.execv(python, [python, b"-X", b"utf8", *own])  # nosec B606  # this command itself


def is_utf8(stream: TextIO) -> bool:
    """Whether a stream writes every character as it is, as whoever reads JSON expects."""
    return codecs.lookup(stream.encoding or "ascii").name == "utf-8"


def in_ascii(document: str) -> str:
    """The same JSON document in ASCII: other characters stand in its texts alone, where an escape is as good."""
    return document.encode("ascii", _ESCAPE).decode("ascii")


def _fill_closed() -> None:
    """Nothing that a command opens may get the number of a standard stream that its caller closed."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _ERR:
        os.set_inheritable(number, True)
    os.close(number)


def _opened(number: int, stream: TextIO | None) -> TextIO:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    errors = getattr(stream, "errors", None) or "strict"
    if errors in {"strict", "surrogateescape", "backslashreplace"}:
        errors = _ESCAPE  # anything else was asked for by PYTHONIOENCODING
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
    """What an encoding lacks, written as JSON writes it: ``\\u2022``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPE, _escaped)
