"""What was delivered keeps its ids and dates whatever is done to the commits, on real git; what is new has new ids."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator import intake
from generator.engine.steps.county_work import check_county
from generator.engine.steps.whole_portal import ground_of
from generator.history import PortalHistory, read_history
from generator.history.as_delivered import keep_delivered
from generator.history.delivered import AsDelivered, Batch, Delivered, Evidence, carried, name_of_record
from generator.model.beijing import BEIJING
from generator.model.change import Change, History, Weight, with_keys
from generator.model.former_codes import FormerCodes
from generator.views.feed_entries import county_news
from tests.support.one_county import AS_OF, CODE, P1, P2, one_county
from tests.support.repository import Repository

AMOUNT, DEADLINE = f"changes/{P1}/扶持资金额度/", f"changes/{P1}/完成时限/"
PROJECTS = f"counties/{CODE}/projects"
THIRD = f"{CODE}-2020-03"


@dataclass(frozen=True)
class Site:
    """What a build publishes of the county, as far as it has ids and dates."""

    commit: str
    tree: str
    delivered: Delivered
    entries: Mapping[str, datetime]
    """Key of an entry of a feed → when it was published."""
    texts: Mapping[str, str]
    changes: Mapping[str, tuple[str, str, datetime]]
    """Key of a change → old value, new value, when it was published."""
    first: Mapping[str, datetime]
    """Record or row → when it was first published."""


def publish(repository: Repository, before: Site | None = None) -> Site:
    """Reads the county as a build with ``--published`` does."""
    content = repository.content
    history = read_history(content, None, today=AS_OF)
    if before:
        keep_delivered(history, content, before.delivered, before.commit, before.tree, is_same_program=True)
    return _site(content, history)


def _site(content: Path, history: PortalHistory) -> Site:
    ground = ground_of(intake.read_portal(content), content, AS_OF, AS_OF, history)
    own = history.county(CODE)
    found = check_county(ground, CODE, own)
    assert found.disclosure is not None
    assert own is not None
    entries = county_news(found.disclosure, found.published_findings, found.history, AS_OF).entries.lasting
    keys = [entry.key for entry in entries]
    assert len(set(keys)) == len(keys), "two entries of one id"
    return Site(
        history.commit,
        history.tree,
        history.delivered(AS_OF),
        {entry.key: entry.published for entry in entries},
        {entry.key: "\n".join(entry.text) for entry in entries},
        {key: (change.old, change.new, change.published) for change, key in with_keys(own.changes)},
        {name_of_record(record, CODE, ""): moment for record, moment in own.first_published},
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Site]:
    """A county that was published after seven commits; the first two are the opening and one that stays as it is."""
    county = one_county(tmp_path_factory.mktemp("delivered") / "checkout")
    repository = county.repository
    repository.git("config", "core.editor", "true")
    repository.change("site.yaml", "演示日期", "开栏日期: 2022-03-01\n演示日期")
    repository.commit("opened")
    county.change("projects/02.yaml", "350.00", "340.00")
    repository.commit("of the other project")
    county.change("projects/01.yaml", "350.00", "300.00")
    repository.commit("amount")
    county.change("projects/01.yaml", "2022-12-31", "2023-06-30")
    repository.commit("deadline")
    county.change("payments.csv", "\n2021-04-10", f"\n2021-05-10,{P1},5.00,丙公司,进度款,三号\n2021-04-10")
    repository.commit("row")
    county.change("projects/01.yaml", "300.00", "280.00")
    repository.commit("amount again")
    county.write("projects/03.yaml", (county.path("projects/02.yaml")).read_text("utf-8").replace(P2, THIRD))
    repository.commit("new project")
    return repository, publish(repository)


@pytest.fixture
def repository(made: tuple[Repository, Site], tmp_path: Path) -> Repository:
    copy = made[0].copy(tmp_path / "copy")
    copy._hours += 48  # whoever rewrites does so two days later
    return copy


@pytest.fixture
def before(made: tuple[Repository, Site]) -> Site:
    return made[1]


def as_cloned(repository: Repository, to: Path) -> Repository:
    """What a build server has: no object that no branch holds any longer."""
    repository.git("clone", "--quiet", f"file://{repository.root}", str(to))
    clone = Repository.__new__(Repository)
    clone.root, clone._hours, clone._at = to, repository._hours, ""
    return clone


def new_change(repository: Repository) -> None:
    repository.change(f"{PROJECTS}/02.yaml", "340.00", "345.00")
    repository.commit("something new")


def amend(repository: Repository) -> None:
    repository.git("commit", "--quiet", "--amend", "-m", "another message")


def reword_all(repository: Repository) -> None:
    """As a rebase onto a rewritten beginning, or ``git filter-repo``: not one commit keeps its name."""
    repository.git("rebase", "--quiet", "--root", "--force-rebase")


def rebase_onto_another(repository: Repository) -> None:
    """The published commits come after one that was not published yet."""
    repository.git("checkout", "--quiet", "-b", "aside", "HEAD~5")
    repository.write("notices/2022-01.md", "---\n标题: 通知\n日期: 2022-03-01\n---\n正文。\n")
    repository.commit("a notice")
    repository.git("rebase", "--quiet", "aside", "main")


def squash(repository: Repository) -> None:
    """All of it but the first two commits becomes one."""
    repository.git("reset", "--quiet", "--soft", "HEAD~5")
    repository.git("commit", "--quiet", "-m", "squashed")


def squash_with_the_opening(repository: Repository) -> None:
    tree = repository.git("rev-parse", "HEAD^{tree}")
    repository.git("reset", "--quiet", "--hard", repository.git("commit-tree", "-m", "all of it", tree))


def reorder(repository: Repository) -> None:
    """The last two commits change places."""
    last, one = repository.git("rev-parse", "HEAD"), repository.git("rev-parse", "HEAD~1")
    repository.git("reset", "--quiet", "--hard", "HEAD~2")
    repository.git("cherry-pick", last, one)


def split(repository: Repository) -> None:
    """A commit that changed two files becomes two."""
    repository.git("reset", "--quiet", "--soft", "HEAD~2")
    repository.git("reset", "--quiet")
    repository.git("add", f"content_data/{PROJECTS}/03.yaml")
    repository.git("commit", "--quiet", "-m", "one half")
    repository.commit("the other half")


def cherry_pick(repository: Repository) -> None:
    """The published commits, picked one by one onto an older one."""
    picked = repository.git("rev-list", "--reverse", "HEAD~3..HEAD").split()
    repository.git("reset", "--quiet", "--hard", "HEAD~3")
    repository.git("cherry-pick", *picked)


def force_back_and_forth(repository: Repository) -> None:
    """A force push took three commits away, another brought them back as one."""
    published = repository.git("rev-parse", "HEAD")
    repository.git("reset", "--quiet", "--hard", "HEAD~3")
    repository.git("checkout", "--quiet", published, "--", ".")
    repository.commit("brought back")


REWRITTEN = (
    amend,
    reword_all,
    rebase_onto_another,
    squash,
    squash_with_the_opening,
    reorder,
    split,
    cherry_pick,
    force_back_and_forth,
)


@pytest.mark.parametrize("is_cloned", [False, True], ids=["here", "in a new clone"])
@pytest.mark.parametrize("rewrite", REWRITTEN)
def test_what_was_delivered_keeps_its_id_and_its_date(
    rewrite: Callable[[Repository], None],
    is_cloned: bool,
    repository: Repository,
    before: Site,
    tmp_path: Path,
) -> None:
    rewrite(repository)
    if is_cloned:
        repository = as_cloned(repository, tmp_path / "clone")
    after = publish(repository, before)
    assert after.entries.items() <= before.entries.items(), "an entry is told again, or at another time"
    assert {key: told[2] for key, told in after.changes.items()}.items() <= {
        key: told[2] for key, told in before.changes.items()
    }.items()
    assert {key: told[1] for key, told in after.changes.items()}.items() <= {
        key: told[1] for key, told in before.changes.items()
    }.items(), "an id tells another value than it did"
    assert after.first.items() <= before.first.items()
    lost = before.entries.keys() - after.entries.keys()
    assert lost <= (
        {f"{AMOUNT}1", f"{AMOUNT}2", f"{DEADLINE}1"} if "squash" in rewrite.__name__ else set()
    ) | ({f"changes/{P2}/扶持资金额度/1"} if rewrite is squash_with_the_opening else set()) | (
        {f"{AMOUNT}1"} if rewrite is force_back_and_forth else set()
    )

    new_change(repository)
    number = f"changes/{P2}/扶持资金额度/2"
    later = publish(repository, after)
    assert later.entries.keys() - after.entries.keys() == {number}
    assert after.entries.items() <= later.entries.items()
    assert (later.changes[number][0], later.changes[number][1]) == ("340.00", "345.00")
    at_once = publish(repository, before)
    assert at_once.entries == later.entries, "what comes with the rewriting has its own id as well"
    assert publish(repository, later) == later, "a build that is compared with itself gives the same"


def test_an_ordinary_history_tells_what_it_told_without_the_manifest(
    repository: Repository, before: Site
) -> None:
    assert not before.delivered.is_kept
    assert publish(repository, before) == before
    new_change(repository)
    assert publish(repository, before) == publish(repository)


def revert(repository: Repository) -> None:
    repository.git("revert", "--no-edit", "HEAD~1")  # the amount is 300.00 once more


def remove_and_add_again(repository: Repository) -> None:
    path = f"{PROJECTS}/02.yaml"
    text = (repository.content / path).read_text("utf-8")
    (repository.content / path).unlink()
    repository.commit("removed")
    repository.write(path, text.replace("340.00", "345.00"))
    repository.commit("added again")


def merge_a_branch(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "branch")
    new_change(repository)
    repository.git("checkout", "--quiet", "main")
    repository._hours += 1
    repository.git("merge", "--quiet", "--no-ff", "-m", "merged", "branch")


@pytest.mark.parametrize("is_rewritten", [False, True], ids=["", "after a rebase of all"])
@pytest.mark.parametrize(
    ("step", "new"),
    [
        (revert, {f"{AMOUNT}3"}),
        (remove_and_add_again, {f"changes/{P2}/记录/1", f"changes/{P2}/扶持资金额度/2"}),
        (merge_a_branch, {f"changes/{P2}/扶持资金额度/2"}),
        (new_change, {f"changes/{P2}/扶持资金额度/2"}),
    ],
)
def test_what_comes_later_has_new_ids_and_renews_none(
    step: Callable[[Repository], None],
    new: set[str],
    is_rewritten: bool,
    repository: Repository,
    before: Site,
    tmp_path: Path,
) -> None:
    if is_rewritten:
        reword_all(repository)
    step(repository)
    repository = as_cloned(repository, tmp_path / "clone")
    after = publish(repository, before)
    assert before.entries.items() <= after.entries.items()
    assert after.entries.keys() - before.entries.keys() == new
    assert publish(repository, after) == after


def foxtrot(repository: Repository, *edits: Callable[[Repository], None]) -> None:
    """Somebody commits to an older main, pulls what was published meanwhile, and pushes: it is merged into theirs."""
    repository.git("branch", "published")
    repository.git("reset", "--quiet", "--hard", "HEAD~4")
    for edit in edits:
        edit(repository)
    repository._hours += 1
    repository.git("merge", "--quiet", "--no-ff", "-m", "pulled", "published")
    repository.git("branch", "--quiet", "-D", "published")


def test_a_foxtrot_merge_renews_nothing_and_its_cure_neither(
    repository: Repository, before: Site, tmp_path: Path
) -> None:
    other = f"changes/{P2}/完成时限/1"

    def deadline(repository: Repository) -> None:
        repository.change(f"{PROJECTS}/02.yaml", "2022-12-31", "2023-03-31")
        repository.commit("deadline of the other", "2022-03-01T07:30:00+08:00")

    foxtrot(repository, new_change, deadline)
    repository = as_cloned(repository, tmp_path / "clone")
    after = publish(repository, before)
    assert before.entries.items() <= after.entries.items()
    new = {f"changes/{P2}/扶持资金额度/2", other}
    assert after.entries.keys() - before.entries.keys() == new
    assert min(after.entries[key] for key in new) >= max(before.entries.values()), (
        "published when it was pushed"
    )
    assert publish(repository, after) == after

    repository.git("checkout", "--quiet", "-b", "fix", before.commit)
    repository._hours += 1
    repository.git("-c", "user.name=a", "-c", "user.email=a@b.cn", "merge", "--quiet", "--no-ff", "main")
    at_once = publish(repository, before)
    assert at_once.changes.keys() == after.changes.keys(), "mended before it was published"
    assert before.entries.items() <= at_once.entries.items()
    cured = publish(repository, after)
    assert cured.entries == after.entries, "mended after it was published"
    assert cured.changes == after.changes


def test_who_merges_the_same_field_the_wrong_way_round_takes_nobodys_id(
    repository: Repository, before: Site
) -> None:
    def amount(repository: Repository) -> None:
        repository.change(f"{PROJECTS}/01.yaml", "300.00", "310.00")
        repository.commit("another amount")

    with pytest.raises(Exception):  # noqa: B017 - git stops at the conflict
        foxtrot(repository, amount)
    repository.git("checkout", "--quiet", "--theirs", ".")
    repository.commit("pulled")
    after = publish(repository, before)
    told = {key: change[:2] for key, change in after.changes.items() if key.startswith(AMOUNT)}
    assert told == {
        f"{AMOUNT}1": ("350.00", "300.00"),
        f"{AMOUNT}2": ("310.00", "280.00"),
        f"{AMOUNT}3": ("300.00", "310.00"),
    }
    assert after.entries.keys() - before.entries.keys() == {f"{AMOUNT}3"}


def test_changes_are_listed_at_the_moments_at_which_they_were_delivered(
    made: tuple[Repository, Site], repository: Repository, before: Site
) -> None:
    """As ``gongkai changes --published`` does, since a moment or since a commit."""
    then = read_history(made[0].content, None, today=AS_OF)
    reword_all(repository)
    now = read_history(repository.content, None, today=AS_OF)

    def told(history: PortalHistory, start: datetime | int) -> list[tuple[str, str, str, datetime]]:
        found = (change for _, change in history.since(start))
        return sorted((one.record, one.field, one.new, one.published) for one in found)

    assert told(now, 0) != told(then, 0)
    keep_delivered(
        now, repository.content, before.delivered, before.commit, before.tree, is_same_program=True
    )
    assert told(now, 0) == told(then, 0)
    middle = sorted(change.published for _, change in then.since(0))[2]
    assert told(now, middle) == told(then, middle)
    number, other = (one.number_of("HEAD~3") for one in (now, then))
    assert number is not None
    assert other is not None
    assert told(now, number) == told(then, other)


def test_another_value_put_in_place_of_a_published_one_is_new(repository: Repository, before: Site) -> None:
    """The published commit is still in the repository, but no longer on the main line."""
    repository.git("reset", "--quiet", "--hard", "HEAD~2")
    repository.change(f"{PROJECTS}/01.yaml", "300.00", "270.00")
    repository.commit("another amount")
    after = publish(repository, before)
    assert after.changes[f"{AMOUNT}3"][:2] == ("300.00", "270.00")
    assert f"{AMOUNT}2" not in after.changes
    assert after.entries.keys() - before.entries.keys() == {f"{AMOUNT}3"}
    assert publish(repository, after) == after


def test_what_was_delivered_outlasts_a_build_without_a_whole_record(
    repository: Repository, before: Site, tmp_path: Path
) -> None:
    """A build from a shallow clone tells no changes; the next one finds what was delivered before it."""
    new_change(repository)
    repository.git("clone", "--quiet", "--depth", "2", f"file://{repository.root}", str(tmp_path / "cut"))
    history = read_history(tmp_path / "cut/content_data", None, today=AS_OF)
    assert history.gap
    between = replace(
        before, commit=history.commit, tree=history.tree, delivered=carried(before.delivered, ())
    )
    assert publish(repository, between) == publish(repository)
    reword_all(repository)
    after = publish(repository, between)
    assert before.entries.items() <= after.entries.items()
    assert after.entries.keys() - before.entries.keys() == {f"changes/{P2}/扶持资金额度/2"}


def test_what_is_redacted_or_private_is_not_carried_on() -> None:
    field = f"{P1}/承办单位 › 名称"
    batch = Batch(
        "1" * 40, datetime(2022, 3, 1, tzinfo=BEIJING), (f"changes/{field}/1", f"changes/{P2}/记录/1")
    )
    kept = AsDelivered(Delivered(batches=(batch,)), Evidence(is_rewritten=True))
    assert [one.changes for one in kept.gone((), ())] == [batch.changes[:1], batch.changes[1:]]
    assert [one.changes for one in kept.gone((), (P1,))] == [batch.changes[1:]]
    there = Change(P2, "记录", "1", "", batch.published, batch.commit, Weight.MAJOR)
    assert [one.changes for one in kept.gone((there,), ())] == [batch.changes[:1]]
    assert carried(Delivered(batches=(batch,)), (P1,)).batches[0].changes == batch.changes[1:]
    number = Batch(batch.commit, batch.published, (f"changes/{P1}/联系 › “13900001111”/1",))
    assert list(AsDelivered(Delivered(batches=(number,)), Evidence(is_rewritten=True)).gone((), ())) == []


def test_a_county_may_change_its_code_meanwhile() -> None:
    key = "changes/210198/payments/2021-03-10 210198-2020-01 一号 › 金额/2"
    moment = datetime(2022, 3, 1, tzinfo=BEIJING)
    batch = Batch("1" * 40, moment, (key,), ("210198-2020-01",))
    former = FormerCodes((("210199", ("210198",)),))
    change = Change(
        "210199/payments", "2021-03-10 210199-2020-01 一号 › 金额", "1", "2", moment, "2" * 40, Weight.MAJOR
    )
    later = moment + timedelta(days=9)
    history = History((change,), (("210199-2020-01", later),), first_code="210198")
    kept = AsDelivered(Delivered(batches=(batch,)), Evidence(is_rewritten=True), former).of("210199", history)
    assert kept.changes[0].number == 2
    assert dict(kept.first_published) == {"210199-2020-01": moment}


def test_what_was_published_in_one_moment_comes_in_the_order_of_the_main_line(repository: Repository) -> None:
    """Clocks that went back count as the moment before: a commit's id has no say in what came first."""
    moment = "2022-06-03T10:00:00+08:00"
    file, commits = repository.content / PROJECTS / "01.yaml", []
    for number in range(6):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"(?m)^扶持资金额度: .*$", f"扶持资金额度: {200 + number}", text), "utf-8")
        at = moment if number % 2 == 0 else "2022-06-02T09:00:00+08:00"
        commits.append(repository.commit("amended", at))
    batches = publish(repository).delivered.batches
    told = [batch.commit for batch in batches if batch.published == datetime.fromisoformat(moment)]
    assert told == commits
