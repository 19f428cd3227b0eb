"""``gongkai verify``: whatever of a site is not as its manifest and the repository say is named, file by file."""

import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.site import site_files
from generator.site.versions import versions
from tests.support.project import build, project, tree
from tests.support.repository import Repository

FILES = {
    "index.html": "<p>首页".encode(),
    "projects/210396-2020-01.html": b"<p>page" * 1000,
    "attachments/210396/验收 报告.pdf": b"%PDF",
    "data/empty.csv": b"",
}


def _manifest(files: dict[str, str], **other: object) -> bytes:
    members = {
        "format": 1,
        "commit": "",
        "tree": "",
        "as_of": "2022-06-30",
        "published": None,
        "versions": versions(),
        "records": {},
        "entries": {},
        "files": files,
    }
    return json.dumps(members | other, ensure_ascii=False).encode()


def _digests(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "manifest.json").write_bytes(_manifest(_digests(FILES)))
    return folder


def _verify(where: object, *options: object) -> Result:
    return CliRunner().invoke(main, ["verify", str(where), *map(str, options)])


def _lines(result: Result) -> list[str]:
    return [line for line in result.stdout.splitlines() if "  " in line]


def test_a_site_as_its_manifest_says_is_equal(site: Path) -> None:
    done = _verify(site)
    assert (done.exit_code, _lines(done), done.stderr) == (0, [], "")
    assert "清单列有 4 个文件（数据截至 2022-06-30），全部一致。" in done.stdout
    assert _verify(site / "manifest.json").exit_code == 0


def test_each_file_that_differs_has_a_line(site: Path) -> None:
    before = tree(site)
    (site / "index.html").write_bytes("<p>首贞".encode())
    (site / "data/empty.csv").unlink()
    (site / "new").mkdir()
    (site / "new/页.html").write_bytes(b"")
    (site / "projects/210396-2020-01.html").write_bytes(b"")
    done = _verify(site)
    assert done.exit_code == 1
    assert _lines(done) == [
        "缺少  data/empty.csv",
        "改动  index.html",
        "多出  new/页.html",
        "改动  projects/210396-2020-01.html",
    ]
    assert "有 4 个文件不一致：缺少 1 个，改动 2 个，多出 1 个" in done.stdout
    assert set(tree(site)) == (set(before) | {"new/页.html"}) - {"data/empty.csv"}


def test_the_report_for_programs_names_the_same(site: Path) -> None:
    (site / "index.html").unlink()
    done = _verify(site, "--format", "json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["is_equal"], found["files"], found["added_looked_for"]) == (
        1,
        False,
        4,
        True,
    )
    assert found["differences"] == [{"address": "index.html", "kind": "missing", "detail": ""}]


@pytest.mark.parametrize("made", ["file", "folder", "loop", "pipe"])
def test_what_is_no_ordinary_file_is_not_followed(site: Path, tmp_path: Path, made: str) -> None:
    """A link to the very bytes is still a link: the next deployment may bring anything in its place."""
    import os

    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/index.html").write_bytes(FILES["index.html"])
    (site / "index.html").unlink()
    if made == "file":
        (site / "index.html").symlink_to(tmp_path / "elsewhere/index.html")
    elif made == "folder":
        (site / "index.html").symlink_to(tmp_path / "elsewhere")
    elif made == "loop":
        (site / "index.html").symlink_to(site / "index.html")
    else:
        os.mkfifo(site / "index.html")
    (site / "more").symlink_to(tmp_path / "elsewhere")
    done = _verify(site)
    assert _lines(done) == ["未核对  index.html（是软链接或特殊文件）", "多出  more"]
    assert done.exit_code == 1


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/etc/passwd",
        "a/../../x",
        "a//b",
        "./a",
        "a/.",
        "",
        "C:/x",
        "a\\..\\x",
        "a\nb",
        "a\u202eb",
        "a\0b",
    ],
)
def test_a_hostile_name_is_told_and_not_read(site: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(b"secret")
    (site / "manifest.json").write_bytes(_manifest(_digests(FILES | {name: b"secret"})))
    done = _verify(site)
    assert done.exit_code == 1
    assert len(_lines(done)) == 1
    assert _lines(done)[0].startswith("地址不当  ")
    assert _lines(done)[0].isprintable()


@pytest.mark.parametrize(
    "data", [b"", _manifest(_digests(FILES))[:-40], b"[]", _manifest({"index.html": "12"}), b"\xff\xfe"]
)
def test_a_manifest_that_is_not_whole_is_one_line(site: Path, data: bytes) -> None:
    (site / "manifest.json").write_bytes(data)
    done = _verify(site)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "manifest.json 不完整" in done.stderr


@pytest.mark.parametrize(
    "where",
    [
        "nowhere",
        "s3://bucket/a",
        "https://",
        "http://[",
        "https://a.invalid/?x=1",
        "http://u:p@a.invalid/",
        ".",
    ],
)
def test_where_there_is_no_site_one_line_says_so(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _verify(where)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("gongkai：")
    assert done.stderr.count("\n") == 1


class _Host(BaseHTTPRequestHandler):
    """Serves ``files`` below /a/b; paths in ``odd`` are answered as that says."""

    files: dict[str, bytes]
    odd: dict[str, str]
    asked: list[str]

    def do_GET(self) -> None:
        from urllib.parse import unquote

        name = unquote(self.path).removeprefix("/a/b/")
        self.asked.append(name)
        how, data = self.odd.get(name, ""), self.files.get(name)
        if how == "moved":
            self.send_response(302)
            self.send_header("Location", f"/a/b/{name}.there")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif data is None or how.isdigit():
            self.send_error(int(how or 404))
        else:
            packed = gzip.compress(data) if how in {"gzip", "cut-gzip"} else data
            self.send_response(200)
            if how in {"gzip", "cut-gzip"}:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed[:-9] if how.startswith("cut") else packed)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[tuple[str, type[_Host]]]:
    class Host(_Host):
        files = FILES | {"manifest.json": _manifest(_digests(FILES))}
        odd: dict[str, str] = {}  # noqa: RUF012 - one for each test
        asked: list[str] = []  # noqa: RUF012 - one for each test

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/a/b", Host
        finally:
            server.shutdown()


@pytest.mark.parametrize("ending", ["", "/", "/index.html", "/manifest.json"])
def test_a_site_below_a_path_of_a_host_is_fetched(host: tuple[str, type[_Host]], ending: str) -> None:
    url, served = host
    done = _verify(url + ending)
    assert (done.exit_code, _lines(done)) == (0, [])
    assert "网址列不出全部文件，未核对有无多出的文件。" in done.stdout
    assert sorted(served.asked) == sorted(served.files)


def test_a_packed_answer_and_a_moved_file_are_the_file(host: tuple[str, type[_Host]]) -> None:
    url, served = host
    served.odd |= {"projects/210396-2020-01.html": "gzip", "manifest.json": "gzip", "index.html": "moved"}
    served.files["index.html.there"] = FILES["index.html"]
    assert (_verify(url).exit_code, _lines(_verify(url))) == (0, [])


def test_what_a_host_lacks_changes_or_does_not_give_is_told_apart(host: tuple[str, type[_Host]]) -> None:
    url, served = host
    served.odd |= {"index.html": "404", "data/empty.csv": "500", "projects/210396-2020-01.html": "cut-gzip"}
    served.files["attachments/210396/验收 报告.pdf"] = b"another"
    done = _verify(url)
    assert done.exit_code == 1
    assert _lines(done) == [
        "改动  attachments/210396/验收 报告.pdf",
        "未核对  data/empty.csv（对方返回 500）",
        "缺少  index.html",
        "未核对  projects/210396-2020-01.html（对方的答复不完整）",
    ]


def test_where_nothing_differs_and_not_all_was_read_nothing_is_settled(host: tuple[str, type[_Host]]) -> None:
    url, served = host
    served.odd["index.html"] = "503"
    assert _verify(url).exit_code == 2


def test_a_host_that_gives_nothing_any_more_ends_it(
    host: tuple[str, type[_Host]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, served = host
    monkeypatch.setattr(site_files, "_LOST_AFTER", 2)
    served.odd |= dict.fromkeys(FILES, "503")
    done = _verify(url)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "连续 2 个文件未取到（对方返回 503）" in done.stderr


def test_a_site_published_anew_meanwhile_is_looked_at_again(
    host: tuple[str, type[_Host]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, served = host
    real = site_files.Host.look

    def changing(self: site_files.Host, addresses: object) -> object:
        served.files["index.html"] = b"new"
        served.files["manifest.json"] = _manifest(_digests(FILES | {"index.html": b"new"}))
        return real(self, addresses)  # type: ignore[arg-type]

    monkeypatch.setattr(site_files.Host, "look", changing)
    done = _verify(url)
    assert (done.exit_code, "核对期间网站重新发布了" in done.stderr) == (2, True)
    assert _verify(url).exit_code == 0


def test_a_host_may_not_lead_to_this_machine(host: tuple[str, type[_Host]], tmp_path: Path) -> None:
    served = host[1]
    (tmp_path / "manifest.json").write_bytes(served.files["manifest.json"])

    class Leading(served):  # type: ignore[valid-type, misc]
        def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
            self.send_response(302)
            self.send_header("Location", (tmp_path / "manifest.json").as_uri())
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Leading) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = _verify(f"http://127.0.0.1:{server.server_address[1]}")
        server.shutdown()
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Path]:
    """A repository of two commits after the one that was published, and the site."""
    folder = project(tmp_path_factory.mktemp("repository") / "p", ("210396",))
    repository = Repository(folder)
    repository.commit("published")
    site = folder.parent / "public"
    assert build(folder, site) == 0
    repository.change("counties/210396/projects/01.yaml", "扶持资金额度:", "扶持资金额度: 1 #")
    repository.commit("later")
    return repository, site


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def test_the_commit_of_the_manifest_is_built_again(
    published: tuple[Repository, Path], tmp_path: Path
) -> None:
    """What was forged together with the manifest comes to light; neither the site nor the repository is written."""
    repository, site = published
    before = _state(repository.root), _state(site)
    done = _verify(site, "--repo", repository.root)
    assert (done.exit_code, _lines(done)) == (0, [])
    assert "用这台机器上的程序重新生成" in done.stdout
    assert (_state(repository.root), _state(site)) == before
    forged = tmp_path / "forged"
    forged.mkdir()
    for address, data in tree(site).items():
        (forged / address).parent.mkdir(parents=True, exist_ok=True)
        (forged / address).write_bytes(data)
    manifest = json.loads((forged / "manifest.json").read_bytes())
    page = (forged / "projects/210396-2020-01.html").read_bytes() + b"<!-- -->"
    (forged / "projects/210396-2020-01.html").write_bytes(page)
    (forged / "extra.html").write_bytes(b"x")
    manifest["files"] |= _digests({"projects/210396-2020-01.html": page, "extra.html": b"x"})
    del manifest["files"]["feed.xml"]
    del manifest["records"]["projects/210396-2020-02"]
    manifest["versions"]["pydantic"] = "1.0"
    (forged / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    done = _verify(forged, "--repo", repository.root)
    assert done.exit_code == 1
    assert _lines(done) == [
        "与仓库不符  extra.html（仓库生成不出这个文件）",
        "多出  feed.xml（清单与仓库不符：仓库生成的文件，清单未列）",
        "与仓库不符  manifest.json（记录网址不同）",
        "与仓库不符  projects/210396-2020-01.html（与仓库生成的内容不同）",
    ]
    assert done.stderr.startswith(
        "gongkai：版本不同，重新生成的内容可能因此不同：pydantic：网站用 1.0，这里是 "
    )


@pytest.mark.parametrize("commit", ["", "3" * 40])
def test_a_commit_that_is_not_on_the_main_line_is_not_built(
    published: tuple[Repository, Path], site: Path, commit: str
) -> None:
    (site / "manifest.json").write_bytes(_manifest(_digests(FILES), commit=commit, tree=commit))
    done = _verify(site, "--repo", published[0].root)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "提交" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_site_of_an_incomplete_record_is_not_held_against_the_whole_one(
    published: tuple[Repository, Path], tmp_path: Path
) -> None:
    """Seventy files would be said to differ, and none was tampered with."""
    clone = tmp_path / "clone"
    published[0].git("clone", "--quiet", "--depth", "1", f"file://{published[0].root}", str(clone))
    site = tmp_path / "site"
    assert build(clone, site) == 0
    done = _verify(site, "--repo", published[0].root)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("gongkai：清单写明网站生成时变更记录不完整，")
    assert done.stderr.count("\n") == 1
    done = _verify(site)
    assert done.exit_code == 0
    assert "生成时变更记录不完整" in done.stdout


def test_a_commit_of_another_branch_is_never_run(published: tuple[Repository, Path], site: Path) -> None:
    """A submission nobody reviewed brings its own program: a host that names it must not have it run."""
    repository = published[0]
    repository.git("checkout", "--quiet", "-b", "submission", "main~1")
    other = repository.commit("not reviewed")
    repository.git("checkout", "--quiet", "main")
    (site / "manifest.json").write_bytes(_manifest(_digests(FILES), commit=other, tree=other))
    done = _verify(site, "--repo", repository.root)
    assert (done.exit_code, "不在仓库的主线上" in done.stderr) == (2, True)


@pytest.mark.parametrize("kind", ["no project", "no repository"])
def test_a_repository_that_is_none_is_told(site: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "p"
    if kind == "no project":
        folder.mkdir()
    else:
        project(folder, ())
    (site / "manifest.json").write_bytes(_manifest(_digests(FILES), commit="3" * 40, tree="3" * 40))
    done = _verify(site, "--repo", folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
