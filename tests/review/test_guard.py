"""What the guard refuses, on real repositories: whose files, what kinds of files, rows that were published."""

import os
import subprocess
from pathlib import Path

import pytest

from generator.intake.attachments.kinds import LIMIT
from generator.intake.reading.source import YAML_LIMIT
from generator.review.submission import NoSubmissionError
from tests.review.conftest import (
    ADMIN,
    CITY,
    CLERK,
    ELSEWHERE,
    MAINTAINERS,
    MINE,
    OTHER,
    errors,
    kinds,
    reviewed,
)
from tests.support.repository import Repository

ROW = "2021-05-01,210198-2020-01,20.00,甲公司,进度款,三号,\n"


def append(repository: Repository, path: str, text: str) -> None:
    file = repository.content / path
    file.write_text(file.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize("actor", [CLERK, "QINGHE-SWJ", "Qinghe-swj", "second", CITY, ADMIN])
def test_an_honest_submission_passes(actor: str, repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    append(repository, f"{MINE}/payments.csv", ROW)
    repository.commit("june")
    found = reviewed(repository, actor)
    assert (found.refusals, errors(found), found.is_passed) == ((), [], True)


@pytest.mark.parametrize(
    ("actor", "folder"),
    [(CLERK, OTHER), (CLERK, ELSEWHERE), ("other", MINE), (CITY, ELSEWHERE), ("OTHER", MINE)],
)
def test_another_countys_folder_is_refused(actor: str, folder: str, repository: Repository) -> None:
    repository.change(f"{folder}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("not mine")
    (refusal,) = reviewed(repository, actor).refusals
    assert refusal.kind == "foreign"
    assert refusal.path == f"content_data/{folder}/projects/01.yaml"
    assert folder[-6:] in refusal.message
    assert folder[-6:] in refusal.cure


def test_many_foreign_files_are_one_refusal_a_county(repository: Repository) -> None:
    for folder in (OTHER, ELSEWHERE):
        for number in range(10, 16):
            repository.write(f"{folder}/attachments/{number}.txt", "甲")
    repository.commit("everywhere")
    found = reviewed(repository)
    assert kinds(found) == ["foreign", "foreign"]
    assert all("等 6 个" in refusal.message for refusal in found.refusals)


def test_a_file_moved_to_another_county_is_foreign_there_and_missing_here(repository: Repository) -> None:
    repository.git("mv", f"content_data/{MINE}/projects/02.yaml", f"content_data/{OTHER}/projects/09.yaml")
    repository.commit("moved")
    found = reviewed(repository)
    assert kinds(found) == ["foreign"]
    assert "E012" in errors(found)
    found = reviewed(repository, CITY)
    assert kinds(found) == []
    assert "E012" in errors(found)
    assert not found.is_passed


PORTALS_OWN = [
    "content_data/site.yaml",
    "content_data/notices/2022-01.md",
    "content_data/policies/2020-226.md",
    "content_data/redactions.yaml",
    "content_data/counties/README.md",
    "content_data/counties/21019/county.yaml",
    "README.md",
    ".github/workflows/check.yml",
    ".github/CODEOWNERS",
    ".gitea/CODEOWNERS",
    ".gitattributes",
    ".gitmodules",
    "scripts/setup",
    "mkdocs.yml",
    "Content_data/counties/210198/county.yaml",
    "counties/210198/county.yaml",
]


@pytest.mark.parametrize("path", PORTALS_OWN)
def test_what_belongs_to_no_county_is_the_provinces(path: str, repository: Repository) -> None:
    file = repository.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# 甲\n", "utf-8")
    repository.commit("the portal's own")
    for actor in (CLERK, CITY, ""):
        refusals = reviewed(repository, actor).refusals
        assert [(one.kind, one.path) for one in refusals] == [("portal", path)]
    assert kinds(reviewed(repository, ADMIN)) == []


def test_a_county_does_not_make_itself_maintainer_of_another(repository: Repository) -> None:
    repository.write("maintainers.yaml", MAINTAINERS.replace("'210198'", "'210197'"))
    repository.change(f"{OTHER}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("now it is mine")
    assert kinds(reviewed(repository)) == ["portal", "foreign"]
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-edit", "mine")
    repository.git("checkout", "-q", "-b", "next")
    repository.change(f"{OTHER}/projects/02.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("after the province took it")
    assert kinds(reviewed(repository)) == []


@pytest.mark.parametrize(
    "actor", ["nobody", "qinghe", "province/maintainers2", "qinghe-swj\u200b", "'; --", "<b>"]
)
def test_an_unknown_account_is_one_refusal(actor: str, repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.change("site.yaml", "示例", "示例二")
    repository.commit("by a stranger")
    assert kinds(reviewed(repository, actor)) == ["account"]


@pytest.mark.parametrize(
    "text", ["", "维护人: 我\n", "维护人:\n  - 范围: 全国\n    账号: qinghe-swj\n", None]
)
def test_without_a_list_that_can_be_read_nobody_is_known(text: str | None, repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    if text is None:
        (repository.content / "maintainers.yaml").unlink()
    else:
        repository.write("maintainers.yaml", text)
    repository.commit("no list")
    repository.git("checkout", "-q", "-b", "next")
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("mine")
    assert kinds(reviewed(repository)) == ["account"]
    assert kinds(reviewed(repository, "")) == []


@pytest.mark.parametrize(
    "path",
    [
        f"{MINE}/attachments/链接.pdf",
        f"{MINE}/projects/03.yaml",
        f"{MINE}/cases",
        f"{MINE}/payments.csv",
        "counties/210198",
    ],
)
def test_a_link_is_refused_wherever_it_lies_and_leads(path: str, repository: Repository) -> None:
    place = repository.content / path
    if place.is_dir():
        repository.git("rm", "-rq", f"content_data/{path}")
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to("/etc/passwd")
    repository.commit("a link")
    found = reviewed(repository)
    links = [refusal for refusal in found.refusals if refusal.kind == "link"]
    assert [refusal.path for refusal in links] == [f"content_data/{path}"]
    assert not [one for one in found.new if one.code == "S004" and one.place.file == path]
    assert not found.is_passed


@pytest.mark.parametrize("path", [f"{MINE}/projects/01.yaml", f"{MINE}/payments.csv", f"{MINE}/county.yaml"])
def test_an_executable_file_is_refused(path: str, repository: Repository) -> None:
    repository.git("update-index", "--chmod=+x", f"content_data/{path}")
    repository.git("commit", "-q", "-m", "executable")
    (refusal,) = reviewed(repository).refusals
    assert (refusal.kind, refusal.path) == ("executable", f"content_data/{path}")
    assert "--chmod=-x" in refusal.cure


def test_a_mark_that_main_has_already_is_not_the_submissions(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    repository.git("update-index", "--chmod=+x", f"content_data/{MINE}/payments.csv")
    repository.git("commit", "-q", "-m", "executable")
    repository.git("checkout", "-q", "-f", "-b", "next")
    append(repository, f"{MINE}/payments.csv", ROW)
    repository.commit("mine")
    assert kinds(reviewed(repository)) == []


@pytest.mark.parametrize(
    "path", [f"{MINE}/attachments", f"{MINE}/attachments/别处", f"{MINE}/projects/05.yaml"]
)
def test_a_submodule_is_refused(path: str, repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content_data/{path}")
    repository.git("commit", "-q", "-m", "a submodule")
    (refusal,) = [one for one in reviewed(repository).refusals if one.kind == "submodule"]
    assert refusal.path == f"content_data/{path}"


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("attachments/大.pdf", LIMIT + 1),
        ("projects/07.yaml", YAML_LIMIT + 1),
        ("cases/da.md", YAML_LIMIT + 1),
        ("payments.csv", LIMIT + 1),
        ("attachments/没有后缀", LIMIT + 1),
        ("projects/08.YAML", YAML_LIMIT + 1),
    ],
)
def test_a_file_too_big_is_told_once(name: str, size: int, repository: Repository) -> None:
    place = repository.content / MINE / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"0" * size)
    repository.commit("too big")
    found = reviewed(repository)
    assert [(one.kind, one.path) for one in found.refusals] == [("size", f"content_data/{MINE}/{name}")]
    assert "S005" not in errors(found)


def test_a_file_as_big_as_may_be_is_not(repository: Repository) -> None:
    repository.write(f"{MINE}/attachments/大.txt", "0" * LIMIT)
    repository.commit("as big as may be")
    assert kinds(reviewed(repository)) == []


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("74.40", "47.40", "金额"),
        ("74.40", "7440", "金额"),
        ("74.40,甲公司", "74.40,乙公司", "收款单位"),
        ("首付款", "尾款", "用途"),
        ("首付款", "", "用途"),
        ("10.00", "10.01", "金额"),
    ],
)
def test_a_published_row_is_not_rewritten(old: str, new: str, column: str, repository: Repository) -> None:
    repository.change(f"{MINE}/payments.csv", old, new)
    repository.commit("rewritten")
    (refusal,) = reviewed(repository).refusals
    assert (refusal.kind, refusal.path) == ("rewritten", f"content_data/{MINE}/payments.csv")
    assert column in refusal.message
    assert "更正" in refusal.cure


def test_a_rewritten_row_is_told_with_the_file_that_it_stands_in(repository: Repository) -> None:
    head, first, *others = (
        (repository.content / MINE / "payments.csv").read_text("utf-8").splitlines(keepends=True)
    )
    repository.write(f"{MINE}/payments.csv", head + first)
    repository.write(f"{MINE}/payments-b.csv", head + "".join(others))
    repository.commit("in two files")
    assert reviewed(repository).is_passed
    repository.git("branch", "parted")
    last = others[-1].split(",")
    repository.change(f"{MINE}/payments-b.csv", others[-1], ",".join([*last[:2], "9.99", *last[3:]]))
    repository.commit("rewritten")
    (refusal,) = reviewed(repository, base="parted").refusals
    assert (refusal.kind, refusal.path) == ("rewritten", f"content_data/{MINE}/payments-b.csv")


def test_a_correcting_row_does_not_excuse_the_rewriting(repository: Repository) -> None:
    correction = "2021-05-01,210198-2020-01,47.40,甲公司,首付款,三号,2021-03-01\n"
    append(repository, f"{MINE}/payments.csv", correction)
    repository.commit("corrected")
    assert reviewed(repository).is_passed
    repository.change(f"{MINE}/payments.csv", "74.40", "47.40")
    repository.commit("and rewritten")
    assert kinds(reviewed(repository)) == ["rewritten"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("74.40", "74.4"),
        ("74.40", "74.400"),
        ("首付款", "首 付款"),
        ("首付款", "“首付款”"),
        ("首付款,一号,\n", "首付款,一号,\r\n"),
    ],
)
def test_another_writing_of_the_same_is_no_rewriting(old: str, new: str, repository: Repository) -> None:
    repository.change(f"{MINE}/payments.csv", old, new)
    repository.commit("the same")
    assert kinds(reviewed(repository)) == []


@pytest.mark.parametrize(
    "path",
    [
        f"{MINE}/projects/02.yaml",
        f"{MINE}/payments.csv",
        f"{MINE}/projects",
        MINE,
        "policies/2020-226.md",
    ],
)
def test_what_was_published_is_not_deleted(path: str, repository: Repository) -> None:
    repository.git("rm", "-rq", f"content_data/{path}")
    repository.commit("deleted")
    found = reviewed(repository, ADMIN)
    assert kinds(found) == []
    assert set(errors(found)) == {"E012"}
    assert not found.is_passed


def test_a_row_and_its_name_are_not_deleted(repository: Repository) -> None:
    repository.change(f"{MINE}/payments.csv", "2021-04-01", "2021-04-11")
    repository.commit("another day")
    assert errors(reviewed(repository)) == ["E012"]


NAMES = [
    "中文 名.txt",
    '引"号.txt',
    "it's.txt",
    "tab\t.txt",
    "back\\slash.txt",
    "-rf.txt",
    "$(x).txt",
    "a\u202etxt.exe",
    "emoji😀.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_kind_is_told_as_it_is(name: str, repository: Repository) -> None:
    place = repository.content / OTHER / "attachments" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("甲", "utf-8")
    repository.commit("a name")
    (refusal,) = reviewed(repository).refusals
    told = name.replace("\t", "\\u0009").replace("\u202e", "\\u202e")
    assert refusal.path == f"content_data/{OTHER}/attachments/{told}"


@pytest.mark.parametrize("folder", [MINE, OTHER])
def test_a_name_that_is_no_utf8_is_refused_without_a_fault(folder: str, repository: Repository) -> None:
    place = repository.content / folder / "attachments"
    place.mkdir()
    with open(os.fsencode(place) + b"/\xd5\xd5\xc6\xac.txt", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"x")
    repository.commit("a name in GBK")
    found = reviewed(repository, ADMIN)
    assert kinds(found) == ["name"]
    assert not found.is_passed


def test_a_private_name_of_a_file_is_not_repeated(repository: Repository) -> None:
    repository.write(f"{OTHER}/attachments/张三13800138000.txt", "甲")
    repository.commit("a telephone number")
    found = reviewed(repository)
    assert kinds(found) == ["foreign"]
    assert "13800138000" not in repr(found.refusals) + repr(found.lines) + repr(found.new)


def test_an_unknown_base_is_one_sentence(repository: Repository) -> None:
    for base in ("nowhere", "main~9", "0" * 40, "refs/heads/", "", "main:content_data", "-x"):
        with pytest.raises(NoSubmissionError, match="不是这个仓库里的分支、标签或提交"):
            reviewed(repository, base=base)


def test_a_head_on_no_branch_and_a_base_of_any_name(repository: Repository) -> None:
    main = repository.git("rev-parse", "main")
    repository.git("tag", "published", "main")
    repository.change(f"{OTHER}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("not mine")
    repository.git("checkout", "-q", "--detach")
    for base in (main, main[:9], "published", "HEAD~1", "mine~1", "main"):
        assert kinds(reviewed(repository, base=base)) == ["foreign"]


def test_what_main_changed_is_not_the_submissions(repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("mine")
    repository.git("checkout", "-q", "main")
    repository.change(f"{OTHER}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("theirs")
    repository.git("checkout", "-q", "mine")
    for step in ("apart", "merged"):
        found = reviewed(repository)
        assert (found.refusals, found.submission.counties) == ((), ("210198",)), step
        assert found.submission.moved == (1 if step == "apart" else 0)
        repository.git("merge", "-q", "--no-edit", "main")


def test_the_merge_that_a_platform_checks_out_is_held_against_main(repository: Repository) -> None:
    repository.change(f"{OTHER}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.commit("not mine")
    repository.git("checkout", "-q", "--detach", "main")
    repository.git("merge", "-q", "--no-ff", "--no-edit", "mine")
    assert kinds(reviewed(repository, base="HEAD^1")) == ["foreign"]


def test_a_shallow_clone_says_what_to_do(repository: Repository, tmp_path: Path) -> None:
    for number in (2, 3):
        append(repository, f"{MINE}/payments.csv", ROW.replace("05", f"0{4 + number}"))
        repository.commit("mine")
    root = tmp_path / "shallow"
    url = repository.root.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth=1", "--no-single-branch", url, root], check=True)
    shallow = Repository(root)
    with pytest.raises(NoSubmissionError, match="git fetch --unshallow"):
        reviewed(shallow, base="origin/main")
    shallow.git("fetch", "-q", "--unshallow")
    assert reviewed(shallow, base="origin/main").is_passed


def test_a_branch_of_another_origin_is_told(repository: Repository) -> None:
    repository.git("checkout", "-q", "--orphan", "apart")
    repository.commit("from nothing")
    with pytest.raises(NoSubmissionError, match="无共同的来历"):
        reviewed(repository)


def test_no_change_is_no_refusal(repository: Repository) -> None:
    found = reviewed(repository)
    assert (found.is_passed, found.lines, found.new, found.standing) == (True, (), (), ())


def test_folders_without_end_are_not_followed(repository: Repository) -> None:
    deep = "/".join(["a"] * 60)
    repository.write(f"{MINE}/{deep}/x.txt", "甲")
    repository.commit("deep")
    (refusal,) = reviewed(repository).refusals
    assert (refusal.kind, "嵌套" in refusal.message) == ("size", True)


def test_everything_wrong_is_told_at_once(repository: Repository) -> None:
    repository.change(f"{MINE}/payments.csv", "74.40", "47.40")
    repository.change(f"{OTHER}/projects/01.yaml", "状态: 在建", "状态: 基本完成")
    repository.change("site.yaml", "示例", "示例二")
    (repository.content / MINE / "attachments").mkdir()
    (repository.content / MINE / "attachments/a.pdf").symlink_to("b.pdf")
    repository.write(f"{MINE}/projects/03.yaml", "0" * (YAML_LIMIT + 1))
    repository.commit("all wrong")
    assert kinds(reviewed(repository)) == ["portal", "foreign", "link", "size", "rewritten"]
