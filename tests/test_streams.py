"""What is said arrives on any terminal: other encodings, closed streams, a full disk, a reader who goes away."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.gongkai import in_bytes
from tests.support.one_county import CODE, FILES
from tests.support.preview import fetch, free_port, wait_for
from tests.support.project import project, tree

GONGKAI = Path(sys.executable).with_name("gongkai")
MKDOCS = Path(sys.executable).with_name("mkdocs")
COUNTY = "210396"
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Where Python takes ASCII at its word."""
posix = pytest.mark.skipif(os.name != "posix", reason="a shell closes streams on POSIX")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with findings to report and an error: a county with nothing attached, which is checked in half the time."""
    made = project(tmp_path_factory.mktemp("streams") / "p", ())
    county = f"content_data/counties/{CODE}"
    for name, text in FILES.items():
        (made / county / name).parent.mkdir(parents=True, exist_ok=True)
        (made / county / name).write_text(text, "utf-8")
    return under_git(made, f"{county}/projects/01.yaml")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of the demonstration; an attachment of it has a Chinese name."""
    made = project(tmp_path_factory.mktemp("portal") / "p", (COUNTY,))
    assert not all(path.name.isascii() for path in made.rglob("*"))
    return under_git(made, f"content_data/counties/{COUNTY}/projects/01.yaml")


def under_git(made: Path, record: str) -> Path:
    """Committed, with a letter in a record that is in no Chinese encoding."""
    (made / record).write_text((made / record).read_text("utf-8") + "ñ键😀: 1\n", "utf-8")
    for command in (
        ["init", "--quiet"],
        ["add", "content_data"],
        ["commit", "--quiet", "--message", "published"],
    ):
        who = ["-c", "user.name=clerk", "-c", "user.email=clerk@example.gov.cn"]
        subprocess.run(["git", *who, "-C", str(made), *command], check=True)
    return made


def run(folder: Path, *arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    environment = os.environ | options.pop("env", {})
    piped: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(
        [GONGKAI, "--root", folder, *arguments], env=environment, cwd=folder.parent, check=False, **piped
    )


@cache
def whole(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """What a command says where everything is in order; asked once."""
    return run(folder, *arguments, env={"PYTHONIOENCODING": "utf-8"})


def shell(folder: Path, arguments: str, redirections: str) -> "subprocess.CompletedProcess[bytes]":
    command = f'exec "{GONGKAI}" --root "{folder}" {arguments} {redirections}'
    return subprocess.run(["sh", "-c", command], capture_output=True, cwd=folder.parent, check=False)


ENCODINGS = ["gbk", "cp936", "gb2312", "gb18030", "big5", "cp1252", "latin-1", "koi8-r", "ascii", "utf-16", "gbk:replace", "ascii:ignore"]  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_arrives_in_any_encoding(folder: Path, encoding: str) -> None:
    done = run(folder, "check", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert done.stderr == b""
    name = encoding.partition(":")[0]
    chinese = {"gbk", "cp936", "gb2312", "gb18030", "utf-16"}
    report = done.stdout.decode(name if name in chinese else "utf-8")
    assert "ñ键😀" in report or "\\u00f1键\\ud83d\\ude00" in report or "?键?" in report
    assert "1 个错误" in report


@pytest.mark.parametrize("form", ["json", "sarif"])
@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii", "utf-16"])
def test_what_programs_read_is_the_same_document(folder: Path, form: str, encoding: str) -> None:
    right = json.loads(whole(folder, "check", "--format", form).stdout)
    done = run(folder, "check", "--format", form, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert json.loads(done.stdout) == right
    assert "ñ键😀" in json.dumps(right, ensure_ascii=False)


COMMANDS = [
    ("--help", 0),
    ("check --help", 0),
    ("nope", 2),
    ("check ñ键😀", 2),
    ("--root ñ键😀 check", 2),
    ("rules", 0),
    ("explain F104", 0),
    ("explain ñ😀", 2),
    ("changes", 2),
    ("schema --out ñ键😀", 0),
    ("new county 210681 ñ键😀 --city 丹东 --cohort 2020", 0),
    ("new project 210396 ñ键😀 --direction 物流配送", 0),
    ("new province ñ键😀省", 0),
    ("build --site-dir ñ键😀站", 0),
]


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_every_command_speaks_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    folder = project(tmp_path / "p", (COUNTY,))
    for command, code in COMMANDS:
        variables = os.environ | {"PYTHONIOENCODING": encoding}
        done = in_bytes("--root", folder, *command.split(), cwd=folder.parent, env=variables)
        said = (done.stdout + done.stderr).decode("gbk" if encoding == "gbk" else "utf-8")
        assert done.returncode == code, said
        assert said
        assert not any(word in said for word in ("Unicode", "codec", "Traceback", "程序出错"))


@pytest.mark.parametrize("code", [0, 1, 2])
@pytest.mark.parametrize("redirections", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full"])
@posix
def test_a_closed_stream_costs_what_would_have_been_said_there_alone(
    folder: Path, redirections: str, code: int
) -> None:
    arguments = {0: "rules", 1: "check", 2: "nope"}[code]
    usual = whole(folder, arguments)
    done = shell(folder, arguments, redirections)
    assert done.returncode == usual.returncode == code
    assert done.stdout == (b"" if ">&-" in redirections.replace("2>&-", "") else usual.stdout)
    assert done.stderr == (b"" if "2>" in redirections else usual.stderr)


@pytest.mark.parametrize("arguments", ["rules", "check", "check --format json", "--help", "explain F104"])
@posix
def test_a_report_that_a_full_disk_swallows_is_told(folder: Path, arguments: str) -> None:
    done = shell(folder, arguments, ">/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == "gongkai：磁盘已满：标准输出。\n"
    assert shell(folder, arguments, ">/dev/full 2>&1").returncode == 2


@contextmanager
def deserted() -> Iterator[int]:
    """The end of a pipe at whose other end nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@pytest.mark.parametrize(("arguments", "code"), [(["rules"], 0), (["check"], 1), (["nope"], 2)])
@pytest.mark.parametrize("streams", [("stdout",), ("stderr",), ("stdout", "stderr")])
def test_a_reader_who_goes_away_changes_nothing(
    folder: Path, arguments: list[str], code: int, streams: tuple[str, ...]
) -> None:
    with deserted() as pipe:
        done = run(folder, *arguments, **dict.fromkeys(streams, pipe))
    assert done.returncode == code
    assert b"Traceback" not in (done.stderr or b"")
    assert b"Broken" not in (done.stderr or b"")


@posix
def test_a_pipe_that_does_not_wait_still_gets_everything(folder: Path) -> None:
    right = whole(folder, "check", "--format", "json").stdout
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    command: list[str | Path] = [GONGKAI, "--root", folder, "check", "--format", "json"]
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        with open(reading, "rb") as report:  # noqa: PTH123 - a file number
            assert report.read() == right
        assert process.wait() == 1


LOCALES: list[dict[str, str]] = [
    C_LOCALE,
    {"LC_ALL": "POSIX"},
    {"LC_ALL": "no_SUCH"},
    C_LOCALE | {"PYTHONIOENCODING": "gbk"},
]
UNHEARD = ["<&-", ">&- 2>&-", "2>/dev/full", "2>&1 | true"]


@pytest.fixture(scope="module")
def right_site(portal: Path) -> dict[str, bytes]:
    site = portal.parent / "right"
    assert run(portal, "build", "--site-dir", str(site)).returncode == 0
    return tree(site)


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_the_same_site_is_built_in_any_locale(
    portal: Path, right_site: dict[str, bytes], tmp_path: Path, locale: dict[str, str]
) -> None:
    done = run(portal, "build", "--site-dir", str(tmp_path / "site"), env=locale)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == right_site


@pytest.mark.parametrize("redirections", UNHEARD)
@posix
def test_the_same_site_is_built_though_nobody_listens(
    portal: Path, right_site: dict[str, bytes], tmp_path: Path, redirections: str
) -> None:
    done = shell(portal, f'build --workers 2 --site-dir "{tmp_path / "site"}"', redirections)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == right_site


def test_plain_mkdocs_does_not_build_where_names_of_files_are_misread(portal: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [MKDOCS, "build", "-f", portal / "mkdocs.yml", "-d", tmp_path / "site"]
    done = subprocess.run(command, env=os.environ | C_LOCALE, capture_output=True, check=False)
    assert done.returncode != 0
    assert "PYTHONUTF8=1" in done.stderr.decode()
    assert not (tmp_path / "site").exists()


@posix
def test_a_preview_needs_no_terminal(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", (COUNTY,))
    port = free_port()
    command = f'exec "{GONGKAI}" --root "{folder}" serve --port {port} <&- >&- 2>&-'
    with subprocess.Popen(["sh", "-c", command]) as server:
        try:
            assert wait_for(lambda: COUNTY in fetch(f"http://127.0.0.1:{port}/counties/{COUNTY}.html"), 60)
        finally:
            server.terminate()
