"""What the rules of privacy, safety and readability refuse was never published; no change between sound versions is lost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.history import read_history
from generator.history.published import Skip
from tests.support.repository import Repository

P1 = "counties/210198/projects/01.yaml"
P7 = "counties/210198/projects/07.yaml"
ID1 = "210198-2020-01"
PROGRESS = "counties/210198/progress.csv"
PROGRESS_HEAD = "日期,项目编号,进度,状态,说明,附件\n"
MOBILE, ID_CARD, CARD, MAIL = "13800138000", "11010519491231002X", "6222021234567890128", "someone@qq.com"
PRIVATE = (MOBILE, ID_CARD, CARD, MAIL, "人民路一号三单元")

Changes = list[tuple[str, str, str, str]]


def project(**fields: str) -> str:
    values = {"项目编号": ID1, "项目名称": "仓储中心", "支持方向": "物流配送", "状态": "在建"} | fields
    return "".join(f"{name}: {value}\n" for name, value in values.items())


def row(note: str, *, date: str = "2022-01-10", percent: int = 30) -> str:
    return f"{date},{ID1},{percent},在建,{note},\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "checkout")
    made.write("site.yaml", "栏目名称: 示例\n")
    made.write("counties/210198/county.yaml", "名称: 青禾县\n")
    return made


class Told:
    """The history of a repository, read anew and grown commit by commit: they must tell the same."""

    def __init__(self, repository: Repository, cache: Path) -> None:
        self.repository = repository
        self.cache = cache
        self.is_growing = True
        """Whether what was told before holds; a change of what the province answers for reaches back."""

    def commit(self, *written: tuple[str, str]) -> Changes:
        """Commit files; what the history tells of them since then."""
        before = self.changes(self.cache)
        for path, text in written:
            self.repository.write(path, text)
        self.repository.commit("a commit")
        grown = self.changes(self.cache)
        assert grown == self.changes(None)
        assert grown[: len(before)] == before or not self.is_growing
        return grown[len(before) :]

    def remove(self, path: str) -> Changes:
        (self.repository.content / path).unlink()
        return self.commit()

    def changes(self, cache: Path | None) -> Changes:
        if not (self.repository.root / ".git/refs/heads/main").exists():
            return []
        history = read_history(self.repository.content, cache)
        found = [
            (change.record, change.field, change.old, change.new)
            for code in ("210198", "")
            if (county := history.county(code))
            for change in county.changes
        ]
        text = repr(found) + repr([history.county(code) for code in ("210198", "")])
        assert not any(value in text for value in PRIVATE)
        return found

    def published(self) -> dict[str, str]:
        history = read_history(self.repository.content, None)
        return {
            record: f"{moment:%H}"
            for code in ("210198", "")
            if (county := history.county(code))
            for record, moment in county.first_published
        }

    def skips(self) -> list[Skip]:
        skipped = read_history(self.repository.content, None).limits().skipped
        return [Skip(version.path, code) for version in skipped for code in version.codes]


@pytest.fixture
def told(repository: Repository, tmp_path: Path) -> Told:
    return Told(repository, tmp_path / "cache")


REFUSED: dict[str, str] = {
    "P001": project(建设内容=f"经办人{ID_CARD}"),
    "P002": project(建设内容=f"联系{MOBILE}，人民路一号三单元"),
    "P002 in another field": project(项目名称="冷库") + f"承办单位:\n  名称: 甲公司\n  办公电话: '{MOBILE}'\n",
    "P002 in a note": project(建设内容="人民路一号三单元") + f"# 联系{MOBILE}\n",
    "P002 in a name nobody knows": project(建设内容="人民路一号三单元") + f"备用电话: {MOBILE}\n",
    "P002 as an escape": project(建设内容='"人民路一号三单元 \\u0031\\u0033800138000"'),
    "P002 in full width": project(建设内容="人民路一号三单元１３８００１３８０００"),
    "P002 as a telephone": project() + "承办单位:\n  名称: 甲公司\n  办公电话: '138(0013)8000'\n",
    "P003": project(建设内容=f"卡号{CARD}"),
    "P004": project(建设内容=f"邮箱{MAIL}"),
    "S001": project(建设内容="<script>alert(1)</script>"),
    "S002": project() + "采购:\n  公告链接: file:///etc/passwd\n",
    "S005 alias": project(建设内容="&a 人民路一号三单元", 工作要求="*a"),
    "S005 bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "S005 brackets": "建设内容: " + "[" * 200_000 + "\n",
    "S005 braces": "{a: " * 60_000 + "\n",
    "S005 deep": "".join(f"{' ' * depth}a:\n" for depth in range(3000)),
    "S005 long value": project(建设内容="人民路一号三单元" * 3000),
    "S005 big": project() + "#" * 1_100_000,
    "S005 tag": project(建设内容='!!python/object/apply:os.system ["id"]'),
    "S006 bidi": project(建设内容="人民路\u202e一号三单元"),
    "S006 escape": project(建设内容='"人民路一号三单元\\e[31m"'),
    "S006 surrogate": project(建设内容='"人民路一号三单元\\ud800"'),
    "S006 placeholder": project(建设内容="人民路一号三单元\ue000"),
    "S006 not a character": project(建设内容='"人民路一号三单元\\uffff"'),
    "E001 broken": "项目编号: [\n",
    "E001 conflict": f"<<<<<<< ours\n{project()}=======\n{project(建设内容='人民路一号三单元')}>>>>>>> theirs\n",
    "E001 no mapping": "人民路一号三单元\n",
    "E001 two documents": f"{project()}---\n{project(建设内容='人民路一号三单元')}",
    "E002 no number": project(建设内容="人民路一号三单元").replace(ID1, ""),
    "E002 no such number": project(建设内容="人民路一号三单元").replace(ID1, "一号"),
    "E006 said twice": project(建设内容="人民路一号三单元") + "建设内容: 分拣线\n",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_version_was_never_published(name: str, told: Told) -> None:
    """Corrected, the change is told from the last sound version to the next, and nothing else."""
    told.commit((P1, project(建设内容="分拣线")))
    assert told.commit((P1, REFUSED[name])) == []
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]
    assert {skip.path for skip in told.skips()} == {P1}
    assert name.split(" ", maxsplit=1)[0] in {skip.code for skip in told.skips()}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_first_version_is_no_publication(name: str, told: Told) -> None:
    assert told.commit((P1, REFUSED[name])) == []
    assert ID1 not in told.published()
    assert told.commit((P1, project(建设内容="冷库"))) == []
    assert told.published()[ID1] == "02"


BYTES = {
    "GB18030": project(建设内容="人民路一号三单元").encode("gb18030"),
    "UTF-16": project(建设内容="人民路一号三单元").encode("utf-16"),
    "a damaged character": project(建设内容="分拣线" * 20).encode() + b"\xff\xfe\xfd",
    "no text": b"\x89PNG\r\n\x1a\n\x00\x00\x00",
    "half a character": "建设内容: 人民路一号三单元".encode()[:-1],
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text_publish_nothing(name: str, told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    (told.repository.content / P1).write_bytes(BYTES[name])
    assert told.commit() == []
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]


def test_files_of_windows_are_read(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    text = project(建设内容="冷库").replace("\n", "\r\n")
    (told.repository.content / P1).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert told.commit() == [(ID1, "建设内容", "分拣线", "冷库")]


def test_several_refused_versions_in_a_row(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线", 扶持资金额度="300")))
    for name in ("P002", "E001 broken", "P001", "S001"):
        assert told.commit((P1, REFUSED[name])) == []
    assert told.commit((P1, project(建设内容="冷库", 扶持资金额度="350"))) == [
        (ID1, "建设内容", "分拣线", "冷库"),
        (ID1, "扶持资金额度", "300", "350"),
    ]


def test_what_was_put_back_changed_nothing(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    told.commit((P1, REFUSED["P002"]))
    assert told.commit((P1, project(建设内容="分拣线"))) == []


def test_deleted_after_a_refused_version(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    told.commit((P1, REFUSED["P002 in another field"]))
    assert told.remove(P1) == [(ID1, "记录", "仓储中心", "")]


def test_deleted_without_ever_being_published(told: Told) -> None:
    told.commit((P1, REFUSED["P002 in another field"]))
    assert told.remove(P1) == []
    assert ID1 not in told.published()


def test_deleted_while_refused_and_published_anew(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    told.commit((P1, REFUSED["P002"]))
    told.remove(P1)
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]


def test_a_file_renamed_while_it_is_refused(told: Told) -> None:
    """The record may be in the file of the new name: nobody can say that it is gone."""
    told.commit((P1, project(建设内容="分拣线")))
    told.commit((P1, REFUSED["P002"]))
    (told.repository.content / P1).rename(told.repository.content / P7)
    assert told.commit() == []
    assert told.commit((P7, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]


def test_a_file_renamed_and_spoilt_in_one_commit(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    (told.repository.content / P1).unlink()
    assert told.commit((P7, REFUSED["P002"])) == []
    assert told.commit((P7, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]


def test_a_file_spoilt_beside_one_that_went(told: Told) -> None:
    """What went is told once the other shows that it is another record."""
    other = P7
    told.commit((P1, project(建设内容="分拣线")))
    (told.repository.content / P1).unlink()
    told.commit((other, REFUSED["P002"]))
    told_now = told.commit((other, project(项目编号="210198-2020-09")))
    assert told_now == [(ID1, "记录", "仓储中心", "")]


def spoilt_row(note: str) -> str:
    return (
        PROGRESS_HEAD
        + row("开工")
        + row(note, date="2022-02-10", percent=50)
        + row("封顶", date="2022-03-10")
    )


ROW = "210198/progress"
BAD_NOTES = {
    "mobile": f"联系{MOBILE}",
    "address beside an ID number": f"人民路一号三单元 {ID_CARD}",
    "card": f"卡号{CARD}",
    "mail": MAIL,
    "markup": "<b>人民路一号三单元</b>",
    "formula": '"=HYPERLINK(""人民路一号三单元"")"',
    "stray quote": '"人民路一号三单元"x',
    "unseen": "人民路\u202e一号三单元",
    "too long": "人民路一号三单元" * 3000,
    "too many cells": "人民路一号三单元,,多,余",
}


@pytest.mark.parametrize("name", BAD_NOTES)
def test_only_the_refused_row_was_not_published(name: str, told: Told) -> None:
    told.commit((PROGRESS, spoilt_row("砌墙")))
    spoilt = spoilt_row(BAD_NOTES[name]).replace("开工", "奠基")
    assert told.commit((PROGRESS, spoilt)) == [(ROW, f"2022-01-10 {ID1} › 说明", "开工", "奠基")]
    mended = spoilt_row("抹灰").replace("开工", "奠基")
    assert told.commit((PROGRESS, mended)) == [(ROW, f"2022-02-10 {ID1} › 说明", "砌墙", "抹灰")]


@pytest.mark.parametrize("name", BAD_NOTES)
def test_a_row_refused_from_the_first_is_published_once_it_is_sound(name: str, told: Told) -> None:
    told.commit((PROGRESS, spoilt_row(BAD_NOTES[name])))
    assert told.commit((PROGRESS, spoilt_row("抹灰"))) == []
    published = told.published()
    assert (published[ROW], published[f"{ROW} › 2022-02-10 {ID1}"]) == ("01", "02")


def test_a_row_refused_several_times(told: Told) -> None:
    told.commit((PROGRESS, spoilt_row("砌墙")))
    for number, name in enumerate(BAD_NOTES):
        spoilt = spoilt_row(BAD_NOTES[name]).replace(",30,", f",{31 + number},")
        assert [field for _, field, _, _ in told.commit((PROGRESS, spoilt))] == [
            f"2022-01-10 {ID1} › 进度",
            f"2022-03-10 {ID1} › 进度",
        ]
    told_now = told.commit((PROGRESS, spoilt_row("抹灰")))
    assert (ROW, f"2022-02-10 {ID1} › 说明", "砌墙", "抹灰") in told_now
    assert len(told_now) == 3


def test_a_row_whose_key_is_refused(told: Told) -> None:
    """Which row it is nobody can say: none is told to be gone until it is mended."""
    head = "日期,项目编号,金额,收款单位,用途,凭证号\n"
    path = "counties/210198/payments.csv"
    first, second = f"2022-01-10,{ID1},100,甲公司,首付款,一号\n", f"2022-02-10,{ID1},50,甲公司,进度款,二号\n"
    told.commit((path, head + first + second))
    assert told.commit((path, head + first.replace("一号", MOBILE) + second)) == []
    assert told.commit((path, head + first.replace("100", "90") + second)) == [
        ("210198/payments", f"2022-01-10 {ID1} 一号 › 金额", "100", "90")
    ]


def test_a_row_that_went_while_another_cannot_be_read(told: Told) -> None:
    told.commit((PROGRESS, spoilt_row("砌墙")))
    spoilt = PROGRESS_HEAD + row("开工") + '"未配对\n'
    assert told.commit((PROGRESS, spoilt)) == []
    gone = PROGRESS_HEAD + row("开工") + row("封顶", date="2022-03-10")
    assert told.commit((PROGRESS, gone)) == [
        (ROW, f"2022-02-10 {ID1} › 记录", "进度 50，状态 在建，说明 砌墙", "")
    ]


def test_rows_of_one_name_are_paired_by_what_they_say(told: Told) -> None:
    told.commit((PROGRESS, PROGRESS_HEAD + row("甲组", percent=30) + row("乙组", percent=40)))
    changed = row("乙组封顶", percent=40) + row("甲组开工", percent=30)
    assert [change[2:] for change in told.commit((PROGRESS, PROGRESS_HEAD + changed))] == [
        ("甲组", "甲组开工"),
        ("乙组", "乙组封顶"),
    ]


def test_a_key_put_right_beside_a_refused_row_is_told_at_once(told: Told) -> None:
    """As the page shows it: the row under its new day, and not under the old one as well."""
    told.commit((PROGRESS, PROGRESS_HEAD + row("甲组")))
    put_right = row("甲组", date="2022-01-11")
    (change,) = told.commit((PROGRESS, PROGRESS_HEAD + put_right + row(f"乙组{MOBILE}", date="2022-02-10")))
    assert (change[1], change[3]) == (f"2022-01-10 {ID1} › 记录", "")
    assert told.commit((PROGRESS, PROGRESS_HEAD + put_right + row("乙组", date="2022-02-10"))) == []


def test_a_new_row_of_the_same_content_takes_no_refused_row_away(told: Told) -> None:
    told.commit((PROGRESS, PROGRESS_HEAD + row("甲组")))
    new = row("甲组", date="2022-02-10")
    assert told.commit((PROGRESS, PROGRESS_HEAD + row(f"甲组{MOBILE}") + new)) == []
    assert told.commit((PROGRESS, PROGRESS_HEAD + row("甲组") + new)) == []


def test_a_refused_row_beside_one_of_the_same_name(told: Told) -> None:
    pair = row("甲组") + row("乙组")
    told.commit((PROGRESS, PROGRESS_HEAD + pair))
    assert told.commit((PROGRESS, PROGRESS_HEAD + row(f"甲组{MOBILE}") + row("乙组封顶"))) == [
        (ROW, f"2022-01-10 {ID1}（2） › 说明", "乙组", "乙组封顶")
    ]
    assert told.commit((PROGRESS, PROGRESS_HEAD + row("甲组封顶") + row("乙组封顶"))) == [
        (ROW, f"2022-01-10 {ID1} › 说明", "甲组", "甲组封顶")
    ]


LEDGERS_REFUSED: dict[str, str] = {
    "no heading": row("人民路一号三单元"),
    "a title above": "项目进度表,,,,,\n" + spoilt_row("人民路一号三单元"),
    "no dates": "项目编号,进度,说明\n" + f"{ID1},30,人民路一号三单元\n",
    "empty": "",
    "too big": spoilt_row("人民路一号三单元") + "," * 20_100_000,
    "semicolons": spoilt_row("人民路一号三单元").replace(",", ";"),
}


@pytest.mark.parametrize("name", LEDGERS_REFUSED)
def test_a_ledger_that_cannot_be_read_stands_as_it_was(name: str, told: Told) -> None:
    told.commit((PROGRESS, spoilt_row("砌墙")))
    assert told.commit((PROGRESS, LEDGERS_REFUSED[name])) == []
    assert told.commit((PROGRESS, spoilt_row("抹灰"))) == [(ROW, f"2022-02-10 {ID1} › 说明", "砌墙", "抹灰")]


def test_a_column_that_was_not_asked_for_yet(told: Told) -> None:
    """What the model asks today is not asked of what stood in an earlier year."""
    head = "日期,项目编号,状态,说明\n"
    assert told.commit((PROGRESS, head + f"2022-01-10,{ID1},在建,开工\n")) == []
    assert told.published()[f"{ROW}"] == "01"
    assert told.commit((PROGRESS, head + f"2022-01-10,{ID1},在建,奠基\n")) == [
        (ROW, f"2022-01-10 {ID1} › 说明", "开工", "奠基")
    ]


def test_what_the_model_has_no_name_for_is_not_shown(told: Told) -> None:
    """It never came to a page: a project with it was refused, and a ledger's column left out."""
    told.commit((P1, project(建设内容="分拣线") + "家庭住址: 人民路一号三单元\n"))
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]
    told.commit((PROGRESS, "日期,项目编号,进度,住址\n" + f"2022-01-10,{ID1},30,人民路一号三单元\n"))
    assert told.commit((PROGRESS, PROGRESS_HEAD)) == [(ROW, f"2022-01-10 {ID1} › 记录", "进度 30", "")]


NOTICE = "notices/2022-01.md"


def notice(body: str, **front: str) -> str:
    return "---\n标题: 通报\n日期: 2022-01-10\n类型: 工作动态\n" + "".join(
        f"{name}: {value}\n" for name, value in front.items()
    ) + f"---\n\n{body}\n"  # fmt: skip


BAD_NOTICES = {
    "mobile": notice(f"联系{MOBILE}，人民路一号三单元"),
    "mobile in front": notice("人民路一号三单元", 来源=MOBILE),
    "markup": notice("<script>人民路一号三单元</script>"),
    "link": notice("[人民路一号三单元](javascript:alert(1))"),
    "picture": notice("![人民路一号三单元](https://example.com/a.png)"),
    "quotes without end": notice(">" * 900 + " 人民路一号三单元"),
    "no front": "人民路一号三单元\n",
    "front without end": "---\n标题: 人民路一号三单元\n",
    "bidi": notice("人民路\u202e一号三单元"),
    "bidi by its number": notice("人民路&#x202e;一号三单元"),
}


@pytest.mark.parametrize("name", BAD_NOTICES)
def test_a_refused_notice_was_never_published(name: str, told: Told) -> None:
    told.commit((NOTICE, notice("县里开工")))
    assert told.commit((NOTICE, BAD_NOTICES[name])) == []
    assert told.commit((NOTICE, notice("县里封顶"))) == [("notices/2022-01", "正文", "县里开工", "县里封顶")]


def test_a_name_of_a_file_is_looked_at_too(told: Told) -> None:
    told.commit((f"notices/tel-{MOBILE}.md", notice("县里开工")))
    assert told.commit((f"notices/tel-{MOBILE}.md", notice("县里封顶"))) == []
    assert told.commit(("counties/210198/projects/人民路一号三单元.yaml", project())) == []
    assert list(told.published()) == ["210198/county", "site"]


def link(told: Told) -> None:
    (told.repository.content / P1).unlink()
    (told.repository.content / P1).symlink_to("../../../../人民路一号三单元")


def inner_repository(told: Told) -> None:
    (told.repository.content / P1).unlink()
    inner = Repository(told.repository.root / "inner")
    head = inner.commit("inner")
    told.repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},content_data/{P1}")


def folder(told: Told) -> None:
    (told.repository.content / P1).unlink()
    told.repository.write(f"{P1}/x.yaml", project(建设内容="人民路一号三单元"))


@pytest.mark.parametrize("put", [link, inner_repository])
def test_what_is_no_file_is_refused(put: Callable[[Told], None], told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    put(told)
    told.repository.git("commit", "--quiet", "-m", "no file") if put is inner_repository else told.commit()
    (told.repository.content / P1).unlink(missing_ok=True)
    told.repository.git("rm", "--quiet", "--cached", f"content_data/{P1}")
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", "分拣线", "冷库")]
    assert Skip(P1, "S004") in told.skips()


def test_a_folder_in_the_place_of_a_file(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    folder(told)
    assert told.commit() == [(ID1, "记录", "仓储中心", "")]


def test_another_case_of_a_name_is_another_file(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    told.repository.git("mv", f"content_data/{P1}", f"content_data/{P1.replace('01.yaml', '01.YAML')}")
    assert told.commit() == [(ID1, "记录", "仓储中心", "")]


def test_a_file_that_only_became_executable(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    (told.repository.content / P1).chmod(0o755)
    assert told.commit() == []


def test_folders_without_end_are_not_followed(told: Told) -> None:
    told.commit((P1, project(建设内容="分拣线")))
    blob = told.repository.git("hash-object", "-w", "--stdin")
    told.repository.git(
        "update-index", "--add", "--cacheinfo", f"100644,{blob},content_data/counties/210198/{'a/' * 1500}b"
    )
    told.repository.git("commit", "--quiet", "-m", "deep")
    assert told.changes(told.cache) == told.changes(None) == []


@pytest.mark.parametrize(
    "name", [f"{MOBILE}.pdf", f"王某_{ID_CARD}.jpg", f"{MAIL}的来函.pdf", "138-0013-8000 公示.png"]
)
def test_the_private_name_of_an_attachment_is_not_kept(
    repository: Repository, tmp_path: Path, name: str
) -> None:
    """Nor is an attachment that was renamed for it one that went."""
    told = Told(repository, tmp_path / "cache")
    sound = "公示.pdf"
    told.commit((f"counties/210198/attachments/{name}", "a"), ("counties/210198/attachments/附图.png", "b"))
    folder = repository.content / "counties/210198/attachments"
    (folder / name).rename(folder / sound)
    told.commit()
    history = read_history(repository.content, tmp_path / "cache").county("210198")
    kept = {file.path.rpartition("/")[2]: file.went for file in history.attachments} if history else {}
    assert kept == {sound: None, "附图.png": None}
    held = b"".join(file.read_bytes() for file in (tmp_path / "cache").rglob("*") if file.is_file())
    assert name.encode() not in held
    assert sound.encode() in held


def test_a_name_that_is_no_utf8_does_not_stop_the_record(repository: Repository) -> None:
    folder = repository.content / "counties/210198/attachments"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/\xd5\xd5\xc6\xac.txt", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"x")
    repository.commit("a name in GBK")
    history = read_history(repository.content, None).county("210198")
    assert history is not None
    assert history.attachments == ()
