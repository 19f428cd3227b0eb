"""Why the operating system refused to read or write, in Chinese for clerks."""

import errno
import os

_REASONS = {
    "ENOSPC": "磁盘已满",
    "EDQUOT": "磁盘配额已用完",
    "EFBIG": "文件超过了允许的大小",
    "EROFS": "磁盘是只读的",
    "ENOTEMPTY": "文件夹里还有文件",
    "ENAMETOOLONG": "名称太长",
    "ELOOP": "链接绕成了圈",
    "EILSEQ": "名称里有这个磁盘写不了的字",
    "EINVAL": "名称或操作不合这个磁盘的要求",
    "EXDEV": "不在同一个磁盘上",
    "EMLINK": "链接太多",
    "EBUSY": "正被别的程序使用",
    "ETXTBSY": "正被别的程序使用",
    "EAGAIN": "暂时做不了，稍后再试",
    "EMFILE": "打开的文件太多",
    "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不够",
    "EIO": "磁盘读写出错",
    "EBADF": "文件或输出已经关闭",
    "ENODEV": "无此设备",
    "ENXIO": "无此设备",
    "ESTALE": "网络磁盘上的文件已经失效",
    "ENOLCK": "这个磁盘不能加锁",
    "EDEADLK": "加锁互相等待",
    "ENOSYS": "系统不支持",
    "EOPNOTSUPP": "系统不支持",
    "ENOTSUP": "系统不支持",
    "EADDRINUSE": "端口已被占用",
    "EADDRNOTAVAIL": "这台机器无此地址",
    "EAFNOSUPPORT": "地址写得不对",
    "ENOTCONN": "连接中断",
    "EHOSTDOWN": "连不上这个主机",
    "EHOSTUNREACH": "连不上这个主机",
    "ENETDOWN": "网络不通",
    "ENETUNREACH": "网络不通",
    "EINTR": "操作被打断",
}
"""errno name, without the ``WSA`` that Windows puts before some → reason."""


def reason(error: OSError) -> str:
    """The reason in Chinese; the error's own message is never used, as it may be English, empty or repeat a value."""
    name = errno.errorcode.get(error.errno or 0, "").removeprefix("WSA")
    return _kind(error) or _REASONS.get(name) or f"系统错误 {name or error.errno or type(error).__name__}"


def reason_and_place(error: OSError) -> str:
    """The reason, and the files where the error names them: ``磁盘已满：site/index.html``."""
    names = [name for name in (error.filename, error.filename2) if isinstance(name, str | bytes) and name]
    return "：".join([reason(error), *(["、".join(map(os.fsdecode, names))] if names else [])])


def _kind(error: OSError) -> str:
    """The reason that the error's class tells, the first that fits; empty where none does."""
    import shutil  # imported here, since only a failing command needs these
    import socket
    import ssl

    kinds: tuple[tuple[type[OSError], str], ...] = (
        (socket.gaierror, "找不到这个主机"),
        (socket.herror, "找不到这个主机"),
        (ssl.SSLError, "证书或加密连接有问题"),
        (shutil.SameFileError, "来源和去处是同一个文件"),
        (TimeoutError, "等待超时"),
        (ConnectionRefusedError, "连接被拒绝"),
        (BrokenPipeError, "接收的程序已经退出"),
        (ConnectionError, "连接中断"),
        (PermissionError, "无权限"),
        (FileNotFoundError, "找不到文件或文件夹"),
        (FileExistsError, "已经有同名的文件或文件夹"),
        (IsADirectoryError, "这是文件夹，不是文件"),
        (NotADirectoryError, "这是文件，不是文件夹"),
    )
    return next((words for kind, words in kinds if isinstance(error, kind)), "")
