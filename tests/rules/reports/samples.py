"""Findings that a format may stumble over."""

from datetime import date

from generator.model.finding import Finding, Severity
from generator.model.place import Place

LATE = Finding(
    "G102",
    Severity.FINDING,
    "完成时限 2022-03-31，已超过 91 天，进度 65%，仍未基本完成",
    Place("counties/210198/projects/01.yaml", 12, 7, "完成时限"),
    "抓紧完成",
    "五（三）",
    "210198",
    "210198-2020-01",
    date(2022, 4, 1),
    ("65%",),
)
UNREADABLE = Finding(
    "E004",
    Severity.ERROR,
    "金额“a|b\n::error::x”带有 100% 或文字",
    Place("counties/210198/a,b:c 附件.csv", 2, 9),
    "改成数字",
    county="210198",
)
REMARK = Finding("E008", Severity.NOTICE, "临时文件。", Place("counties/210198/.DS_Store"), "删去")
PROVINCE = Finding("Z999", Severity.ERROR, "没有文件", Place(""), "补上")
ALL = (LATE, UNREADABLE, REMARK)
