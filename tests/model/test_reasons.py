"""Why the system would not read or write is told in Chinese, whatever the error says of itself."""

import ast
import errno
import io
import os
import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator
from generator.model.reasons import reason, reason_and_place

PROGRAM = Path(generator.__file__).parent
CHINESE = re.compile(r"[一-鿿]+")
SECRET = "13812345678"

ODD = [
    OSError(),
    OSError(None, None),
    OSError("no number"),
    OSError(errno.ENOSPC, None),
    OSError(99999, "nobody's number"),
    OSError(errno.EIO, SECRET),
    OSError("one", "two", "three"),
    PermissionError(),
    PermissionError("Access Denied"),
    FileNotFoundError(),
    FileExistsError("exists"),
    IsADirectoryError(),
    NotADirectoryError("no"),
    TimeoutError(),
    TimeoutError("timed out"),
    ConnectionError(),
    ConnectionRefusedError(),
    ConnectionResetError("peer"),
    BrokenPipeError(),
    BlockingIOError(),
    InterruptedError(),
    ProcessLookupError(),
    ChildProcessError(),
    socket.gaierror(-2, "Name or service not known"),
    socket.gaierror(),
    socket.herror(1, "Unknown host"),
    ssl.SSLError(1, "[SSL] tlsv1 alert"),
    ssl.SSLCertVerificationError(1, "certificate verify failed"),
    shutil.SameFileError(f"'{SECRET}' and '{SECRET}' are the same file"),
    shutil.Error([("a", "b", "why")]),
    shutil.SpecialFileError("`x` is a named pipe"),
    io.UnsupportedOperation("not writable"),
]


@pytest.mark.parametrize("number", sorted(errno.errorcode), ids=lambda number: errno.errorcode[number])
def test_every_number_of_the_system_has_a_reason_in_chinese(number: int) -> None:
    told = reason(OSError(number, os.strerror(number)))
    assert CHINESE.match(told)
    assert os.strerror(number) not in told
    assert told == reason(OSError(number, None)) == reason(OSError(number, SECRET))


@pytest.mark.parametrize("error", ODD, ids=repr)
def test_what_says_nothing_of_itself_has_a_reason_too(error: OSError) -> None:
    for told in (reason(error), reason_and_place(error)):
        assert CHINESE.match(told)
        assert "None" not in told
        assert SECRET not in told


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已用完"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EACCES, "无权限"),
        (errno.EPERM, "无权限"),
        (errno.ENOENT, "找不到文件或文件夹"),
        (errno.EPIPE, "接收的程序已经退出"),
        (errno.ECONNREFUSED, "连接被拒绝"),
        (errno.ETIMEDOUT, "等待超时"),
        (errno.EADDRINUSE, "端口已被占用"),
        (errno.ENODATA, "系统错误 ENODATA"),
    ],
)
def test_what_is_met_is_named(number: int, words: str) -> None:
    assert reason(OSError(number, os.strerror(number))) == words


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "", "site/index.html"), "磁盘已满：site/index.html"),
        (OSError(28, ""), "磁盘已满"),
        (OSError(28, "", ""), "磁盘已满"),
        (OSError(28, "", b"a\xff"), "磁盘已满：a\udcff"),
        (OSError(28, "", 7), "磁盘已满"),
        (OSError(18, "", "a", None, "b"), "不在同一个磁盘上：a、b"),
    ],
)
def test_the_place_is_told_where_there_is_one(error: OSError, told: str) -> None:
    assert reason_and_place(error) == told


def own_words() -> Iterator[str]:
    """Places of the program that take a system error's own words or file rather than ask for the reason."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.name and "OSError" in ast.dump(node.type or node):
                yield from (
                    f"{path.relative_to(PROGRAM)}:{part.lineno}"
                    for part in ast.walk(node)
                    if isinstance(part, ast.FormattedValue | ast.Attribute)
                    and isinstance(part.value, ast.Name)
                    and part.value.id == node.name
                    and (isinstance(part, ast.FormattedValue) or part.attr in WORDS)
                )


WORDS = {"args", "filename", "filename2", "strerror"}


def test_nobody_takes_an_error_s_own_words() -> None:
    """But the stream and the writer that raise the same error anew, with its name."""
    allowed = ("streams.py", "engine/store/disk.py")
    assert [place for place in own_words() if not place.startswith(allowed)] == []
