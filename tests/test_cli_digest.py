"""``gongkai digest`` on real repositories: each event once, to whoever asked for it, and no address where all may read."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.engine import check_portal
from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.manifest import Manifest
from generator.history import read_history
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.project import ROOT
from tests.support.repository import Repository

MINE = "counties/210198"
POLICY = "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n"
PAYMENTS = "日期,项目编号,金额,收款单位,用途,凭证号\n2022-02-01,210198-2020-01,74.40,甲公司,首付款,一号\n"
HEAD = "邮箱,频率,县,承办单位,规则,金额不低于（万元）\n"
ALL = "a@example.cn,每日,,,,\n"
DAY = "2022-03-20"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two counties, and a commit that changes an amount and a word and adds a payment."""
    made = Repository(tmp_path_factory.mktemp("digest") / "checkout")
    made.write("site.yaml", SITE)
    made.write("policies/2020-226.md", POLICY)
    for code in ("210197", "210198"):
        made.write(f"counties/{code}/county.yaml", COUNTY.format(code=code))
        for number in ("01", "02"):
            made.write(f"counties/{code}/projects/{number}.yaml", PROJECT.format(code=code, number=number))
    made.write(f"{MINE}/payments.csv", PAYMENTS)
    made.commit("published")
    made.git("tag", "first")
    made.write(f"{MINE}/payments.csv", f"{PAYMENTS}2022-03-01,210198-2020-02,10.00,乙公司,首付款,二号\n")
    made.change(f"{MINE}/payments.csv", "74.40", "174.40")
    made.commit("changed")
    return made


@pytest.fixture
def repository(begun: Repository, tmp_path: Path) -> Repository:
    return begun.copy(tmp_path / "checkout")


def run(repository: Repository, rows: str, *options: str, since: str = "first", as_of: str = DAY) -> Result:
    folder = repository.root.parent
    (folder / "list.csv").write_text(HEAD + rows, "utf-8-sig")
    paths = ["--subscribers", str(folder / "list.csv"), "--out", str(folder / "out")]
    command = ["--root", str(repository.root), "digest", "--since", since, "--as-of", as_of, *paths]
    return CliRunner().invoke(main, [*command, "--from", "tongzhi@example.gov.cn", *options])


def mails(repository: Repository) -> dict[str, str]:
    """Address → the plain text of its mail."""
    found = {}
    for file in sorted((repository.root.parent / "out").glob("*.eml")):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        found[str(message["To"])] = body.get_content()
    return found


def titles(text: str) -> list[str]:
    return re.findall(r"^\d+\. (.*)$", text, re.MULTILINE)


def manifest_of(repository: Repository) -> Path:
    """The manifest that a build of today would write, as far as digests read it."""
    history = read_history(repository.content, None)
    checked = check_portal(repository.content, date.fromisoformat(DAY), date.fromisoformat(DAY), history)
    ids = publish(checked).entry_ids
    written = Manifest(
        1, history.commit, history.tree, checked.as_of, None, {}, {}, dict.fromkeys(ids, checked.as_of), {}
    )
    file = repository.root.parent / "manifest.json"
    file.write_text(json.dumps(asdict(written), default=str), "utf-8")
    return file


def send_on(repository: Repository) -> None:
    """Takes the mails away, as a mail system does."""
    for file in (repository.root.parent / "out").glob("*.eml"):
        file.unlink()


def test_what_came_since_a_commit_goes_to_whoever_asked_for_it(repository: Repository) -> None:
    rows = (
        "all@example.cn,每日,,,,\nmuch@example.cn,每日,,,,100\nother@example.cn,每日,210197,,,\n"
        "b@example.cn,每周,210198,,,\n"
    )
    result = run(repository, rows)
    assert result.exit_code == 0, result.output
    found = mails(repository)
    assert set(found) >= {"all@example.cn", "much@example.cn", "b@example.cn"}
    assert "other@example.cn" not in found
    assert any("174.40" in title for title in titles(found["much@example.cn"]))
    assert not any("10.00" in title for title in titles(found["much@example.cn"]))
    assert any("拨付 10.00 万元" in title for title in titles(found["all@example.cn"]))
    assert not any(
        "74.40 万元" in title and "→" not in title and "由" not in title
        for title in titles(found["all@example.cn"])
    )
    assert "@" not in result.output


def test_nothing_new_no_mail_and_the_next_day_only_what_is_new(repository: Repository) -> None:
    assert run(repository, ALL, since="HEAD", as_of="2022-03-01").exit_code == 0
    assert mails(repository) == {}
    repository.git("tag", "-f", "sent")
    repository.change(f"{MINE}/payments.csv", "10.00", "20.00")
    repository.commit("once more")
    assert run(repository, ALL, since="sent", as_of="2022-03-01").exit_code == 0
    (text,) = mails(repository).values()
    (title,) = [title for title in titles(text) if "金额" in title]
    assert "20.00" in title


def test_with_a_manifest_each_event_is_told_once_however_often_it_runs(repository: Repository) -> None:
    manifest = str(manifest_of(repository))
    for _ in range(2):
        assert run(repository, ALL, since=manifest).exit_code == 0
        assert mails(repository) == {}
    repository.change(f"{MINE}/payments.csv", "10.00", "20.00")
    repository.commit("once more")
    assert run(repository, ALL, since=manifest).exit_code == 0
    (text,) = mails(repository).values()
    assert len([title for title in titles(text) if "20.00" in title]) == 1


def test_days_put_side_by_side_tell_each_event_once(repository: Repository) -> None:
    told: list[str] = []
    for day in ("2022-03-01", "2022-03-02", "2022-03-03"):
        assert run(repository, ALL, since=day, as_of=day).exit_code == 0
        told += [title for text in mails(repository).values() for title in titles(text)]
        send_on(repository)
    assert sum("拨付 10.00 万元" in title for title in told) == 1
    assert sum("174.40" in title and "74.40" in title for title in told) >= 1


def test_the_same_run_writes_the_same_bytes(repository: Repository) -> None:
    out = repository.root.parent / "out"
    written: list[dict[str, bytes]] = []
    for _ in range(2):
        run(repository, ALL)
        written.append({file.name: file.read_bytes() for file in out.glob("*.eml")})
        send_on(repository)
    assert written[0] == written[1] != {}


def test_mails_are_not_written_over_nor_read_by_others(repository: Repository) -> None:
    assert run(repository, ALL).exit_code == 0
    (file,) = (repository.root.parent / "out").glob("*.eml")
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    again = run(repository, ALL)
    assert again.exit_code == 2
    assert "先寄出或移走" in again.output


def _inside(repository: Repository, folder: Path) -> Sequence[tuple[Path, Path]]:
    """(list, out): each with one of them in the repository, by a link too."""
    outside, home = folder / "list.csv", repository.root
    for place in (outside, home / "list.csv", repository.content / "list.csv", home / ".git/list.csv"):
        place.write_text(HEAD + ALL, "utf-8")
    (folder / "linked.csv").symlink_to(home / "list.csv")
    (folder / "linked").symlink_to(home, target_is_directory=True)
    (home / "link-out.csv").symlink_to(outside)
    out = folder / "out"
    return (
        (home / "list.csv", out),
        (repository.content / "list.csv", out),
        (home / ".git/list.csv", out),
        (folder / "linked.csv", out),
        (folder / "linked/list.csv", out),
        (home / "link-out.csv", out),
        (home / "../checkout/list.csv", out),
        (outside, home / "out"),
        (outside, home),
        (outside, folder / "linked/out"),
    )


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_neither_list_nor_mails_lie_in_the_repository(repository: Repository, tmp_path: Path) -> None:
    for listed, out in _inside(repository, tmp_path):
        command = ["--root", str(repository.root), "digest", "--since", "first", "--from", "a@example.cn"]
        result = CliRunner().invoke(main, [*command, "--subscribers", str(listed), "--out", str(out)])
        assert result.exit_code == 2, (listed, out)
        assert "不得放在数据仓库里" in result.output
        assert len(result.output.strip().splitlines()) == 1
        assert not list(repository.root.rglob("*.eml"))


def test_a_wrong_list_writes_nothing_and_repeats_no_address(repository: Repository) -> None:
    result = run(repository, "zhang.san#qq.com,每日,,,,\nli@qq.com,天天,,,,\nok@qq.com,每日,,,,\n")
    assert result.exit_code == 1
    assert "名单第 2 行“邮箱”" in result.output
    assert "名单第 3 行“频率”" in result.output
    assert not re.search("@|zhang|li|ok", result.output)
    assert mails(repository) == {}


def test_a_county_nobody_knows_is_a_remark_and_others_get_their_mails(repository: Repository) -> None:
    result = run(repository, f"x@example.cn,每日,无名县,无名公司,,\n{ALL}")
    assert result.exit_code == 0
    assert "“无名县”" in result.output
    assert "“无名公司”" in result.output
    assert set(mails(repository)) == {"a@example.cn"}


@pytest.mark.parametrize(
    ("options", "since", "said"),
    [
        ((), "无此提交", "不是清单、提交或日期"),
        (("--reply-to", "甲 <a@example.cn>"), "first", "要写一个邮箱"),
        (("--reply-to", "a@example.cn\nBcc: b@example.cn"), "first", "要写一个邮箱"),
    ],
)
def test_wrong_use_is_one_line(
    repository: Repository, options: tuple[str, ...], since: str, said: str
) -> None:
    result = run(repository, ALL, *options, since=since)
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_weekly_and_daily_can_be_written_apart(repository: Repository) -> None:
    run(repository, f"{ALL}b@example.cn,每周,,,,\n", "--every", "每周")
    assert set(mails(repository)) == {"b@example.cn"}


@pytest.mark.skipif(os.name == "nt", reason="the script is for sh")
def test_the_script_in_the_documentation_sends_each_mail_once_even_if_it_stops_halfway(
    repository: Repository, tmp_path: Path
) -> None:
    document = (ROOT / "docs/digest.md").read_text("utf-8")
    (script,) = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", document, re.DOTALL)
    home, tools, sent = tmp_path / "home", tmp_path / "tools", tmp_path / "sent"
    for folder in (home, tools, sent):
        folder.mkdir()
    (home / "名单.csv").write_text(f"{HEAD}{ALL}b@example.cn,每日,,,,\nc@example.cn,每周,,,,\n", "utf-8")
    _tool(tools / "digest.sh", script)
    _tool(tools / "gongkai", f'#!/bin/sh\nexec {sys.executable} -m generator.cli "$@" --as-of {DAY}\n')
    _tool(
        tools / "sendmail",
        f'#!/bin/sh\n[ -e {tmp_path}/broken ] && [ -n "$(ls {sent})" ] && exit 75\ncat > {sent}/$$\n',
    )
    environment = os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GONGKAI_HOME": str(home),
        "GONGKAI_ROOT": str(repository.root),
        "GONGKAI_MANIFEST": str(manifest_of(repository)),
    }
    shutil.copy(environment["GONGKAI_MANIFEST"], home / "每日.json")
    repository.change(f"{MINE}/payments.csv", "10.00", "20.00")
    repository.commit("once more")
    manifest_of(repository)
    (tmp_path / "broken").touch()
    for code in (75, 0, 0):
        run = subprocess.run(
            ["sh", tools / "digest.sh", "每日"], env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == code, run.stderr
        assert len(list(sent.iterdir())) == (1 if code else 2)
        (tmp_path / "broken").unlink(missing_ok=True)
    to = [message_from_bytes(file.read_bytes(), policy=policy.default)["To"] for file in sent.iterdir()]
    assert sorted(map(str, to)) == ["a@example.cn", "b@example.cn"]


def _tool(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    file.chmod(0o755)
