"""How it is told that the change record is incomplete: the same words on every page, in every file and message."""

INCOMPLETE = "变更记录不完整"
UNLISTED = f"{INCOMPLETE}，未列出逐项的修改，这不表示未作修改。"


def unlisted_because(why: str) -> str:
    """Returns ``UNLISTED`` with the reason, a clause in Chinese."""
    return f"{INCOMPLETE}：{why}，所以未列出逐项的修改。这不表示未作修改。"


NOT_READ = unlisted_because("变更记录取自数据仓库的提交历史，本次生成未读取这段历史")
