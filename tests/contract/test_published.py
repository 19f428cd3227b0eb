"""``build --published``: the manifest before this one, from a file or an address; whatever is wrong is one line."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.site import published, web
from generator.site.published import NotThereError, read_published
from generator.site.web import Limits
from tests.support.gongkai import gongkai
from tests.support.project import project
from tests.support.repository import Repository

NOTHING = "0" * 40
COMMIT = "3" * 40
PROJECT = "counties/210397/projects/01.yaml"


def manifest(commit: str = "", files: tuple[str, ...] = ()) -> bytes:
    return json.dumps(
        {
            "format": 1,
            "commit": commit,
            "tree": commit,
            "as_of": "2022-06-30",
            "published": None,
            "versions": {"gongkai": "0.1.0"},
            "records": {},
            "entries": {},
            "files": dict.fromkeys(files, "0" * 64),
        }
    ).encode()


class Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/zhsf/manifest.json":
            self._answer(200, manifest(COMMIT))
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/zhsf/manifest.json")
            self.end_headers()
        elif self.path == "/page":
            self._answer(200, "<!doctype html><title>不是清单</title>".encode())
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(manifest())
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" " * 65536)
            except OSError:
                return
        elif self.path == "/to-a-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path == "/silent":
            self.server.released.wait(30)  # type: ignore[attr-defined]
        else:
            self._answer(503 if self.path == "/down" else 404, b"")

    def _answer(self, code: int, data: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)  # the silent answer keeps nobody else waiting
    server.released = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.released.set()  # type: ignore[attr-defined]
    server.shutdown()


def test_a_file_a_folder_and_an_address_give_the_same(tmp_path: Path, host: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(manifest(COMMIT))
    wheres = [
        str(path),
        str(tmp_path),
        path.as_uri(),
        f"{host}/zhsf/manifest.json",
        f"{host}/zhsf/",
        f"{host}/moved",
    ]
    found = [read_published(where) for where in wheres]
    assert found == found[:1] * len(wheres)
    assert found[0].manifest.commit == COMMIT


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/nothing", "对方返回 404：地址不对，或者尚未公开过；第一次公开时不写 --published"),
        ("/down", "对方返回 503"),
        ("/page", "不是公开清单"),
        ("/cut", "对方的答复不完整"),
        ("/endless", "太大"),
        ("/to-a-file", "对方返回 302"),
        ("/silent", "等待超时"),
    ],
)
def test_what_an_address_does_not_give_is_one_line(
    path: str, told: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_SILENCE", 1)
    monkeypatch.setattr(published, "_LIMITS", Limits(size=1_000_000, seconds=120))
    with pytest.raises(NotThereError) as error:
        read_published(f"{host}{path}")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_host_that_never_ends_its_answer_is_given_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "_LIMITS", Limits(size=1_000_000, seconds=0))
    with pytest.raises(NotThereError, match="等待超时"):
        read_published(f"{host}/endless")


def unused() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def test_other_places_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": 1', "utf-8")
    (tmp_path / "empty").mkdir()
    for where, told in [
        (str(tmp_path / "nothing.json"), "找不到文件或文件夹"),
        (str(tmp_path / "empty"), "找不到文件或文件夹"),
        (str(broken), "不是公开清单"),
        (f"http://127.0.0.1:{unused()}/manifest.json", "连接被拒绝"),
        ("http://nowhere.invalid/manifest.json", "找不到这个主机"),
        ("http://[1/manifest.json", "地址写得不对"),
        ("http:///manifest.json", "地址写得不对"),
        ("https://127.0.0.1:x/", "地址写得不对"),
        ("ftp://127.0.0.1/manifest.json", "不是能读取的地址"),
        ("data://text/plain", "不是能读取的地址"),
    ]:
        with pytest.raises(NotThereError) as error:
            read_published(where)
        assert told in str(error.value), (where, str(error.value))
        assert "\n" not in str(error.value)
        assert where in str(error.value)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(project(tmp_path_factory.mktemp("published") / "p", ("210397",)))
    made.commit("first")
    made.git("tag", "first")
    made.commit("second")
    return made


def build(repository: Repository, *options: str) -> subprocess.CompletedProcess[str]:
    return gongkai("--root", repository.root, "build", *options, env=os.environ | {"NO_COLOR": "1"})


NOT_COMPARED = "未给出 --published：未与上一次公开的网站比较消失的网页、改写的历史和最早公开的日期。\n"


def test_without_it_the_build_says_what_was_not_compared(repository: Repository) -> None:
    run = build(repository)
    assert run.returncode == 0
    assert run.stderr.count(NOT_COMPARED) == 1


def test_what_cannot_be_read_ends_the_build_in_one_line(repository: Repository, tmp_path: Path) -> None:
    run = build(repository, "--published", str(tmp_path / "nothing"), "--site-dir", str(tmp_path / "site"))
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert run.stderr.startswith("gongkai：网站未生成：上一次公开的清单“")
    assert not (tmp_path / "site").exists()


def test_history_that_was_rewritten_is_said_loudly_and_strictly_refused(
    repository: Repository, tmp_path: Path
) -> None:
    before, site = tmp_path / "published.json", tmp_path / "site"
    options = ("--published", str(before), "--site-dir", str(site), "--strict")
    before.write_bytes(manifest(repository.git("rev-parse", "first")))
    run = build(repository, *options)
    assert (run.returncode, run.stderr) == (0, "")
    was = (site / "manifest.json").read_bytes()
    repository.git("checkout", "--quiet", "--orphan", "rewritten")
    repository.commit("all of it anew")
    run = build(repository, *options)
    assert run.returncode == 1
    assert "历史被改写" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert (site / "manifest.json").read_bytes() == was
    run = build(repository, *options[:4])
    assert run.returncode == 0
    assert "警告：历史被改写" in run.stderr
    assert (site / "manifest.json").read_bytes() != was
    repository.git("checkout", "--quiet", "main")


def test_a_commit_of_a_merged_branch_is_not_on_the_main_line(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", "-b", "county", "first")
    side = repository.commit("on the county's branch")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "-m", "merged", "county")
    before = tmp_path / "published.json"
    main = repository.git("rev-parse", "main")
    for commit, told in ((side, "警告：主线的方向反了"), (main, ""), (NOTHING, "警告：历史被改写")):
        before.write_bytes(manifest(commit))
        run = build(repository, "--published", str(before))
        assert run.returncode == 0
        assert run.stderr.startswith(told)
        assert len(run.stderr.splitlines()) == bool(told)


def test_a_main_line_that_was_turned_round_is_told_with_a_cure_that_works(
    repository: Repository, tmp_path: Path
) -> None:
    """Somebody commits, pulls what was published meanwhile, and pushes; then does what the message says."""
    there, here = tmp_path / "there.git", repository.copy(tmp_path / "here")
    here.git("branch", "-q", "-f", "published", "main")
    here.git("reset", "-q", "--hard", "first")
    here.change("counties/210397/county.yaml", "名称: ", "名称: 新")
    here.commit("an older main")
    here.git("merge", "-q", "--no-ff", "-m", "pulled", "published")
    here.git("clone", "-q", "--bare", ".", str(there))
    here.git("remote", "add", "origin", str(there))
    before = tmp_path / "published.json"
    before.write_bytes(manifest(here.git("rev-parse", "published")))
    options = ("--published", str(before), "--strict", "--site-dir", str(tmp_path / "site"))
    run = build(here, *options)
    assert run.returncode == 1
    assert "主线的方向反了" in run.stderr
    assert not (tmp_path / "site").exists()
    cure = re.search(r"git switch .* HEAD:main", run.stderr)
    assert cure
    for command in cure[0].split(" && "):
        here.git(*command.split()[1:])
    run = build(here, *options)
    assert (run.returncode, run.stderr) == (0, "")
    assert here.git("rev-parse", "HEAD") == here.git("--git-dir", str(there), "rev-parse", "main")


def amended(here: Repository) -> None:
    """The last commit says something else, and one more changes the same line again."""
    here.git("commit", "-q", "--amend", "--allow-empty", "-m", "in other words")
    here.change(PROJECT, "备注: 新", "备注: 更新")
    here.commit("the remark again")


def all_anew(here: Repository) -> None:
    """Not one commit is left of those that were there."""
    here.git("rebase", "-q", "--root", "--force-rebase")


def squashed(here: Repository) -> None:
    """All since the opening is one commit, which takes back what was published last."""
    here.git("reset", "-q", "--soft", "first")
    here.change(PROJECT, "备注: 新\n", "")
    here.commit("squashed")


def put_back(here: Repository) -> None:
    """The main line ends before what was published last."""
    here.git("reset", "-q", "--hard", "HEAD~1")


@pytest.mark.parametrize("rewrite", [amended, all_anew, squashed, put_back])
def test_a_rewritten_history_is_told_with_a_cure_that_works(
    repository: Repository, tmp_path: Path, rewrite: Callable[[Repository], None]
) -> None:
    """Somebody rewrites what was published and forces it; a clone that still has it does what the message says."""
    there, here = tmp_path / "there.git", repository.copy(tmp_path / "here")
    here.git("checkout", "-q", "-B", "main", "main")
    here.change(PROJECT, "状态: ", "备注: 新\n状态: ")
    here.commit("a remark", "2022-06-02T10:00:00+08:00")
    here.git("clone", "-q", "--bare", ".", str(there))
    here.git("remote", "add", "origin", str(there))
    options = ("--site-dir", str(tmp_path / "site"), "--strict")
    assert build(here, *options).returncode == 0
    then = json.loads((tmp_path / "site/manifest.json").read_bytes())
    (tmp_path / "published.json").write_text(json.dumps(then), "utf-8")
    old = here.copy(tmp_path / "old")
    here._hours += 48
    rewrite(here)
    here.git("push", "-q", "--force", "origin", "main")

    compared = (*options, "--published", str(tmp_path / "published.json"))
    run = build(here, *compared)
    assert run.returncode == 1
    assert "历史被改写" in run.stderr
    cure = re.search(r"git fetch .*:main", run.stderr)
    assert cure
    old._hours = here._hours + 1
    for command in cure[0].split(" && "):
        assert re.fullmatch(r"[\w :/.-]+", command), "any shell knows it, that of Windows too"
    old.run("sh", "-c", cure[0])
    here.git("fetch", "-q")
    tip = here.git("rev-parse", "origin/main")
    assert here.git("rev-parse", f"{tip}^1") == then["commit"]
    assert here.git("diff", tip, "main") == "", "what was written meanwhile is there"
    here.git("merge", "-q", "--ff-only", "origin/main")
    run = build(here, *compared)
    assert (run.returncode, run.stderr) == (0, "")
    now = json.loads((tmp_path / "site/manifest.json").read_bytes())
    delivered = then["history"]["batches"]
    assert now["history"]["batches"][: len(delivered)] == delivered
    assert not now["history"]["is_kept"], "the commits alone tell it"


def test_what_was_published_keeps_its_dates_through_builds_and_verify(
    repository: Repository, tmp_path: Path
) -> None:
    """Two builds and a rebase of everything between them; the second site can be verified all the same."""
    here = repository.copy(tmp_path / "here")
    here.git("checkout", "-q", "-B", "main", "main")
    here.change(PROJECT, "状态: ", "备注: 新\n状态: ")
    here.commit("a remark", "2022-06-02T10:00:00+08:00")
    site = tmp_path / "site"
    assert build(here, "--site-dir", str(site)).returncode == 0
    before = tmp_path / "published.json"
    before.write_bytes((site / "manifest.json").read_bytes())
    was = {path.name: path.read_bytes() for path in (site / "data").glob("changes.*")}
    here._hours += 48
    here.git("rebase", "-q", "--root", "--force-rebase")
    run = build(here, "--site-dir", str(site), "--published", str(before))
    assert run.stderr.startswith("警告：历史被改写")
    now, then = (json.loads(path.read_bytes()) for path in (site / "manifest.json", before))
    assert now["commit"] != then["commit"]
    assert now["entries"] == then["entries"]
    assert now["history"]["is_kept"]
    assert [batch["published"] for batch in now["history"]["batches"]] == [
        batch["published"] for batch in then["history"]["batches"]
    ]
    assert _dates((site / "data/changes.json").read_bytes()) == _dates(was["changes.json"]) != []
    listed = gongkai("--root", here.root, "changes", "--format", "json", "--published", site)
    days = [change["published"] for change in json.loads(listed.stdout)["changes"]]
    assert sorted(days) == sorted(day for _, day in _dates(was["changes.json"]))
    verified = gongkai("--root", here.root, "verify", site, "--repo", here.root)
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.parametrize("command", ["check", "changes", "bulletin"])
def test_other_commands_take_the_manifest_too(repository: Repository, tmp_path: Path, command: str) -> None:
    """So that an operator reads the dates that the site tells, not those of a rewritten history."""
    run = gongkai("--root", repository.root, command, "--published", tmp_path / "nothing")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("gongkai：上一次公开的清单“")
    assert run.stderr.count("\n") == 1
    (tmp_path / "manifest.json").write_bytes(manifest(repository.git("rev-parse", "first")))
    run = gongkai("--root", repository.root, command, "--published", tmp_path)
    assert (run.returncode, run.stderr) == (0, "")


def _dates(changes: bytes) -> list[tuple[str, str]]:
    return [(change["id"], change["published"]) for change in json.loads(changes)["changes"]]


def test_a_clone_that_ends_too_early_cannot_tell_and_says_so(repository: Repository, tmp_path: Path) -> None:
    before = tmp_path / "published.json"
    before.write_bytes(manifest(repository.git("rev-parse", "first")))
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(clone))
    run = gongkai("--root", clone, "build", "--published", before, "--strict", "--allow-shallow")
    assert run.returncode == 0
    assert "在这里看不到，未核对历史是否被改写" in run.stderr


def test_a_preview_compares_nothing_and_says_nothing(repository: Repository) -> None:
    plugin = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "site-plain"],
        cwd=repository.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert plugin.returncode == 0, plugin.stderr
    assert NOT_COMPARED not in plugin.stderr
