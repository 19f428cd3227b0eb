"""Headings of the sections of a county's page that other pages lead to."""

PEOPLE = "组织与责任"
VISITS = "督导检查"
RESULTS = "验收、绩效评价与整改"
CASES = "典型案例"
FILES = "文件与下载"
