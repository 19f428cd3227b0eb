"""Headings of the sections of a county's page that other pages lead to."""

PEOPLE = "组织与责任"
VISITS = "督导检查"
RESULTS = "验收、绩效评价与整改"
CASES = "典型案例"
FILES = "文件与下载"


def of_batch(title: str, year: int | None) -> str:
    """Returns the heading of a section about a later batch; without a year that of the only or first one."""
    return f"{title}（{year} 年批次）" if year else title
