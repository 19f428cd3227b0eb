"""What is published of a county whose code changed: permanent ids, dates, old addresses, and nothing that was taken back."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.engine.steps.drawn_portal import draw
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from generator.model.finding import Severity
from generator.redact import add_redaction
from generator.render.artifacts import Artifacts
from tests.support.former_county import NEW, OLD, OTHER, THIRD, declare, published, rename
from tests.support.repository import Repository

AS_OF = date(2022, 6, 30)
SECRET = "柳荫巷七号院庞宅"
MAIL = "pang.shouye@163.com"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return published(tmp_path / "checkout")


def drawn(repository: Repository, cache: Path | None = None) -> Artifacts:
    history = read_history(repository.content, cache)
    return draw(check_portal(repository.content, None, AS_OF, history))[1]


def texts(found: Artifacts) -> Iterator[str]:
    for page in found.pages:
        yield page.body.markdown
        yield page.body.html.text
    for data in found.files.values():
        yield data.decode("utf-8", "ignore")


def uids(found: Artifacts) -> list[str]:
    return re.findall(r"UID:(.*?)\r\n(?! )", found.files["deadlines.ics"].decode().replace("\r\n ", ""))


def edited(repository: Repository) -> None:
    """Some months of changes: an amount, a withdrawn project, a corrected row, an inspection with a limit."""
    home = f"counties/{OLD}"
    repository.change(f"{home}/projects/01.yaml", "350.00", "360.00")
    repository.change(f"{home}/payments.csv", "凭证号\n", "凭证号,更正\n")
    text = (repository.content / home / "payments.csv").read_text("utf-8")
    head, *rows = text.splitlines()
    rows = [f"{row}," for row in rows] + [f"2021-05-02,{OLD}-2020-02,21.00,乙公司,首付款,三号,2021-05-01"]
    repository.write(f"{home}/payments.csv", "\n".join([head, *rows, ""]))
    repository.write(
        f"{home}/inspections.csv",
        "日期,层级,检查单位,项目编号,方式,发现问题,处置,处理情况,完成期限,完成日期\n"
        f"2021-11-11,市,市商务局,{OLD}-2020-01,现场考察,台账不全,限期整改,,2021-12-11,\n",
    )
    repository.write(
        f"{home}/projects/03.yaml",
        (repository.content / home / "projects/02.yaml").read_text("utf-8").replace("2020-02", "2020-03")
        + "撤回: {日期: 2021-10-01, 原因: 重复, 批准: 县政府}\n",
    )
    repository.commit("edited")


def test_no_entry_comes_twice_and_none_goes(repository: Repository) -> None:
    edited(repository)
    before = drawn(repository)
    told = " ".join(before.entry_ids)
    assert all(f"{kind}/" in told for kind in ("payments", "corrections", "withdrawals", "plan-changes"))
    assert any(name.startswith("inspection/") for name in uids(before))
    rename(repository, OLD, NEW, f"'{OLD}'")
    uncommitted = drawn(repository)
    assert sorted(uncommitted.entry_ids) == sorted(before.entry_ids)
    assert sorted(uids(uncommitted)) == sorted(uids(before))
    repository.commit("renamed")
    after = drawn(repository)
    (new,) = set(after.entry_ids) - set(before.entry_ids)
    assert unquote(new).endswith(f"changes/{OLD}/county/原代码/1")
    assert set(before.entry_ids) <= set(after.entry_ids)
    assert sorted(uids(after)) == sorted(uids(before))
    rename(repository, NEW, THIRD, f"['{OLD}', '{NEW}']")
    repository.commit("renamed again")
    third = drawn(repository)
    assert set(third.entry_ids) - set(after.entry_ids) == {f"{new.removesuffix('1')}2"}
    assert set(after.entry_ids) <= set(third.entry_ids)


def test_ids_are_the_same_after_a_rename_that_is_undone(repository: Repository) -> None:
    edited(repository)
    before = drawn(repository)
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    rename(repository, NEW, OLD, f"'{NEW}'")
    repository.commit("undone")
    after = drawn(repository)
    assert set(before.entry_ids) <= set(after.entry_ids)
    assert len(set(after.entry_ids) - set(before.entry_ids)) == 2
    assert f"projects/{NEW}-2020-01.html" in after.files


def test_without_any_history_ids_are_those_of_the_first_code(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"['{OLD}', '{THIRD}']")
    shutil.rmtree(repository.root / ".git")
    found = drawn(repository)
    assert any(OLD in name for name in found.entry_ids)
    assert not any(NEW in name or THIRD in name for name in found.entry_ids)


def test_a_county_that_nobody_declared_leaves_each_address_to_one(repository: Repository) -> None:
    """What was published of the old code stands, but for cases, whose addresses the new one has."""
    rename(repository, OLD, NEW)
    for _ in range(2):
        urls = [page.url for page in drawn(repository).pages]
        assert sorted(urls) == sorted(set(urls))
        assert {"cases/daihuo.html", f"projects/{OLD}-2020-01.html", f"projects/{NEW}-2020-01.html"} <= set(
            urls
        )
        repository.commit("renamed")


def test_the_change_record_tells_the_edit_and_the_code_alone(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.change(f"counties/{NEW}/projects/01.yaml", "350.00", "420.00")
    repository.change(f"counties/{NEW}/payments.csv", "74.40", "75.40")
    repository.change(f"counties/{NEW}/cases/daihuo.md", "正文。", "改了的正文。")
    repository.commit("renamed and edited")
    history = read_history(repository.content, None)
    own = history.county(NEW)
    assert own is not None
    assert sorted((item.record, item.field, item.old, item.new) for item in own.changes) == [
        (f"{NEW}-2020-01", "扶持资金额度", "350.00", "420.00"),
        (f"{NEW}/cases/daihuo", "正文", "正文。", "改了的正文。"),
        (f"{NEW}/county", "原代码", "", OLD),
        (f"{NEW}/payments", f"2021-03-01 {NEW}-2020-01 一号 › 金额", "74.40", "75.40"),
    ]
    assert {moment.date() for _, moment in own.first_published} == {date(2022, 3, 1)}
    assert history.county_codes == (NEW, OTHER)


def test_a_record_in_error_stands_as_it_was_under_the_former_code(repository: Repository) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.change(f"counties/{NEW}/projects/01.yaml", "状态: 在建", "状态: 建了")
    repository.change(f"counties/{NEW}/payments.csv", "74.40", "七十四")
    for _ in range(2):
        history = read_history(repository.content, None)
        checked = check_portal(repository.content, None, AS_OF, history)
        county = next(one.disclosure for one in checked.counties if one.code == NEW)
        assert county is not None
        project = county.by_id[f"{NEW}-2020-01"]
        assert project.earlier == date(2022, 3, 1)
        assert sorted(str(row.amount) for row in county.payments) == ["10.00", "20.00", "74.40"]
        assert {row.project for row in county.payments} == {f"{NEW}-2020-01", f"{NEW}-2020-02"}
        repository.commit("renamed")


def test_a_county_file_in_error_takes_neither_addresses_nor_ids_away(repository: Repository) -> None:
    before = drawn(repository)
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.change(f"counties/{NEW}/county.yaml", "示范批次: 2020\n", "示范批次: 2020\n示范批号: 1\n")
    for _ in range(2):
        found = drawn(repository)
        assert set(before.entry_ids) <= set(found.entry_ids)
        assert f"counties/{OLD}.html" in found.files
        assert f"counties/{NEW}.html" in {page.url for page in found.pages}
        repository.commit("renamed")


def _redacted(repository: Repository) -> Callable[[], None]:
    """Put what shall be taken back into a project, a ledger, the plan and a case; takes it back by the old names."""
    home = f"counties/{OLD}"
    repository.change(f"{home}/projects/01.yaml", "工作要求: 按月报送", f"工作要求: 到{SECRET}取件")
    repository.change(f"{home}/progress.csv", "主体开工", f"{SECRET}开工")
    repository.change(f"{home}/plan.yaml", "原因: 疫情", f"原因: {SECRET}拆迁")
    repository.change(f"{home}/cases/daihuo.md", "正文。", f"见{SECRET}。")
    commit = repository.commit("slipped through")

    def take_back() -> None:
        for record, field in (
            (f"{OLD}-2020-01", "工作要求"),
            (f"{OLD}/progress › 2021-06-30 {OLD}-2020-01", "说明"),
            (f"{OLD}/plan", "方案调整 › 第1项 › 原因"),
            (f"{OLD}/cases/daihuo", "正文"),
        ):
            add_redaction(repository.content, record, field, commit, "个人信息保护法第四十七条", AS_OF)

    return take_back


def _nothing(_: Repository) -> None:
    pass


def _without_history(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")


def _line_lost(repository: Repository) -> None:
    repository.commit("renamed")
    declare(repository, NEW, "")
    repository.commit("lost")


def _claimed_twice(repository: Repository) -> None:
    declare(repository, OTHER, f"'{OLD}'")


def _corrected(repository: Repository) -> None:
    repository.commit("renamed")
    for path in (repository.content / f"counties/{NEW}").rglob("*.*"):
        if path.suffix in {".yaml", ".csv", ".md"}:
            path.write_text(path.read_text("utf-8").replace(SECRET, "别处"), "utf-8")
    repository.commit("corrected")


def _in_error(repository: Repository) -> None:
    repository.commit("renamed")
    repository.change(f"counties/{NEW}/projects/01.yaml", "状态: 在建", "状态: 建了")
    repository.change(f"counties/{NEW}/county.yaml", "示范批次: 2020\n", "示范批次: 2020\n示范批号: 1\n")


def _folder_alone(repository: Repository) -> None:
    """The folder has its new name, and nothing in its files has."""
    for path in (repository.content / f"counties/{NEW}").rglob("*.*"):
        if path.suffix in {".yaml", ".csv", ".md"}:
            text = path.read_text("utf-8").replace(f"{NEW}-2", f"{OLD}-2").replace(f"'{NEW}'", f"'{OLD}'")
            path.write_text(text, "utf-8")


def _ids_forgotten(repository: Repository) -> None:
    _folder_alone(repository)
    repository.change(f"counties/{NEW}/county.yaml", f"行政区划代码: '{OLD}'", f"行政区划代码: '{NEW}'")
    repository.commit("renamed")


def _renamed_again(repository: Repository) -> None:
    repository.commit("renamed")
    rename(repository, NEW, THIRD, f"['{OLD}', '{NEW}']")
    repository.commit("renamed again")


def _renamed_again_and_one_forgotten(repository: Repository) -> None:
    repository.commit("renamed")
    rename(repository, NEW, THIRD, f"'{NEW}'")
    repository.commit("renamed again")


def _undone(repository: Repository) -> None:
    repository.commit("renamed")
    rename(repository, NEW, OLD, f"'{NEW}'")
    repository.commit("undone")


def _undone_silently(repository: Repository) -> None:
    repository.commit("renamed")
    rename(repository, NEW, OLD)


AFTER = {
    "before the commit": (f"'{OLD}'", _nothing),
    "after the commit": (f"'{OLD}'", lambda repository: repository.commit("renamed")),
    "not declared": ("", _nothing),
    "not declared, committed": ("", lambda repository: repository.commit("renamed")),
    "declared wrongly": ("'210194'", _nothing),
    "no code at all": ("旧的", lambda repository: repository.commit("renamed")),
    "the line lost later": (f"'{OLD}'", _line_lost),
    "claimed twice": (f"'{OLD}'", _claimed_twice),
    "corrected since": (f"'{OLD}'", _corrected),
    "in error since": (f"'{OLD}'", _in_error),
    "the folder alone": (f"'{OLD}'", _folder_alone),
    "ids forgotten": (f"'{OLD}'", _ids_forgotten),
    "the folder alone, not declared": ("", _folder_alone),
    "renamed again": (f"'{OLD}'", _renamed_again),
    "renamed again and one forgotten": (f"'{OLD}'", _renamed_again_and_one_forgotten),
    "undone": (f"'{OLD}'", _undone),
    "undone silently": (f"'{OLD}'", _undone_silently),
    "no history": (f"'{OLD}'", _without_history),
    "no history and not declared": ("", _without_history),
}


@pytest.mark.parametrize("case", AFTER)
@pytest.mark.parametrize("is_listed_first", [True, False])
def test_what_was_taken_back_does_not_come_back(
    repository: Repository, tmp_path: Path, case: str, is_listed_first: bool
) -> None:
    former, then = AFTER[case]
    take_back = _redacted(repository)
    assert any(SECRET in text for text in texts(drawn(repository)))
    if is_listed_first:
        take_back()
        drawn(repository, tmp_path / "cache")
    rename(repository, OLD, NEW, former)
    if not is_listed_first:
        take_back()
    then(repository)
    found = drawn(repository, tmp_path / "cache")
    assert not [text for text in texts(found) if SECRET in text]
    for path in (tmp_path / "cache").rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def test_an_entry_by_the_new_name_takes_back_what_stood_under_the_old_one(repository: Repository) -> None:
    _redacted(repository)
    commit = repository.git("rev-parse", "HEAD")
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    later = repository.git("rev-parse", "HEAD")
    for record, field, at in (
        (f"{NEW}-2020-01", "工作要求", commit),
        (f"{NEW}/progress › 2021-06-30 {NEW}-2020-01", "说明", later),
        (f"{OLD}/plan", "方案调整 › 第1项 › 原因", later),
        (f"{NEW}/cases/daihuo", "正文", commit),
    ):
        add_redaction(repository.content, record, field, at, "个人信息保护法第四十七条", AS_OF)
    assert not [text for text in texts(drawn(repository)) if SECRET in text]
    declare(repository, NEW, "")
    assert not [text for text in texts(drawn(repository)) if SECRET in text]


def test_another_county_of_the_same_words_keeps_them(repository: Repository) -> None:
    """Nobody took back what another county says in the same place."""
    repository.change(f"counties/{OTHER}/projects/01.yaml", "按月报送", f"到{SECRET}取件")
    take_back = _redacted(repository)
    take_back()
    rename(repository, OLD, NEW, f"'{OLD}'")
    for _ in range(2):
        found = drawn(repository)
        holding = [page.url for page in found.pages if SECRET in page.body.markdown]
        assert f"projects/{OTHER}-2020-01.html" in holding
        assert f"projects/{NEW}-2020-01.html" not in holding
        repository.commit("renamed")


def test_an_answer_for_no_private_data_goes_on_under_the_new_code(repository: Repository) -> None:
    repository.change(f"counties/{OLD}/payments.csv", "首付款,一号", f"发票寄{MAIL},一号")
    repository.write(
        "not-private.yaml",
        f"不含个人信息:\n  - 记录: counties/{OLD}/payments.csv\n    栏目: 用途\n    值: {MAIL}\n    说明: 公司邮箱\n",
    )
    repository.commit("answered")
    rename(repository, OLD, NEW, f"'{OLD}'")
    for _ in range(2):
        checked = check_portal(repository.content, None, AS_OF, read_history(repository.content, None))
        assert [found for found in checked.findings if found.severity is Severity.ERROR] == []
        assert not [found for found in checked.findings if found.place.file == "not-private.yaml"]
        repository.commit("renamed")
    repository.change("not-private.yaml", OLD, "210194")
    checked = check_portal(repository.content, None, AS_OF, read_history(repository.content, None))
    assert {found.code for found in checked.findings if found.severity is Severity.ERROR} == {"P004", "E007"}


def test_what_was_read_of_the_past_is_read_anew_when_a_former_code_is_named(
    repository: Repository, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    rename(repository, OLD, NEW)
    repository.commit("renamed")
    assert OLD in read_history(repository.content, cache).county_codes
    declare(repository, NEW, f"'{OLD}'")
    assert OLD not in read_history(repository.content, cache).county_codes
    declare(repository, NEW, "")
    assert OLD in read_history(repository.content, cache).county_codes


@pytest.mark.parametrize("then", [_folder_alone, _ids_forgotten])
def test_a_rename_that_is_half_done_takes_nothing_from_the_site(
    repository: Repository, then: Callable[[Repository], None]
) -> None:
    before = drawn(repository)
    rename(repository, OLD, NEW, f"'{OLD}'")
    then(repository)
    found = drawn(repository)
    urls = {page.url for page in found.pages}
    assert {page.url.replace(OLD, NEW) for page in before.pages} <= urls
    assert {f"attachments/{OLD}/公示.png", f"attachments/{NEW}/公示.png"} <= found.attachments.keys()
    assert set(before.entry_ids) <= set(found.entry_ids)


def counties(found: Artifacts) -> set[str]:
    return {page.url[9:15] for page in found.pages if re.fullmatch(r"counties/[0-9]{6}[.]html", page.url)}


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_copy_beside_the_old_folder_is_not_published(repository: Repository, is_committed: bool) -> None:
    before = drawn(repository)
    rename(repository, OLD, NEW, f"'{OLD}'", is_copy=True)
    if is_committed:
        repository.commit("copied")
    found = drawn(repository)
    assert counties(found) == {OLD, OTHER}
    assert sorted(found.entry_ids) == sorted(before.entry_ids)
    shutil.rmtree(repository.content / "counties" / OLD)
    repository.commit("removed")
    after = drawn(repository)
    assert counties(after) == {NEW, OTHER}
    assert set(before.entry_ids) <= set(after.entry_ids)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_folder_of_the_former_code_that_comes_back_does_not_take_the_county_away(
    repository: Repository, is_committed: bool
) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    shutil.copytree(repository.content / "counties" / OTHER, repository.content / "counties" / OLD)
    if is_committed:
        repository.commit("came back")
    assert {NEW, OTHER} <= counties(drawn(repository))


@pytest.mark.parametrize("is_committed", [False, True])
def test_of_two_counties_that_claim_one_code_the_new_one_waits(
    repository: Repository, is_committed: bool
) -> None:
    rename(repository, OLD, NEW, f"'{OLD}'")
    declare(repository, OTHER, f"'{OLD}'")
    if is_committed:
        repository.commit("claimed twice")
    found = drawn(repository)
    assert counties(found) == {OLD, OTHER}
    assert not [page for page in found.pages if "（原" in page.body.markdown]
