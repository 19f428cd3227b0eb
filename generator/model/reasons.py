"""Why the system would not read or write, in words for a clerk."""

import errno

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "这是文件，不是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EPIPE: "接收的程序已经退出",
    errno.EADDRINUSE: "端口已被占用",
}


def reason(error: OSError) -> str:
    """The reason in Chinese; what is hardly ever met, in the system's own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
