"""No feed entry's ``updated`` goes back (RFC 4287): one that no longer says that an earlier version stands moves on."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from generator.views.provenance import Provenance
from tests.engine.test_earlier_version_updated import (
    HOW,
    SAYS_SO,
    Told,
    documented,
    entries,
    of_portal,
    spoil,
)
from tests.support.one_county import AS_OF, CODE, FILES, P1, OneCounty
from tests.support.pdf_files import pdf

MOBILE = "13812345678"
Act = Callable[[OneCounty], object]


def back(to: str = "HEAD~1") -> Act:
    """The files as they were at an earlier commit."""

    def act(portal: OneCounty) -> None:
        portal.repository.git("rm", "-r", "--quiet", "--force", "content_data")
        portal.repository.git("checkout", to, "--", "content_data")

    return act


def revert(portal: OneCounty) -> None:
    portal.repository.git("revert", "--no-commit", "HEAD")


def write(name: str, text: str) -> Act:
    return lambda portal: portal.write(name, text)


def damaged(portal: OneCounty) -> None:
    """No encoding fits it."""
    portal.path("payments.csv").write_bytes(FILES["payments.csv"].encode() * 3 + b"\xff\xfe\xfd")


def attached(text: str) -> Act:
    def act(portal: OneCounty) -> None:
        portal.write("plan.yaml", f"{FILES['plan.yaml']}  附件: [fang-an.pdf]\n")
        portal.write("attachments/fang-an.pdf", "")
        portal.path("attachments/fang-an.pdf").write_bytes(pdf(text))

    return act


def everything(portal: OneCounty) -> None:
    """Every file of the county is refused."""
    for path in sorted(portal.path("").rglob("*")):
        if path.is_file():
            path.write_text(f"{path.read_text('utf-8')}\n# 联系 {MOBILE}\n<script>\n", "utf-8")


def gone(name: str) -> Act:
    return lambda portal: portal.path(name).unlink()


def renamed(old: str, new: str) -> Act:
    return lambda portal: portal.path(old).rename(portal.path(new))


PRIVATE = write("projects/01.yaml", f"{FILES['projects/01.yaml']}# 联系 {MOBILE}\n")
UNREADABLE = write("projects/01.yaml", "项目编号: [\n")
WRONG_PAYMENT = spoil("payments.csv", "首付款,一号", f"联系{MOBILE},一号")
WRONG = spoil("projects/01.yaml", "支持方向: 物流配送", "支持方向: 别的")
SERIES: dict[str, tuple[Act, ...]] = {
    **{f"{name}, restored": (how, back()) for name, how in HOW.items()},
    "unreadable YAML, reverted": (UNREADABLE, revert),
    "private data, reverted": (PRIVATE, revert),
    "a ledger that cannot be decoded": (damaged, back()),
    "a row with private data": (WRONG_PAYMENT, revert),
    "a whole ledger with a title above": (write("payments.csv", f"拨付表,,,,,\n{FILES['payments.csv']}"), revert),
    "a ledger removed": (gone("payments.csv"), revert),
    "two refused commits in a row": (UNREADABLE, PRIVATE, back("HEAD~2")),
    "refused, then amended": (
        PRIVATE,
        write("projects/01.yaml", FILES["projects/01.yaml"].replace("350.00", "380.00")),
    ),
    "refused, removed, added again": (PRIVATE, gone("projects/01.yaml"), back("HEAD~2")),
    "refused, restored, then in error, restored": (UNREADABLE, back(), WRONG, revert),
    "refused, then in error, then restored": (
        UNREADABLE,
        write("projects/01.yaml", FILES["projects/01.yaml"].replace("支持方向: 物流配送", "支持方向: 别的")),
        back("HEAD~2"),
    ),
    "in error, then refused, then restored": (WRONG, PRIVATE, back("HEAD~2")),
    "refused under another name": (
        renamed("projects/01.yaml", "projects/03.yaml"),
        write("projects/03.yaml", "项目编号: [\n"),
        back("HEAD~2"),
    ),
    "a name that the model does not know": (spoil("plan.yaml", "实施方案:\n", "多余: 一\n实施方案:\n"), revert),
    "the whole county": (everything, revert),
    "the whole county, one file after another": (
        everything,
        lambda portal: portal.repository.git("checkout", "HEAD~1", "--", f"content_data/counties/{CODE}/county.yaml"),
        lambda portal: portal.repository.git("checkout", "HEAD~2", "--", f"content_data/counties/{CODE}/projects"),
        back("HEAD~3"),
    ),
    "refused twice": (PRIVATE, back(), UNREADABLE, back()),
    "the project and its row": (
        PRIVATE,
        WRONG_PAYMENT,
        lambda portal: portal.repository.git("checkout", "HEAD~2", "--", f"content_data/counties/{CODE}/projects"),
        back("HEAD~3"),
    ),
    "an attachment": (attached("one"), attached(f"call {MOBILE}"), revert),
    "the portal's notice": (of_portal("notices/er.md", f"---\n标题: 通报 {MOBILE}\n---\n"), revert),
}  # fmt: skip


MOVING_MORE = {
    "refused, then in error, then restored",  # changes are told from a version that only its form puts in error
    "refused under another name",  # meanwhile they are not told at all
    "an attachment",  # first it is named in a part of the record that the entry is about
}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> tuple[OneCounty, Told]:
    made = documented(tmp_path_factory.mktemp("start") / "checkout")
    return made, entries(made)


@pytest.fixture
def portal(start: tuple[OneCounty, Told], tmp_path: Path) -> OneCounty:
    return OneCounty(start[0].repository.copy(tmp_path / "checkout"))


@pytest.mark.parametrize("name", SERIES)
def test_updated_moves_with_the_text_and_never_goes_back(
    start: tuple[OneCounty, Told], portal: OneCounty, name: str
) -> None:
    seen = first = start[1]
    for number, act in enumerate(SERIES[name]):
        act(portal)
        day = f"2022-04-{10 + number}T09:00:00+08:00"
        portal.repository.commit("a commit", at=day)
        told = entries(portal)
        kept = seen.keys() & told.keys()
        assert all(seen[id_][1] <= told[id_][1] for id_ in kept), "never back"
        moved = {id_ for id_ in kept if seen[id_][1] != told[id_][1]}
        changed = {id_ for id_ in kept if seen[id_][0] != told[id_][0]}
        assert changed <= moved, number
        assert changed == moved or name in MOVING_MORE, number
        assert {told[id_][1] for id_ in moved} <= {day}
        seen = seen | told
    assert first.keys() <= told.keys()
    assert not any(SAYS_SO in text for text, _, _ in told.values())


def test_what_the_record_tells_is_the_same_read_at_once_or_commit_by_commit(
    portal: OneCounty, tmp_path: Path
) -> None:
    for act in (PRIVATE, back(), UNREADABLE, WRONG_PAYMENT, back("HEAD~2"), gone("projects/01.yaml"), revert):
        act(portal)
        portal.repository.commit("a commit")
        grown = read_history(portal.repository.content, tmp_path / "cache")
        whole = read_history(portal.repository.content, None)
        assert grown.county(CODE) == whole.county(CODE)
        assert grown.mark(CODE) == whole.mark(CODE)
    history = whole.county(CODE)
    assert history
    row = f"{CODE}/payments › 2021-03-10 {P1} 一号"
    assert [record for record, _, _ in history.turned] == [P1, P1, P1, row, P1, row, P1, P1]
    assert len(history.spoilt) == 3
    assert MOBILE not in repr(history)


def test_a_county_restored_between_two_builds_is_made_anew(portal: OneCounty, tmp_path: Path) -> None:
    """Its files are those of the build before, and yet its entries have changed since."""
    before = read_history(portal.repository.content, tmp_path / "cache").mark(CODE)
    PRIVATE(portal)
    portal.repository.commit("refused")
    back()(portal)
    portal.repository.commit("restored")
    assert read_history(portal.repository.content, tmp_path / "cache").mark(CODE) != before


def test_before_the_day_of_the_restoring_commit_it_is_not_known(portal: OneCounty) -> None:
    PRIVATE(portal)
    portal.repository.commit("refused", at="2022-04-10T09:00:00+08:00")
    back()(portal)
    portal.repository.commit("restored", at=f"{AS_OF}T23:59:00+08:00")
    portal.repository.write("notices/san.md", "")
    first = entries(portal)
    assert max(updated for _, updated, _ in first.values()) == f"{AS_OF}T23:59:00+08:00"
    history = read_history(portal.repository.content, None).county(CODE)
    known = Provenance(history, AS_OF - timedelta(1)).stamp(
        P1, AS_OF, marked=[(P1, portal.county().by_id[P1])]
    )
    assert known.updated.date() == date(2022, 4, 10), "as it is known that it was refused"


def test_calendars_are_stamped_when_what_they_tell_stands_again(portal: OneCounty) -> None:
    PRIVATE(portal)
    portal.repository.commit("refused", at="2022-04-10T09:00:00+08:00")
    refused = stamps(portal)
    revert(portal)
    portal.repository.commit("reverted", at="2022-04-11T09:00:00+08:00")
    restored = stamps(portal)
    moved = {uid for uid, stamp in restored.items() if stamp != refused[uid]}
    assert moved == {uid for uid, stamp in refused.items() if stamp == "20220410T010000Z"} != set()
    assert {restored[uid] for uid in moved} == {"20220411T010000Z"}


def stamps(portal: OneCounty) -> dict[str, str]:
    """UID of each item of the calendar → its DTSTAMP."""
    content = portal.repository.content
    files = publish(check_portal(content, AS_OF, AS_OF, history=read_history(content, None))).files
    events = Calendar.from_ical(files["deadlines.ics"]).walk("VEVENT")
    return {str(event["UID"]): f"{event.decoded('DTSTAMP'):%Y%m%dT%H%M%SZ}" for event in events}
